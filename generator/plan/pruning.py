"""Schemas pruned to what a class needs, with every object that declares members hoisted.

See `pruned.py` for what is left of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from ..check.types import ALL_KINDS, Kind
from ..read.document import JsonValue, Node, Pointer, format_pointer
from .naming import class_case, short_hash
from .pruned import DEFINITIONS, LIMITS, NULL, NUMBER, Schema, union
from .schemas import (
    References,
    SchemaView,
    flatten,
    is_unicode,
    makes_up_a_class,
    view_of,
)

MAX_NESTING = 8
"""Arrays, maps and alternatives within one another, before it is any value."""

_ORDER: tuple[Kind, ...] = (
    "string",
    "integer",
    "number",
    "boolean",
    "array",
    "object",
)

_WHOLE: Final = {
    "minimum": math.ceil,
    "exclusiveMinimum": math.floor,
    "maximum": math.floor,
    "exclusiveMaximum": math.ceil,
}
"""How a bound of integers that is no integer itself becomes one that says the same."""

_LITERAL_LIMIT = 2**63
"""Type checkers hold the integers of a `Literal` in 64 bits."""


@dataclass(frozen=True, eq=False)
class HoistedObject:
    """An object that declares members, and so becomes a class of its own.

    Attributes:
        index: Stands for it in references, until it has a name.
        view: What its schemas say.
        hint: The text that its name comes from.
        parent: Of the object that mentioned it first; None where none did.
        place: Where its schema stands, as a text; tells it from others.
    """

    index: int
    view: SchemaView
    hint: str
    parent: int | None
    place: str


_Key: TypeAlias = tuple[tuple[int, Pointer], ...]
"""Which schemas apply, whatever references lead to them."""


@dataclass(frozen=True)
class Spot:
    """Where a value is met.

    Attributes:
        hint: What to call it, if it becomes a class.
        parent: The index of the object whose member it is; None where it is of none.
        depth: How many arrays, maps and alternatives it stands in.
    """

    hint: str
    parent: int | None = None
    depth: int = 0

    def within(self, word: str) -> Spot:
        """The spot of an item, a value or an alternative of it."""
        return Spot(f"{self.hint} {word}", self.parent, self.depth + 1)


Filter: TypeAlias = Callable[[SchemaView], SchemaView]
"""Drops of a view what classes of one sort do not say."""


class Pruner:
    """Prunes the schemas of the classes of one module and collects their objects.

    Objects are collected in the order they are met; whoever takes them in that order
    and prunes their members meets the shallow ones first.
    """

    def __init__(
        self,
        references: References,
        keep: Filter,
        limit: int = 10_000,
    ) -> None:
        """
        Args:
            references: Follows `$ref`.
            keep: What of a view to keep.
            limit: How many objects become classes; a later one is any object.
        """
        self.objects: list[HoistedObject] = []
        self._references = references
        self._keep = keep
        self._limit = limit
        self._by_schemas: dict[_Key, int] = {}
        self._active: set[_Key] = set()

    def view(self, nodes: Sequence[Node]) -> SchemaView:
        """What schemas say that all apply, of what is kept."""
        return self._keep(view_of(nodes, self._references))

    def hoist(self, nodes: Sequence[Node], spot: Spot) -> int | None:
        """The index of an object's class; None where there are too many already."""
        key = self._key(nodes, makes_up_a_class)
        if key not in self._by_schemas:
            if len(self.objects) >= self._limit:
                return None
            view = self.view(nodes)
            self._add_members_of_alternatives(view)
            index = len(self.objects)
            place = " ".join(format_pointer(pointer) for _, pointer in key)
            hint = view.name or spot.hint
            self._by_schemas[key] = index
            self.objects.append(HoistedObject(index, view, hint, spot.parent, place))
        return self._by_schemas[key]

    def _add_members_of_alternatives(self, view: SchemaView) -> None:
        """Give an object the members that any of its alternatives would add."""
        waiting = [node for group in view.alternatives for node in group]
        seen: set[tuple[int, Pointer]] = set()
        while waiting:
            node = waiting.pop(0)
            if (id(node.document), node.pointer) in seen:
                continue
            seen.add((id(node.document), node.pointer))
            branch = self.view([node])
            for name, schemas in branch.properties.items():
                view.properties.setdefault(name, schemas)
            waiting.extend(node for group in branch.alternatives for node in group)

    def _key(self, nodes: Sequence[Node], counts: Callable[[Node], bool]) -> _Key:
        flat = flatten(nodes, self._references)
        return tuple((id(node.document), node.pointer) for node in flat if counts(node))

    def prune(self, nodes: Sequence[Node], spot: Spot) -> Schema:
        """The pruned schema of a value that these schemas all apply to.

        Limits are kept of the value itself; a type cannot spell those of its items.
        """
        key = self._key(nodes, lambda node: node.get("$ref") is None)
        if spot.depth > MAX_NESTING or key in self._active:
            return {}
        self._active.add(key)
        try:
            return self._prune(nodes, spot)
        finally:
            self._active.remove(key)

    def _prune(self, nodes: Sequence[Node], spot: Spot) -> Schema:
        view = self.view(nodes)
        if view.alternatives and not view.properties:
            branches = self._alternatives(view, spot)
            if branches:
                return union(branches)
        kinds = view.kinds
        if kinds == ALL_KINDS or not kinds:
            return {}
        literal = _enum(view)
        if literal is not None:
            return literal
        branches = [
            self._of_kind(kind, view, nodes, spot)
            for kind in _ORDER
            if kind in kinds and not (kind == "integer" and "number" in kinds)
        ]
        if spot.depth == 0 and view.single_kind is not None:
            branches[0] = {**branches[0], **_limits(view, branches[0])}
        return union([*branches, *([NULL] if "null" in kinds else [])])

    def _alternatives(self, view: SchemaView, spot: Spot) -> list[Schema]:
        """The alternatives; none where one of them says nothing of the type."""
        branches: list[Schema] = []
        for number, node in enumerate(view.alternatives[0], start=1):
            own = self.view([node])
            if own.kinds == ALL_KINDS and not own.alternatives:
                return []
            branches.append(self.prune([node], spot.within(f"option {number}")))
        if view.kinds != ALL_KINDS and "null" in view.kinds:
            branches.append(NULL)
        return branches

    def _of_kind(
        self, kind: Kind, view: SchemaView, nodes: Sequence[Node], spot: Spot
    ) -> Schema:
        if kind == "number":
            return NUMBER
        if kind == "array":
            item = self.prune(view.items, spot.within("item")) if view.items else {}
            return {"type": "array", "items": item} if item else {"type": "array"}
        if kind != "object":
            return {"type": kind}
        if view.properties:
            index = self.hoist(nodes, spot)
            if index is not None:
                return {"$ref": f"{DEFINITIONS}{index}"}
        if view.properties or len(view.values) != 1:
            return {"type": "object"}
        value = self.prune(view.values, spot.within("value"))
        return {"type": "object", "additionalProperties": value or True}


def _enum(view: SchemaView) -> Schema | None:
    """Its values, where Python has a literal type for each."""
    if view.enum is None:
        return None
    distinct = {(type(value), str(value)): value for value in view.enum}
    values = [value for value in distinct.values() if value is not None]
    if not values or not all(_is_literal(value) for value in values):
        return None
    nullable = len(values) < len(distinct) and "null" in view.kinds
    literal: Schema = {"enum": list(values)}
    return union([literal, *([NULL] if nullable else [])])


def _is_literal(value: JsonValue) -> bool:
    """Whether `Literal` of Python and pydantic takes a value."""
    if isinstance(value, str):
        return is_unicode(value)
    return isinstance(value, int) and abs(value) < _LITERAL_LIMIT


def _limits(view: SchemaView, schema: Schema) -> Schema:
    """The limits of a view that has a single type, for that type's schema."""
    kind = view.single_kind
    keywords = LIMITS.get(kind, ()) if kind is not None and "type" in schema else ()
    limits = {
        keyword: view.constraints[keyword]
        for keyword in keywords
        if keyword in view.constraints
    }
    if kind == "integer":
        for keyword, limit in limits.items():
            if isinstance(limit, float):
                limits[keyword] = _WHOLE[keyword](limit)
    return limits


def class_names(
    objects: Sequence[HoistedObject],
    given: Mapping[int, str],
    taken: Collection[str],
) -> dict[int, str]:
    """Names for hoisted objects, by index, whatever the order they were met in.

    An object is called by its hint. Those that share a name, or would take one, get
    their parent's name before their own, and a hash where that is not enough.

    Args:
        given: Names of objects that have one, by index.
        taken: Names of the module that none may take.
    """
    names = dict(given)
    own = {item.index: class_case(item.hint) for item in objects}
    for item in objects:
        if item.index in given:
            continue
        name = own[item.index]
        shared = sum(
            other == name for index, other in own.items() if index not in given
        )
        if shared > 1 or name in taken or name in given.values():
            parent = names.get(item.parent, "") if item.parent is not None else ""
            name = class_case(f"{parent} {item.hint}")
        if name in taken or name in names.values():
            name += short_hash(item.place).capitalize()
        while name in taken or name in names.values():
            name += "_"
        names[item.index] = name
    return names


def rename_references(schema: Schema, names: Mapping[int, str]) -> Schema:
    """The schema with the names of classes in its references."""

    def renamed(value: JsonValue) -> JsonValue:
        if isinstance(value, list):
            return [renamed(item) for item in value]
        if not isinstance(value, dict):
            return value
        reference = value.get("$ref")
        if isinstance(reference, str):
            index = int(reference.removeprefix(DEFINITIONS))
            return {"$ref": DEFINITIONS + names[index]}
        return {
            key: item if key == "enum" else renamed(item) for key, item in value.items()
        }

    result = renamed(schema)
    assert isinstance(result, dict)
    return result
