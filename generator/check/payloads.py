"""Payloads with their replacements ("Payload Replacement Object")."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from ..expressions.model import SyntaxFault, Template
from ..expressions.pointer import array_index, split_pointer
from ..link.model import (
    ArrayValue,
    ExpressionValue,
    LiteralValue,
    ObjectValue,
    Replacement,
    RequestBody,
    SelectorKind,
    SelectorValue,
    Step,
    TemplateValue,
    Value,
)
from ..link.openapi_model import MediaType, Operation
from .media_types import essence, is_json, is_xml
from .response_types import request_body_media

Location: TypeAlias = tuple[str | int, ...]
"""Where in a payload: names and indexes. A name of digits is also an index."""


class MissingPlaceError(Exception):
    """A place is not in a payload, and cannot be added to it."""


class _OnlyLaterError(Exception):
    """A place lies in a value that is known only when the step runs."""


@dataclass(frozen=True)
class Payload:
    """A payload with the replacements that can be made at compile time.

    Attributes:
        later: Those that have to be made when the step runs, in their order.
        misplaced: Those that have no place in the payload.
    """

    value: Value
    later: tuple[Replacement, ...] = ()
    misplaced: tuple[Replacement, ...] = ()


@dataclass(frozen=True)
class BodyMedia:
    """How a body is sent.

    Attributes:
        name: Its content type.
        documented: What the operation says of it, or None.
    """

    name: str
    documented: MediaType | None


def media_of_body(step: Step, operation: Operation) -> BodyMedia:
    """The media type of a step's body: the step's own, its Content-Type header's, else
    the operation's, else what fits the payload."""
    written = step.body.content_type if step.body is not None else None
    written = written or _content_type_header(step)
    media = request_body_media(operation, written)
    name = written or (media.name if media is not None else "*/*")
    if essence(name).endswith("/*"):
        payload = step.body.payload if step.body is not None else None
        name = _concrete(essence(name), payload)
    return BodyMedia(name, media)


def _content_type_header(step: Step) -> str | None:
    for parameter in step.parameters:
        value = parameter.value
        named = (parameter.location, parameter.name.casefold())
        if named == ("header", "content-type") and isinstance(value, LiteralValue):
            return value.value if isinstance(value.value, str) else None
    return None


def _concrete(media_range: str, payload: Value | None) -> str:
    """A media type within a range, for a payload."""
    if media_range == "text/*":
        return "text/plain"
    if media_range not in ("*/*", "application/*"):
        return "application/octet-stream"
    if payload is None or not is_text_payload(payload) or is_json_text(payload):
        return "application/json"
    return "text/plain" if media_range == "*/*" else "application/octet-stream"


def kind_of_target(replacement: Replacement, media_type: str) -> SelectorKind:
    """How a replacement's target is read: as it says, else by the media type."""
    if replacement.node.get("targetSelectorType") is not None:
        return replacement.kind
    return "xpath" if is_xml(media_type) else "jsonpointer"


def fault_of_target(replacement: Replacement, media_type: str) -> SyntaxFault | None:
    """What is wrong with the text of a replacement's target, if anything is."""
    template = Template((replacement.target,))
    match kind_of_target(replacement, media_type):
        case "jsonpointer":
            if split_pointer(replacement.target) is None:
                return SyntaxFault(
                    "a JSON pointer begins with '/'",
                    0,
                    f"write '/{replacement.target}'",
                )
            return None
        case "jsonpath":
            from .jsonpath import read_jsonpath  # noqa: PLC0415

            found = read_jsonpath(template)
            return found if isinstance(found, SyntaxFault) else None
        case "xpath":
            from .xpath import check_xpath  # noqa: PLC0415

            return check_xpath(template)


def replaced_payload(body: RequestBody, payload: Value, media_type: str) -> Payload:
    """A payload with its replacements, as far as they can be made at compile time.

    A text of JSON is parsed for it. Replacements after one that cannot be made yet are
    left for later, too.
    """
    if not body.replacements:
        return Payload(payload)
    value = _parsed(payload, media_type)
    if isinstance(value, TemplateValue) and is_json(media_type):
        return Payload(value, body.replacements)
    misplaced: list[Replacement] = []
    for index, replacement in enumerate(body.replacements):
        if kind_of_target(replacement, media_type) == "xpath":
            return Payload(value, body.replacements[index:], tuple(misplaced))
        try:
            for location in _locations(value, replacement, media_type):
                value = _with_value(value, location, replacement.value)
        except MissingPlaceError:
            misplaced.append(replacement)
        except _OnlyLaterError:
            return Payload(value, body.replacements[index:], tuple(misplaced))
    return Payload(value, (), tuple(misplaced))


def singular_location(replacement: Replacement, media_type: str) -> Location | None:
    """The one place that a target names, or None where it may find several."""
    if kind_of_target(replacement, media_type) == "jsonpointer":
        return split_pointer(replacement.target)
    from .payload_paths import singular_path  # noqa: PLC0415

    return singular_path(replacement.target)


def is_text_payload(value: Value) -> TypeGuard[LiteralValue | TemplateValue]:
    """Whether a payload is written as a text."""
    if isinstance(value, LiteralValue):
        return isinstance(value.value, str)
    return isinstance(value, TemplateValue)


def is_json_text(value: LiteralValue | TemplateValue) -> bool:
    """Whether a text payload spells JSON itself, and is no string to be spelled."""
    parts: Iterable[object]
    parts = value.template.parts if isinstance(value, TemplateValue) else [value.value]
    text = "".join(part if isinstance(part, str) else "0" for part in parts).strip()
    if text.startswith(("{", "[")):
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(payload: Value, media_type: str) -> Value:
    """A literal text of JSON as the value that it spells."""
    if not isinstance(payload, LiteralValue) or not is_json(media_type):
        return payload
    try:
        text = payload.value if isinstance(payload.value, str) else ""
        return LiteralValue(json.loads(text), payload.node)
    except (ValueError, RecursionError):
        return payload


def _locations(
    value: Value, replacement: Replacement, media_type: str
) -> Sequence[Location]:
    location = singular_location(replacement, media_type)
    if location is not None:
        return (location,)
    if not isinstance(value, LiteralValue):
        raise _OnlyLaterError
    from .payload_paths import locations_found  # noqa: PLC0415

    found = locations_found(replacement.target, value.value)
    if not found:
        raise MissingPlaceError
    return found


def _with_value(value: Value, location: Location, new: Value) -> Value:
    """A payload with another value at a place, which may be new as its last part."""
    if not location:
        return new
    first, rest = location[0], location[1:]
    match _opened(value):
        case ObjectValue(members, node) if isinstance(first, str):
            found = dict(members)
            if first not in found and rest:
                raise MissingPlaceError
            child = _with_value(found[first], rest, new) if first in found else new
            return ObjectValue(tuple((found | {first: child}).items()), node)
        case ArrayValue(items, node):
            index = _index(first, len(items))
            if index == len(items) and not rest:
                return ArrayValue((*items, new), node)
            if index is None or index == len(items):
                raise MissingPlaceError
            changed = _with_value(items[index], rest, new)
            return ArrayValue((*items[:index], changed, *items[index + 1 :]), node)
        case ExpressionValue() | SelectorValue():
            raise _OnlyLaterError
        case _:
            raise MissingPlaceError


def _opened(value: Value) -> Value:
    """A literal object or array as one of values."""
    if isinstance(value, LiteralValue) and isinstance(value.value, dict):
        members = (
            (name, LiteralValue(child, value.node.get(name) or value.node))
            for name, child in value.value.items()
        )
        return ObjectValue(tuple(members), value.node)
    if isinstance(value, LiteralValue) and isinstance(value.value, list):
        items = (
            LiteralValue(child, value.node.get(index) or value.node)
            for index, child in enumerate(value.value)
        )
        return ArrayValue(tuple(items), value.node)
    return value


def _index(token: str | int, length: int) -> int | None:
    """The index that a token means; the length for a new item, None for no place."""
    index: int | None
    if isinstance(token, int):
        index = token + length if token < 0 else token
    else:
        index = length if token == "-" else array_index(token)
    return index if index is not None and 0 <= index <= length else None
