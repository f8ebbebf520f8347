"""How often the code of a step reads the body of its response, and how strictly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from ..check.reads import (
    expressions_of_action,
    expressions_of_criteria,
    expressions_of_value,
)
from ..expressions.model import Condition, Expression, MessagePart, Not, Or
from ..link.model import (
    ArrayValue,
    Criterion,
    ObjectValue,
    SelectorValue,
    Step,
    Value,
)


@dataclass(frozen=True)
class BodyReads:
    """The reads that need the body to be JSON.

    Attributes:
        in_criteria: In success criteria.
        in_outputs: In outputs.
        in_actions: In success actions, which take the variable if there is one.
    """

    in_criteria: int
    in_outputs: int
    in_actions: int

    @property
    def needs_variable(self) -> bool:
        """Whether the parsed body is worth a variable."""
        strict = self.in_criteria + self.in_outputs
        return strict > 0 and strict + self.in_actions > 1


def body_reads(step: Step) -> BodyReads:
    """Count the reads of a step's body by JSON pointers."""
    strict = [c for c in step.success_criteria if not is_lenient(c)]
    return BodyReads(
        _count([e for e, _ in expressions_of_criteria(strict)]),
        sum(_reads_in(output.value) for output in step.outputs),
        _count([e for a in step.on_success for e, _ in expressions_of_action(a)]),
    )


def _reads_in(value: Value) -> int:
    """The reads in a value: by pointers, and by JSONPath."""
    match value:
        case SelectorValue(context, _, "jsonpath"):
            return int(_is_body(context))
        case ObjectValue(members):
            return sum(_reads_in(member) for _, member in members)
        case ArrayValue(items):
            return sum(_reads_in(item) for item in items)
        case _:
            return _count([e for e, _ in expressions_of_value(value)])


def is_lenient(criterion: Criterion) -> bool:
    """Whether a criterion may hold although the body that it reads is not JSON."""
    if criterion.condition is None:
        return True
    return _has_alternative(criterion.condition)


def reads_body(criterion: Criterion) -> bool:
    """Whether a criterion reads the body by a JSON pointer."""
    return _count([e for e, _ in expressions_of_criteria([criterion])]) > 0


def _has_alternative(condition: Condition) -> bool:
    match condition:
        case Or() | Not():
            return True
        case _:
            operands = getattr(condition, "operands", ())
            return any(_has_alternative(operand) for operand in operands)


def _count(expressions: list[Expression]) -> int:
    return sum(_is_body(one) and bool(one.pointer) for one in expressions)


def _is_body(expression: Expression) -> TypeGuard[MessagePart]:
    return (
        isinstance(expression, MessagePart)
        and expression.message == "response"
        and expression.part in ("body", "payload")
    )
