"""Steps that run each other before they are tried again."""

from __future__ import annotations

from ..diagnostics.rules import limits
from ..link.model import Action, Step, StepTarget, retry_target
from ..read.document import Place
from .inspection import Inspection


def check_retries(inspection: Inspection) -> None:
    """Report retries that run, directly or by other retries, the step that they
    repeat: their functions would have to call each other."""
    steps = {step.id: step for step in inspection.workflow.steps}
    done: set[str] = set()
    for step in inspection.workflow.steps:
        _follow(step, steps, done, inspection)


def _follow(
    first: Step, steps: dict[str, Step], done: set[str], inspection: Inspection
) -> None:
    """Go through what the retries of a step run, depth first."""
    if first.id in done:
        return
    done.add(first.id)
    path = {first.id: iter(_runs(first))}
    while path:
        step_id, rest = next(reversed(path.items()))
        action, target = next(rest, (None, ""))
        if action is None:
            del path[step_id]
        elif target in path:
            _report(action, target, list(path), inspection)
        elif target not in done:
            done.add(target)
            path[target] = iter(_runs(steps[target]))


def _runs(step: Step) -> list[tuple[Action, str]]:
    """The steps that the retries of a step run, each with the retry."""
    found: list[tuple[Action, str]] = []
    for action in (*step.on_success, *step.on_failure):
        target = retry_target(step, action)
        if isinstance(target, StepTarget):
            found.append((action, target.step_id))
    return found


def _report(
    action: Action, target: str, path: list[str], inspection: Inspection
) -> None:
    circle = " -> ".join([*path[path.index(target) :], target])
    inspection.diagnostics.add(
        limits.NOT_SUPPORTED,
        f"steps run each other before they are tried again, in a circle: {circle}",
        _place(action),
        "break the circle of retries",
    )


def _place(action: Action) -> Place:
    found = action.node.get("stepId")
    return action.node.place if found is None else found.place
