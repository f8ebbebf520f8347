"""What to propose in place of a JSONPath criterion that is no JSONPath query."""

from __future__ import annotations

from typing import Literal

from jsonpath_rfc9535.filter_expressions import (
    ComparisonExpression,
    Expression,
    FilterContext,
    FilterExpression,
    FilterExpressionLiteral,
    FilterQuery,
    FunctionExtension,
    LogicalExpression,
    PrefixExpression,
    StringLiteral,
)
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.selectors import IndexSelector, NameSelector

from ..expressions.pointer import format_pointer
from .jsonpath import TEXT_MARK, JsonPath


def propose_criterion(
    path: JsonPath, context: str
) -> tuple[Literal["jsonpath", "simple"], str] | None:
    """The type and the condition of a criterion that says what the dialect meant.

    A filter such as `$[?$.status == 'running']` finds a node only where the context is
    not empty. Where the dialect's form can hold for an empty context, it is a simple
    condition, if there is one.

    Args:
        path: What the criterion was read as.
        context: The text of the criterion's context, a runtime expression.

    Returns:
        None where the criterion is not of the dialect.
    """
    if path.condition is None or path.corrected is None or path.query is None:
        return None
    empty: tuple[list[object] | dict[str, object], ...] = ([], {})
    for root in empty:
        place = FilterContext(env=path.query.env, current=root, root=root)
        if path.condition.evaluate(place):
            simple = _simple(path.condition, context)
            return ("simple", simple) if simple else ("jsonpath", path.corrected)
    return "jsonpath", path.corrected


def _simple(expression: Expression, context: str) -> str | None:
    match expression:
        case FilterExpression():
            return _simple(expression.expression, context)
        case LogicalExpression():
            left = _simple(expression.left, context)
            right = _simple(expression.right, context)
            return f"({left} {expression.operator} {right})" if left and right else None
        case PrefixExpression():
            operand = _simple(expression.right, context)
            return f"!({operand})" if operand else None
        case ComparisonExpression():
            return _simple_comparison(expression, context)
        case _:
            return None


def _simple_comparison(comparison: ComparisonExpression, context: str) -> str | None:
    left, operator = comparison.left, comparison.operator
    value = _literal(comparison.right)
    if value is None:
        return None
    if isinstance(left, FilterQuery):
        operand = _operand(left.query, context)
        return f"{operand} {operator} {value}" if operand else None
    if not isinstance(left, FunctionExtension) or left.name != "length":
        return None
    of = left.args[0]
    operand = _operand(of.query, context) if isinstance(of, FilterQuery) else None
    if operand and (operator, value) in ((">", "0"), ("!=", "0"), (">=", "1")):
        return operand
    if operand and (operator, value) in (("==", "0"), ("<", "1"), ("<=", "0")):
        return f"!{operand}"
    return None


def _literal(expression: Expression) -> str | None:
    if isinstance(expression, StringLiteral):
        if TEXT_MARK[0] in expression.value:
            return None
        quoted = expression.value.replace("'", "''")
        return f"'{quoted}'"
    return str(expression) if isinstance(expression, FilterExpressionLiteral) else None


def _operand(query: JSONPathQuery, context: str) -> str | None:
    """A singular query as a pointer into the context, where it counts from the start."""
    tokens: list[str] = []
    for segment in query.segments if query.singular_query() else ():
        selector = segment.selectors[0]
        if isinstance(selector, NameSelector):
            tokens.append(selector.name)
        elif isinstance(selector, IndexSelector) and selector.index >= 0:
            tokens.append(str(selector.index))
        else:
            return None
    if not query.singular_query():
        return None
    pointer = format_pointer(tuple(tokens))
    return f"{context}{'' if '#' in context or not pointer else '#'}{pointer}"
