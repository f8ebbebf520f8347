"""Which inputs and outputs are credentials, to be kept out of repr, errors and logs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..check.checker import CheckedWorkflow
from ..check.credentials import CREDENTIAL_HEADERS, is_credential, is_password
from ..check.inspection import declared_parameter
from ..check.reads import expressions_of_value
from ..check.response_types import request_body_media
from ..check.schema_types import at, type_of_schema
from ..check.types import ValueType
from ..expressions.model import (
    Expression,
    Input,
    MessagePart,
    Output,
    StepOutput,
    Tokens,
    WorkflowField,
)
from ..expressions.pointer import split_pointer
from ..link.model import (
    ArrayValue,
    ExpressionValue,
    ObjectValue,
    OperationCall,
    Parameter,
    Step,
    Value,
    Workflow,
    WorkflowCall,
    WorkflowKey,
    WorkflowTarget,
)
from ..link.openapi_model import Operation
from ..link.references import References
from ..read.document import Node


@dataclass(frozen=True)
class SecretOutputs:
    """Outputs that hold credentials.

    Attributes:
        of_steps: By step and name.
        of_workflow: Those of the workflow itself, by name.
    """

    of_steps: frozenset[tuple[str, str]]
    of_workflow: frozenset[str]


def sent_secrets(
    checked: CheckedWorkflow, others: Mapping[WorkflowKey, frozenset[str]]
) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """As `secret_names`, with those that are sent, whole, as what the schema of an
    operation says is a password."""
    inputs, outputs = secret_names(checked.workflow, others)
    passwords = [
        value.expression
        for value in _passwords(checked.workflow, checked.reader.references)
        if isinstance(value, ExpressionValue)
    ]
    return (
        inputs.union(
            one.name for one in passwords if isinstance(one, Input) and not one.pointer
        ),
        outputs.union(
            (one.step_id, one.name)
            for one in passwords
            if isinstance(one, StepOutput) and not one.pointer
        ),
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
    return is_credential(parameter, step.call.operation)


def _passwords(workflow: Workflow, references: References) -> Iterator[Value]:
    """The values, and those within them, that are sent as passwords."""
    for step in workflow.steps:
        if isinstance(step.call, OperationCall):
            for value, schema, place in _sent(step, step.call.operation):
                whole = type_of_schema(schema, references)
                type_, _ = at(whole, place, references)
                yield from _passwords_in(value, type_, references)


def _sent(step: Step, operation: Operation) -> Iterator[tuple[Value, Node, Tokens]]:
    """What a step sends: each value with a schema, and its place in what that is of."""
    for parameter in step.parameters:
        declared = declared_parameter(operation, parameter.name, parameter.location)
        if declared is not None:
            schema = declared.content.schema if declared.content else declared.schema
            if schema is not None:
                yield parameter.value, schema, ()
    body = step.body
    media = body and request_body_media(operation, body.content_type)
    if body is None or not media or media.schema is None:
        return
    if body.payload is not None:
        yield body.payload, media.schema, ()
    for replacement in body.replacements:
        place = split_pointer(replacement.target)
        if replacement.kind == "jsonpointer" and place is not None:
            yield replacement.value, media.schema, place


def _passwords_in(
    value: Value, type_: ValueType, references: References
) -> Iterator[Value]:
    if is_password(type_):
        yield value
    children: Iterable[tuple[str, Value]] = ()
    if isinstance(value, ObjectValue):
        children = value.members
    elif isinstance(value, ArrayValue):
        children = ((str(index), child) for index, child in enumerate(value.items))
    for token, child in children:
        yield from _passwords_in(child, at(type_, (token,), references)[0], references)


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
