"""What the function of a step takes, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field

from ..link.model import OperationCall, Step, WorkflowCall, WorkflowKey
from .code import Code, call, identifier, one_of
from .context import ModuleContext
from .model import Argument, StepFunction
from .scope import Arguments, Phase, StepScope
from .servers import ServerKey, server_of
from .statements import Statements


@dataclass
class StepSignature:
    """Collects what the code of a step reads of the world outside it.

    Attributes:
        certain: The steps that have certainly completed when this one is entered.
        reads_completed: Whether other outputs are read off `done`, as a retry runs a
            step or workflow anew in between.
        returns_action: Whether it tells which success action applies.
        other_servers: Servers beside its own, of what it runs.
        keywords: Arguments that it passes on to a workflow that it runs.
    """

    step: Step
    context: ModuleContext
    certain: Set[str]
    reads_completed: bool
    returns_action: bool
    arguments: Arguments = field(default_factory=Arguments)
    other_servers: list[ServerKey] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)

    @property
    def server(self) -> ServerKey | None:
        """The server of the step's operation; None where it runs a workflow."""
        if isinstance(self.step.call, OperationCall):
            return server_of(self.step.call.operation)
        return None

    def scope(self, phase: Phase) -> StepScope:
        """Reads expressions in a phase of this step."""
        return StepScope(
            self.context,
            self.step,
            phase,
            self.arguments,
            completed="done." if self.reads_completed else "",
            certain=frozenset() if self.reads_completed else self.certain,
        )

    def client(self, server: ServerKey) -> Code:
        """The argument with the client of a server, which the function then takes."""
        if server == self.server:
            return Code("client")
        if server not in self.other_servers:
            self.other_servers.append(server)
        return identifier(self.context.servers[server].client)

    def any_client(self) -> Code:
        """The argument with a client that the step, or what it runs, sends with."""
        return self.client(self.server or next(iter(self._servers_run)))

    def keyword(self, name: str) -> Code:
        """A keyword argument of the workflow that the step passes on."""
        if name not in self.keywords:
            self.keywords.append(name)
        return identifier(name)

    def function(self, summary: str, body: Statements) -> StepFunction:
        """The function, once its body is planned."""
        return StepFunction(
            name=self.context.names.steps[self.step.id],
            step_id=self.step.id,
            description=self.step.description or "",
            summary=summary,
            notes=tuple(self._notes()),
            arguments=tuple(self._arguments()),
            returns=self._returns(),
            body=body,
        )

    def call(
        self,
        clients: Callable[[ServerKey], Code],
        ran: Callable[[str], Code],
        handover: str = "{}",
    ) -> Code:
        """A call of the function in the workflow's function or in another step's.

        Args:
            clients: The open client of a server.
            ran: The outputs of a step that has run.
            handover: What collects the inputs of a workflow that takes over; nothing
                does where a retry runs the step.
        """
        arguments: list[Code] = []
        if self.server is not None:
            arguments.append(clients(self.server))
        arguments += [clients(server) for server in self.other_servers]
        if self.arguments.inputs:
            arguments.append(Code("inputs"))
        if self.reads_completed:
            arguments.append(Code("done"))
        else:
            arguments += [
                (
                    ran(step_id)
                    if step_id in self.certain
                    else Code(f"done.{self.context.names.steps[step_id]}")
                )
                for step_id in self._steps_read()
            ]
            arguments += [
                Code(f"done.{self.context.others[key].result}")
                for key in self._workflows_read()
            ]
        arguments += [identifier(name) for name in self.keywords]
        if self.arguments.handover:
            arguments.append(Code(handover))
        return call(identifier(self.context.names.steps[self.step.id]), *arguments)

    def _client_type(self) -> Code:
        return self.context.flavour.client(self.context.uses)

    @property
    def _servers_run(self) -> Iterable[ServerKey]:
        """The servers of the workflow that the step runs."""
        assert isinstance(self.step.call, WorkflowCall)
        return self.context.others[self.step.call.workflow].servers

    def _steps_read(self) -> list[str]:
        """In the order of the workflow's steps."""
        numbers = self.context.workflow.numbers
        return sorted(self.arguments.steps, key=numbers.__getitem__)

    def _workflows_read(self) -> list[WorkflowKey]:
        return [key for key in self.context.others if key in self.arguments.workflows]

    def _arguments(self) -> Iterator[Argument]:
        names = self.context.names
        if self.server is not None:
            yield Argument("client", self._client_type())
        for server in self.other_servers:
            yield Argument(self.context.servers[server].client, self._client_type())
        if self.arguments.inputs:
            yield Argument("inputs", identifier(names.inputs))
        if self.reads_completed:
            yield Argument("done", identifier(names.completed))
        else:
            for step_id in self._steps_read():
                annotation = names.step_outputs[step_id]
                if step_id not in self.certain:
                    annotation += " | None"
                yield Argument(names.steps[step_id], Code(annotation))
            for key in self._workflows_read():
                other = self.context.others[key]
                annotation = f"{other.alias}.{other.names.outputs} | None"
                yield Argument(other.result, Code(annotation))
        for name in self.keywords:
            yield Argument(name, self.context.keyword_type(name))
        if self.arguments.handover:
            yield Argument("handover", Code("dict[str, object]"))

    def _returns(self) -> Code:
        outputs = identifier(self.context.names.step_outputs[self.step.id])
        if not self.returns_action:
            return outputs
        actions = dict.fromkeys(
            action.name for action in self.step.on_success if action.kind != "retry"
        )
        action = one_of(actions, self.context.uses)
        return Code(f"tuple[{outputs}, {action} | None]")

    def _notes(self) -> Iterator[str]:
        if self.returns_action:
            yield "Returns the outputs and the action that applies."
        gotos = [a.name for a in self.step.on_failure if a.kind == "goto"]
        if gotos:
            shown = " or ".join(f"`{name}`" for name in dict.fromkeys(gotos))
            yield f"The error has the action {shown} where the workflow goes on."
