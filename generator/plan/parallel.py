"""Which steps of a workflow may run at the same time."""

from __future__ import annotations

from ..link.model import Step, StepTarget, Workflow, retry_target
from .flow.together import Order
from .step_functions import StepFunctions


def order_of(
    workflow: Workflow, functions: StepFunctions, running: frozenset[str]
) -> Order:
    """What orders the steps: values, dependsOn, and jumps.

    Args:
        functions: Tells what the steps read.
        running: The steps that run.
    """
    steps = [step for step in workflow.steps if step.id in running]
    signatures = {step.id: functions.signature(step.id) for step in steps}
    targets = {
        target.step_id
        for step in steps
        for action in (*step.on_success, *step.on_failure)
        for target in (
            retry_target(step, action) if action.kind == "retry" else action.target,
        )
        if isinstance(target, StepTarget)
    }
    return Order(
        reads={
            step_id: frozenset(signature.arguments.steps)
            for step_id, signature in signatures.items()
        },
        follows={step.id: step.depends_on for step in steps},
        alone=targets.union(
            step.id
            for step in steps
            if _changes_flow(step) or signatures[step.id].reads_completed
        ),
    )


def _changes_flow(step: Step) -> bool:
    """Whether an action leads elsewhere than success or failure do by themselves."""
    return any(action.kind != "retry" for action in step.on_success) or any(
        action.kind == "goto" for action in step.on_failure
    )
