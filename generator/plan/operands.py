"""How criteria and selectors read the values they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..check.types import Kind
from ..expressions.model import Expression
from ..read.document import JsonValue
from .code import Code


@dataclass(frozen=True)
class Operand:
    """Python source that gives a value, and what is certain of that value.

    Attributes:
        code: An expression that needs no parentheses wherever it is put; its value is
            a JSON value, or _ABSENT.
        kinds: The JSON types that the value is sure to have: of a validated input, a
            status code, a header. What a response's schema promises is not sure.
        may_be_absent: Whether it can be _ABSENT.
        enum: The values its annotation lists, where it is a `Literal`; type checkers
            refuse a comparison with any other.
    """

    code: Code
    kinds: frozenset[Kind]
    may_be_absent: bool
    enum: tuple[JsonValue, ...] | None = None


class Reader(Protocol):
    """Gives the source that reads a runtime expression, in the step at hand."""

    def read(
        self, expression: Expression, navigation: tuple[str | int, ...] = ()
    ) -> Operand:
        """The value of an expression, or what `.name` and `[0]` lead to in it."""
        ...
