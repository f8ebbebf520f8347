"""What the read stage gives: documents, and cursors into their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from .positions import Lines, Part, Pointer, Position, PositionIndex

__all__ = [
    "Document",
    "JsonValue",
    "Node",
    "Part",
    "Place",
    "Pointer",
    "Position",
    "PositionIndex",
    "format_pointer",
]

JsonValue: TypeAlias = (
    "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
)
"""A value of JSON's data model, as the readers give it."""


@dataclass(frozen=True, eq=False)
class Document:
    """A YAML or JSON text that was read, with its value.

    Attributes:
        path: Where it was read from, absolute and resolved; of what was fetched, the
            path of its URL.
        name: What users call it: the path as the command line leads to it, with
            forward slashes, or the URL. Diagnostics and generated text show this.
        text: The text, without a byte order mark.
        value: The parsed value.
        syntax: Which of the two notations the text is in.
        url: Where it was fetched from, redirects followed; empty for a file.
    """

    path: Path
    name: str
    text: str = field(repr=False)
    value: JsonValue = field(repr=False)
    syntax: Literal["yaml", "json"]
    url: str = ""

    @property
    def root(self) -> Node:
        return Node(self, (), self.value)

    def position(self, pointer: Pointer, part: Part = "value") -> Position:
        """Where a value or its key stands; where the nearest existing parent does
        if the pointer leads nowhere.

        The positions of a document are computed when the first one is asked for.
        """
        return self._index.find(pointer, part)

    def line(self, number: int) -> str:
        """The line of that number, counted from 1, without its end; empty where
        there is none."""
        return self._lines.line(number)

    def forget_positions(self) -> None:
        """Give up what was computed to find positions; it is computed anew if needed."""
        for name in ("_lines", "_index"):
            self.__dict__.pop(name, None)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def _index(self) -> PositionIndex:
        # A run with nothing to say needs neither of them, nor libyaml.
        from .json_positions import index_json  # noqa: PLC0415
        from .yaml_positions import index_yaml  # noqa: PLC0415

        index = index_json if self.syntax == "json" else index_yaml
        return index(self.text, self._lines)


@dataclass(frozen=True, eq=False)
class Place:
    """A value in a document (or its key), which a diagnostic can point at."""

    document: Document
    pointer: Pointer
    part: Part = "value"


@dataclass(frozen=True, eq=False)
class Node:
    """A cursor: a value, and where in which document it stands."""

    document: Document
    pointer: Pointer
    value: JsonValue = field(repr=False)

    @property
    def place(self) -> Place:
        return Place(self.document, self.pointer)

    @property
    def key_place(self) -> Place:
        """The place of the member name or index that leads to this value."""
        return Place(self.document, self.pointer, "key")

    def get(self, token: str | int) -> Node | None:
        """The member or item of that name or index, or None where there is none."""
        value = self.value
        if isinstance(value, dict):
            if isinstance(token, str) and token in value:
                return Node(self.document, (*self.pointer, token), value[token])
        elif isinstance(value, list) and isinstance(token, int):
            if 0 <= token < len(value):
                return Node(self.document, (*self.pointer, token), value[token])
        return None

    def members(self) -> Iterator[tuple[str, Node]]:
        """The members of an object in the document's order; none for other values."""
        if isinstance(self.value, dict):
            for name, value in self.value.items():
                yield name, Node(self.document, (*self.pointer, name), value)

    def items(self) -> Iterator[Node]:
        """The items of an array; none for other values."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(self.document, (*self.pointer, index), value)

    def text(self, name: str) -> str | None:
        """The string member of that name, or None."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return value if isinstance(value, str) else None


def format_pointer(pointer: Pointer) -> str:
    """The pointer in the notation of RFC 6901."""
    tokens = (str(token).replace("~", "~0").replace("/", "~1") for token in pointer)
    return "".join("/" + token for token in tokens)
