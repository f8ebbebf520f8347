"""Lines, columns and pointers: where the values of a text stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

Pointer: TypeAlias = tuple[str | int, ...]
"""A JSON pointer: member names as str, array indexes as int."""

Part: TypeAlias = Literal["value", "key"]
"""Which of a mapping's entry a place means."""

_LINE_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, order=True)
class Position:
    """A line and a column of a text, both counted from 1; columns count characters."""

    line: int
    column: int


class PositionIndex(Protocol):
    """Where the values of one text stand. Made only when a diagnostic asks for it."""

    def find(self, pointer: Pointer, part: Part) -> Position:
        """The position of a value or of its key; of the nearest parent where the
        pointer leads nowhere."""
        ...


class Lines:
    """The lines of a text, which end with LF, CR LF or CR, as editors count them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def position(self, offset: int) -> Position:
        """The position of the character at an offset, counted from 0."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The line of that number, counted from 1, without its end; empty where
        there is none."""
        if not 0 < number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")


@dataclass(slots=True)
class Spot:
    """Where a value and its key start, as offsets into the text.

    Attributes:
        key: Where the key starts; where the value starts if it has no key.
        children: The spots of its members by name, or of its items by index.
    """

    value: int
    key: int
    children: dict[str | int, Spot] | None = None


@dataclass(frozen=True, eq=False)
class SpotIndex:
    """A position index by a tree of spots, the same for YAML and JSON."""

    root: Spot
    lines: Lines

    def find(self, pointer: Pointer, part: Part) -> Position:
        spot = self.root
        for token in pointer:
            child = spot.children.get(token) if spot.children else None
            if child is None:
                return self.lines.position(spot.value)
            spot = child
        return self.lines.position(spot.key if part == "key" else spot.value)
