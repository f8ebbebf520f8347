"""Statements as source text."""

from __future__ import annotations

from ..plan.code import Code
from ..plan.statements import Line, Statements

_INDENT = "    "


def spell(statements: Statements, depth: int) -> Code:
    """The lines of a body, indented by so many levels of four spaces.

    A line whose code spans several lines of source is indented as a whole: such code
    has no line break inside a string literal.
    """
    return Code("\n".join(_lines(statements, depth)))


def _lines(statements: Statements, depth: int) -> list[str]:
    lines: list[str] = []
    for statement in statements:
        if isinstance(statement, Line):
            lines += [_INDENT * depth + text for text in statement.code.split("\n")]
        else:
            lines.append(f"{_INDENT * depth}{statement.header}:")
            lines += _lines(statement.body, depth + 1)
    return lines
