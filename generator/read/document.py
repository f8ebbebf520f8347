"""What the read stage gives: documents, and cursors into their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

JsonValue: TypeAlias = (
    "None | bool | int | float | str | list[JsonValue] | dict[str, JsonValue]"
)
"""A value of JSON's data model, as the readers give it."""

Pointer: TypeAlias = tuple[str | int, ...]
"""A JSON pointer: member names as str, array indexes as int."""

Part: TypeAlias = Literal["value", "key"]
"""Which of a mapping's entry a place means."""


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


@dataclass(frozen=True, eq=False)
class Document:
    """A YAML or JSON text that was read, with its value.

    Attributes:
        path: Where it was read from, absolute and resolved.
        name: What users call it: the path as the command line leads to it, with
            forward slashes. Diagnostics and generated text show this.
        text: The text, without a byte order mark.
        value: The parsed value.
        syntax: Which of the two notations the text is in.
    """

    path: Path
    name: str
    text: str = field(repr=False)
    value: JsonValue = field(repr=False)
    syntax: Literal["yaml", "json"]

    @property
    def root(self) -> Node:
        return Node(self, (), self.value)


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
        elif isinstance(value, list):
            if isinstance(token, int) and 0 <= token < len(value):
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
