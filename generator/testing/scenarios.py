"""The scenarios that a workflow is tested in, played to learn which requests come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import httpx

from ..link.model import (
    Action,
    OperationCall,
    Step,
    StepTarget,
    Workflow,
    WorkflowCall,
    WorkflowKey,
    WorkflowTarget,
)
from ..mock.mock_api import Direction
from ..mock.rehearsal import Rehearsal, Stage
from ..mock.scenes import Scene
from ..mock.shapes import shape_of
from ..mock.turns import Fail, LeadOn, Turn, usual_turn
from ..read.document import JsonValue
from ..running.program import Program
from .document_values import reachable
from .pruning import Pruner

_MOST_PLAYED = 300
_MOST_REQUESTS = 3_000
"""When so many scenarios of a workflow are played, or have sent so many requests, no more
are: their number grows with that of the steps, and so does each of them."""

Kind: TypeAlias = Literal["success", "failure", "action", "next", "left_out"]
"""All steps succeed; one fails; an action is taken; none is, and the next step follows;
an optional input is left out."""


@dataclass(frozen=True, eq=False)
class Scenario:
    """What is to happen in a run.

    Attributes:
        step: The step that fails, or whose action is taken.
        action: The action that is taken.
        input: The optional input that is left out.
    """

    kind: Kind
    step: Step | None = None
    action: Action | None = None
    input: str | None = None

    @property
    def title(self) -> str:
        """What it is called among the scenarios that are left out."""
        match self.kind:
            case "success":
                return "all steps succeed"
            case "left_out":
                return f"without the input {self.input}"
        step_id = self.step.id if self.step is not None else ""
        if self.kind == "next":
            return f"{step_id} takes no action"
        if self.action is None:
            return f"{step_id} fails"
        return f"{step_id} takes {self.action.name}"


@dataclass(frozen=True, eq=False)
class Exchange:
    """A request of a step, how the step was to end, and what it got."""

    scene: Scene
    turn: Turn
    request: httpx.Request
    response: httpx.Response


@dataclass(frozen=True, eq=False)
class Performance:
    """A scenario that was played.

    Attributes:
        direct: How steps were told to end.
        taken: Scenarios that came to the same: of actions that are taken here, too.
    """

    scenario: Scenario
    rehearsal: Rehearsal
    exchanges: tuple[Exchange, ...]
    direct: Direction
    taken: list[Scenario] = field(default_factory=list)

    def is_like(self, other: Performance) -> bool:
        """Whether the same steps got the same responses."""
        if len(self.exchanges) != len(other.exchanges):
            return False
        return all(
            mine.scene.step is its.scene.step
            and mine.response.status_code == its.response.status_code
            and mine.response.content == its.response.content
            and mine.response.headers == its.response.headers
            for mine, its in zip(self.exchanges, other.exchanges, strict=True)
        )


@dataclass
class Rehearser:
    """Plays the scenarios of one workflow.

    Attributes:
        performances: Those that went as they should.
        left_out: Those that could not be made to happen, each with the reason.
    """

    stage: Stage
    program: Program
    key: WorkflowKey
    performances: list[Performance] = field(default_factory=list)
    left_out: list[tuple[Scenario, str]] = field(default_factory=list)
    _requests: int = 0

    def __post_init__(self) -> None:
        planned = self.stage.planned
        self.workflow = planned.workflows[self.key]
        self.pruner = Pruner(self.stage.demands, planned.references)
        self.inputs = self.stage.inputs(self.key)

    def rehearse_all(self) -> None:
        """Play all scenarios. Steps that the success path does not reach are tested
        where an action leads to them; where it does not reach its end, those on the
        way are tested all the same."""
        base = self._perform(Scenario("success"), usual_turn, self.inputs)
        if base is None:
            return
        succeeds = self._take(base)
        tested: set[Step] = set()
        for path in self._paths(base):
            reached = {one.scene.step for one in path.exchanges}
            for step in self.workflow.steps:
                if step in tested or not self.senders(step) & reached:
                    continue
                tested.add(step)
                self._of_step(step, path.direct)
        for step in self.workflow.steps:
            if step not in tested:
                reason = "no scenario that can be played leads to the step"
                self.left_out.append((Scenario("failure", step), reason))
        for name in self._optional() if succeeds else ():
            given = {one: value for one, value in self.inputs.items() if one != name}
            self._play(Scenario("left_out", input=name), usual_turn, given)

    def _following(self, step: Step) -> Step | None:
        """The next step in list order."""
        index = self.workflow.steps.index(step)
        return next(iter(self.workflow.steps[index + 1 :]), None)

    def _paths(self, base: Performance) -> Iterator[Performance]:
        """The success path, then what the actions on it and on those lead to."""
        yield base
        seen = 0
        while seen < len(self.performances):
            path = self.performances[seen]
            seen += 1
            if path.scenario.kind in ("action", "next"):
                yield path

    def _of_step(self, step: Step, path: Direction) -> None:
        senders = self.senders(step)
        failing = Scenario("failure", step)
        self._play(failing, _failing(senders, path), self.inputs)
        if not isinstance(step.call, OperationCall):
            return
        if step.on_success and all(action.criteria for action in step.on_success):
            scenario = Scenario("next", step)
            self._play(scenario, _first(step, LeadOn(None), path), self.inputs)
        for action in step.on_success:
            turn = LeadOn(action)
            scenario = Scenario("action", step, action)
            self._play(scenario, _first(step, turn, path), self.inputs)
        for action in step.on_failure:
            scenario = Scenario("action", step, action)
            self._play(scenario, _first(step, Fail(action), path), self.inputs)

    def senders(self, step: Step) -> set[Step]:
        """The steps whose requests a step sends: itself, or those it runs."""
        if isinstance(step.call, OperationCall):
            return {step}
        workflows = self.stage.planned.workflows
        return {
            inner
            for workflow in reachable(workflows, step.call.workflow)
            for inner in workflow.steps
            if isinstance(inner.call, OperationCall)
        }

    def _optional(self) -> list[str]:
        """The inputs to leave out: of what an example has, those that are declared."""
        schema = self.workflow.inputs
        if schema is None:
            return []
        planned = self.stage.planned
        required = shape_of((schema,), planned.references, "object").required()
        module = planned.plans[self.key]
        classes = (one for one in module.classes if one.name == module.inputs)
        declared = {field.alias for one in classes for field in one.fields}
        return [one for one in self.inputs if one in declared.difference(required)]

    def _play(
        self, scenario: Scenario, direct: Direction, inputs: dict[str, JsonValue]
    ) -> None:
        performance = self._perform(scenario, direct, inputs)
        if performance is not None and not self._is_played(performance):
            self._take(performance)

    def _perform(
        self, scenario: Scenario, direct: Direction, inputs: dict[str, JsonValue]
    ) -> Performance | None:
        if self._requests > _MOST_REQUESTS or len(self.performances) >= _MOST_PLAYED:
            self.left_out.append((scenario, "there are many scenarios already"))
            return None
        turns: list[Turn] = []

        def note(scene: Scene, visit: int) -> Turn:
            turn = direct(scene, visit)
            turns.append(turn)
            return turn

        api = self.stage.mock(self.key, inputs)
        api.direct, api.adapt = note, self.pruner.prune
        try:
            rehearsal = self.stage.rehearse(self.program, self.key, inputs, api)
        except Exception as error:
            # Whatever a module does wrong, the others still get their tests.
            self.left_out.append((scenario, f"it raises {type(error).__name__}"))
            return None
        self._requests += len(rehearsal.played)
        exchanges = tuple(
            Exchange(one.scene, turn, one.request, one.got)
            # What the mock fails to answer has a turn, and is not played.
            for one, turn in zip(rehearsal.played, turns, strict=False)
            if isinstance(one.got, httpx.Response)
        )
        return Performance(scenario, rehearsal, exchanges, direct)

    def _take(self, performance: Performance) -> bool:
        """Keep a performance in which happened what was to happen."""
        fault = self._fault(performance)
        if fault is None:
            self.performances.append(performance)
        elif fault:
            self.left_out.append((performance.scenario, fault))
        return fault is None

    def _is_played(self, performance: Performance) -> bool:
        """Whether another scenario came to the same, which then tells of the action."""
        action = performance.scenario.action
        if performance.scenario.kind == "left_out":
            return False
        for other in self.performances:
            if other.is_like(performance):
                if action is not None and self._is_taken(performance):
                    other.taken.append(performance.scenario)
                return True
        return False

    def _fault(self, performance: Performance) -> str | None:
        """Why a scenario did not happen; None where it did, and empty where it is no
        scenario of its own."""
        scenario, rehearsal = performance.scenario, performance.rehearsal
        own = getattr(rehearsal.error, "step_id", None)
        if rehearsal.error is not None and own is None:
            return "no response of the schemas leads there"
        match scenario.kind:
            case "success":
                return None if own is None else "no response of the schemas leads there"
            case "failure":
                if own is None:
                    # A failure action leads on, which is a scenario of its own.
                    return ""
                is_it = scenario.step is not None and own == scenario.step.id
                return None if is_it else "the failure of the step leads elsewhere"
            case "action" | "next":
                is_taken = self._is_taken(performance)
                return None if is_taken else "no response of the schemas leads there"
        return None

    def _is_taken(self, performance: Performance) -> bool:
        """Whether what followed is what the action says."""
        step, action = performance.scenario.step, performance.scenario.action
        assert step is not None
        found = [
            index
            for index, one in enumerate(performance.exchanges)
            if one.scene.step is step and one.turn.way is action
        ]
        if not found:
            return False
        after = performance.exchanges[found[0] + 1 :]
        if action is None or action.kind == "end":
            is_failure = isinstance(performance.exchanges[found[0]].turn, Fail)
            failed = performance.rehearsal.error is not None
            following = self._following(step) if action is None else None
            if following is not None:
                return bool(after) and after[0].scene.step in self.senders(following)
            return not after and failed is is_failure
        if not after:
            return False
        wanted = _led_to(self.workflow, step, action)
        if isinstance(wanted, WorkflowKey):
            workflows = reachable(self.stage.planned.workflows, wanted)
            return any(after[0].scene.workflow is one for one in workflows)
        return after[0].scene.step in self.senders(wanted)


def _led_to(workflow: Workflow, step: Step, action: Action) -> Step | WorkflowKey:
    """The step or the workflow that runs next after a goto or a retry."""
    match action.target:
        case StepTarget(step_id):
            return workflow.step(step_id)
        case WorkflowTarget(key):
            return key
    return step


def _failing(steps: set[Step], path: Direction) -> Direction:
    """A run on a path in which steps fail whenever they run."""

    def direct(scene: Scene, visit: int) -> Turn:
        return Fail(None) if scene.step in steps else path(scene, visit)

    return direct


def _first(step: Step, turn: Turn, path: Direction) -> Direction:
    """A run on a path in which a step ends in a way of its own the first time."""

    def direct(scene: Scene, visit: int) -> Turn:
        if scene.step is not step:
            return path(scene, visit)
        return turn if visit == 0 else path(scene, visit - 1)

    return direct


def finished_steps(
    performance: Performance, workflow: Workflow, senders: Sequence[set[Step]]
) -> list[Step]:
    """The steps of the workflow that finished, by how their requests were to end.

    Args:
        senders: For each step of the workflow, the steps whose requests it sends.
    """
    failed = getattr(performance.rehearsal.error, "step_id", None)
    found: list[Step] = []
    for step, sending in zip(workflow.steps, senders, strict=True):
        turns = [one.turn for one in performance.exchanges if one.scene.step in sending]
        if isinstance(step.call, WorkflowCall):
            has_finished = bool(turns) and step.id != failed
        else:
            has_finished = any(
                isinstance(turn, LeadOn)
                and (turn.way is None or turn.way.kind != "retry")
                for turn in turns
            )
        if has_finished:
            found.append(step)
    return found
