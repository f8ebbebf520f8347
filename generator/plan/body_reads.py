"""The variable that holds the parsed body in the function of a step."""

from __future__ import annotations

from ..expressions.model import Condition, Not, Or
from ..link.model import Criterion
from .statements import Statements, occurrences

STRICT = "step.body()"
"""Parses the body; one that is not JSON is an error of the step."""

LENIENT = "step.body_if_json()"
"""Parses the body; one that is not JSON gives nothing."""


def body_variable(checks: Statements, success: Statements) -> str | None:
    """The method that parses the body where that is worth a variable, else None.

    Args:
        checks: The success criteria, each reading the body by itself.
        success: The outputs and the success actions, likewise.
    """
    strict = occurrences((*checks, *success), STRICT)
    reads = strict + occurrences(success, LENIENT)
    if reads < 2:
        return None
    return "body" if strict else "body_if_json"


def is_lenient(criterion: Criterion) -> bool:
    """Whether a criterion may hold although the body that it reads is not JSON."""
    return criterion.condition is not None and _has_alternative(criterion.condition)


def _has_alternative(condition: Condition) -> bool:
    match condition:
        case Or() | Not():
            return True
        case _:
            operands = getattr(condition, "operands", ())
            return any(_has_alternative(operand) for operand in operands)
