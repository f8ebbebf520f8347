"""The attempts of a step: failure actions, retries, and what success leads to."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ..link.model import Action, WorkflowTarget
from .code import Code, call, join, literal
from .context import ModuleContext
from .criteria import compile_criterion
from .naming import snake_case, unique_names
from .scope import Phase, StepScope
from .statements import Line, Statement, Statements, assign, block, line, mentions
from .workflow_calls import hands_over, input_values

TargetRun = Callable[[Action, StepScope], Statements]
"""The statements that run a retry's step or workflow; the scope reads what they pass."""


@dataclass(frozen=True)
class Attempts:
    """Plans what a step does when an attempt has failed or succeeded.

    Attributes:
        scope: Reads expressions after a response.
        run_target: Runs what a retry names, before the next attempt.
        client: A client that the step sends with.
        returns_action: Whether the step tells which success action applies.
        variables: What the function has named after the document already.
    """

    context: ModuleContext
    scope: StepScope
    on_success: tuple[Action, ...]
    on_failure: tuple[Action, ...]
    run_target: TargetRun
    client: Callable[[], Code]
    returns_action: bool
    variables: Collection[str] = ()

    @property
    def repeats(self) -> bool:
        """Whether the step's function is a loop."""
        return bool(self.counters)

    @property
    def catches(self) -> bool:
        """Whether a failure leads anywhere but out of the step's function."""
        return bool(self._failure_actions())

    @property
    def counters(self) -> Mapping[str, str]:
        """The variable that counts each retry, by `<list>/<action>`."""
        retries = [
            f"{kind} {action.name}"
            for kind, actions in self._lists()
            for action in actions
            if action.kind == "retry" and action.retry_limit > 0
        ]
        if not retries:
            return {}
        names = [key.split(" ", 1)[1] for key in retries]
        taken = {*self.context.names.taken, *self.variables}
        if len(set(names)) < len(names):
            return unique_names(retries, snake_case, taken)
        named = unique_names(names, snake_case, taken)
        return {key: named[name] for key, name in zip(retries, names, strict=True)}

    def _lists(self) -> tuple[tuple[str, tuple[Action, ...]], ...]:
        return (
            ("failure", self._failure_actions()),
            ("success", reachable(self.on_success)),
        )

    def start(self) -> Statements:
        """The counters, before the first attempt."""
        names = list(self.counters.values())
        return (line(f"{' = '.join(names)} = 0"),) if names else ()

    def attempt(self, sending: Statements) -> Statements:
        """Sending and checking, with the failure actions around it."""
        if not self.catches:
            return sending
        caught = f"except {self.context.names.error}"
        failure = self._failure()
        if mentions(failure, "failure"):
            caught += " as failure"
        return (block("try", sending), block(caught, failure))

    def _failure_actions(self) -> tuple[Action, ...]:
        """The failure actions that matter: those that end the workflow do so only
        where another one follows."""
        actions = [
            action
            for action in reachable(self.on_failure)
            if action.kind != "retry" or action.retry_limit > 0
        ]
        while actions and actions[-1].kind == "end":
            actions.pop()
        return tuple(actions)

    def _failure(self) -> Statements:
        scope = replace(self.scope, phase=Phase.FAILURE, body=None)
        actions = list(self._failure_actions())
        last: list[Action] = []
        while actions and actions[-1].kind == "goto":
            last.insert(0, actions.pop())
        statements: list[Statement] = []
        for action in actions:
            condition = self.condition(action, scope)
            if action.kind == "retry":
                counter = self.counters[f"failure {action.name}"]
                condition.append(Code(f"{counter} < {action.retry_limit}"))
                body = self._again(action, counter, scope)
            elif action.kind == "goto":
                body = (*self._goes(action, scope), line("raise"))
            else:
                body = (line(self._takes(action)), line("raise"))
            statements += _where(condition, body)
        return (*statements, *self._alternatives(last, scope), line("raise"))

    def _alternatives(self, gotos: list[Action], scope: StepScope) -> Statements:
        """The actions that come last: the error names the first that applies."""
        clauses: list[Statement] = []
        for action in gotos:
            condition = self.condition(action, scope)
            goes = self._goes(action, scope)
            if not condition and not clauses:
                return goes
            word = "elif" if clauses else "if"
            header = f"{word} {conjunction(condition)}" if condition else "else"
            clauses.append(block(header, goes))
        return tuple(clauses)

    def _goes(self, action: Action, scope: StepScope) -> Statements:
        """The error names the action that leads on from it."""
        named = assign("failure.action", self._takes(action))
        return (*self._handover(action, scope), named)

    def _handover(self, action: Action, scope: StepScope) -> Statements:
        """What an action passes to the workflow that takes over, where only the step
        can read it."""
        if not hands_over(action, scope):
            return ()
        assert isinstance(action.target, WorkflowTarget)
        key = action.target.workflow
        scope.arguments.handover = True
        values = input_values(key, action.parameters, replace(scope, lenient=True))
        return (line(f"handover.update({values})"),)

    def _again(self, action: Action, counter: str, scope: StepScope) -> Statements:
        retry = call(
            self.context.uses.method("retry"),
            *self.context.flavour.waiting(self.client()),
            literal(action.name),
            keywords={"after": literal(float(action.retry_after))},
        )
        return (
            line(f"{counter} += 1"),
            line(self.context.flavour.awaited(retry)),
            *self.run_target(action, replace(scope, lenient=True)),
            line("continue"),
        )

    def condition(self, action: Action, scope: StepScope) -> list[Code]:
        """What has to hold for an action: its criteria."""
        lenient = replace(scope, lenient=True)
        return [compile_criterion(criterion, lenient) for criterion in action.criteria]

    def success(self, outputs: Code) -> Statements:
        """What follows a success: another attempt, or the outputs and the action.

        Args:
            outputs: The outputs of the step.
        """
        actions = reachable(self.on_success)
        retries = any(action.kind == "retry" for action in actions)
        hands = any(hands_over(action, self.scope) for action in actions)
        if not self.returns_action and not retries and not hands:
            return (line(f"return {outputs}"),)
        led = self._led(actions)
        read = mentions(led, "outputs")
        return (assign("outputs", outputs) if read else line(outputs), *led)

    def _led(self, actions: Sequence[Action]) -> Statements:
        """Where the success actions lead; the variable `outputs` holds the outputs."""
        statements: list[Statement] = []
        exhausted: list[Statement] = []
        for number, action in enumerate(actions, 1):
            condition = self.condition(action, self.scope)
            if action.kind != "retry":
                handover = self._handover(action, self.scope)
                statements += _where(condition, (*handover, self._found(action)))
            elif number == len(actions):
                statements += _where(condition, self._last_retry(action))
            else:
                statements += self._success_retry(action, condition)
                exhausted += _where(condition, (self._exhausted(action),))
                continue
            if not condition:
                return (*statements,)
        return _until_raise((*statements, *exhausted, self._found(None)))

    def _found(self, action: Action | None) -> Statement:
        if not self.returns_action:
            return line("return outputs")
        taken = self._takes(action) if action else literal(None)
        return line(f"return outputs, {taken}")

    def _takes(self, action: Action) -> Code:
        """The name of an action, logged."""
        return call(self.context.uses.method("action"), literal(action.name))

    def _success_retry(self, action: Action, condition: list[Code]) -> Statements:
        if action.retry_limit == 0:
            return ()
        counter = self.counters[f"success {action.name}"]
        test = conjunction([*condition, Code(f"{counter} < {action.retry_limit}")])
        again = self._again(action, counter, self.scope)
        return (block(f"if {test}", again),)

    def _last_retry(self, action: Action) -> Statements:
        """A retry after which no action is left: exhausted, it has failed."""
        if action.retry_limit == 0:
            return (self._exhausted(action),)
        counter = self.counters[f"success {action.name}"]
        return (
            block(f"if {counter} == {action.retry_limit}", (self._exhausted(action),)),
            *self._again(action, counter, self.scope),
        )

    def _exhausted(self, action: Action) -> Statement:
        """A retry on success whose criteria still hold has failed."""
        fault = f"{action.name}: {action.retry_limit} retries were not enough"
        return line(f"raise {call(self.context.uses.method('error'), literal(fault))}")


def reachable(actions: Sequence[Action]) -> tuple[Action, ...]:
    """The actions of a list up to the first that always applies and leaves the step."""
    for number, action in enumerate(actions, 1):
        if action.kind != "retry" and not action.criteria:
            return tuple(actions[:number])
    return tuple(actions)


def _where(condition: list[Code], body: Statements) -> Statements:
    """Statements under a condition, or alone where there is none."""
    return (block(f"if {conjunction(condition)}", body),) if condition else body


def _until_raise(statements: Statements) -> Statements:
    """The statements up to the first that raises whatever holds."""
    for number, statement in enumerate(statements, 1):
        if isinstance(statement, Line) and statement.code.startswith("raise "):
            return statements[:number]
    return statements


def conjunction(codes: Sequence[Code]) -> Code:
    """All of some conditions; those that hold an `or` or an `if` in parentheses."""
    if len(codes) == 1:
        return codes[0]
    return join(" and ", (_grouped(code) for code in codes))


def _grouped(code: Code) -> Code:
    match ast.parse(code, mode="eval").body:
        case ast.BoolOp(ast.Or()) | ast.IfExp():
            return Code(f"({code})")
        case _:
            return code
