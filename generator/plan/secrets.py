"""Which inputs and outputs are credentials, to be kept out of repr, errors and logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..check.credentials import api_keys
from ..check.reads import expressions_of_value
from ..expressions.model import Input, StepOutput
from ..link.model import (
    Parameter,
    Step,
    Workflow,
    WorkflowCall,
    WorkflowKey,
    WorkflowTarget,
)


def secret_names(
    workflow: Workflow, others: Mapping[WorkflowKey, frozenset[str]]
) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The inputs, and the outputs of steps, that are sent as credentials.

    Args:
        others: The secret inputs of the workflows that this one runs.
    """
    inputs: set[str] = set()
    outputs: set[tuple[str, str]] = set()
    for parameter in _credentials(workflow, others):
        for expression, _ in expressions_of_value(parameter.value):
            if isinstance(expression, Input):
                inputs.add(expression.name)
            elif isinstance(expression, StepOutput):
                outputs.add((expression.step_id, expression.name))
    return frozenset(inputs), frozenset(outputs)


def _credentials(
    workflow: Workflow, others: Mapping[WorkflowKey, frozenset[str]]
) -> Iterator[Parameter]:
    """The parameters that are credentials, of steps and of what actions run."""
    for step in workflow.steps:
        for parameter in step.parameters:
            if _is_credential(parameter, step, others):
                yield parameter
        for action in (*step.on_success, *step.on_failure):
            if isinstance(action.target, WorkflowTarget):
                secret = others.get(action.target.workflow, frozenset())
                yield from (one for one in action.parameters if one.name in secret)


def _is_credential(
    parameter: Parameter, step: Step, others: Mapping[WorkflowKey, frozenset[str]]
) -> bool:
    if isinstance(step.call, WorkflowCall):
        return parameter.name in others.get(step.call.workflow, frozenset())
    name = parameter.name.casefold()
    if parameter.location == "header" and name in ("authorization", "cookie"):
        return True
    return (name, parameter.location or "") in api_keys(step.call.operation)
