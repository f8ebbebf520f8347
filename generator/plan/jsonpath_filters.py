"""Queries and filters of JSONPath to plain Python, as far as that reads well."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jsonpath_rfc9535.filter_expressions import (
    ComparisonExpression,
    Expression,
    FilterExpression,
    FilterExpressionLiteral,
    FilterQuery,
    FunctionExtension,
    LogicalExpression,
    PrefixExpression,
    RelativeFilterQuery,
    StringLiteral,
)
from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment, JSONPathSegment
from jsonpath_rfc9535.selectors import (
    FilterSelector,
    IndexSelector,
    JSONPathSelector,
    NameSelector,
    WildcardSelector,
)

from ..check.jsonpath import TEXT_MARK, VALUE_MARK
from ..check.splices import Splice
from .code import Code, Uses, call, join, literal
from .operands import Operand, Reader
from .pieces import Binding, Piece, negate

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_SPLICED = re.compile(f"{TEXT_MARK[0]}([0-9]+)[{TEXT_MARK[1]}{VALUE_MARK[1]}]")


class NotPlainError(Exception):
    """A query has no plain form in Python; the library has to evaluate it."""


@dataclass(frozen=True)
class _Value:
    """One side of a comparison.

    Attributes:
        code: Its source.
        literal: For a literal its value, else None.
        is_literal: Whether it is one.
        is_node: Whether it is what a query leads to, of any type or _ABSENT.
        is_length: Whether it is a call of `_length`, which may give nan.
        is_text: Whether it is sure to be a string.
    """

    code: Code
    literal: bool | int | float | str | None = None
    is_literal: bool = False
    is_node: bool = False
    is_length: bool = False
    is_text: bool = False

    @property
    def is_number(self) -> bool:
        return isinstance(self.literal, int | float) and not isinstance(
            self.literal, bool
        )


@dataclass(frozen=True)
class FilterCompiler:
    """Compiles the parts of one query.

    Attributes:
        root: The source of the query's context.
        splices: The expressions that the marks in the query number.
        required: Collects the source of what must be given for the query to make sense.
    """

    root: Code
    splices: tuple[Splice, ...]
    reader: Reader
    uses: Uses
    required: list[Code] = field(default_factory=list)

    def is_given(self, context: Operand) -> Piece:
        """A test that the context is neither null nor absent."""
        if context.may_be_absent:
            absent = self.uses.helper("_ABSENT")
            code = Code(f"{context.code} not in (None, {absent})")
        else:
            code = Code(f"{context.code} is not None")
        return Piece(code, Binding.COMPARISON)

    def exists(self, segments: Sequence[JSONPathSegment], value: Code) -> Piece:
        """A test that a query finds a node, from a value on."""
        path, rest = _singular_part(segments)
        if not rest:
            return self._is_there(path, value, "is not")
        children = call(self.uses.helper("_children"), self._navigate(path, value))
        selector = _only_selector(rest[0])
        item = self._item_name(value)
        tests: list[Piece] = []
        if isinstance(selector, FilterSelector):
            tests.append(self.logical(selector.expression, item))
        elif not isinstance(selector, WildcardSelector):
            raise NotPlainError
        if rest[1:]:
            tests.append(self.exists(rest[1:], item))
        if not tests:
            return Piece(call(Code("bool"), children))
        return Piece(Code(f"any({Piece.both(tests).code} for {item} in {children})"))

    def node(self, segments: Sequence[JSONPathSegment], value: Code) -> Code:
        """The value that a singular query leads to, or _ABSENT."""
        path, rest = _singular_part(segments)
        if rest:
            raise NotPlainError
        return self._navigate(path, value)

    def logical(self, expression: Expression, current: Code) -> Piece:
        """A logical expression of a filter, with a child's source for `@`."""
        match expression:
            case FilterExpression():
                return self.logical(expression.expression, current)
            case LogicalExpression():
                sides = [
                    self.logical(side, current)
                    for side in _operands(expression, expression.operator)
                ]
                both = expression.operator == "&&"
                return Piece.both(sides) if both else Piece.either(sides)
            case PrefixExpression():
                return self._not(expression.right, current)
            case ComparisonExpression():
                return self._comparison(expression, expression.operator, current)
            case FilterQuery():
                return self.exists(
                    expression.query.segments, self._start(expression, current)
                )
            case _:
                raise NotPlainError

    def _not(self, expression: Expression, current: Code) -> Piece:
        if isinstance(expression, FilterQuery) and expression.query.singular_query():
            start = self._start(expression, current)
            path, _ = _singular_part(expression.query.segments)
            return self._is_there(path, start, "is")
        if isinstance(expression, ComparisonExpression):
            opposite = {"==": "!=", "!=": "=="}.get(expression.operator)
            if opposite is not None:
                return self._comparison(expression, opposite, current)
        return negate(self.logical(expression, current))

    def _is_there(self, path: Sequence[str | int], value: Code, verb: str) -> Piece:
        node = self._navigate(path, value)
        code = Code(f"{node} {verb} {self.uses.helper('_ABSENT')}")
        return Piece(code, Binding.COMPARISON)

    def _start(self, query: FilterQuery, current: Code) -> Code:
        return current if isinstance(query, RelativeFilterQuery) else self.root

    def _navigate(self, path: Sequence[str | int], value: Code) -> Code:
        if not path:
            return value
        # `_at` follows JSON pointers, where 0 may be a member's name as well.
        names_only = all(isinstance(token, str) for token in path)
        helper = self.uses.helper("_at" if names_only else "_select")
        return call(helper, value, *(literal(token) for token in path))

    def _item_name(self, value: Code) -> Code:
        """A name for the items of a loop that nothing in the criterion's source has."""
        names = [self.root, value]
        names += [self.reader.read(splice.expression).code for splice in self.splices]
        taken = set(re.findall(r"\w+", " ".join(names)))
        name, number = "item", 1
        while name in taken:
            number += 1
            name = f"item_{number}"
        return Code(name)

    def _comparison(
        self, expression: ComparisonExpression, operator: str, current: Code
    ) -> Piece:
        left, right = expression.left, expression.right
        if isinstance(left, FilterExpressionLiteral):
            left, right, operator = right, left, MIRRORED[operator]
        counted = self._count(left, operator, right, current)
        if counted is not None:
            return counted
        return self._compare(
            self._value(left, current), operator, self._value(right, current)
        )

    def _compare(self, left: _Value, operator: str, right: _Value) -> Piece:
        if left.is_length or right.is_length:
            if left.is_length and right.is_number:
                return Piece.compare(left.code, operator, right.code)
            raise NotPlainError
        if operator in ("==", "!="):
            return self._equality(left, operator, right)
        helper = "_json_at_most" if operator in ("<=", ">=") else "_json_less"
        sides = (left, right) if operator[0] == "<" else (right, left)
        return Piece(call(self.uses.helper(helper), *(side.code for side in sides)))

    def _equality(self, left: _Value, operator: str, right: _Value) -> Piece:
        plain = _plain_equality(left, operator, right)
        if plain is not None:
            return plain
        test = Piece(call(self.uses.helper("_json_equal"), left.code, right.code))
        return test if operator == "==" else negate(test)

    def _count(
        self, left: Expression, operator: str, right: Expression, current: Code
    ) -> Piece | None:
        """`count(…) > 0` and its like as a test for existence."""
        if not isinstance(left, FunctionExtension) or left.name != "count":
            return None
        bound = getattr(right, "value", None)
        query = left.args[0]
        if not isinstance(query, FilterQuery) or isinstance(bound, bool):
            raise NotPlainError
        if (operator, bound) in ((">", 0), (">=", 1), ("!=", 0)):
            return self.logical(query, current)
        if (operator, bound) in (("==", 0), ("<", 1), ("<=", 0)):
            return self._not(query, current)
        raise NotPlainError

    def _value(self, expression: Expression, current: Code) -> _Value:
        match expression:
            case StringLiteral() if self.splices and _SPLICED.search(expression.value):
                return self._spliced(expression.value)
            case FilterExpressionLiteral():
                value = expression.value
                if isinstance(value, float) and not math.isfinite(value):
                    raise NotPlainError
                return _Value(
                    literal(value), value, True, is_text=isinstance(value, str)
                )
            case FilterQuery():
                start = self._start(expression, current)
                node = self.node(expression.query.segments, start)
                return _Value(node, is_node=True)
            case FunctionExtension(name="length"):
                of = self._value(expression.args[0], current)
                return _Value(
                    call(self.uses.helper("_length"), of.code), is_length=True
                )
            case _:
                raise NotPlainError

    def _spliced(self, text: str) -> _Value:
        """A string literal with expressions in it, or an expression as a literal."""
        pieces = _SPLICED.split(text)
        if len(pieces) == 3 and text.endswith(VALUE_MARK[1]):
            operand = self._operand(int(pieces[1]))
            sure = operand.kinds == {"string"} and operand.enum is None
            return _Value(operand.code, is_text=sure)
        sure = True
        codes: list[Code] = []
        for number, piece in enumerate(pieces):
            if number % 2:
                operand = self._operand(int(piece))
                sure = sure and operand.enum is None
                codes.append(self._as_text(operand))
            elif piece:
                codes.append(literal(piece))
        code = join(" + ", codes)
        if len(codes) > 1:
            return _Value(Code(f"({code})"), is_text=True)
        return _Value(code, is_text=sure)

    def _operand(self, number: int) -> Operand:
        if number >= len(self.splices):
            raise NotPlainError
        operand = self.reader.read(self.splices[number].expression)
        if operand.may_be_absent and operand.code not in self.required:
            self.required.append(operand.code)
        return operand

    def _as_text(self, operand: Operand) -> Code:
        if operand.kinds == {"string"} and not operand.may_be_absent:
            return operand.code
        return call(self.uses.helper("_text"), operand.code)


def _plain_equality(left: _Value, operator: str, right: _Value) -> Piece | None:
    """Python's own comparison, where it is that of RFC 9535."""
    if left.is_literal:
        return None
    if left.is_node and right.is_literal:
        if right.literal is None or isinstance(right.literal, bool):
            verb = "is" if operator == "==" else "is not"
            return Piece(Code(f"{left.code} {verb} {right.code}"), Binding.COMPARISON)
        # In Python true is 1 and false is 0.
        if right.is_number and right.literal in (0, 1):
            return None
        return Piece.compare(left.code, operator, right.code)
    nodes_or_text = (left.is_node or left.is_text) and (right.is_node or right.is_text)
    if nodes_or_text and (left.is_text or right.is_text):
        return Piece.compare(left.code, operator, right.code)
    return None


def _operands(expression: LogicalExpression, operator: str) -> list[Expression]:
    """The operands of a chain of one operator."""
    operands: list[Expression] = []
    for side in (expression.left, expression.right):
        if isinstance(side, LogicalExpression) and side.operator == operator:
            operands += _operands(side, operator)
        else:
            operands.append(side)
    return operands


def _only_selector(segment: JSONPathSegment) -> JSONPathSelector:
    """The selector of a child segment that has one.

    Raises:
        NotPlainError: It has several, or goes to all descendants.
    """
    is_deep = isinstance(segment, JSONPathRecursiveDescentSegment)
    if is_deep or len(segment.selectors) != 1:
        raise NotPlainError
    return segment.selectors[0]


def _singular_part(
    segments: Sequence[JSONPathSegment],
) -> tuple[list[str | int], Sequence[JSONPathSegment]]:
    """The names and indexes at the start of a query, and the segments after them."""
    path: list[str | int] = []
    for number, segment in enumerate(segments):
        is_deep = isinstance(segment, JSONPathRecursiveDescentSegment)
        selector = segment.selectors[0]
        if is_deep or len(segment.selectors) != 1:
            return path, segments[number:]
        if isinstance(selector, NameSelector):
            path.append(selector.name)
        elif isinstance(selector, IndexSelector):
            path.append(selector.index)
        else:
            return path, segments[number:]
    return path, ()
