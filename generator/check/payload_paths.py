"""JSONPath targets of replacements in payloads that are known when compiled."""

from __future__ import annotations

import jsonpath_rfc9535
from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment
from jsonpath_rfc9535.selectors import IndexSelector, NameSelector

from ..read.document import JsonValue


def singular_path(target: str) -> tuple[str | int, ...] | None:
    """The one place that a query names, or None where it may find several.

    Raises:
        JSONPathError: The target is no query.
    """
    location: list[str | int] = []
    for segment in jsonpath_rfc9535.compile(target).segments:
        if isinstance(segment, JSONPathRecursiveDescentSegment):
            return None
        selector = segment.selectors[0]
        if len(segment.selectors) > 1:
            return None
        if isinstance(selector, NameSelector):
            location.append(selector.name)
        elif isinstance(selector, IndexSelector):
            location.append(selector.index)
        else:
            return None
    return tuple(location)


def locations_found(target: str, value: JsonValue) -> list[tuple[str | int, ...]]:
    """The places that a query finds in a value, what lies within another place first.

    Empty where the query finds nothing or cannot be evaluated.
    """
    try:
        nodes = jsonpath_rfc9535.find(target, value)
    except (jsonpath_rfc9535.JSONPathError, RecursionError):
        return []
    return [tuple(node.location) for node in reversed(nodes)]
