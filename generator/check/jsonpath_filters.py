"""What stands in the filters of a JSONPath, and whether its patterns are safe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

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
from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment
from jsonpath_rfc9535.selectors import FilterSelector

from ..expressions.model import SyntaxFault
from .regexes import check_foreign_regex

_MOST_DESCENTS: Final = 5


def check_time(query: JSONPathQuery) -> SyntaxFault | None:
    """Say what can take forever: a pattern of `match` or `search`, or `..` after `..`, each
    of which multiplies what is to be searched."""
    queries = [query]
    for expression in expressions_of(query):
        if isinstance(expression, FilterQuery):
            queries.append(expression.query)
        if isinstance(expression, FunctionExtension):
            for pattern in expression.args[1:]:
                if isinstance(pattern, StringLiteral):
                    fault = check_foreign_regex(pattern.value)
                    if fault is not None:
                        return SyntaxFault(
                            fault.message, expression.token.index, fault.hint
                        )
    descents = sum(
        isinstance(segment, JSONPathRecursiveDescentSegment)
        for one in queries
        for segment in one.segments
    )
    if descents <= _MOST_DESCENTS:
        return None
    return SyntaxFault(
        f"it descends {descents} times ('..'), which can take forever",
        hint="name the members on the way",
    )


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
