"""The tests of a workflow, one for each scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ..check.reads import expressions_of_request
from ..expressions.model import Input
from ..link.model import Step
from ..mock.turns import Fail
from ..plan.classes import ModelClass
from ..plan.code import Code, identifier, literal
from ..plan.model import ModulePlan
from ..plan.naming import snake_case, told_apart, unique_names
from .checks import left_out_checks, request_checks
from .descriptions import describe_action, unmet_condition
from .expectations import Expected
from .model import TestFunction, name_in_tests
from .routes import RouteKey, Routes, response_code
from .scenarios import Performance, Rehearser, Scenario, finished_steps

Played = tuple[Performance, Expected]


@dataclass
class TestFunctions:
    """Makes the tests of one workflow.

    Attributes:
        call: The call of the workflow's function with the shared inputs.
        call_with_less: The same with the variable `inputs`.
        left_out: Where to note what is no test, and why.
    """

    __test__ = False

    rehearser: Rehearser
    module: ModulePlan
    routes: Routes
    call: Code
    call_with_less: Code
    left_out: list[str]

    def make(self, played: Sequence[Played]) -> list[TestFunction]:
        """The tests, those of the success path first."""
        found: list[tuple[str, TestFunction]] = []
        self.base: Played | None = None
        if played and played[0][0].scenario.kind == "success":
            self.base = played[0]
            found = [("runs to its end", self._success(*self.base))]
            found += self._requests(*self.base)
        for one in played[1:] if self.base else played:
            named = self._test(*one)
            if named is not None:
                found.append(named)
        # An action for success and one for failure may have the same name.
        titles = told_apart(title for title, _ in found)
        names = unique_names(titles, snake_case)
        return [
            replace(test, name=f"test_{names[title]}")
            for title, (_, test) in zip(titles, found, strict=True)
        ]

    def _test(
        self, performance: Performance, expected: Expected
    ) -> tuple[str, TestFunction] | None:
        scenario = performance.scenario
        step = self._name(scenario.step) if scenario.step is not None else ""
        match scenario.kind:
            case "failure":
                test = self._raising(performance, expected, "")
                return (f"{step} fails", test) if test else None
            case "action":
                made = self._action(performance, expected)
                action = scenario.action
                name = action.name if action is not None else ""
                return (f"{step} takes {name}", made) if made else None
            case "next":
                made = self._next(performance, expected)
                return f"{step} takes no action", made
            case "left_out":
                made = self._without(performance, expected)
                return (f"without {scenario.input}", made) if made else None
        return None

    # The success path

    def _success(self, performance: Performance, expected: Expected) -> TestFunction:
        asserted = self._asserted_routes(expected)
        checks = [
            check
            for key, check in self._counts(expected, {})
            if key not in asserted or expected.keys.count(key) > 1
        ]
        act, outputs = self._returning(expected, self.call)
        doc = " ".join(["All steps succeed.", *map(_describe_taken, performance.taken)])
        return TestFunction(doc=doc, act=act, checks=(*outputs, *checks))

    def _asserted_routes(self, expected: Expected) -> set[RouteKey]:
        """The routes whose requests have a test of their own."""
        return {
            key
            for key, request in zip(expected.keys, expected.requests, strict=True)
            if list(request_checks(request))
        }

    def _requests(
        self, performance: Performance, expected: Expected
    ) -> Iterator[tuple[str, TestFunction]]:
        """A test for what each step sends on the success path."""
        names = self.routes.names
        seen: set[Step] = set()
        counts: dict[RouteKey, int] = {}
        for exchange, request, key in zip(
            performance.exchanges, expected.requests, expected.keys, strict=True
        ):
            number = counts[key] = counts.get(key, -1) + 1
            step = exchange.scene.step
            checks = list(request_checks(request))
            if step in seen or not checks:
                continue
            seen.add(step)
            calls = f"api[{literal(names[key])}].calls"
            one = "last" if expected.keys.count(key) == 1 else str(number)
            sent = f"{calls}.last" if one == "last" else f"{calls}[{one}]"
            found = Code(f"request = {sent}.request")
            test = TestFunction(act=self.call, checks=(found, *checks))
            yield f"{self.routes.step_name(exchange)} request", test

    # Other scenarios

    def _raising(
        self, performance: Performance, expected: Expected, doc: str
    ) -> TestFunction | None:
        step = self._failing_step(performance)
        error = performance.rehearsal.error
        if step is None or step.id != getattr(error, "step_id", None):
            self._note(performance, "the failure of the step leads elsewhere")
            return None
        check = self._finished(performance)
        if check is None:
            return None
        step_id = Code(f"assert caught.value.step_id == {literal(step.id)}")
        return TestFunction(
            doc=doc,
            arrange=tuple(self._arrange(performance, expected)),
            act=self.call,
            raises=name_in_tests(self.module.error.name),
            checks=(step_id, *self._reason(performance), check),
        )

    def _reason(self, performance: Performance) -> Iterator[Code]:
        """The assertion that the criterion is named which the status does not meet."""
        last = performance.exchanges[-1]
        unmet = unmet_condition(last.scene.step, last.response.status_code)
        if unmet and unmet in str(getattr(performance.rehearsal.error, "reason", "")):
            yield Code(f"assert {literal(unmet)} in caught.value.reason")

    def _finished(self, performance: Performance) -> Code | None:
        """The assertion on what was completed."""
        steps = {one.name for one in self.module.steps}
        rehearser = self.rehearser
        senders = [rehearser.senders(step) for step in rehearser.workflow.steps]
        finished = finished_steps(performance, rehearser.workflow, senders)
        names = {self._name(step) for step in finished}
        fields = [one.name for one in self.module.completed]
        others = [name for name in fields if name not in steps]
        kept = self._kept(performance, others)
        wanted = [name for name in fields if name in names or name in (kept or ())]
        completed = getattr(performance.rehearsal.error, "completed", None)
        found = [n for n in fields if getattr(completed, n, None) is not None]
        known = fields if kept is not None else steps
        if wanted != [name for name in found if name in known]:
            self._note(performance, "what is completed is not as expected")
            return None
        if found == wanted:
            listed = literal(list(wanted))
            return Code(f"assert finished(caught.value) == {listed}")
        if not wanted:
            return Code("assert caught.value.completed is not None")
        display = "{" + ", ".join(map(literal, wanted)) + "}"
        return Code(f"assert {display} <= set(finished(caught.value))")

    def _kept(
        self, performance: Performance, others: Sequence[str]
    ) -> Sequence[str] | None:
        """Which of the workflows have finished whose outputs are kept beside those of
        the steps; None where they do not all run before the first step."""
        workflow = self.rehearser.workflow
        workflows = self.rehearser.stage.planned.workflows
        before = [key for key in workflow.depends_on if workflows[key].outputs]
        if len(before) != len(others):
            return None
        has_begun = any(
            one.scene.step in sending
            for one in performance.exchanges
            for sending in map(self.rehearser.senders, workflow.steps)
        )
        return others if has_begun else ()

    def _failing_step(self, performance: Performance) -> Step | None:
        """The step of the workflow at which it fails, by how the last request ended."""
        if not performance.exchanges:
            return None
        last = performance.exchanges[-1]
        if not isinstance(last.turn, Fail):
            return None
        for step in self.rehearser.workflow.steps:
            if last.scene.step in self.rehearser.senders(step):
                return step
        return None

    def _action(
        self, performance: Performance, expected: Expected
    ) -> TestFunction | None:
        step, action = performance.scenario.step, performance.scenario.action
        assert step is not None
        assert action is not None
        turn = next(one.turn for one in performance.exchanges if one.turn.way is action)
        doc = describe_action(step, action, turn)
        if performance.rehearsal.error is not None:
            return self._raising(performance, expected, doc)
        made = self._ending(performance, expected, doc)
        waits = performance.rehearsal.waits
        if action.kind != "retry" or waits != (action.retry_after,):
            return made
        waited = Code(f"assert waits == [{literal(action.retry_after)}]")
        return replace(made, fixtures=("waits",), checks=(*made.checks, waited))

    def _next(self, performance: Performance, expected: Expected) -> TestFunction:
        step = performance.scenario.step
        assert step is not None
        doc = f"Where no action of `{step.id}` applies, the next step follows."
        return self._ending(performance, expected, doc)

    def _ending(
        self, performance: Performance, expected: Expected, doc: str
    ) -> TestFunction:
        """A test of a run that returns outputs: these, and what differs in the calls."""
        arrange = tuple(self._arrange(performance, expected))
        act, outputs = self._returning(expected, self.call)
        counts = [check for _, check in self._counts(expected, self._usual_counts())]
        return TestFunction(
            doc=doc, arrange=arrange, act=act, checks=(*outputs, *counts)
        )

    def _without(
        self, performance: Performance, expected: Expected
    ) -> TestFunction | None:
        """A test with an optional input left out, where a request would have it."""
        name = performance.scenario.input
        field = next(one for one in self._inputs().fields if one.alias == name)
        declared = {one.alias for one in self._inputs().fields}
        is_whole = declared <= self.rehearser.inputs.keys()
        unset = "" if is_whole else "exclude_unset=True, "
        dump = f"INPUTS.model_dump({unset}exclude={{{literal(field.name)}}})"
        inputs = Code(
            f"inputs = {identifier(name_in_tests(self._inputs().name))}(**{dump})"
        )
        arrange = (inputs, *self._arrange(performance, expected))
        error = performance.rehearsal.error
        if error is not None:
            step_id = getattr(error, "step_id", "")
            if not self._reads(step_id, name):
                self._note(performance, "it fails at a step that does not read it")
                return None
            check = Code(f"assert caught.value.step_id == {literal(step_id)}")
            doc = f"`{step_id}` cannot be sent without it."
            raised = name_in_tests(self.module.error.name)
            return TestFunction(
                doc=doc,
                arrange=arrange,
                act=self.call_with_less,
                raises=raised,
                checks=(check,),
            )
        checks = list(self._absences(performance, expected))
        if not checks:
            return None
        return TestFunction(
            arrange=arrange, act=self.call_with_less, checks=tuple(checks)
        )

    def _reads(self, step_id: str, name: str | None) -> bool:
        """Whether the request of a step reads an input."""
        return any(
            isinstance(expression, Input) and expression.name == name
            for step in self.rehearser.workflow.steps
            if step.id == step_id
            for expression, _ in expressions_of_request(step)
        )

    def _absences(self, performance: Performance, expected: Expected) -> Iterator[Code]:
        names = self.routes.names
        counts: dict[RouteKey, int] = {}
        if self.base is None:
            return
        base, full = self.base
        for before, one, less, wanted, key in zip_longest(
            base.exchanges,
            performance.exchanges,
            expected.requests,
            full.requests,
            expected.keys,
        ):
            if not (before and one and before.scene.step is one.scene.step):
                return
            number = counts[key] = counts.get(key, -1) + 1
            checks = list(left_out_checks(wanted, less))
            if checks:
                calls = f"api[{literal(names[key])}].calls"
                single = expected.keys.count(key) == 1
                sent = f"{calls}.last" if single else f"{calls}[{number}]"
                yield Code(f"request = {sent}.request")
                yield from checks

    # Pieces

    def _inputs(self) -> ModelClass:
        classes = self.module.classes
        return next(one for one in classes if one.name == self.module.inputs)

    def _name(self, step: Step) -> str:
        names = (one.name for one in self.module.steps if one.step_id == step.id)
        return next(names, snake_case(step.id))

    def _note(self, performance: Performance, reason: str) -> None:
        self.left_out.append(f"{performance.scenario.title}: {reason}")

    def _arrange(self, performance: Performance, expected: Expected) -> Iterator[Code]:
        """What the routes answer, where that is not what they usually do."""
        names = self.routes.names
        answers: dict[RouteKey, list[Code]] = {}
        for exchange, key in zip(performance.exchanges, expected.keys, strict=True):
            answers.setdefault(key, []).append(response_code(exchange.response))
        for key, codes in answers.items():
            if self.routes.differs(key, codes):
                answer = self.routes.answer(codes)
                yield Code(f"api[{literal(names[key])}].mock({answer})")

    def _usual_counts(self) -> dict[RouteKey, int]:
        if self.base is None:
            return {}
        keys = self.base[1].keys
        return {key: keys.count(key) for key in self.routes.names}

    def _counts(
        self, expected: Expected, usual: Mapping[RouteKey, int]
    ) -> Iterator[tuple[RouteKey, Code]]:
        """Assertions on how often routes are called, where that is not usual."""
        for key, name in self.routes.names.items():
            count = expected.keys.count(key)
            route = f"api[{literal(name)}]"
            if count == usual.get(key):
                continue
            if count == 0:
                yield key, Code(f"assert not {route}.called")
            elif count == 1:
                yield key, Code(f"assert {route}.called")
            else:
                yield key, Code(f"assert {route}.call_count == {count}")

    def _returning(
        self, expected: Expected, call: Code
    ) -> tuple[Code, tuple[Code, ...]]:
        """The call, and the assertions on what it returns."""
        returns = str(self.module.function.returns)
        if not expected.result.outputs or returns == "None":
            return call, ()
        checks: list[Code] = []
        if "None" in returns.split(" | "):
            checks.append(Code("assert outputs is not None"))
        if expected.knows_outputs:
            some = len(expected.outputs) < len(expected.result.outputs)
            unset = ", exclude_unset=True" if some else ""
            dumped = f"outputs.model_dump(by_alias=True{unset})"
            checks.append(Code(f"assert {dumped} == {literal(expected.outputs)}"))
        else:
            dumped = "outputs.model_dump(by_alias=True)"
            checks += [
                Code(f"assert {dumped}[{literal(name)}] == {literal(value)}")
                for name, value in expected.outputs.items()
            ]
        if not expected.outputs and not expected.knows_outputs:
            return call, ()
        return Code(f"outputs = {call}"), tuple(checks)


def _describe_taken(scenario: Scenario) -> str:
    """A sentence on an action that is taken on the way."""
    step, action = scenario.step, scenario.action
    if step is None or action is None:
        return ""
    return f"`{step.id}` takes the action `{action.name}`."
