"""Simple conditions to Python: "Condition Evaluation" of the Arazzo Specification.

Where the types of both sides are sure, the comparison is Python's own; elsewhere it is
left to the helpers `_equal`, `_less`, `_at_most` and `_truthy`, which know the loose
comparisons of simple conditions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from ..check.types import Kind
from ..expressions.model import (
    And,
    Comparison,
    Condition,
    ExpressionOperand,
    LiteralOperand,
    Not,
    Or,
)
from .code import Code, Uses, call, join, literal
from .operands import Operand, Reader
from .pieces import Binding, Piece, negate
from .schemas import kind_of

Operator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]

MIRRORED: dict[Operator, Operator] = {
    "==": "==",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}
NUMERIC: frozenset[Kind] = frozenset(("integer", "number"))
TEXTUAL: frozenset[Kind] = frozenset(("string",))
NUMERIC_TEXT = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def compile_condition(condition: Condition, reader: Reader, uses: Uses) -> Code:
    """The Python expression, of type bool, that a simple condition means.

    It raises nothing, unless what `reader` gives does.
    """
    return _Compiler(reader, uses).condition(condition).code


@dataclass(frozen=True)
class _Side:
    """One side of a comparison."""

    operand: Operand
    is_literal: bool = False
    value: bool | int | float | str | None = None

    @property
    def code(self) -> Code:
        return self.operand.code

    @property
    def is_typed(self) -> bool:
        """Whether a type checker may know more of it than its JSON type."""
        return self.operand.enum is not None

    def is_surely(self, kinds: frozenset[Kind]) -> bool:
        return self.operand.kinds <= kinds and not self.operand.may_be_absent


@dataclass(frozen=True)
class _Compiler:
    reader: Reader
    uses: Uses

    def condition(self, condition: Condition) -> Piece:
        match condition:
            case LiteralOperand(value):
                return Piece(literal(bool(value)))
            case ExpressionOperand():
                return self._bare(self._side(condition).operand)
            case Comparison():
                return self._comparison(condition)
            case Not(operand):
                return self._not(operand)
            case And(operands):
                return self._all(operands)
            case Or(operands):
                return self._any(operands)

    def _bare(self, operand: Operand) -> Piece:
        if operand.may_be_absent:
            return Piece(call(self.uses.helper("_truthy"), operand.code))
        if operand.kinds == {"boolean"}:
            return Piece(operand.code)
        return Piece(call(Code("bool"), operand.code))

    def _not(self, condition: Condition) -> Piece:
        if isinstance(condition, ExpressionOperand):
            operand = self._side(condition).operand
            if not operand.may_be_absent:
                return negate(Piece(operand.code))
        if isinstance(condition, Comparison) and condition.operator in ("==", "!="):
            opposite: Operator = "!=" if condition.operator == "==" else "=="
            return self._comparison(replace(condition, operator=opposite))
        return negate(self.condition(condition))

    def _any(self, operands: tuple[Condition, ...]) -> Piece:
        return Piece.either(self._members(operands, "==", "in"))

    def _all(self, operands: tuple[Condition, ...]) -> Piece:
        pieces: list[Piece] = []
        waiting = list(operands)
        while waiting:
            span = self._range(waiting[:2])
            if span is not None:
                pieces.append(span)
                del waiting[:2]
            else:
                run = _run_of_one_subject(waiting, "!=")
                pieces += self._members(tuple(waiting[:run]), "!=", "not in")
                del waiting[:run]
        return Piece.both(pieces)

    def _members(
        self, operands: tuple[Condition, ...], operator: Operator, membership: str
    ) -> list[Piece]:
        """Each operand; those that compare one value with several literals as one."""
        pieces: list[Piece] = []
        waiting = list(operands)
        while waiting:
            run = _run_of_one_subject(waiting, operator)
            tests = [self.condition(condition) for condition in waiting[:run]]
            values = [test.literal for test in tests if test.literal is not None]
            subjects = {test.subject for test in tests}
            if run > 1 and len(values) == run and len(subjects) == 1:
                listed = join(", ", values)
                code = Code(f"{tests[0].subject} {membership} ({listed})")
                pieces.append(Piece(code, Binding.COMPARISON))
            else:
                pieces += tests
            del waiting[:run]
        return pieces

    def _range(self, conditions: list[Condition]) -> Piece | None:
        """`200 <= x < 300` for two conditions that bound one number."""
        bounds = [self._bound(condition) for condition in conditions]
        if len(bounds) != 2 or bounds[0] is None or bounds[1] is None:
            return None
        low, high = sorted(bounds, key=lambda b: b is not None and b[1][0] == "<")
        assert low is not None
        assert high is not None
        if low[0] != high[0] or low[1][0] != ">" or high[1][0] != "<":
            return None
        below = MIRRORED[low[1]]
        code = Code(f"{low[2]} {below} {low[0]} {high[1]} {high[2]}")
        return Piece(code, Binding.COMPARISON)

    def _bound(self, condition: Condition) -> tuple[Code, Operator, Code] | None:
        if not isinstance(condition, Comparison):
            return None
        left, operator, right = self._sides(condition)
        if (
            operator in ("==", "!=")
            or not (right.is_literal and left.is_surely(NUMERIC))
            or not right.is_surely(NUMERIC)
        ):
            return None
        return left.code, operator, right.code

    def _sides(self, comparison: Comparison) -> tuple[_Side, Operator, _Side]:
        """Both sides, a literal on the right where there is one."""
        left, right = self._side(comparison.left), self._side(comparison.right)
        if left.is_literal and not right.is_literal:
            return right, MIRRORED[comparison.operator], left
        return left, comparison.operator, right

    def _side(self, condition: Condition) -> _Side:
        match condition:
            case LiteralOperand(value):
                kinds = frozenset((kind_of(value),))
                return _Side(Operand(literal(value), kinds, False), True, value)
            case ExpressionOperand(expression, navigation):
                return _Side(self.reader.read(expression, navigation))
            case _:
                code = self.condition(condition).within(Binding.PRIMARY)
                return _Side(Operand(code, frozenset(("boolean",)), False))

    def _comparison(self, comparison: Comparison) -> Piece:
        left, operator, right = self._sides(comparison)
        if operator in ("==", "!="):
            return self._equality(left, operator, right)
        return self._order(left, operator, right)

    def _equality(self, left: _Side, operator: Operator, right: _Side) -> Piece:
        plain = None
        if right.is_literal and not left.is_literal:
            plain = self._equality_with_literal(left, operator, right)
        elif not left.is_literal:
            plain = _plain(left, operator, right)
        if plain is not None:
            return plain
        test = Piece(call(self.uses.helper("_equal"), left.code, right.code))
        return test if operator == "==" else negate(test)

    def _equality_with_literal(
        self, left: _Side, operator: Operator, right: _Side
    ) -> Piece | None:
        value, kinds = right.value, left.operand.kinds
        if value is None:
            return self._is_null(left.operand, operator)
        if isinstance(value, bool):
            return _is_boolean(left, operator, value)
        if left.operand.enum is not None and value not in left.operand.enum:
            return None
        if isinstance(value, str):
            if left.is_surely(TEXTUAL):
                return _text_equality(left, operator, value)
            exact = is_caseless(value) and not NUMERIC_TEXT.fullmatch(value)
            exact = exact and "string" in kinds
        else:
            exact = "string" not in kinds and bool(kinds & NUMERIC)
            exact = exact and (value not in (0, 1) or "boolean" not in kinds)
        return Piece.compare(left.code, operator, right.code) if exact else None

    def _is_null(self, operand: Operand, operator: Operator) -> Piece:
        verb = "is" if operator == "==" else "is not"
        if not operand.may_be_absent:
            code = Code(f"{operand.code} {verb} None")
        elif "null" in operand.kinds:
            verb = "in" if operator == "==" else "not in"
            code = Code(f"{operand.code} {verb} (None, {self.uses.helper('_ABSENT')})")
        else:
            code = Code(f"{operand.code} {verb} {self.uses.helper('_ABSENT')}")
        return Piece(code, Binding.COMPARISON)

    def _order(self, left: _Side, operator: Operator, right: _Side) -> Piece:
        if not left.is_literal:
            plain = _plain(left, operator, right)
            if plain is not None:
                return plain
        helper = "_at_most" if operator in ("<=", ">=") else "_less"
        sides = (left, right) if operator[0] == "<" else (right, left)
        return Piece(call(self.uses.helper(helper), *(side.code for side in sides)))


def _run_of_one_subject(conditions: list[Condition], operator: Operator) -> int:
    """How many conditions, at least one, compare the same value with literals."""
    first = conditions[0]
    if not _compares_with_literal(first, operator):
        return 1
    run = 1
    for condition in conditions[1:]:
        if not (
            _compares_with_literal(condition, operator)
            and isinstance(first, Comparison)
            and isinstance(condition, Comparison)
            and condition.left == first.left
        ):
            break
        run += 1
    return run


def _compares_with_literal(condition: Condition, operator: Operator) -> bool:
    return (
        isinstance(condition, Comparison)
        and condition.operator == operator
        and isinstance(condition.left, ExpressionOperand)
        and isinstance(condition.right, LiteralOperand)
    )


def _plain(left: _Side, operator: Operator, right: _Side) -> Piece | None:
    """Python's own comparison, where both sides are numbers or both are strings."""
    if left.is_surely(NUMERIC) and right.is_surely(NUMERIC):
        if operator in ("==", "!=") and (left.is_typed or right.is_typed):
            return None
        return Piece.compare(left.code, operator, right.code)
    if left.is_surely(TEXTUAL) and right.is_surely(TEXTUAL):
        return Piece.compare(_folded(left), operator, _folded(right))
    return None


def _folded(side: _Side) -> Code:
    if isinstance(side.value, str):
        return literal(side.value.casefold())
    return Code(f"{side.code}.casefold()")


def _text_equality(left: _Side, operator: Operator, value: str) -> Piece:
    if is_caseless(value):
        return Piece.compare(left.code, operator, literal(value))
    return Piece.compare(_folded(left), operator, literal(value.casefold()))


def _is_boolean(left: _Side, operator: Operator, value: bool) -> Piece | None:
    if left.is_surely(frozenset(("boolean",))):
        holds = Piece(left.code)
        return holds if value == (operator == "==") else negate(holds)
    if "boolean" not in left.operand.kinds:
        return None
    verb = "is" if operator == "==" else "is not"
    return Piece(Code(f"{left.code} {verb} {value}"), Binding.COMPARISON)


def is_caseless(text: str) -> bool:
    """Whether only the text itself is equal to it when case is ignored."""
    return text.isascii() and not any(char.isalpha() for char in text)
