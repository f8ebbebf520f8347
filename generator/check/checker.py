"""The check stage: what linked workflows get wrong, and the types of what they name."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import flow
from ..link.linker import Linked
from ..link.model import Workflow, WorkflowKey
from ..progress import Told, nobody
from .calls import called_by, in_call_order, place_of_call
from .dangling import check_operations, check_schemas
from .inspection import Inspection
from .order import ordered_steps
from .rules import apply_rules
from .typing import TypeReader, WorkflowTypes, type_workflow


@dataclass(frozen=True, eq=False)
class CheckedWorkflow:
    """A workflow without errors.

    Attributes:
        workflow: Its steps are in the order in which they run when nothing jumps.
        types: The types of its inputs and outputs.
        reader: Finds the types of its expressions.
        called: The workflows that it runs.
    """

    workflow: Workflow
    types: WorkflowTypes
    reader: TypeReader
    called: tuple[WorkflowKey, ...]


def check_workflows(
    linked: Linked, diagnostics: Diagnostics, told: Told = nobody
) -> tuple[CheckedWorkflow, ...]:
    """Check every workflow; those that others call come before them.

    A workflow with an error is left out, and so is one that calls it: without a
    finding of its own.
    """
    order, cycles = in_call_order(linked.workflows)
    for cycle in cycles:
        _report_cycle(cycle, linked, diagnostics)
    checked: dict[WorkflowKey, CheckedWorkflow] = {}
    for number, key in enumerate(order):
        told(key.document, number, len(order))
        workflow = linked.workflows[key]
        if any(other not in checked for other in called_by(workflow)):
            continue
        found = diagnostics.with_same_settings()
        one = _check(workflow, linked, checked, found)
        diagnostics.extend(found)
        if one is not None and not found.has_errors:
            checked[key] = one
    return tuple(checked.values())


def _check(
    workflow: Workflow,
    linked: Linked,
    checked: dict[WorkflowKey, CheckedWorkflow],
    diagnostics: Diagnostics,
) -> CheckedWorkflow | None:
    ordered = ordered_steps(workflow, diagnostics)
    if ordered is None:
        return None
    check_operations(ordered, linked.references, diagnostics)
    known = len(linked.references.dangling)
    called = called_by(ordered)
    others = {key: checked[key].types for key in called}
    types = type_workflow(ordered, linked.references, others)
    reader = TypeReader(
        ordered, linked.references, others, types.inputs, types.step_outputs
    )
    apply_rules(Inspection(ordered, types, reader, linked.workflows, diagnostics))
    check_schemas(linked.references.dangling[known:], linked.references, diagnostics)
    return CheckedWorkflow(ordered, types, reader, called)


def _report_cycle(
    cycle: tuple[WorkflowKey, ...], linked: Linked, diagnostics: Diagnostics
) -> None:
    first, following = cycle[0], cycle[1 % len(cycle)]
    circle = " -> ".join(key.workflow_id for key in (*cycle, first))
    diagnostics.add(
        flow.WORKFLOW_CYCLE,
        f"workflows run each other in a circle: {circle}",
        place_of_call(linked.workflows[first], following),
        "break the circle; a loop is a goto to a step",
    )
