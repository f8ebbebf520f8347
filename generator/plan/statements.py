"""The bodies of generated functions: lines, and clauses with lines under a header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
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
    """Whether a variable may be read in some statements."""
    word = re.compile(rf"\b{name}\b")
    return any(
        (
            word.search(one.code)
            if isinstance(one, Line)
            else word.search(one.header) or mentions(one.body, name)
        )
        for one in statements
    )
