"""The type of a value as its schema gives it: what it may be, not what is in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final, cast

from ..link.references import References, reference_of
from ..read.document import JsonValue, Node
from .types import ALL_KINDS, ANY, Kind, ValueType

_KINDS: Final[dict[str, Kind]] = {
    "null": "null",
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    "string": "string",
    "array": "array",
    "object": "object",
    "file": "string",
}
_IMPLIED_KINDS: Final[dict[str, Kind]] = {
    "properties": "object",
    "additionalProperties": "object",
    "patternProperties": "object",
    "items": "array",
    "prefixItems": "array",
}
"""Keywords that tell the kind where there is no `type`, as generators read them."""

MAX_DEPTH: Final = 64
"""How many schemas may lie one in the other, by references, to say something of the
same value. What lies deeper is taken to say nothing."""

_STRUCTURE = frozenset(
    (
        *_IMPLIED_KINDS,
        *("type", "enum", "const", "required", "allOf", "oneOf", "anyOf"),
        *("$ref", "$dynamicRef", "minItems", "maxItems", "discriminator"),
        *("unevaluatedProperties", "unevaluatedItems", "then", "else"),
        "dependentSchemas",
    )
)
"""Keywords that tell something of a value's type or of its members."""


def type_of_schema(schema: Node, references: References) -> ValueType:
    """The type of the values that a schema describes (JSON Schema 2020-12, and the
    Schema Objects of OpenAPI 2.0 and 3.0).

    Looks at `$ref`, `allOf`, `oneOf` and `anyOf`, and at no members or items. A `$ref`
    that leads nowhere says nothing of the type; `References.dangling` has it.
    """
    # A circle of references says nothing of the type: following it notes it.
    references.follow(schema)
    bounds = _Bounds(references).of(schema) or ANY
    schemas = alternatives(schema, references)
    if all(_is_blank(alternative) for alternative in schemas):
        schemas = ()
    return ValueType(bounds.kinds, schemas, bounds.enum)


def union(types: Iterable[ValueType]) -> ValueType:
    """The type of values that have one of these types; ANY for no types at all."""
    members = list(types)
    if len(members) == 1:
        return members[0]
    kinds = frozenset[Kind]().union(*(member.kinds for member in members))
    if not members or any(not is_described(member) for member in members):
        return ValueType(kinds or ALL_KINDS, (), _united_values(members))
    schemas = (schema for member in members for schema in member.schemas)
    return ValueType(kinds, unique(schemas), _united_values(members))


def intersection(types: Iterable[ValueType]) -> ValueType:
    """The type of values that have all of these types; ANY for no types at all.

    Types that contradict each other give their union: the document is wrong in one of
    them, and nobody knows in which.
    """
    met: ValueType | None = None
    for member in types:
        met = member if met is None else _meet(met, member)
    return met or ANY


def is_described(type_: ValueType) -> bool:
    """Whether schemas tell of the members and items that a value may have."""
    return bool(type_.schemas) or not type_.kinds & {"object", "array"}


def alternatives(schema: Node, references: References) -> tuple[Node, ...]:
    """The schemas of which one applies: `$ref`s followed, and `oneOf` and `anyOf` taken
    apart, where nothing stands beside them that tells of the type."""
    found: list[Node] = []
    visited: set[int] = set()
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if not isinstance(node.value, dict):
            found.append(node)
            continue
        if id(node.value) in visited:
            continue
        visited.add(id(node.value))
        inner = _wrapped(node, references)
        if inner is None:
            found.append(node)
        else:
            waiting.extend(reversed(inner))
    return unique(found)


def unique(schemas: Iterable[Node]) -> tuple[Node, ...]:
    """The schemas without repetition, in their order."""
    found: dict[object, Node] = {}
    for schema in schemas:
        # A schema that was put together of others stands at the place of one of them.
        is_object = isinstance(schema.value, dict)
        key = id(schema.value) if is_object else (schema.document, schema.pointer)
        found.setdefault(key, schema)
    return tuple(found.values())


def _wrapped(node: Node, references: References) -> list[Node] | None:
    """The schemas that this one is only another name for, or None if it says more."""
    value = cast("dict[str, JsonValue]", node.value)
    said = [keyword for keyword in value if keyword in _STRUCTURE]
    if "oneOf" in said or "anyOf" in said:
        said = [keyword for keyword in said if keyword != "discriminator"]
    # The kinds of a type are kept beside its schemas.
    said = [keyword for keyword in said if keyword != "type"]
    if len(said) != 1:
        return None
    if said[0] in ("$ref", "$dynamicRef"):
        target = references.target(node)
        return [target] if target else None
    inner = node.get(said[0])
    listed = list(inner.items()) if inner else []
    if said[0] in ("oneOf", "anyOf"):
        return listed or None
    if said[0] == "allOf":
        telling = [schema for schema in listed if not _is_blank(schema)]
        return telling if len(telling) == 1 else None
    return None


def _is_blank(schema: Node) -> bool:
    value = schema.value
    return value is not False and (
        not isinstance(value, dict) or _STRUCTURE.isdisjoint(value)
    )


class _Bounds:
    """The kinds and listed values of schemas, by their keywords; no `schemas`."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._known: dict[int, ValueType | None] = {}
        self._depth = 0

    def of(self, schema: Node) -> ValueType | None:
        """None where the schema refers to itself, which says nothing."""
        value = schema.value
        if not isinstance(value, dict):
            return ValueType(frozenset()) if value is False else ANY
        key = id(value)
        if key not in self._known and self._depth < MAX_DEPTH:
            self._known[key] = None
            self._depth += 1
            self._known[key] = self._of_object(schema, value)
            self._depth -= 1
        return self._known.get(key)

    def _of_object(self, schema: Node, value: dict[str, JsonValue]) -> ValueType | None:
        parts = [*self._conjuncts(schema), *self._unions(schema)]
        bounds = intersection([_own_bounds(value), *(part for part in parts if part)])
        if None in parts and bounds.kinds == ALL_KINDS and bounds.enum is None:
            return None
        if value.get("nullable") is True or value.get("x-nullable") is True:
            return union((bounds, _NULL)) if bounds.kinds != ALL_KINDS else bounds
        return bounds

    def _conjuncts(self, schema: Node) -> Iterator[ValueType | None]:
        if reference_of(schema) is not None:
            target = self._references.target(schema)
            yield self.of(target) if target else ANY
        if listed := schema.get("allOf"):
            yield from [self.of(item) for item in listed.items()]

    def _unions(self, schema: Node) -> Iterator[ValueType | None]:
        for keyword in ("oneOf", "anyOf"):
            if listed := schema.get(keyword):
                found = [self.of(item) for item in listed.items()]
                known = [bounds for bounds in found if bounds]
                yield union(known) if known or not found else None


_NULL = ValueType(frozenset(("null",)), (), (None,))
_INTEGER: frozenset[Kind] = frozenset(("integer",))


def _own_bounds(value: dict[str, JsonValue]) -> ValueType:
    """What `type`, `enum` and `const` say, or the keywords that imply a type."""
    values = _listed_values(value)
    kinds = _declared_kinds(value.get("type"))
    if kinds is None and values is not None:
        return ValueType(frozenset(kind_of(item) for item in values), (), values)
    if kinds is None:
        implied: list[Kind] = [
            kind for word, kind in _IMPLIED_KINDS.items() if word in value
        ]
        return ValueType(frozenset(implied) or ALL_KINDS)
    if values is None:
        return ValueType(kinds)
    # Documents list null and leave `nullable` out; they mean what they list.
    if any(item is None for item in values):
        kinds |= _NULL.kinds
    fitting = tuple(item for item in values if _fits(item, kinds))
    return ValueType(kinds, (), fitting or None)


def _declared_kinds(declared: JsonValue) -> frozenset[Kind] | None:
    """The kinds that `type` names; None where it is absent or not of JSON Schema."""
    names = declared if isinstance(declared, list) else [declared]
    known: list[Kind] = [
        _KINDS[name] for name in names if isinstance(name, str) and name in _KINDS
    ]
    return frozenset(known) if known and len(known) == len(names) else None


def _listed_values(value: dict[str, JsonValue]) -> tuple[JsonValue, ...] | None:
    if "const" in value:
        return (value["const"],)
    listed = value.get("enum")
    return tuple(listed) if isinstance(listed, list) and listed else None


def kind_of(value: JsonValue) -> Kind:
    """The JSON type of a value; a number without a fraction is an integer."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"


def _fits(value: JsonValue, kinds: frozenset[Kind]) -> bool:
    kind = kind_of(value)
    return kind in kinds or (kind == "integer" and "number" in kinds)


def _meet(left: ValueType, right: ValueType) -> ValueType:
    kinds = left.kinds & right.kinds
    if "number" not in kinds and (
        ("integer" in left.kinds and "number" in right.kinds)
        or ("number" in left.kinds and "integer" in right.kinds)
    ):
        kinds |= _INTEGER
    if not kinds and left.kinds and right.kinds:
        return union((left, right))
    enum = _common_values(left.enum, right.enum)
    return ValueType(kinds, _met_schemas(left, right), enum)


def _met_schemas(left: ValueType, right: ValueType) -> tuple[Node, ...]:
    """Schemas that tell what both sides tell; one side's where that is not possible."""
    if not left.schemas or not right.schemas:
        return left.schemas or right.schemas
    documents = {schema.document for schema in (*left.schemas, *right.schemas)}
    if len(documents) > 1:
        return left.schemas
    first = left.schemas[0]
    both: JsonValue = {"allOf": [_as_schema(left), _as_schema(right)]}
    return (Node(first.document, first.pointer, both),)


def _as_schema(type_: ValueType) -> JsonValue:
    values = [schema.value for schema in type_.schemas]
    return values[0] if len(values) == 1 else {"anyOf": values}


def _common_values(
    left: tuple[JsonValue, ...] | None, right: tuple[JsonValue, ...] | None
) -> tuple[JsonValue, ...] | None:
    if left is None or right is None:
        return right if left is None else left
    others = {json.dumps(value, sort_keys=True) for value in right}
    common = (item for item in left if json.dumps(item, sort_keys=True) in others)
    return tuple(common) or None


def _united_values(types: list[ValueType]) -> tuple[JsonValue, ...] | None:
    found: dict[str, JsonValue] = {}
    for type_ in types:
        values = (None,) if type_.kinds == {"null"} else type_.enum
        if values is None:
            return None
        for value in values:
            found.setdefault(json.dumps(value, sort_keys=True), value)
    return tuple(found.values()) or None
