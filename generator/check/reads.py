"""Which expressions the parts of a step hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..expressions.model import (
    Expression,
    StepOutput,
    Template,
    operands_of,
)
from ..link.model import (
    Action,
    ArrayValue,
    Criterion,
    ExpressionValue,
    ObjectValue,
    Parameter,
    SelectorValue,
    Step,
    TemplateValue,
    Value,
)
from ..read.document import Node


def expressions_of_step(step: Step) -> Iterator[tuple[Expression, Node]]:
    """All expressions of a step, each with the value that holds it."""
    yield from expressions_of_request(step)
    yield from expressions_of_criteria(step.success_criteria)
    for output in step.outputs:
        yield from expressions_of_value(output.value)
    for action in (*step.on_success, *step.on_failure):
        yield from expressions_of_action(action)


def expressions_of_request(step: Step) -> Iterator[tuple[Expression, Node]]:
    """The expressions that are read before the request is sent."""
    yield from _of_parameters(step.parameters)
    if step.body is not None:
        if step.body.payload is not None:
            yield from expressions_of_value(step.body.payload)
        for replacement in step.body.replacements:
            yield from expressions_of_value(replacement.value)


def expressions_of_action(action: Action) -> Iterator[tuple[Expression, Node]]:
    """The expressions of an action's criteria and parameters."""
    yield from expressions_of_criteria(action.criteria)
    yield from _of_parameters(action.parameters)


def expressions_of_criteria(
    criteria: Iterable[Criterion],
) -> Iterator[tuple[Expression, Node]]:
    """The expressions of criteria, each with the condition or context that holds it."""
    for criterion in criteria:
        written = criterion.node.get("condition") or criterion.node
        if criterion.condition is not None:
            for operand in operands_of(criterion.condition):
                yield operand.expression, written
        if criterion.context is not None:
            yield criterion.context, criterion.node.get("context") or criterion.node
        if criterion.template is not None:
            yield from _of_template(criterion.template, written)


def expressions_of_value(value: Value) -> Iterator[tuple[Expression, Node]]:
    """The expressions in a value, in its order."""
    match value:
        case ExpressionValue():
            yield value.expression, value.node
        case TemplateValue():
            yield from _of_template(value.template, value.node)
        case SelectorValue():
            yield value.context, value.node
        case ObjectValue():
            for _, member in value.members:
                yield from expressions_of_value(member)
        case ArrayValue():
            for item in value.items:
                yield from expressions_of_value(item)


def steps_read_by(step: Step) -> dict[str, Node]:
    """The ids of the steps whose outputs a step reads, each with a place that does."""
    read: dict[str, Node] = {}
    for expression, node in expressions_of_step(step):
        if isinstance(expression, StepOutput) and expression.step_id != step.id:
            read.setdefault(expression.step_id, node)
    return read


def _of_template(template: Template, node: Node) -> Iterator[tuple[Expression, Node]]:
    for part in template.parts:
        if not isinstance(part, str):
            yield part, node


def _of_parameters(
    parameters: Iterable[Parameter],
) -> Iterator[tuple[Expression, Node]]:
    for parameter in parameters:
        yield from expressions_of_value(parameter.value)
