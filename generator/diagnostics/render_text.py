"""Diagnostics as text for people: `file:line:column: error[code]: message`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .model import Severity
from .order import LocatedDiagnostic, Location
from .printable import display_width, printable

_LONGEST_EXCERPT: Final = 120
_BEFORE_COLUMN: Final = 60


@dataclass(frozen=True)
class Palette:
    """The escape sequences that colour a text; empty ones for a text without."""

    bold: str = ""
    red: str = ""
    yellow: str = ""
    green: str = ""
    cyan: str = ""
    reset: str = ""


PLAIN: Final = Palette()
COLOURED: Final = Palette(
    "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[32m", "\x1b[36m", "\x1b[0m"
)


def render_text(
    diagnostics: Iterable[LocatedDiagnostic], palette: Palette = PLAIN
) -> Iterator[str]:
    """The lines, without line ends: for each diagnostic its message, the source line
    with a caret under the column, the second places and the hint."""
    for located in diagnostics:
        yield from _render(located, palette)


def _render(located: LocatedDiagnostic, palette: Palette) -> Iterator[str]:
    diagnostic, location = located.diagnostic, located.location
    is_error = diagnostic.severity is Severity.ERROR
    colour = palette.red if is_error else palette.yellow
    label = f"{colour}{diagnostic.severity}[{diagnostic.rule.code}]{palette.reset}"
    message = f"{palette.bold}{printable(diagnostic.message)}{palette.reset}"
    yield f"{_prefix(location)}{label}: {message}"
    yield from _excerpt(location, colour, palette)
    for place, word in located.related:
        note = f"{palette.cyan}note{palette.reset}"
        yield f"{_prefix(place)}{note}: {printable(word)}"
        yield from _excerpt(place, palette.cyan, palette)
    if diagnostic.hint is not None:
        yield f"  {palette.cyan}hint{palette.reset}: {printable(diagnostic.hint)}"


def _prefix(location: Location) -> str:
    if location.name is None:
        return ""
    name = printable(location.name)
    if location.position is None:
        return f"{name}: "
    return f"{name}:{location.position.line}:{location.position.column}: "


def _excerpt(location: Location, colour: str, palette: Palette) -> Iterator[str]:
    position, line = location.position, location.line_text
    if position is None or line is None or not line.strip():
        return
    text, column = _window(line, position.column)
    gutter = f"{position.line:>4} | "
    before = display_width(_shown(text[: column - 1]))
    yield f"{gutter}{_shown(text)}"
    indent = " " * (len(gutter) - 2) + "| " + " " * before
    yield f"{indent}{colour}^{palette.reset}"


def _shown(text: str) -> str:
    """A tab takes one column, so that the caret stands where the column says."""
    return printable(text.rstrip("\r\n").replace("\t", " "))


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column in that part."""
    if len(line) <= _LONGEST_EXCERPT:
        return line, column
    start = max(0, column - 1 - _BEFORE_COLUMN)
    part = line[start : start + _LONGEST_EXCERPT]
    if start + _LONGEST_EXCERPT < len(line):
        part = f"{part}…"
    if start == 0:
        return part, column
    return f"…{part}", column - start + 1
