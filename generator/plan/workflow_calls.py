"""Running other workflows: their inputs, their errors, and what they are passed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..check.reads import expressions_of_value
from ..expressions.model import MessagePart, Method, Output, StatusCode, Url
from ..link.model import Action, Parameter, WorkflowKey, WorkflowTarget
from .code import Code, call, fstring, join, literal
from .context import ModuleContext, OtherModule
from .scope import StepScope
from .servers import ServerKey
from .statements import Statements, block, line
from .values import value_of


@dataclass(frozen=True)
class Caller:
    """The code that runs a workflow: how it comes by clients and keywords.

    Attributes:
        step_id: The step that an error is said to be of.
        client: The open client of a server.
        keyword: An argument of the workflow's function, by name.
    """

    context: ModuleContext
    step_id: str
    client: Callable[[ServerKey], Code]
    keyword: Callable[[str], Code]

    def call(self, key: WorkflowKey, inputs: Code | None) -> Code:
        """The call of another workflow's function."""
        other = self.context.others[key]
        keywords: dict[str, Code] = {}
        for server, names in other.servers.items():
            keywords[names.client] = self.client(server)
            if server in other.base_urls:
                # The open client has the base URL; the argument is needed all the same.
                keywords[other.base_urls[server]] = self.keyword(
                    self.context.servers[server].base_url
                )
        for name in other.keywords:
            keywords[name] = self.keyword(name)
        for passed, name in other.passes.items():
            keywords[name] = self.keyword(self.context.passes[passed])
        function = Code(f"{other.alias}.{other.function}")
        called = call(
            function, *([inputs] if inputs is not None else []), keywords=keywords
        )
        return self.context.flavour.awaited(called)

    def guarded(self, key: WorkflowKey, statements: Statements) -> Statements:
        """Statements that run a workflow; its error becomes one of the step."""
        other = self.context.others[key]
        error = self.context.names.error
        reason = fstring((f"workflow {key.workflow_id}: ", Code("cause")))
        raised = call(Code(error), literal(self.step_id), reason)
        return (
            block("try", statements),
            block(
                f"except {other.alias}.{other.names.error} as cause",
                (line(f"raise {raised} from cause"),),
            ),
        )

    def inputs(
        self, key: WorkflowKey, parameters: Sequence[Parameter], scope: StepScope
    ) -> Code | None:
        """The inputs object of a workflow from the parameters that it is passed.

        None where the workflow takes no inputs. Of the parameters that the workflow
        around a step adds, those that are no input of it are left out.
        """
        if self.context.others[key].inputs is None:
            return None
        return self.inputs_of(key, input_values(key, parameters, scope))

    def inputs_of(self, key: WorkflowKey, values: Code) -> Code:
        """The inputs object of a workflow from its members."""
        other = self.context.others[key]
        assert other.inputs is not None
        model = Code(f"{other.alias}.{other.inputs.name}")
        make = self.context.uses.helper("_inputs_of")
        return call(make, literal(self.step_id), model, values)


def input_values(
    key: WorkflowKey, parameters: Sequence[Parameter], scope: StepScope
) -> Code:
    """The members of a workflow's inputs that were given, by name."""
    other = scope.context.others[key]
    members: list[Code] = []
    some_absent = False
    for parameter in parameters:
        if parameter.inherited and not _declares(other, parameter.name):
            continue
        operand = value_of(parameter.value, scope)
        some_absent = some_absent or operand.may_be_absent
        members.append(Code(f"{literal(parameter.name)}: {operand.code}"))
    values = Code("{" + join(", ", members) + "}")
    return call(scope.context.uses.helper("_given"), values) if some_absent else values


def hands_over(action: Action, scope: StepScope) -> bool:
    """Whether another workflow takes over with values that only the step can read: of
    its request, its response, or the workflow that it has run."""
    if action.kind != "goto" or not isinstance(action.target, WorkflowTarget):
        return False
    if scope.context.others[action.target.workflow].inputs is None:
        return False
    read = (
        expression
        for parameter in action.parameters
        for expression, _ in expressions_of_value(parameter.value)
    )
    return any(
        isinstance(one, MessagePart | StatusCode | Url | Method | Output)
        for one in read
    )


def _declares(other: OtherModule, name: str) -> bool:
    assert other.inputs is not None
    return other.inputs.open or any(f.alias == name for f in other.inputs.fields)
