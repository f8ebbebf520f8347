"""Whether a value can fit where it goes, by its type and by that of its slot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from ..link.references import References
from ..read.document import JsonValue
from .schema_kinds import kind_of
from .schema_types import item
from .types import Kind, ValueType

_SCALARS: frozenset[Kind] = frozenset(("boolean", "integer", "number", "string"))
_INTEGER: frozenset[Kind] = frozenset(("integer",))
_NOUNS: dict[Kind, str] = {
    "null": "null",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "string": "a string",
    "array": "an array",
    "object": "an object",
}


def fits_json(source: ValueType, target: ValueType) -> bool:
    """Whether a value of one type may be of the other where JSON is sent; true where
    nothing is known of one of them. Null is left to those who look at presence."""
    given = source.kinds - {"null"}
    if not given or not source.is_known or not target.is_known:
        return True
    if source.enum is None and "number" in given:
        given |= _INTEGER
    return any(_is_among(kind, target.kinds) for kind in given)


def fits_text(source: ValueType, target: ValueType) -> bool:
    """As `fits_json`, where values are sent as text: in parameters and forms. Any scalar
    fits a string, one scalar an array of one, and a text what it spells."""
    if fits_json(source, target) or not target.kinds:
        return True
    scalars = source.kinds & _SCALARS
    if scalars and target.kinds & {"string", "array"}:
        return True
    spelled = [_spelled(value) for value in source.enum or () if isinstance(value, str)]
    return any(_is_among(kind_of(value), target.kinds) for value in spelled)


def outside_enum_of_json(source: ValueType, target: ValueType) -> bool:
    """Whether none of the values that are known to come is one that the slot lists."""
    return _is_outside(source.enum, target.enum, _as_json)


def outside_enum_of_text(
    source: ValueType, target: ValueType, references: References
) -> bool:
    """As `outside_enum_of_json`, where values are sent as text."""
    given = source.enum
    if "array" in target.kinds and not source.kinds & {"array", "object"}:
        target = item(target, None, references)[0]
        given = tuple(piece for value in given or () for piece in _pieces(value))
    return _is_outside(given, target.enum, _as_text)


def describe_kinds(type_: ValueType) -> str:
    """The kinds of a type in words: `a string or an integer`."""
    kinds = type_.kinds - {"null"} or type_.kinds
    if "number" in kinds:
        kinds -= {"integer"}
    nouns = " or ".join(noun for kind, noun in _NOUNS.items() if kind in kinds)
    return nouns or "never there"


def describe_values(values: Iterable[JsonValue]) -> str:
    """The first values of an enum, as they are written in JSON."""
    listed = [_as_json(value) for value in values]
    shown = ", ".join(listed[:8])
    return f"{shown}, …" if len(listed) > 8 else shown


def _is_among(kind: Kind, kinds: frozenset[Kind]) -> bool:
    return kind in kinds or (kind == "integer" and "number" in kinds)


def _is_outside(
    given: tuple[JsonValue, ...] | None,
    listed: tuple[JsonValue, ...] | None,
    spell: Callable[[JsonValue], str],
) -> bool:
    if not given or not listed:
        return False
    known = {spell(value) for value in listed}
    return all(
        value is not None
        and not isinstance(value, (list, dict))
        and spell(value) not in known
        for value in given
    )


def _as_json(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _as_text(value: JsonValue) -> str:
    return value if isinstance(value, str) else _as_json(value)


def _pieces(value: JsonValue) -> list[JsonValue]:
    """The items of an array that is written as one text."""
    return [*value.split(",")] if isinstance(value, str) else [value]


def _spelled(text: str) -> JsonValue:
    """The number or boolean that a text spells, or the text."""
    try:
        value: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, (bool, int, float)) else text
