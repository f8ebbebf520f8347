"""Criteria beside the status codes with which they are tried."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics.rules import flow
from ..link.model import Action, Criterion, Step
from ..link.openapi_model import Operation
from ..read.document import Place
from .inspection import Inspection, title_of
from .response_types import documented_statuses
from .statuses import (
    EVERY_STATUS,
    SUCCESSFUL,
    bits_of,
    verdict_of,
    verdict_of_all,
    verdict_of_success,
)


def check_status_criteria(inspection: Inspection) -> None:
    """Report criteria that cannot hold, or always hold, whatever status comes."""
    for step, operation in inspection.operation_steps:
        _check_constant(step.success_criteria, inspection)
        for action in (*step.on_success, *step.on_failure):
            _check_constant(action.criteria, inspection)
        if _check_success(step, operation, inspection):
            continue
        success = verdict_of_success(step)
        for action in step.on_success:
            _check_action(action, success.may, "succeeds", inspection)
        for action in step.on_failure:
            failing = EVERY_STATUS & ~success.must
            _check_action(action, failing, "fails", inspection)


def _check_constant(criteria: Iterable[Criterion], inspection: Inspection) -> None:
    for criterion in criteria:
        if verdict_of(criterion).must == EVERY_STATUS:
            inspection.diagnostics.add(
                flow.ALWAYS_HOLDS,
                f"the condition {criterion.text!r} always holds",
                _condition_place(criterion),
                "write what is meant, or remove it",
            )


def _check_success(step: Step, operation: Operation, inspection: Inspection) -> bool:
    """Whether the success criteria are impossible, with a finding."""
    possible = verdict_of_all(step.success_criteria).may
    if not possible:
        _report_contradiction(step, inspection)
        return True
    if not operation.responses or possible & _documented(operation):
        return False
    first = next(
        criterion
        for criterion in step.success_criteria
        if verdict_of(criterion).may != EVERY_STATUS
    )
    listed = documented_statuses(operation)
    statuses = [status for status in listed if status[0] in "123"] or listed
    responses = operation.node.get("responses") or operation.node
    inspection.diagnostics.add(
        flow.NEVER_HOLDS,
        f"{first.text!r} expects a status that {title_of(operation)} does not document",
        _condition_place(first),
        f"it documents {', '.join(statuses)}",
        related=((responses.key_place, "the responses"),),
    )
    return True


def _report_contradiction(step: Step, inspection: Inspection) -> None:
    held = EVERY_STATUS
    for criterion in step.success_criteria:
        may = verdict_of(criterion).may
        if held & may:
            held &= may
            continue
        beside = " beside the criteria before it" if may else ""
        inspection.diagnostics.add(
            flow.NEVER_HOLDS,
            f"{criterion.text!r} can never hold{beside}",
            _condition_place(criterion),
            "write alternatives in one condition, with '||'",
        )
        return


def _check_action(
    action: Action, statuses: int, outcome: str, inspection: Inspection
) -> None:
    """Report an action whose criteria no status of that outcome fulfils."""
    if not statuses or verdict_of_all(action.criteria).may & statuses:
        return
    inspection.diagnostics.add(
        flow.NEVER_HOLDS,
        f"the action {action.name!r} is never taken: no status with which the step "
        f"{outcome} fulfils its criteria",
        _condition_place(action.criteria[0]),
        "correct the criteria of the action or of the step",
    )


def _documented(operation: Operation) -> int:
    """The statuses that are documented. Errors come undocumented too, and `default`
    stands for a success only where no other success is documented."""
    listed = documented_statuses(operation)
    if "default" in listed and not any(status[0] in "23" for status in listed):
        return EVERY_STATUS
    documented = EVERY_STATUS & ~SUCCESSFUL
    for status in listed:
        if status.isdigit():
            documented |= bits_of((int(status),))
        elif status != "default":
            start = int(status[0]) * 100
            documented |= bits_of(range(start, start + 100))
    return documented


def _condition_place(criterion: Criterion) -> Place:
    found = criterion.node.get("condition")
    return criterion.node.place if found is None else found.place
