"""The bodies of generated functions: lines, and clauses with lines under a header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from tokenize import generate_tokens
from typing import TypeAlias

from .code import Code


@dataclass(frozen=True)
class Line:
    """A simple statement; it may span several lines of source."""

    code: Code


@dataclass(frozen=True)
class Clause:
    """A compound statement's clause: `header:` and what stands under it."""

    header: Code
    body: tuple[Statement, ...]


Statement: TypeAlias = Line | Clause
Statements: TypeAlias = tuple[Statement, ...]


def line(text: str) -> Line:
    """A line of the compiler's own text; anything of a document comes as `Code`."""
    return Line(Code(text))


def block(header: str, body: Iterable[Statement]) -> Clause:
    """A clause with a header of the compiler's own text."""
    return Clause(Code(header), tuple(body))


def assign(name: str, value: Code) -> Line:
    return line(f"{name} = {value}")


def mentions(statements: Statements, name: str) -> bool:
    """Whether a variable is read in some statements."""
    return any(
        (
            _names(one.code, name)
            if isinstance(one, Line)
            else _names(one.header, name) or mentions(one.body, name)
        )
        for one in statements
    )


def _names(code: Code, name: str) -> bool:
    word = re.compile(rf"\b{name}\b")
    return word.search(code) is not None and any(
        token.string == name
        # Before Python 3.12 the whole of an f-string is one token.
        or (token.string[:1] == "f" and word.search(token.string) is not None)
        for token in generate_tokens(StringIO(code).readline)
    )


def occurrences(statements: Statements, text: str) -> int:
    """How often a text of the compiler's own stands in some statements."""
    return sum(
        (
            one.code.count(text)
            if isinstance(one, Line)
            else one.header.count(text) + occurrences(one.body, text)
        )
        for one in statements
    )
