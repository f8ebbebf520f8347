"""Schemas as classes need them: `$ref` and allOf resolved, all that is said in one view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol, TypeAlias

from pydantic_core import SchemaError, SchemaValidator, core_schema

from ..check.types import ALL_KINDS, Kind
from ..read.document import JsonValue, Node

Undeclared: TypeAlias = Literal["unsaid", "allowed", "refused"]
"""What a schema says of members that it does not declare."""

NUMBERS: frozenset[Kind] = frozenset(("integer", "number"))
_NULL: frozenset[Kind] = frozenset(("null",))
_STRING: frozenset[Kind] = frozenset(("string",))
_ARRAY: frozenset[Kind] = frozenset(("array",))
_OBJECT: frozenset[Kind] = frozenset(("object",))


class References(Protocol):
    """What follows `$ref`."""

    def follow(self, node: Node) -> Node | None:
        """The schema that a node stands for; None where its `$ref` dangles."""
        ...


@dataclass(frozen=True)
class Default:
    """The value of a `default`, which may be null."""

    value: JsonValue


@dataclass(eq=False)
class SchemaView:
    """What several schemas that all apply say together.

    Attributes:
        kinds: The types that a value may have; ALL_KINDS where nothing is said.
        enum: The values it may have, or None.
        properties: The schemas of each declared member; all of them apply to it.
        values: The schemas of members that are not declared.
        items: The schemas of the items; all apply.
        alternatives: oneOf and anyOf: of each group one schema applies.
        constraints: Limits of numbers and lengths and patterns, by their keyword.
        name: What references to it call it, or its short title; else empty.
        description: The outermost one.
        own_description: The outermost one that stands beside what makes up a class.
        secret, binary: It is a password; it is bytes.
    """

    kinds: frozenset[Kind] = ALL_KINDS
    enum: tuple[JsonValue, ...] | None = None
    properties: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    undeclared: Undeclared = "unsaid"
    values: tuple[Node, ...] = ()
    items: tuple[Node, ...] = ()
    alternatives: tuple[tuple[Node, ...], ...] = ()
    constraints: dict[str, JsonValue] = field(default_factory=dict)
    name: str = ""
    description: str = ""
    own_description: str = ""
    default: Default | None = None
    secret: bool = False
    binary: bool = False

    @property
    def single_kind(self) -> Kind | None:
        """Its type, null aside, where it has but one; an integer is a number too."""
        kinds = self.kinds - {"null"}
        if kinds == NUMBERS:
            return "number"
        return next(iter(kinds)) if len(kinds) == 1 else None


def flatten(nodes: Sequence[Node], references: References) -> tuple[Node, ...]:
    """The schemas that apply to a value, `$ref` and allOf followed, outermost first.

    Each comes once, so that a cycle of references ends. What a dangling `$ref` says
    is nothing.
    """
    found: dict[tuple[int, tuple[str | int, ...]], Node] = {}
    for node in nodes:
        _flatten(node, references, found)
    return tuple(found.values())


def _flatten(
    node: Node,
    references: References,
    found: dict[tuple[int, tuple[str | int, ...]], Node],
) -> None:
    key = (id(node.document), node.pointer)
    if key in found or not isinstance(node.value, dict):
        return
    found[key] = node
    if "$ref" in node.value:
        target = references.follow(node)
        if target is not None:
            _flatten(target, references, found)
    part = node.get("allOf")
    for branch in part.items() if part is not None else ():
        _flatten(branch, references, found)


def view_of(nodes: Sequence[Node], references: References) -> SchemaView:
    """One view of all that these schemas, which apply to the same value, say."""
    flat = flatten(nodes, references)
    view = SchemaView()
    for node in flat:
        _add(view, node)
    if view.enum is not None:
        listed: frozenset[Kind] = frozenset(kind_of(value) for value in view.enum)
        view.kinds = intersection(view.kinds, listed)
    if any(_is_nullable(node) for node in nodes):
        view.kinds |= _NULL
    view.name = _name_of(flat, references)
    return view


def _add(view: SchemaView, node: Node) -> None:
    """Narrow a view by what one schema says itself."""
    value = node.value
    assert isinstance(value, dict)
    view.kinds = intersection(view.kinds, _kinds(value))
    enum = value.get("enum", [value["const"]] if "const" in value else None)
    if isinstance(enum, list):
        allowed = [*enum, None] if _nullable(value) and None not in enum else enum
        view.enum = tuple(allowed if view.enum is None else _common(allowed, view.enum))
    _add_members(view, node)
    for keyword in ("oneOf", "anyOf"):
        group = node.get(keyword)
        branches = tuple(group.items()) if group is not None else ()
        if any(_says_a_type(branch) for branch in branches):
            view.alternatives += (branches,)
    _add_constraints(view.constraints, value)
    description = (node.text("description") or "").strip()
    view.description = view.description or description
    if makes_up_a_class(node):
        view.own_description = view.own_description or description
    if view.default is None and "default" in value:
        view.default = Default(value["default"])
    view.secret = view.secret or value.get("format") == "password"
    view.binary = view.binary or _is_binary(value)


def _add_members(view: SchemaView, node: Node) -> None:
    """What a schema says of the members of an object and the items of an array."""
    properties = node.get("properties")
    for name, schema in properties.members() if properties is not None else ():
        if is_unicode(name):
            view.properties[name] = (*view.properties.get(name, ()), schema)
    required = node.get("required")
    for item in required.items() if required is not None else ():
        if isinstance(item.value, str):
            view.required.add(item.value)
    items = node.get("items")
    is_tuple = node.get("prefixItems") is not None
    if items is not None and isinstance(items.value, dict) and not is_tuple:
        view.items += (items,)
    _add_undeclared(view, node)


def _add_undeclared(view: SchemaView, node: Node) -> None:
    """What a schema says of members that it does not name; the strictest word holds."""
    patterns = node.get("patternProperties")
    named = tuple(schema for _, schema in patterns.members()) if patterns else ()
    rest = node.get("additionalProperties") or node.get("unevaluatedProperties")
    if rest is not None and isinstance(rest.value, dict):
        named += (rest,)
    view.values += named
    if named or (rest is not None and rest.value is not False):
        view.undeclared = "refused" if view.undeclared == "refused" else "allowed"
    elif rest is not None:
        view.undeclared = "refused"


def _kinds(schema: dict[str, JsonValue]) -> frozenset[Kind]:
    """The types that a schema names, else those its other keywords tell of."""
    given = schema.get("type")
    names = given if isinstance(given, list) else [given]
    if given == "file":
        return _STRING
    kinds: frozenset[Kind] = frozenset(kind for kind in ALL_KINDS if kind in names)
    if not kinds and given is None and isinstance(schema.get("properties"), dict):
        kinds = _OBJECT
    elif not kinds and given is None and "items" in schema:
        kinds = _ARRAY
    if not kinds:
        return ALL_KINDS
    return kinds | _NULL if _nullable(schema) else kinds


def _nullable(schema: dict[str, JsonValue]) -> bool:
    return schema.get("nullable") is True


def _is_nullable(node: Node) -> bool:
    """Whether it says nullable beside a reference, as documents of OpenAPI 3.0 do."""
    value = node.value
    return isinstance(value, dict) and _nullable(value) and "type" not in value


def intersection(one: frozenset[Kind], other: frozenset[Kind]) -> frozenset[Kind]:
    """The types that both allow; integers are among the numbers."""
    return _with_integers(one) & _with_integers(other)


def _with_integers(kinds: frozenset[Kind]) -> frozenset[Kind]:
    return kinds | NUMBERS if "number" in kinds else kinds


def kind_of(value: JsonValue) -> Kind:
    """The type of a value in JSON's terms."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if isinstance(value, int) else "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


_TYPE_KEYWORDS = (
    "$ref",
    "type",
    "enum",
    "const",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "additionalProperties",
)


def _says_a_type(node: Node) -> bool:
    """Whether an alternative does more than require members."""
    value = node.value
    return isinstance(value, dict) and any(name in value for name in _TYPE_KEYWORDS)


def _is_binary(schema: dict[str, JsonValue]) -> bool:
    if schema.get("format") == "binary" or schema.get("type") == "file":
        return True
    return "contentMediaType" in schema and "contentEncoding" not in schema


def is_unicode(text: str) -> bool:
    """Whether a text can be encoded: pydantic takes no half of a surrogate pair."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


_CLASS_KEYWORDS = (
    "properties",
    "required",
    "additionalProperties",
    "unevaluatedProperties",
    "patternProperties",
    "oneOf",
    "anyOf",
)


def makes_up_a_class(node: Node) -> bool:
    """Whether a schema says which members an object has, itself and not by reference:
    two places with the same such schemas share a class."""
    value = node.value
    return isinstance(value, dict) and any(name in value for name in _CLASS_KEYWORDS)


def _name_of(flat: Sequence[Node], references: References) -> str:
    """What references call an object that stands in one schema, else a short title."""
    own = [node for node in flat if makes_up_a_class(node)]
    if len(own) == 1 and own[0].pointer and isinstance(own[0].pointer[-1], str):
        targets = (references.follow(node) for node in flat if node.get("$ref"))
        if any(target and target.pointer == own[0].pointer for target in targets):
            return own[0].pointer[-1]
    titles = (node.text("title") or "" for node in own)
    return next((title for title in titles if 0 < len(title) <= 40), "")


# Limits of values, in the keywords of JSON Schema.

_SIZES = (
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
)
_LARGEST: Final = 2**64 - 1
"""Pydantic refuses larger sizes, and bounds that are larger still: nothing is near it."""

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def _add_constraints(
    constraints: dict[str, JsonValue], schema: dict[str, JsonValue]
) -> None:
    for keyword, value in _own_constraints(schema):
        before = constraints.setdefault(keyword, value)
        if isinstance(before, (int, float)) and isinstance(value, (int, float)):
            tightest = max if "min" in keyword.lower() else min
            constraints[keyword] = tightest(before, value)


def _own_constraints(
    schema: dict[str, JsonValue],
) -> Iterator[tuple[str, JsonValue]]:
    for keyword in _SIZES:
        value = schema.get(keyword)
        if isinstance(value, int) and _is_limit(value) and value >= 0:
            yield keyword, value
    for keyword in _BOUNDS:
        value = schema.get(keyword)
        exclusive = "exclusive" + keyword.capitalize()
        if _is_limit(value):
            yield exclusive if schema.get(exclusive) is True else keyword, value
    multiple = schema.get("multipleOf")
    if isinstance(multiple, int) and _is_limit(multiple) and multiple > 0:
        yield "multipleOf", multiple
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and is_pydantic_pattern(pattern):
        yield "pattern", pattern


def _common(
    values: Sequence[JsonValue], others: Sequence[JsonValue]
) -> Iterator[JsonValue]:
    """The values that are among others as well."""
    scalars = {one for one in others if not isinstance(one, (dict, list))}
    rest = [one for one in others if isinstance(one, (dict, list))]
    for value in values:
        if value in rest if isinstance(value, (dict, list)) else value in scalars:
            yield value


def _is_limit(value: JsonValue) -> bool:
    """Whether it is a number that a limit of pydantic can be."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) <= _LARGEST


def is_pydantic_pattern(pattern: str) -> bool:
    """Whether pydantic takes a regular expression: it knows no look-around."""
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except (SchemaError, UnicodeEncodeError):
        return False
    return True
