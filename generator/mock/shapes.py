"""What all the schemas that apply to a value demand of it together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..check.schema_kinds import (
    intersection,
    kind_of,
    type_of_schema,
)
from ..check.types import ALL_KINDS, Kind, ValueType
from ..link.references import References, reference_of
from ..read.document import JsonValue, Node

_FIRST_KINDS: tuple[Kind, ...] = (
    *("object", "array", "string", "integer", "number", "boolean"),
)


@dataclass(frozen=True)
class Shape:
    """One of the alternatives that schemas leave.

    Attributes:
        schemas: Every schema that applies: `$ref` and `allOf` followed, and one
            alternative of each `oneOf` and `anyOf` chosen.
        type: The kinds and the listed values that all of them allow.
        fixed: Members whose value the choice of an alternative fixes (discriminators).
    """

    schemas: tuple[Node, ...]
    type: ValueType
    fixed: dict[str, JsonValue] = field(default_factory=dict)

    def values(self, keyword: str) -> Iterator[JsonValue]:
        """What the schemas write for a keyword."""
        for schema in self.schemas:
            if isinstance(schema.value, dict) and keyword in schema.value:
                yield schema.value[keyword]

    def numbers(self, keyword: str) -> list[float]:
        """The numbers that the schemas write for a keyword."""
        found = (value for value in self.values(keyword) if type(value) in (int, float))
        return [value for value in found if isinstance(value, int | float)]

    def required(self) -> tuple[str, ...]:
        """The members that an object must have, in the order of the schemas."""
        listed = (names for names in self.values("required") if isinstance(names, list))
        names = (name for each in listed for name in each if isinstance(name, str))
        return tuple(dict.fromkeys((*names, *self.fixed)))

    def properties(self) -> dict[str, tuple[Node, ...]]:
        """The declared members, each with the schemas that apply to it."""
        found: dict[str, tuple[Node, ...]] = {}
        for schema in self.schemas:
            declared = schema.get("properties")
            for name, node in declared.members() if declared else ():
                found[name] = (*found.get(name, ()), node)
        return found

    def item(self, index: int) -> tuple[Node, ...]:
        """The schemas of an item of an array."""
        found: list[Node] = []
        for schema in self.schemas:
            prefix = schema.get("prefixItems")
            rest = schema.get("items")
            if rest is not None and isinstance(rest.value, list):
                prefix, rest = rest, schema.get("additionalItems")
            one = prefix.get(index) if prefix is not None else None
            one = one if one is not None else rest
            if one is not None and isinstance(one.value, dict):
                found.append(one)
        return tuple(found)

    def others(self) -> tuple[Node, ...]:
        """The schemas of members that are not declared."""
        nodes = (schema.get("additionalProperties") for schema in self.schemas)
        return tuple(one for one in nodes if one and isinstance(one.value, dict))

    def kind(self) -> Kind:
        """The kind that a made value has."""
        listed = next((v for v in self.type.enum or () if v is not None), None)
        if listed is not None:
            return kind_of(listed)
        if self.type.kinds == ALL_KINDS:
            return "string"
        for kind in _FIRST_KINDS:
            if kind in self.type.kinds:
                return kind
        return "null"

    def allows(self, value: JsonValue) -> bool:
        """Whether the kind of a value, and the values listed, allow it."""
        if self.type.enum is not None and value not in self.type.enum:
            return False
        kind = kind_of(value)
        return kind in self.type.kinds or (
            kind == "integer" and "number" in self.type.kinds
        )


def shape_of(
    schemas: Sequence[Node], references: References, wanted: Kind | None = None
) -> Shape:
    """The shape that several schemas have together.

    Args:
        wanted: The kind of value to choose alternatives for; the first that is not
            null where none is given, or none fits.
    """
    collector = _Collector(references, wanted)
    for schema in schemas:
        collector.add(schema)
    found = tuple(collector.found)
    type_ = intersection(type_of_schema(schema, references) for schema in found)
    own = intersection(type_of_schema(schema, references) for schema in schemas)
    return Shape(found, intersection((own, type_)), collector.fixed)


@dataclass
class _Collector:
    references: References
    wanted: Kind | None
    found: list[Node] = field(default_factory=list)
    fixed: dict[str, JsonValue] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    def add(self, schema: Node) -> None:
        if not isinstance(schema.value, dict) or id(schema.value) in self._seen:
            return
        self._seen.add(id(schema.value))
        self.found.append(schema)
        if reference_of(schema) is not None:
            target = self.references.target(schema)
            if target is not None:
                self.add(target)
        for part in _listed(schema, "allOf"):
            self.add(part)
        for keyword in ("oneOf", "anyOf"):
            if choices := _listed(schema, keyword):
                self._choose(schema, choices)

    def _choose(self, schema: Node, choices: tuple[Node, ...]) -> None:
        kinds = [type_of_schema(choice, self.references).kinds for choice in choices]
        fitting = [
            choice
            for choice, found in zip(choices, kinds, strict=True)
            if (self.wanted in found if self.wanted else found != {"null"})
        ]
        chosen = (fitting or choices)[0]
        self._fix(schema, chosen)
        self.add(chosen)

    def _fix(self, schema: Node, chosen: Node) -> None:
        discriminator = schema.get("discriminator")
        name = discriminator.text("propertyName") if discriminator else None
        reference = reference_of(chosen)
        if discriminator is None or name is None or reference is None:
            return
        mapping = discriminator.get("mapping")
        for value, target in mapping.members() if mapping else ():
            if target.value in (reference, reference.rpartition("/")[2]):
                self.fixed[name] = value
                return
        if mapping is None:
            self.fixed[name] = reference.rpartition("/")[2]


def _listed(schema: Node, keyword: str) -> tuple[Node, ...]:
    node = schema.get(keyword)
    return tuple(node.items()) if node else ()
