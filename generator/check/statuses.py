"""Which status codes the success criteria of a step let through."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne

from ..expressions.model import (
    And,
    Comparison,
    Condition,
    ExpressionOperand,
    LiteralOperand,
    Not,
    Or,
    StatusCode,
)
from ..link.model import Criterion, Step
from .response_types import Statuses

_ALL = range(100, 600)
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def pinned_statuses(step: Step) -> Statuses:
    """The codes with which a step can succeed; None where its criteria say nothing.

    A step without criteria succeeds with any code below 400 and pins nothing.
    """
    possible = frozenset(
        status
        for status in _ALL
        if all(may_hold(criterion, status) for criterion in step.success_criteria)
    )
    return None if len(possible) == len(_ALL) else possible


def may_hold(criterion: Criterion, status: int) -> bool:
    """Whether a criterion can hold when the response has that status code."""
    if criterion.condition is not None:
        return verdict(criterion.condition, status) is not False
    if criterion.kind == "regex" and isinstance(criterion.context, StatusCode):
        if criterion.template is None:
            try:
                return re.search(criterion.text, str(status)) is not None
            except re.error:
                return True
    return True


def verdict(condition: Condition, status: int) -> bool | None:
    """What a condition comes to with that status code; None where that depends on
    something else."""
    match condition:
        case Not(operand):
            inner = verdict(operand, status)
            return None if inner is None else not inner
        case And(operands):
            verdicts = [verdict(term, status) for term in operands]
            return False if False in verdicts else None if None in verdicts else True
        case Or(operands):
            verdicts = [verdict(term, status) for term in operands]
            return True if True in verdicts else None if None in verdicts else False
        case Comparison():
            return _compare(condition, status)
        case LiteralOperand(value):
            return value not in (None, False, 0, "")
        case ExpressionOperand(StatusCode(), ()):
            return True
        case _:
            return None


def _compare(comparison: Comparison, status: int) -> bool | None:
    left, right = comparison.left, comparison.right
    operator: str = comparison.operator
    if isinstance(left, LiteralOperand):
        left, right = right, left
        operator = _MIRRORED.get(operator, operator)
    if left != ExpressionOperand(StatusCode()) or not isinstance(right, LiteralOperand):
        return None
    number = _number(right.value)
    return None if number is None else _OPERATORS[operator](status, number)


def _number(value: None | bool | int | float | str) -> float | None:
    """The number that a literal is beside a number."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)
    except ValueError:
        return None
