"""The function of a workflow: its arguments, its clients and its flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..check.flow_steps import transfers
from ..expressions.model import StepOutput
from ..link.model import ExpressionValue, WorkflowKey, WorkflowTarget
from .clients import Clients
from .code import Code, call, identifier, join, literal
from .context import ModuleContext
from .flow.queries import nodes_of
from .flow.statements import FlowCode, FlowSpeller, Parallel, Ran
from .flow.tree import Flow, Return, Together, Transfer
from .model import Argument, WorkflowFunction
from .scope import Arguments, Phase, StepScope
from .statements import Statements, assign, block, line
from .step_functions import StepFunctions
from .values import value_of
from .workflow_calls import Caller, hands_over


@dataclass(frozen=True, eq=False)
class WorkflowPlanner:
    """Plans the function of a workflow.

    Attributes:
        flow: The order of its steps.
        keywords: Which of poll_interval, max_steps and dependencies it takes.
        clients: How it comes by open clients.
    """

    context: ModuleContext
    flow: Flow
    functions: StepFunctions
    keywords: tuple[str, ...]
    clients: Clients

    def function(self) -> WorkflowFunction:
        """The whole function."""
        return replace(self.header(), body=self._body())

    def header(self) -> WorkflowFunction:
        """The function without what it does."""
        workflow, names = self.context.workflow, self.context.names
        positional: tuple[Argument, ...] = ()
        if self.context.inputs is not None:
            doc = "What the workflow needs."
            positional = (Argument("inputs", identifier(names.inputs), doc=doc),)
        return WorkflowFunction(
            words=self.clients.words,
            name=self.clients.function,
            description=workflow.description or workflow.summary or "",
            notes=self._notes(),
            positional=positional,
            keywords=tuple(self._keywords()),
            returns=self._returns(),
            error=names.error,
            raises=self._raises(),
            body=(),
        )

    def _notes(self) -> tuple[str, ...]:
        nodes = nodes_of(self.flow.body)
        at_once = any(isinstance(node, Together) for node in nodes)
        return (_AT_ONCE,) if at_once and self.clients.words.async_ else ()

    def _raises(self) -> str:
        given_up = ", or the loop was given up" if self.flow.loops else ""
        return f"A step failed{given_up}."

    def _returns(self) -> Code:
        results = [self._result_type()]
        for _, action in transfers(self.context.workflow.steps).values():
            assert isinstance(action.target, WorkflowTarget)
            other = self.context.others[action.target.workflow]
            result = f"{other.alias}.{other.names.outputs}"
            results.append(Code(result if other.has_outputs else "None"))
        return join(" | ", dict.fromkeys(results))

    def _result_type(self) -> Code:
        names = self.context.names
        return identifier(names.outputs) if names.result_fields else Code("None")

    # Arguments

    def _keywords(self) -> Iterator[Argument]:
        yield from self.clients.base_urls()
        for key, name in self.context.passes.items():
            doc = f"Inputs of the workflow `{key.workflow_id}`, which runs before."
            yield Argument(name, self.context.keyword_type(name), doc=doc)
        yield from self.clients.arguments()
        for name in self.keywords:
            type_, default, doc = _KEYWORDS[name]
            if name == "dependencies":
                self.context.uses.name("typing", "Any")
            yield Argument(name, Code(type_), Code(default), doc)

    # Body

    def _body(self) -> Statements:
        names = self.context.names
        speller = self._speller()
        flow = (*self._dependencies(), *speller.spell(self.flow))
        ends = self.flow.completed_at_end is not None
        last = self._return(Return(self.flow.completed_at_end or frozenset()), speller)
        inside = self.clients.opened(flow or (line("pass"),))
        if last == (line("return"),):
            last = ()
        if not ends:
            # `with` may swallow an exception as far as type checkers know.
            last = (line('raise AssertionError("not reached")'),)
        raises = self._may_fail_to_return(self.flow.completed_at_end)
        guarded = block("try", (*inside, *(last if raises else ())))
        handler = block(
            f"except {names.error} as error",
            (line("error.completed = done"), line("raise")),
        )
        start = assign("done", call(identifier(names.completed)))
        before: Statements = (start,)
        if self.functions.hands_over:
            before = (start, line("handover: dict[str, object] = {}"))
        if "dependencies" in self.keywords:
            given = Code("{} if dependencies is None else dependencies")
            before = (*before, assign("dependencies", given))
        return (*before, guarded, handler, *(() if raises else last))

    def _caller(self, step_id: str) -> Caller:
        return Caller(self.context, step_id, self.clients.local, identifier)

    def _dependencies(self) -> Statements:
        """The workflows that run before, unless they have run already."""
        statements: Statements = ()
        for key in self.context.workflow.depends_on:
            other = self.context.others[key]
            caller = self._caller(self.context.workflow.steps[0].id)
            inputs = None
            if other.inputs is not None:
                inputs = identifier(self.context.passes[key])
            held = Code(f"dependencies[{literal(other.path)}]")
            called = caller.call(key, inputs)
            ran: Statements = (assign(held, called),)
            if not other.has_outputs:
                ran = (line(called), assign(held, Code("None")))
            run = caller.guarded(key, ran)
            test = f"if {literal(other.path)} not in dependencies"
            statements = (*statements, block(test, run))
            if other.has_outputs:
                kept = assign(f"done.{other.result}", held)
                statements = (*statements, kept)
        return statements

    def _speller(self) -> FlowSpeller:
        speller: FlowSpeller

        def returns(node: Return, _: Ran) -> Statements:
            return self._return(node, speller)

        def transfer(node: Transfer, _: Ran) -> Statements:
            return self._transfer(node, speller)

        names = self.context.names
        code = FlowCode(
            error=names.error,
            failure=names.failure,
            completed=lambda step_id: names.steps[step_id],
            run=lambda step_id, ran: self.functions.signature(step_id).call(
                self.clients.local, ran, "handover"
            ),
            awaited=self.context.flavour.awaited,
            together=Parallel(names.task, self.clients.at_once),
            returns=returns,
            transfer=transfer,
            pause=self._pause,
            uses=self.context.uses,
        )
        speller = FlowSpeller(code)
        return speller

    def _pause(self, seconds: Code) -> Code:
        client = self.clients.local(next(iter(self.context.servers)))
        return self.context.flavour.pause(client, seconds, self.context.uses)

    def _scope(self, completed: frozenset[str], speller: FlowSpeller) -> StepScope:
        """Reads expressions off what was completed: of the steps that type checkers
        know to have run, directly."""
        known = frozenset(speller.ran) & completed
        asserted = (frozenset(speller.together) & completed) - known
        return StepScope(
            self.context,
            None,
            Phase.RESULT,
            Arguments(),
            completed="done.",
            certain=known | asserted,
            asserted=asserted,
        )

    def _return(self, node: Return, speller: FlowSpeller) -> Statements:
        names = self.context.names
        if not names.result_fields:
            return (
                (line("return None"),)
                if self._returns() != "None"
                else (line("return"),)
            )
        scope = self._scope(node.completed, speller)
        values = {
            names.result_fields[output.name]: value_of(output.value, scope).code
            for output in self.context.workflow.outputs
        }
        outputs = identifier(names.outputs)
        if not self._may_fail_to_return(node.completed):
            return (line(f"return {call(outputs, keywords=values)}"),)
        result = self.context.uses.helper("_result")
        last = literal(self.context.workflow.steps[-1].id)
        return (line(f"return {call(result, last, outputs, keywords=values)}"),)

    def _may_fail_to_return(self, completed: frozenset[str] | None) -> bool:
        """Whether the outputs need a look: some may be absent, or of another type.

        Args:
            completed: The steps that have certainly completed; None where nothing is
                returned there.
        """
        types = self.context.types
        return any(
            completed is None
            or not isinstance(output.value, ExpressionValue)
            or not isinstance(output.value.expression, StepOutput)
            or bool(output.value.expression.pointer)
            or not types.outputs[output.name].is_certain
            or "integer" in types.outputs[output.name].type.kinds
            or output.value.expression.step_id not in completed
            for output in self.context.workflow.outputs
        )

    def _transfer(self, node: Transfer, speller: FlowSpeller) -> Statements:
        """Another workflow takes over: its result is the result."""
        step, action = transfers(self.context.workflow.steps)[node.key]
        assert isinstance(action.target, WorkflowTarget)
        key: WorkflowKey = action.target.workflow
        caller = self._caller(step.id)
        scope = self._scope(node.completed, speller)
        if hands_over(action, scope):
            inputs: Code | None = caller.inputs_of(key, Code("handover"))
        else:
            inputs = caller.inputs(key, action.parameters, scope)
        called = caller.call(key, inputs)
        if self.context.others[key].has_outputs:
            return caller.guarded(key, (line(f"return {called}"),))
        bare = line("return None" if self._returns() != "None" else "return")
        return caller.guarded(key, (line(called), bare))


_AT_ONCE = (
    "Steps that need nothing of each other run at the same time. If one fails, those "
    "that run are awaited, and what they completed is on the error."
)
_KEYWORDS = {
    "poll_interval": (
        "float",
        "1.0",
        "Seconds to wait before a step is entered again by a jump back.",
    ),
    "max_steps": (
        "int",
        "10_000",
        "How many steps may run before a loop is given up.",
    ),
    "dependencies": (
        "dict[str, Any] | None",
        "None",
        "Outputs of workflows that ran before, by module; the others run first.",
    ),
}
