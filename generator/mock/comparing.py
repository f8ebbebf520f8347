"""How simple conditions compare values ("Criterion Object", conditions)."""

from __future__ import annotations

from operator import ge, gt, le, lt

from ..read.document import JsonValue

_ORDERINGS = {"<": lt, "<=": le, ">": gt, ">=": ge}


def compare(operator: str, left: JsonValue, right: JsonValue) -> bool:
    """Whether a comparison holds: texts without case, texts of numbers as numbers."""
    left, right = _alike(left, right)
    if operator == "==":
        return _equal(left, right)
    if operator == "!=":
        return not _equal(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return bool(_ORDERINGS[operator](left, right))
    if isinstance(left, int | float) and isinstance(right, int | float):
        return bool(_ORDERINGS[operator](left, right))
    return False


def is_true(value: JsonValue) -> bool:
    """Whether a bare value holds as a condition."""
    return value not in (None, False, 0, "", [], {})


def value_for(operator: str, other: JsonValue) -> JsonValue:
    """A value that, compared by the operator with the other one, makes it hold."""
    match operator, other:
        case "==" | "<=" | ">=", _:
            return other
        case "!=", bool():
            return not other
        case "!=", None:
            return "text"
        case "!=", str():
            return f"{other}-other"
        case ("!=" | ">"), int() | float():
            return other + 1
        case "<", int() | float():
            return other - 1
        case ">", str():
            return f"{other}~"
        case "<", str():
            return ""
    return "text" if other != "text" else None


OPPOSITES = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""The operator that holds where the other does not."""

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The operator with its operands exchanged, where that is another one."""


def _equal(left: JsonValue, right: JsonValue) -> bool:
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return left == right


def _alike(left: JsonValue, right: JsonValue) -> tuple[JsonValue, JsonValue]:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold(), right.casefold()
    return _beside(left, right), _beside(right, left)


def _beside(value: JsonValue, other: JsonValue) -> JsonValue:
    """A text of a number beside a number is that number."""
    is_number = isinstance(other, int | float) and not isinstance(other, bool)
    if isinstance(value, str) and is_number:
        try:
            return float(value)
        except ValueError:
            return value
    return value
