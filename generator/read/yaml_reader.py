"""YAML texts to plain values: libyaml's events, composed without constructors."""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern

from yaml import CSafeLoader
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.reader import ReaderError

from ..diagnostics.rules import reading as rules
from .document import JsonValue
from .scalars import NumberError, Scalar, TagError, resolve_plain, tagged_scalar
from .text_error import (
    MAX_DEPTH,
    MAX_VALUES,
    TextError,
    duplicate_key,
    too_deep,
    too_many_values,
)
from .yaml_positions import offset_of
from .yaml_syntax import forbidden_character, syntax_fault

_TAG_PREFIX = "tag:yaml.org,2002:"
_JSON_TAGS = frozenset({"str", "int", "float", "bool", "null", "map", "seq"})
_SPECIAL_KEYS = frozenset({"", "<<"})


def read_yaml(text: str) -> JsonValue:
    """The value of a YAML text, by the core schema of YAML 1.2.

    Keys are strings: a plain scalar as key is the text it is. Aliases share the value
    of their anchor. Merge keys are no part of YAML 1.2 and are refused.

    Raises TextError.
    """
    try:
        return _Composer(text).document()
    except MarkedYAMLError as error:
        raise syntax_fault(error, text) from error
    except ReaderError as error:
        raise forbidden_character(text) from error


@dataclass(frozen=True)
class _Anchored:
    """What an alias repeats.

    Attributes:
        values: How many values are inside it.
        height: How many levels of collections it has.
    """

    value: JsonValue
    values: int = 0
    height: int = 0


class _Composer:
    """Builds values from events. What runs for every event does as little as it can."""

    def __init__(self, text: str) -> None:
        self._next = CSafeLoader(text).get_event
        self._anchors: dict[str, _Anchored | None] = {}
        self._values = 0
        self._deepest = 0

    def document(self) -> JsonValue:
        event = self._next()
        while isinstance(event, StreamStartEvent | DocumentStartEvent):
            event = self._next()
        if isinstance(event, StreamEndEvent) or _is_left_out(event):
            raise TextError(rules.EMPTY_DOCUMENT, "the document is empty", 0)
        value = self._value(event, 0)
        self._next()
        event = self._next()
        if isinstance(event, DocumentStartEvent):
            raise TextError(
                rules.SEVERAL_DOCUMENTS,
                "a second YAML document starts here",
                offset_of(event),
                "put each document into a file of its own",
            )
        return value

    def _value(self, event: Event | None, depth: int) -> JsonValue:
        self._values += 1
        if self._values > MAX_VALUES:
            raise too_many_values(offset_of(event))
        if type(event) is ScalarEvent:
            if event.tag is None and event.anchor is None:
                text = event.value
                if not event.implicit[0]:
                    return text
                try:
                    return resolve_plain(text)
                except NumberError as error:
                    raise _number_fault(error, event) from error
            return self._marked_scalar(event)
        if type(event) is AliasEvent:
            return self._alias(event, depth)
        assert isinstance(event, CollectionStartEvent)
        if event.tag is None and event.anchor is None:
            return self._collection(event, depth + 1)
        return self._marked_collection(event, depth)

    def _collection(self, event: CollectionStartEvent, depth: int) -> JsonValue:
        if depth > self._deepest:
            self._reach(depth, event)
        if type(event) is MappingStartEvent:
            return self._mapping(depth)
        return self._sequence(depth)

    def _mapping(self, depth: int) -> dict[str, JsonValue]:
        members: dict[str, JsonValue] = {}
        while type(event := self._next()) is ScalarEvent:
            key = intern(event.value)
            if (
                key in members
                or key in _SPECIAL_KEYS
                or event.tag is not None
                or event.anchor is not None
            ):
                self._check_key(event, members)
            members[key] = self._value(self._next(), depth)
        if type(event) is not MappingEndEvent:
            raise TextError(
                rules.KEY_NOT_STRING,
                "a key must be a string",
                offset_of(event),
                "write the key as text",
            )
        return members

    def _sequence(self, depth: int) -> list[JsonValue]:
        items: list[JsonValue] = []
        while type(event := self._next()) is not SequenceEndEvent:
            items.append(self._value(event, depth))
        return items

    def _check_key(self, event: ScalarEvent, members: dict[str, JsonValue]) -> None:
        key, plain = event.value, event.implicit[0]
        if event.tag is not None or event.anchor is not None:
            self._marked_scalar(event)
        if plain and key == "<<":
            raise TextError(
                rules.MERGE_KEY,
                "the merge key << is no part of YAML 1.2",
                offset_of(event),
                "write the members out",
            )
        if plain and not key:
            raise TextError(
                rules.KEY_NOT_STRING,
                "the key is left out",
                offset_of(event),
                'write the key; an empty one is ""',
            )
        if key in members:
            raise duplicate_key(key, offset_of(event))

    def _marked_scalar(self, event: ScalarEvent) -> Scalar:
        """The value of a scalar with a tag or an anchor."""
        tag = _json_tag(event.tag, event)
        try:
            if tag is not None:
                value = tagged_scalar(tag, event.value)
            elif event.implicit[0] and event.tag is None:
                value = resolve_plain(event.value)
            else:
                value = event.value
        except NumberError as error:
            raise _number_fault(error, event) from error
        except TagError as error:
            raise _tag_mismatch(tag, event) from error
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value)
        return value

    def _marked_collection(self, event: CollectionStartEvent, depth: int) -> JsonValue:
        """The value of a mapping or sequence with a tag or an anchor."""
        tag = _json_tag(event.tag, event)
        if tag not in {None, "map" if type(event) is MappingStartEvent else "seq"}:
            raise _tag_mismatch(tag, event)
        if event.anchor is None:
            return self._collection(event, depth + 1)
        self._anchors[event.anchor] = None
        values_before, deepest_before = self._values, self._deepest
        self._deepest = depth
        value = self._collection(event, depth + 1)
        self._anchors[event.anchor] = _Anchored(
            value, self._values - values_before, self._deepest - depth
        )
        self._deepest = max(self._deepest, deepest_before)
        return value

    def _alias(self, event: AliasEvent, depth: int) -> JsonValue:
        name = event.anchor or ""
        anchored = self._anchors.get(name)
        if anchored is None:
            message = f"no anchor &{name} stands before the alias *{name}"
            if name in self._anchors:
                message = f"the alias *{name} stands inside the value it repeats"
            raise TextError(
                rules.UNKNOWN_ALIAS,
                message,
                offset_of(event),
                "put the anchor before the alias, or quote the text if text is meant",
            )
        self._values += anchored.values
        if self._values > MAX_VALUES:
            raise too_many_values(offset_of(event))
        self._reach(depth + anchored.height, event)
        return anchored.value

    def _reach(self, depth: int, event: Event) -> None:
        self._deepest = max(self._deepest, depth)
        if depth > MAX_DEPTH:
            raise too_deep(offset_of(event))


def _is_left_out(event: Event | None) -> bool:
    """Whether a document consists of nothing but its `---`."""
    return (
        isinstance(event, ScalarEvent)
        and not event.value
        and event.implicit[0]
        and event.tag is None
    )


def _json_tag(tag: str | None, event: Event) -> str | None:
    """The tag without its prefix; None where it leaves the type to the value."""
    if tag is None or tag == "!":
        return None
    name = tag.removeprefix(_TAG_PREFIX)
    if name == tag or name not in _JSON_TAGS:
        shown = tag if name == tag else f"!!{name}"
        raise TextError(
            rules.UNSUPPORTED_TAG,
            f"the tag {shown} is none of JSON's types",
            offset_of(event),
            "remove the tag and write the value as JSON could hold it",
        )
    return name


def _tag_mismatch(tag: str | None, event: Event) -> TextError:
    return TextError(
        rules.UNSUPPORTED_TAG,
        f"the value does not fit its tag !!{tag}",
        offset_of(event),
        "remove the tag, or correct the value",
    )


def _number_fault(error: NumberError, event: Event) -> TextError:
    return TextError(
        rules.NOT_A_JSON_NUMBER, error.message, offset_of(event), error.hint
    )
