"""The order of a workflow's steps: the list's, or what dependsOn makes of it (1.1)."""

from __future__ import annotations

from dataclasses import replace

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import flow, names
from ..link.model import Step, StepTarget, Workflow
from ..link.scope import suggestion
from .flow_model import Cycle
from .flow_order import execution_order
from .reads import steps_read_by


def ordered_steps(workflow: Workflow, diagnostics: Diagnostics) -> Workflow | None:
    """The workflow with its steps in the order in which they run when nothing jumps.

    None, with a finding, where there is no such order. See "Step Dependencies and
    Execution Order" of the Arazzo Specification 1.1.
    """
    ids = [step.id for step in workflow.steps]
    if not any(step.depends_on for step in workflow.steps):
        _check_forward_references(workflow, diagnostics)
        return workflow
    for step in workflow.steps:
        _check_depends_on(step, ids, diagnostics)
    if diagnostics.has_errors:
        return None
    order = execution_order(
        ids,
        {step.id: step.depends_on for step in workflow.steps},
        {step.id: tuple(steps_read_by(step)) for step in workflow.steps},
    )
    if isinstance(order, Cycle):
        first = workflow.step(order.step_ids[0])
        circle = " -> ".join((*order.step_ids, order.step_ids[0]))
        listed = first.node.get("dependsOn")
        diagnostics.add(
            flow.STEP_CYCLE,
            f"steps wait for each other: {circle}",
            listed.place if listed is not None else first.node.place,
            "break the circle",
        )
        return None
    by_id = {step.id: step for step in workflow.steps}
    return replace(workflow, steps=tuple(by_id[step_id] for step_id in order))


def _check_depends_on(step: Step, ids: list[str], diagnostics: Diagnostics) -> None:
    listed = step.node.get("dependsOn")
    for item in listed.items() if listed is not None else ():
        if item.value not in ids:
            diagnostics.add(
                names.UNKNOWN_STEP,
                f"the workflow has no step {item.value!r}",
                item.place,
                suggestion(str(item.value), ids),
            )


def _check_forward_references(workflow: Workflow, diagnostics: Diagnostics) -> None:
    """Steps that read a later one, which no jump back can have run before."""
    position = {step.id: index for index, step in enumerate(workflow.steps)}
    for index, step in enumerate(workflow.steps):
        for other, node in steps_read_by(step).items():
            if position[other] > index and not _runs_before(workflow, other, index):
                diagnostics.add(
                    flow.FORWARD_REFERENCE,
                    f"the step {step.id!r} reads an output of {other!r}, which runs "
                    "later",
                    node.place,
                    f"move {other!r} before it, or order them with 'dependsOn'",
                )


def _runs_before(workflow: Workflow, later: str, index: int) -> bool:
    """Whether a jump can have run a later step before the step at the index: a jump
    to it or beyond, with a way back, or a retry that runs it first."""
    position = {step.id: place for place, step in enumerate(workflow.steps)}
    targets = [
        (place, position[action.target.step_id], action.kind)
        for place, step in enumerate(workflow.steps)
        for action in (*step.on_success, *step.on_failure)
        if isinstance(action.target, StepTarget)
    ]
    back = any(
        place >= position[later] and target <= index for place, target, _ in targets
    )
    by_retry = any(
        kind == "retry" and target == position[later] for _, target, kind in targets
    )
    return back or by_retry
