"""Where the values of a YAML text stand: a second pass over its events."""

from __future__ import annotations

from yaml import CSafeLoader, YAMLError
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .positions import Lines, Spot, SpotIndex


def index_yaml(text: str, lines: Lines) -> SpotIndex:
    """The positions in a YAML text that was read before without a fault.

    An alias stands where its `*name` is; what is inside it stands in the anchor.
    """
    walker = _Walker(text)
    try:
        return SpotIndex(walker.root(), lines)
    except YAMLError:
        return SpotIndex(Spot(0, 0), lines)


class _Walker:
    def __init__(self, text: str) -> None:
        self._next = CSafeLoader(text).get_event
        self._anchors: dict[str, Spot] = {}

    def root(self) -> Spot:
        while (event := self._next()) is not None:
            if isinstance(event, NodeEvent):
                return self._spot(event, None)
        return Spot(0, 0)

    def _spot(self, event: Event | None, key: int | None) -> Spot:
        start = offset_of(event)
        spot = Spot(start, start if key is None else key)
        if isinstance(event, AliasEvent):
            anchored = self._anchors.get(event.anchor or "")
            spot.children = anchored.children if anchored else None
            return spot
        if isinstance(event, MappingStartEvent):
            spot.children = self._members()
        elif isinstance(event, SequenceStartEvent):
            spot.children = self._items()
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self._anchors[event.anchor] = spot
        return spot

    def _members(self) -> dict[str | int, Spot]:
        members: dict[str | int, Spot] = {}
        while not isinstance(event := self._next(), MappingEndEvent | None):
            if isinstance(event, ScalarEvent):
                members[event.value] = self._spot(self._next(), offset_of(event))
        return members

    def _items(self) -> dict[str | int, Spot]:
        items: dict[str | int, Spot] = {}
        while not isinstance(event := self._next(), SequenceEndEvent | None):
            items[len(items)] = self._spot(event, None)
        return items


def offset_of(event: Event | None) -> int:
    """The offset of the character where an event starts."""
    mark = event.start_mark if event is not None else None
    return 0 if mark is None else mark.index
