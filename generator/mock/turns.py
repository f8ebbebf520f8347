"""What a step is to get for a request: how it is to end, and what comes after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..check.reads import expressions_of_criteria
from ..check.response_types import response_for
from ..check.statuses import (
    EVERY_STATUS,
    codes_in,
    verdict_of_all,
    verdict_of_success,
)
from ..expressions.model import MessagePart
from ..link.model import Action, Criterion, StepTarget
from .satisfying import Satisfier
from .scenes import Scene

_USUAL = (500, 503, 400, 404, 409, 429)
"""Codes of failures, best first, where criteria leave the choice."""


@dataclass(frozen=True, eq=False)
class LeadOn:
    """The step succeeds, and this action applies; None: the next step follows."""

    way: Action | None


@dataclass(frozen=True, eq=False)
class Fail:
    """The step fails, and this action applies; None: the workflow fails."""

    way: Action | None


Turn: TypeAlias = LeadOn | Fail


def usual_turn(scene: Scene, visit: int) -> LeadOn:
    """How a step ends when nothing else is asked for: the ways on in turn."""
    ways = ways_on(scene)
    return LeadOn(ways[visit % len(ways)])


def ways_on(scene: Scene) -> tuple[Action | None, ...]:
    """How a successful step can lead on, best first: forward in the list, to the next
    step (None), to the end, to other workflows, back."""
    ids = [step.id for step in scene.workflow.steps]
    here = ids.index(scene.step.id)
    ranked: list[tuple[int, Action | None]] = [(1, None)]
    for action in scene.step.on_success:
        ranked.append((_rank(action, ids, here), action))
        if not action.criteria:
            break
    if any(action and not action.criteria for _, action in ranked):
        ranked = [one for one in ranked if one[1] is not None]
    return tuple(action for _, action in sorted(ranked, key=lambda one: one[0]))


def _rank(action: Action, ids: Sequence[str], here: int) -> int:
    if action.kind == "end":
        return 2
    if isinstance(action.target, StepTarget) and action.kind == "goto":
        return 0 if ids.index(action.target.step_id) > here else 4
    return 3 if action.kind == "goto" else 5


@dataclass(frozen=True)
class FailingStatus:
    """A status with which a step can fail so that an action applies.

    Attributes:
        needs_body: Whether the failure, or the choice of the action, is also a matter
            of what else is in the response.
        is_success: Whether the step may succeed with it.
    """

    code: int
    needs_body: bool
    is_success: bool


def status_to_fail(scene: Scene, way: Action | None) -> FailingStatus | None:
    """The status with which a step fails so that the action applies, one that fails it
    whatever else is sent if there is any; None where there is no such status."""
    success = verdict_of_success(scene.step)
    wanted = EVERY_STATUS & ~success.must
    for action in scene.step.on_failure:
        verdict = verdict_of_all(action.criteria)
        if action is way:
            wanted &= verdict.may
            break
        wanted &= ~verdict.must
    surely = codes_in(wanted & ~success.may)
    codes = surely or codes_in(wanted)
    if not codes:
        return None
    code = min(codes, key=lambda code: (not surely, *_preference(scene, code)))
    is_success = code not in surely
    return FailingStatus(code, is_success or _asks_for_more(scene, way), is_success)


def _preference(scene: Scene, code: int) -> tuple[bool, bool, int, int]:
    documented = response_for(scene.operation, code)
    is_named = documented is not None and documented.status == str(code)
    rank = _USUAL.index(code) if code in _USUAL else len(_USUAL)
    return code < 400, not is_named and code not in _USUAL, rank, code


def _asks_for_more(scene: Scene, way: Action | None) -> bool:
    """Whether the actions up to this one look at more than the status."""
    for action in scene.step.on_failure:
        if any(map(asks_for_content, action.criteria)):
            return True
        if action is way:
            break
    return False


def asks_for_content(criterion: Criterion) -> bool:
    """Whether a criterion reads the body or a header of the response."""
    return any(
        isinstance(expression, MessagePart) and expression.message == "response"
        for expression, _ in expressions_of_criteria((criterion,))
    )


def make_fail(
    scene: Scene, way: Action | None, status: FailingStatus, satisfier: Satisfier
) -> None:
    """Change a response so that the step fails and the action applies."""
    for action in scene.step.on_failure:
        if action is way:
            satisfier.satisfy(action.criteria)
            break
        satisfier.dissatisfy([c for c in action.criteria if asks_for_content(c)])
    if status.is_success:
        criteria = scene.step.success_criteria
        satisfier.dissatisfy([c for c in criteria if asks_for_content(c)][-1:])
