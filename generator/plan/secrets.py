"""Which inputs and outputs are credentials, to be kept out of repr, errors and logs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..check.credentials import CREDENTIAL_HEADERS, is_credential
from ..check.reads import expressions_of_value
from ..expressions.model import (
    Expression,
    Input,
    MessagePart,
    Output,
    StepOutput,
    WorkflowField,
)
from ..link.model import (
    Parameter,
    Step,
    Workflow,
    WorkflowCall,
    WorkflowKey,
    WorkflowTarget,
)


@dataclass(frozen=True)
class SecretOutputs:
    """Outputs that hold credentials.

    Attributes:
        of_steps: By step and name.
        of_workflow: Those of the workflow itself, by name.
    """

    of_steps: frozenset[tuple[str, str]]
    of_workflow: frozenset[str]


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
    return is_credential(parameter, step.call.operation)


def spread_secrets(
    workflow: Workflow, inputs: Collection[str], outputs: Collection[tuple[str, str]]
) -> SecretOutputs:
    """All outputs that hold what these inputs and outputs of steps hold, or what was
    sent as a credential: a secret stays one under every name."""
    secret = set(outputs)
    size = -1
    while len(secret) > size:
        size = len(secret)
        for step in workflow.steps:
            for output in step.outputs:
                for expression, _ in expressions_of_value(output.value):
                    result = _result_of(expression, step)
                    if _is_secret(expression, inputs, secret) or result in secret:
                        secret.add((step.id, output.name))
                    if result is not None and (step.id, output.name) in secret:
                        secret.add(result)
    return SecretOutputs(
        frozenset(secret),
        frozenset(
            output.name
            for output in workflow.outputs
            for expression, _ in expressions_of_value(output.value)
            if _is_secret(expression, inputs, secret)
        ),
    )


def _is_secret(
    expression: Expression,
    inputs: Collection[str],
    outputs: Collection[tuple[str, str]],
) -> bool:
    match expression:
        case Input(name):
            return name in inputs
        case StepOutput(step_id, name):
            return (step_id, name) in outputs
        case MessagePart("request", "header", name):
            return name.casefold() in CREDENTIAL_HEADERS
        case _:
            return False


def _result_of(expression: Expression, step: Step) -> tuple[str, str] | None:
    """The output of the workflow that a step runs, as an output of the step."""
    if isinstance(step.call, WorkflowCall):
        if isinstance(expression, Output | WorkflowField):
            return step.id, expression.name
    return None
