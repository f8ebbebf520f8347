"""Boolean expressions in the making: source text, and how tightly it binds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from .code import Code, Uses, join


class Binding(IntEnum):
    """How tightly the outermost operator of an expression binds, loosest first."""

    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    PRIMARY = 5


@dataclass(frozen=True)
class Piece:
    """An expression of type bool.

    Attributes:
        code: Its source.
        binding: How tightly its outermost operator binds.
        subject: Where it is `subject == literal` or `subject != literal`: the subject.
        literal: Then the literal.
    """

    code: Code
    binding: Binding = Binding.PRIMARY
    subject: Code | None = None
    literal: Code | None = None

    @staticmethod
    def compare(left: Code, operator: str, right: Code) -> Piece:
        """A comparison by an operator of Python's, which are Arazzo's as well."""
        code = Code(f"{left} {operator} {right}")
        return Piece(code, Binding.COMPARISON, left, right)

    @staticmethod
    def either(pieces: Sequence[Piece]) -> Piece:
        return _combine(pieces, "or", Binding.OR)

    @staticmethod
    def both(pieces: Sequence[Piece]) -> Piece:
        return _combine(pieces, "and", Binding.AND)

    def within(self, binding: Binding) -> Code:
        """The source as an operand of an operator: in parentheses where it needs them."""
        return self.code if self.binding >= binding else Code(f"({self.code})")


def negate(piece: Piece) -> Piece:
    return Piece(Code(f"not {piece.within(Binding.NOT)}"), Binding.NOT)


def where_given(required: Sequence[Code], test: Piece, uses: Uses) -> Piece:
    """A test, after others that what it needs was given."""
    if not required:
        return test
    absent = uses.helper("_ABSENT")
    tests = [
        Piece(Code(f"{code} is not {absent}"), Binding.COMPARISON)
        for code in dict.fromkeys(required)
    ]
    return Piece.both([*tests, test])


def value_if_given(required: Sequence[Code], value: Code, uses: Uses) -> Code:
    """A value, or _ABSENT where something that it needs was not given."""
    if not required:
        return value
    absent = uses.helper("_ABSENT")
    codes = dict.fromkeys(required)
    tests = join(" or ", (Code(f"{code} is {absent}") for code in codes))
    return Code(f"({absent} if {tests} else {value})")


def _combine(pieces: Sequence[Piece], word: str, binding: Binding) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    # `or` within `and` needs its parentheses; `and` within `or` gets them for the eye.
    codes = (piece.within(Binding.NOT) for piece in pieces)
    return Piece(join(f" {word} ", codes), binding)
