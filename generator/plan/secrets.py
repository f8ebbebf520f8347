"""Which inputs and outputs are credentials, to be kept out of repr, errors and logs."""

from __future__ import annotations

from collections.abc import Mapping

from ..check.credentials import api_keys
from ..check.reads import expressions_of_value
from ..expressions.model import Input, StepOutput
from ..link.model import (
    Parameter,
    Step,
    Workflow,
    WorkflowCall,
    WorkflowKey,
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
    for step in workflow.steps:
        for parameter in step.parameters:
            if not _is_credential(parameter, step, others):
                continue
            for expression, _ in expressions_of_value(parameter.value):
                if isinstance(expression, Input) and not expression.pointer:
                    inputs.add(expression.name)
                elif isinstance(expression, StepOutput):
                    outputs.add((expression.step_id, expression.name))
    return frozenset(inputs), frozenset(outputs)


def _is_credential(
    parameter: Parameter, step: Step, others: Mapping[WorkflowKey, frozenset[str]]
) -> bool:
    if isinstance(step.call, WorkflowCall):
        return parameter.name in others.get(step.call.workflow, frozenset())
    name = parameter.name.casefold()
    if parameter.location == "header" and name in ("authorization", "cookie"):
        return True
    return (name, parameter.location or "") in api_keys(step.call.operation)

