"""Where diagnostics stand, and the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..read.document import Document, Place, Position, format_pointer
from .model import Diagnostic, Diagnostics, TextPlace


@dataclass(frozen=True)
class Location:
    """A place as it is shown.

    Attributes:
        name: What users call the file; None where no file is concerned.
        position: Line and column, where the place has them.
        pointer: The JSON pointer as RFC 6901 writes it, where the place has one.
        line_text: The source line, where there is one.
    """

    name: str | None = None
    position: Position | None = None
    pointer: str | None = None
    line_text: str | None = None


@dataclass(frozen=True)
class LocatedDiagnostic:
    """A diagnostic with its places found.

    Attributes:
        diagnostic: The finding.
        location: Where it is.
        related: The second places, each with the word on it.
    """

    diagnostic: Diagnostic
    location: Location
    related: tuple[tuple[Location, str], ...]


class _Locator:
    """Finds lines, columns and source lines of places. Places on one line get the same
    string: a document may be a single line of some megabytes."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Document, int], str] = {}

    def locate(self, place: Place | TextPlace | None) -> Location:
        if place is None:
            return Location()
        if isinstance(place, TextPlace):
            return Location(place.name, place.position, place.pointer, place.line_text)
        document = place.document
        position = document.position(place.pointer, place.part)
        pointer = format_pointer(place.pointer)
        line = self._line(document, position.line)
        return Location(document.name, position, pointer, line)

    def _line(self, document: Document, number: int) -> str:
        key = (document, number)
        if key not in self._lines:
            self._lines[key] = document.line(number)
        return self._lines[key]


def with_places_found(diagnostics: Diagnostics) -> Diagnostics:
    """The same findings, none of which holds a document any more."""
    places: dict[Document, list[Place]] = {}
    for one in diagnostics:
        for place in (one.place, *(at for at, _ in one.related)):
            if isinstance(place, Place):
                places.setdefault(place.document, []).append(place)
    located: dict[Place, TextPlace] = {}
    for document, own in places.items():
        locate = _Locator().locate
        located |= {place: _text_place(locate(place)) for place in own}
        # The positions of one document take as much memory as its values.
        document.forget_positions()
    found = diagnostics.with_same_settings()
    found.extend(_moved(one, located) for one in diagnostics)
    return found


def _moved(one: Diagnostic, located: Mapping[Place, TextPlace]) -> Diagnostic:
    """A finding with other places."""
    place = located[one.place] if isinstance(one.place, Place) else one.place
    related = tuple(
        (located[at] if isinstance(at, Place) else at, word) for at, word in one.related
    )
    return replace(one, place=place, related=related)


def _text_place(at: Location) -> TextPlace:
    return TextPlace(at.name or "", at.position, at.line_text, at.pointer)


def in_source_order(diagnostics: Iterable[Diagnostic]) -> list[LocatedDiagnostic]:
    """The diagnostics by document name, line, column and code, those without a file
    last. What the same rule says with the same words at one place is there once."""
    locate = _Locator().locate
    found: dict[tuple[object, ...], LocatedDiagnostic] = {}
    for diagnostic in diagnostics:
        location = locate(diagnostic.place)
        key = (
            diagnostic.rule.code,
            location.name,
            location.position,
            location.pointer,
            diagnostic.message,
        )
        if key not in found:
            related = tuple((locate(at), word) for at, word in diagnostic.related)
            found[key] = LocatedDiagnostic(diagnostic, location, related)
    return sorted(found.values(), key=_order)


def _order(located: LocatedDiagnostic) -> tuple[bool, str, Position, str, str]:
    location, diagnostic = located.location, located.diagnostic
    return (
        location.name is None,
        location.name or "",
        location.position or Position(0, 0),
        diagnostic.rule.code,
        diagnostic.message,
    )
