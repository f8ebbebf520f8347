"""The bodies of generated functions: lines, and blocks of lines under a header."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from .code import Code


@dataclass(frozen=True)
class Line:
    """A simple statement; it may span several lines of source."""

    code: Code


@dataclass(frozen=True)
class Block:
    """A compound statement's clause: `header:` and what stands under it."""

    header: Code
    body: tuple[Statement, ...]


Statement: TypeAlias = Line | Block
Statements: TypeAlias = tuple[Statement, ...]


def line(text: str) -> Line:
    """A line of the compiler's own text; anything of a document comes as `Code`."""
    return Line(Code(text))


def block(header: str, body: Iterable[Statement]) -> Block:
    """A clause with a header of the compiler's own text."""
    return Block(Code(header), tuple(body))


def assign(name: str, value: Code) -> Line:
    return line(f"{name} = {value}")
