"""Which status codes the criteria of a step let through.

Sets of codes are bits of an integer, so that those of conditions combine as quickly as
the conditions do: the bit of a code is set where the code is in the set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
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

_CODES = range(100, 600)
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True)
class Verdict:
    """With which status codes a condition holds.

    Attributes:
        may: The codes with which it can hold.
        must: The codes with which it holds whatever else the response is.
    """

    may: int
    must: int


def bits_of(codes: Iterable[int]) -> int:
    """The set of these codes."""
    bits = 0
    for code in codes:
        bits |= 1 << code
    return bits


def codes_in(bits: int) -> frozenset[int]:
    """The codes of a set."""
    return frozenset(code for code in _CODES if bits >> code & 1)


EVERY_STATUS = bits_of(_CODES)
"""All status codes that there are."""

SUCCESSFUL = bits_of(range(100, 400))
"""The codes with which a step without criteria succeeds."""

_OPEN = Verdict(EVERY_STATUS, 0)
_NEVER = Verdict(0, 0)
_ALWAYS = Verdict(EVERY_STATUS, EVERY_STATUS)


def pinned_statuses(step: Step) -> Statuses:
    """The codes with which a step can succeed; None where its criteria say nothing.

    A step without criteria succeeds with any code below 400 and pins nothing.
    """
    possible = verdict_of_all(step.success_criteria).may
    return None if possible == EVERY_STATUS else codes_in(possible)


def verdict_of_success(step: Step) -> Verdict:
    """The codes with which a step can succeed, and those with which it must."""
    if not step.success_criteria:
        return Verdict(SUCCESSFUL, SUCCESSFUL)
    return verdict_of_all(step.success_criteria)


def verdict_of_all(criteria: Iterable[Criterion]) -> Verdict:
    """The verdict of criteria that must all hold."""
    may = must = EVERY_STATUS
    for criterion in criteria:
        verdict = verdict_of(criterion)
        may, must = may & verdict.may, must & verdict.must
    return Verdict(may, must)


def verdict_of(criterion: Criterion) -> Verdict:
    """The verdict of one criterion."""
    if criterion.condition is not None:
        return _verdict(criterion.condition)
    if criterion.kind != "regex" or not isinstance(criterion.context, StatusCode):
        return _OPEN
    if criterion.template is not None:
        return _OPEN
    try:
        pattern = re.compile(criterion.text)
    except (re.error, OverflowError, RecursionError):
        return _OPEN
    found = bits_of(code for code in _CODES if pattern.search(str(code)))
    return Verdict(found, found)


def _verdict(condition: Condition) -> Verdict:
    match condition:
        case Not(operand):
            inner = _verdict(operand)
            return Verdict(EVERY_STATUS & ~inner.must, EVERY_STATUS & ~inner.may)
        case And(operands):
            may = must = EVERY_STATUS
            for inner in map(_verdict, operands):
                may, must = may & inner.may, must & inner.must
            return Verdict(may, must)
        case Or(operands):
            may = must = 0
            for inner in map(_verdict, operands):
                may, must = may | inner.may, must | inner.must
            return Verdict(may, must)
        case Comparison():
            return _compare(condition)
        case LiteralOperand(value):
            return _NEVER if value in (None, False, 0, "") else _ALWAYS
        case ExpressionOperand(StatusCode(), ()):
            return _ALWAYS
        case _:
            return _OPEN


def _compare(comparison: Comparison) -> Verdict:
    left, right = comparison.left, comparison.right
    operator: str = comparison.operator
    if isinstance(left, LiteralOperand):
        left, right = right, left
        operator = _MIRRORED.get(operator, operator)
    if left != ExpressionOperand(StatusCode()) or not isinstance(right, LiteralOperand):
        return _OPEN
    number = _number(right.value)
    if number is None:
        return _OPEN
    found = _matching(operator, number)
    return Verdict(found, found)


@lru_cache(maxsize=256)
def _matching(operator: str, number: float) -> int:
    compare = _OPERATORS[operator]
    return bits_of(code for code in _CODES if compare(code, number))


def _number(value: bool | int | float | str | None) -> float | None:
    """The number that a literal is beside a number."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None
