"""Criteria that are no JSONPath query but a comparison of paths, and how to read them.

`$.status == 'running'` is by far the most frequent JSONPath criterion of published
documents. It is a logical expression of RFC 9535 whose `$` is the context; beyond that
grammar, `.length` and `in ['a', 'b']` are understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import jsonpath_rfc9535
from jsonpath_rfc9535.exceptions import JSONPathError

_LENGTH = ".length"
_MEMBER = re.compile(r"\.\.?(?:[^\W\d]\w*|\*)|\.\.(?=\[)")
_IN_LIST = re.compile(r"\s+in\s*(?=\[)")


def as_logical_expression(text: str) -> str | None:
    """The logical expression of RFC 9535 that the text of a criterion stands for.

    None where it has an `@` outside of a filter, or brackets that do not match.
    """
    pieces: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        end: int | None = at + 1
        if char == "@":
            return None
        if char in "'\"":
            end = _end_of_string(text, at)
        elif char == "$":
            end = _end_of_query(text, at)
        if end is None:
            return None
        piece = text[at:end]
        if char == "$":
            piece = _with_length_function(piece)
            if listed := _IN_LIST.match(text, end):
                closing = _end_of_brackets(text, listed.end())
                if closing is None:
                    return None
                piece = _any_of(piece, text[listed.end() + 1 : closing - 1])
                end = closing
        pieces.append(piece)
        at = end
    return "".join(pieces)


def _with_length_function(query: str) -> str:
    if not query.endswith(_LENGTH):
        return query
    of = query.removesuffix(_LENGTH)
    try:
        is_singular = jsonpath_rfc9535.compile(of).singular_query()
    except (JSONPathError, ValueError, RecursionError):
        return query
    return f"length({of})" if is_singular else f"count({of})"


def _any_of(query: str, items: str) -> str:
    tests = (f"{query} == {item.strip()}" for item in _split(items))
    return f"({' || '.join(tests)})"


def _split(items: str) -> Iterator[str]:
    """The items of a list, commas within strings apart."""
    start = at = 0
    while at < len(items):
        if items[at] in "'\"":
            at = _end_of_string(items, at) or len(items)
        elif items[at] == ",":
            yield items[start:at]
            at += 1
            start = at
        else:
            at += 1
    yield items[start:]


def _end_of_query(text: str, start: int) -> int | None:
    at = start + 1
    while at < len(text):
        if text[at] == "[":
            closing = _end_of_brackets(text, at)
            if closing is None:
                return None
            at = closing
        elif member := _MEMBER.match(text, at):
            at = member.end()
        else:
            break
    return at


def _end_of_brackets(text: str, start: int) -> int | None:
    depth = 0
    at = start
    while at < len(text):
        char = text[at]
        if char in "'\"":
            end = _end_of_string(text, at)
            if end is None:
                return None
            at = end
            continue
        depth += (char == "[") - (char == "]")
        at += 1
        if depth == 0:
            return at
    return None


def _end_of_string(text: str, start: int) -> int | None:
    at = start + 1
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == text[start]:
            return at + 1
        at += 1
    return None
