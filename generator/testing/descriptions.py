"""What tests say of themselves."""

from __future__ import annotations

from ..check.statuses import verdict_of
from ..link.model import Action, Step, StepTarget, WorkflowTarget, retry_target
from ..mock.turns import Fail, Turn


def describe_action(step: Step, action: Action, turn: Turn) -> str:
    """A sentence on an action: when it applies, and what comes then."""
    criteria = " and ".join(f"`{criterion.text}`" for criterion in action.criteria)
    ended = "fails" if isinstance(turn, Fail) else "succeeds"
    when = f"`{step.id}` {ended}" + (f" with {criteria}" if criteria else "")
    return f"Where {when}, {_consequence(step, action, turn)}."


def unmet_condition(step: Step, status: int) -> str | None:
    """The condition that a step does not meet because of a status; None where that is
    also a matter of what else is in the response."""
    if not step.success_criteria:
        return "$statusCode < 400"
    for criterion in step.success_criteria:
        verdict = verdict_of(criterion)
        if not verdict.may >> status & 1:
            return criterion.text
        if not verdict.must >> status & 1:
            return None
    return None


def _consequence(step: Step, action: Action, turn: Turn) -> str:
    if action.kind == "end":
        return f"the workflow {'fails' if isinstance(turn, Fail) else 'ends'}"
    target = retry_target(step, action) if action.kind == "retry" else action.target
    named = ""
    match target:
        case StepTarget(step_id):
            named = f"`{step_id}`"
        case WorkflowTarget(key):
            named = f"the workflow `{key.workflow_id}`"
    if action.kind == "goto":
        return f"{named} runs next"
    after = f" after {named}" if named else ""
    wait = f" {action.retry_after:g} s later" if action.retry_after else ""
    return f"it is tried again{wait}{after}"
