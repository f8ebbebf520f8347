"""What stands in the filters of a JSONPath, and whether its patterns are safe."""

from __future__ import annotations

from collections.abc import Iterator

from jsonpath_rfc9535.filter_expressions import (
    ComparisonExpression,
    Expression,
    FilterExpression,
    FilterQuery,
    FunctionExtension,
    LogicalExpression,
    PrefixExpression,
    StringLiteral,
)
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.selectors import FilterSelector

from ..expressions.model import SyntaxFault
from .regexes import check_foreign_regex


def check_patterns(query: JSONPathQuery) -> SyntaxFault | None:
    """Say which pattern of `match` or `search` can take forever, if one can."""
    for expression in expressions_of(query):
        if isinstance(expression, FunctionExtension):
            for pattern in expression.args[1:]:
                if isinstance(pattern, StringLiteral):
                    fault = check_foreign_regex(pattern.value)
                    if fault is not None:
                        return SyntaxFault(
                            fault.message, expression.token.index, fault.hint
                        )
    return None


def expressions_of(query: JSONPathQuery) -> Iterator[Expression]:
    """All expressions in the filters of a query, those within others too."""
    waiting = list(reversed(_filters_of(query)))
    while waiting:
        expression = waiting.pop()
        yield expression
        waiting += reversed(_within(expression))


def _filters_of(query: JSONPathQuery) -> list[Expression]:
    return [
        selector.expression
        for segment in query.segments
        for selector in segment.selectors
        if isinstance(selector, FilterSelector)
    ]


def _within(expression: Expression) -> list[Expression]:
    """The parts of an expression."""
    match expression:
        case FilterExpression():
            return [expression.expression]
        case PrefixExpression():
            return [expression.right]
        case LogicalExpression() | ComparisonExpression():
            return [expression.left, expression.right]
        case FunctionExtension():
            return list(expression.args)
        case FilterQuery():
            return _filters_of(expression.query)
        case _:
            return []
