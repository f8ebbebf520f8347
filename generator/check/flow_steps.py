"""The jumps of a workflow as the flow algorithm takes them."""

from __future__ import annotations

from ..link.model import Action, Step, StepTarget, WorkflowTarget
from .flow_model import (
    ActionTarget,
    End,
    FlowAction,
    FlowStep,
    GotoStep,
    TransferWorkflow,
)


def flow_steps(steps: tuple[Step, ...]) -> tuple[FlowStep, ...]:
    """The steps with the actions that leave them; retries stay within their step."""
    return tuple(
        FlowStep(
            step.id,
            _actions(step, "success", step.on_success),
            _actions(step, "failure", step.on_failure),
        )
        for step in steps
    )


def _actions(
    step: Step, kind: str, actions: tuple[Action, ...]
) -> tuple[FlowAction, ...]:
    return tuple(
        FlowAction(action.name, _target(step, kind, action), not action.criteria)
        for action in actions
        if action.kind != "retry"
    )


def _target(step: Step, kind: str, action: Action) -> ActionTarget:
    if action.kind == "goto" and isinstance(action.target, StepTarget):
        return GotoStep(action.target.step_id)
    if action.kind == "goto" and isinstance(action.target, WorkflowTarget):
        return TransferWorkflow(transfer_key(step, kind, action))
    return End()


def transfer_key(step: Step, kind: str, action: Action) -> str:
    """What tells the transfers of a workflow apart."""
    return f"{kind} of {step.id}: {action.name}"


def transfers(steps: tuple[Step, ...]) -> dict[str, tuple[Step, Action]]:
    """The actions that hand over to another workflow, by their keys."""
    return {
        transfer_key(step, kind, action): (step, action)
        for step in steps
        for kind, actions in (
            ("success", step.on_success),
            ("failure", step.on_failure),
        )
        for action in actions
        if action.kind == "goto" and isinstance(action.target, WorkflowTarget)
    }
