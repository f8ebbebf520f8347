"""Queries of draft-goessner-dispatch-jsonpath-00 that RFC 9535 reads differently."""

from __future__ import annotations

import re

from jsonpath_rfc9535.filter_expressions import FilterQuery, FunctionExtension
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.selectors import NameSelector

from ..expressions.model import SyntaxFault
from .jsonpath_filters import expressions_of


def check_goessner(query: JSONPathQuery) -> SyntaxFault | None:
    """Say why a query means another thing in the draft than in RFC 9535, if it does.

    The draft leaves filters to the script language at hand: there `@.length` is the
    length of an array, and functions are the language's own.
    """
    for expression in expressions_of(query):
        if isinstance(expression, FunctionExtension):
            return SyntaxFault(
                f"the draft of JSONPath knows no function {expression.name}()",
                expression.token.index,
                "leave out the version, which makes the query RFC 9535",
            )
        if isinstance(expression, FilterQuery) and _ends_in_length(expression.query):
            return SyntaxFault(
                "'.length' is a length in the draft of JSONPath, in RFC 9535 a member",
                expression.token.index,
                f"write 'length({str(expression)[: -len('[]') - len(_LENGTH)]})' "
                "and leave out the version",
            )
    return None


def find_script(text: str) -> SyntaxFault | None:
    """Say that a query holds a script expression, `[(@.length-1)]`, if it does: the
    draft alone has these."""
    found = _SCRIPT.search(text)
    if found is None:
        return None
    return SyntaxFault(
        "the script expressions of the draft, '[(…)]', are not in RFC 9535",
        found.start(),
        "write an index, from the end of the array a negative one such as [-1], and "
        "leave out the version",
    )


_SCRIPT = re.compile(r"\[\s*\(")
_LENGTH = "'length'"


def _ends_in_length(query: JSONPathQuery) -> bool:
    if not query.segments:
        return False
    selectors = query.segments[-1].selectors
    return (
        len(selectors) == 1
        and isinstance(selectors[0], NameSelector)
        and selectors[0].name == "length"
    )
