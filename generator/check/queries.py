"""Where a workflow holds queries: in criteria that are not simple, and in selectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..link.model import (
    ArrayValue,
    Criterion,
    ObjectValue,
    SelectorValue,
    Step,
    Value,
    Workflow,
)


def has_queries(workflow: Workflow) -> bool:
    """Whether a workflow holds anything but simple conditions."""
    return any(one.kind != "simple" for _, one in criteria_of(workflow)) or any(
        True for _ in selectors_of(workflow)
    )


def criteria_of(workflow: Workflow) -> Iterator[tuple[Step, Criterion]]:
    """All criteria of a workflow, each with a step that it is for."""
    for step in workflow.steps:
        actions = (*step.on_success, *step.on_failure)
        for criteria in (step.success_criteria, *(one.criteria for one in actions)):
            yield from ((step, criterion) for criterion in criteria)


def selectors_of(workflow: Workflow) -> Iterator[SelectorValue]:
    """All Selector Objects of a workflow."""
    for step in workflow.steps:
        for value in _values(step):
            yield from _selectors_in(value)
    for output in workflow.outputs:
        yield from _selectors_in(output.value)


def _values(step: Step) -> Iterator[Value]:
    actions = (*step.on_success, *step.on_failure)
    holders = (step.parameters, *(action.parameters for action in actions))
    for parameters in holders:
        yield from (parameter.value for parameter in parameters)
    if step.body is not None:
        if step.body.payload is not None:
            yield step.body.payload
        yield from (replacement.value for replacement in step.body.replacements)
    yield from (output.value for output in step.outputs)


def _selectors_in(value: Value) -> Iterable[SelectorValue]:
    match value:
        case SelectorValue():
            yield value
        case ObjectValue():
            for _, member in value.members:
                yield from _selectors_in(member)
        case ArrayValue():
            for item in value.items:
                yield from _selectors_in(item)
