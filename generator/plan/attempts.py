"""The attempts of a step: failure actions, retries, and what success leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..link.model import Action
from .code import Code, call, join, literal
from .context import ModuleContext
from .criteria import compile_criterion
from .names import LOCAL_NAMES
from .naming import snake_case, unique_names
from .scope import Phase, StepScope
from .statements import Statement, Statements, block, line

TargetRun = Callable[[Action], Statements]
"""The statements that run a retry's step or workflow."""


@dataclass(frozen=True)
class Attempts:
    """Plans what a step does when an attempt has failed or succeeded.

    Attributes:
        scope: Reads expressions after a response.
        run_target: Runs what a retry names, before the next attempt.
        returns_action: Whether the step tells which success action applies.
    """

    context: ModuleContext
    scope: StepScope
    on_success: tuple[Action, ...]
    on_failure: tuple[Action, ...]
    run_target: TargetRun
    returns_action: bool

    @property
    def repeats(self) -> bool:
        """Whether the step's function is a loop."""
        return bool(self.counters)

    @property
    def counters(self) -> Mapping[str, str]:
        """The variable that counts each retry, by `<list>/<action>`."""
        retries = [
            f"{kind} {action.name}"
            for kind, actions in self._lists()
            for action in actions
            if action.kind == "retry" and action.retry_limit > 0
        ]
        names = [key.split(" ", 1)[1] for key in retries]
        taken = {*self.context.names.steps.values(), *LOCAL_NAMES}
        if len(set(names)) < len(names):
            return unique_names(retries, snake_case, taken)
        named = unique_names(names, snake_case, taken)
        return {key: named[name] for key, name in zip(retries, names, strict=True)}

    def _lists(self) -> tuple[tuple[str, tuple[Action, ...]], ...]:
        return (("failure", self.on_failure), ("success", self.on_success))

    def start(self) -> Statements:
        """The counters, before the first attempt."""
        names = list(self.counters.values())
        return (line(f"{' = '.join(names)} = 0"),) if names else ()

    def attempt(self, sending: Statements) -> Statements:
        """Sending and checking, with the failure actions around it."""
        if not self.on_failure:
            return sending
        error = self.context.names.error
        return (
            block("try", sending),
            block(f"except {error} as failure", self._failure()),
        )

    def _failure(self) -> Statements:
        scope = replace(self.scope, phase=Phase.FAILURE, body=None)
        statements: list[Statement] = []
        for action in self.on_failure:
            if action.kind == "retry" and action.retry_limit == 0:
                continue
            condition = self.condition(action, scope)
            body = self._on_failure(action)
            if action.kind == "retry":
                counter = self.counters[f"failure {action.name}"]
                guard = f"{counter} < {action.retry_limit}"
                condition = Code(f"{condition} and {guard}" if condition else guard)
            if condition is None:
                return (*statements, *body)
            statements.append(block(f"if {condition}", body))
        return (*statements, line("raise"))

    def _on_failure(self, action: Action) -> Statements:
        if action.kind == "retry":
            counter = self.counters[f"failure {action.name}"]
            return self._again(action, counter, "failure.response")
        if action.kind == "goto":
            return (line(f"failure.action = {literal(action.name)}"), line("raise"))
        return (line("raise"),)

    def _again(self, action: Action, counter: str, response: str) -> Statements:
        wait = call(
            self.context.uses.helper("_wait"),
            literal(float(action.retry_after)),
            Code(response),
        )
        return (
            line(f"{counter} += 1"),
            line(wait),
            *self.run_target(action),
            line("continue"),
        )

    def condition(self, action: Action, scope: StepScope) -> Code | None:
        """Whether an action's criteria hold; None where it has none."""
        if not action.criteria:
            return None
        lenient = replace(scope, lenient=True)
        codes = [compile_criterion(criterion, lenient) for criterion in action.criteria]
        return conjunction(codes)

    def success(self, returned: Code) -> Statements:
        """What follows a success: another attempt, or the outputs and the action."""
        statements: list[Statement] = []
        pending: list[Statement] = []
        for action in self.on_success:
            condition = self.condition(action, self.scope)
            if action.kind == "retry":
                statements += self._success_retry(action, condition)
                pending += self._exhausted(action, condition)
            elif self.returns_action:
                found = line(f"return {returned}, {literal(action.name)}")
                if condition is None:
                    return (*statements, found)
                statements.append(block(f"if {condition}", (found,)))
        suffix = ", None" if self.returns_action else ""
        last = () if self._always_fails() else (line(f"return {returned}{suffix}"),)
        return (*statements, *pending, *last)

    def _success_retry(self, action: Action, condition: Code | None) -> Statements:
        if action.retry_limit == 0:
            return ()
        counter = self.counters[f"success {action.name}"]
        guard = f"{counter} < {action.retry_limit}"
        test = f"{condition} and {guard}" if condition else guard
        return (block(f"if {test}", self._again(action, counter, "response")),)

    def _exhausted(self, action: Action, condition: Code | None) -> Statements:
        """A retry on success whose criteria still hold has failed."""
        fault = f"{action.name}: {action.retry_limit} retries were not enough"
        error = call(self.context.uses.method("error"), literal(fault))
        failed = line(f"raise {error}")
        return (block(f"if {condition}", (failed,)),) if condition else (failed,)

    def _always_fails(self) -> bool:
        return any(
            action.kind == "retry" and not action.criteria for action in self.on_success
        )


def conjunction(codes: Sequence[Code]) -> Code:
    """All of some conditions; those that hold an `or` or an `if` in parentheses."""
    if len(codes) == 1:
        return codes[0]
    return join(" and ", (_grouped(code) for code in codes))


def _grouped(code: Code) -> Code:
    return Code(f"({code})") if " or " in code or " if " in code else code
