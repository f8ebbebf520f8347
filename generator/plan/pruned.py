"""Pruned schemas: what is left of JSON Schema for the type of a field.

They hold these keywords only: type, enum, anyOf, items, additionalProperties, `$ref`
to a class, and the limits of `LIMITS`. A type or null is an anyOf with null last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from ..check.types import Kind
from ..read.document import JsonValue
from .schemas import kind_of

Schema: TypeAlias = dict[str, JsonValue]
"""A pruned schema; `{}` where nothing is known."""

NULL: Schema = {"type": "null"}

NUMBER: Schema = {"type": ["integer", "number"]}
"""Any number, an integer as the integer it is."""

DEFINITIONS = "#/$defs/"
"""What stands before the name of a class in a reference."""

_SCALARS: Final = frozenset(("string", "integer", "number", "boolean", "null"))

LIMITS: dict[Kind, tuple[str, ...]] = {
    "string": ("minLength", "maxLength", "pattern"),
    "integer": (
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
}
"""The keywords that limit values of each type."""

_MOST_ALTERNATIVES: Final = 100
"""Python does not read a union of many hundreds."""


def union(schemas: Sequence[Schema]) -> Schema:
    """A value of any of these; `{}` where one of them is that, or there are many."""
    distinct: list[Schema] = []
    for schema in schemas:
        distinct += (part for part in parts_of(schema) if part not in distinct)
    if {} in distinct or not 0 < len(distinct) <= _MOST_ALTERNATIVES:
        return {}
    distinct.sort(key=lambda schema: schema == NULL)
    return distinct[0] if len(distinct) == 1 else {"anyOf": list(distinct)}


def parts_of(schema: Schema) -> list[Schema]:
    """The alternatives of a pruned schema; itself where it has none."""
    parts = schema.get("anyOf")
    if not isinstance(parts, list):
        return [schema]
    return [part for part in parts if isinstance(part, dict)]


def is_nullable(schema: Schema) -> bool:
    """Whether null fits a pruned schema."""
    return schema == {} or NULL in parts_of(schema)


def may_nest(schema: Schema) -> bool:
    """Whether an array or an object may fit a pruned schema."""
    for part in parts_of(schema):
        enum, types = part.get("enum"), part.get("type")
        if isinstance(enum, list):
            if any(isinstance(item, dict | list) for item in enum):
                return True
        elif not _SCALARS.issuperset(types if isinstance(types, list) else [types]):
            return True
    return False


def without_null(schema: Schema) -> Schema:
    """A pruned schema without null, where it allows anything else."""
    rest = [part for part in parts_of(schema) if part != NULL]
    return union(rest) if rest else schema


def widened(schema: Schema, value: JsonValue) -> Schema:
    """A pruned schema that a value fits, which may be a default that does not."""
    if any(_fits(part, value) for part in parts_of(schema)):
        return schema
    limits = {keyword for keywords in LIMITS.values() for keyword in keywords}
    parts: list[Schema] = [
        {keyword: item for keyword, item in part.items() if keyword not in limits}
        for part in parts_of(schema)
    ]
    kind = kind_of(value)
    own: Schema = {"type": ["integer", "number"] if kind == "number" else kind}
    if own in ({"type": "array"}, {"type": "object"}):
        parts = [part for part in parts if part.get("type") != kind]
    return union([*parts, own])


def _fits(schema: Schema, value: JsonValue) -> bool:
    """Whether the type of a schema without alternatives is that of a value."""
    enum, kind = schema.get("enum"), kind_of(value)
    if isinstance(enum, list):
        return any((type(item), item) == (type(value), value) for item in enum)
    if "$ref" in schema:
        return kind == "object"
    types = schema.get("type", kind)
    if kind not in (types if isinstance(types, list) else [types]):
        return False
    below = schema.get("items" if kind == "array" else "additionalProperties")
    if not isinstance(below, dict) or not isinstance(value, (list, dict)):
        return True
    items = value if isinstance(value, list) else list(value.values())
    return all(any(_fits(part, item) for part in parts_of(below)) for item in items)
