"""Every place of a document that holds text, and the document with another text there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from arazzo_codegen.read.document import JsonValue, Part, Pointer

Documents: TypeAlias = Mapping[str, JsonValue]
"""The documents of a folder, by their paths in it."""

Variant: TypeAlias = str
"""One of `VARIANTS`."""


@dataclass(frozen=True)
class Position:
    """A string of a document: a value, or the name of a member.

    Attributes:
        document: The path of the file.
        pointer: Where the value is, or the value that the name leads to.
        text: What stands there.
    """

    document: str
    pointer: Pointer
    part: Part
    text: str

    def __str__(self) -> str:
        path = "/".join(str(token) for token in self.pointer)
        return f"{self.document}#/{path}{' (name)' if self.part == 'key' else ''}"

    @property
    def type(self) -> tuple[object, ...]:
        """What positions of the same kind share: all but the numbers of items."""
        kind = (0 if isinstance(token, int) else token for token in self.pointer)
        return (self.document, self.part, *kind)


def positions(documents: Documents) -> list[Position]:
    """The strings of documents, in their order: names and values."""
    return [
        Position(name, pointer, part, text)
        for name, value in documents.items()
        for pointer, part, text in _strings(value, ())
    ]


def _strings(value: JsonValue, pointer: Pointer) -> Iterator[tuple[Pointer, Part, str]]:
    if isinstance(value, str):
        yield pointer, "value", value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, (*pointer, index))
    elif isinstance(value, dict):
        for name, member in value.items():
            yield (*pointer, name), "key", name
            yield from _strings(member, (*pointer, name))


def _in_place(documents: Documents, position: Position, text: str) -> Documents:
    """The text stands at the position, and nothing else changes."""
    return _with(documents, position, text)


def _after(documents: Documents, position: Position, text: str) -> Documents:
    """The text stands after what is there: beginnings keep their meaning."""
    return _with(documents, position, position.text + text)


def _within(documents: Documents, position: Position, text: str) -> Documents:
    """The text stands inside the last quotes or brackets of what is there."""
    inside = re.sub(
        r"(?=['\]}>/)]+[^'\]}>/)]*\Z)", lambda _: text, position.text, count=1
    )
    return _with(documents, position, inside)


def _everywhere(documents: Documents, position: Position, text: str) -> Documents:
    """The text takes the place of a name wherever the documents have it, so that what
    refers to it still does."""
    if not re.fullmatch(r"[\w.-]{3,}", position.text):
        return _in_place(documents, position, text)
    name = re.compile(rf"(?<![\w-]){re.escape(position.text)}(?![\w-])")
    pointer = text.replace("~", "~0").replace("/", "~1")

    def renamed(value: str) -> str:
        return name.sub(
            lambda found: (
                pointer if "#/" in value and value[found.start() - 1] == "/" else text
            ),
            value,
        )

    return {file: _mapped(value, renamed) for file, value in documents.items()}


VARIANTS: Mapping[Variant, Callable[[Documents, Position, str], Documents]] = {
    "in place": _in_place,
    "after": _after,
    "within": _within,
    "everywhere": _everywhere,
}
"""The ways in which a hostile text comes into documents at a position."""


def _mapped(value: JsonValue, change: Callable[[str], str]) -> JsonValue:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {change(name): _mapped(item, change) for name, item in value.items()}
    return value


def _with(documents: Documents, position: Position, text: str) -> Documents:
    changed = _changed(
        documents[position.document], position.pointer, position.part, text
    )
    return {**documents, position.document: changed}


def _changed(value: JsonValue, pointer: Pointer, part: Part, text: str) -> JsonValue:
    if not pointer:
        return text
    first, *rest = pointer
    if isinstance(value, list):
        return [
            _changed(item, tuple(rest), part, text) if index == first else item
            for index, item in enumerate(value)
        ]
    assert isinstance(value, dict)
    return {
        (text if name == first and part == "key" and not rest else name): (
            _changed(item, tuple(rest), part, text)
            if name == first and (rest or part == "value")
            else item
        )
        for name, item in value.items()
    }
