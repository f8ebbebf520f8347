"""The types of members and items, and whether they are there."""

from __future__ import annotations

import pytest

from arazzo_codegen.check.schema_types import (
    at,
    declared_members,
    item,
    member,
    required_members,
    type_of_schema,
    walk,
)
from arazzo_codegen.check.types import ALL_KINDS, ANY, Presence, ValueType
from arazzo_codegen.read.document import JsonValue
from tests.support.documents import document, references

FOLLOWS = references()
STRING: JsonValue = {"type": "string"}
INTEGER: JsonValue = {"type": "integer"}


def _type(schema: JsonValue, **definitions: JsonValue) -> ValueType:
    root = document({"schema": schema, "$defs": definitions}).root
    node = root.get("schema")
    assert node is not None
    return type_of_schema(node, FOLLOWS)


def _ref(name: str) -> JsonValue:
    return {"$ref": f"#/$defs/{name}"}


def _named(found: tuple[ValueType, Presence]) -> tuple[str, str]:
    """Kinds in alphabetical order and presence, short enough for a table."""
    kinds = found[0].kinds
    text = "any" if kinds == ALL_KINDS else " ".join(sorted(kinds))
    return text, found[1].name.lower()


def _member(schema: JsonValue, **definitions: JsonValue) -> tuple[str, str]:
    return _named(member(_type(schema, **definitions), "a", FOLLOWS))


IF: dict[str, JsonValue] = {"if": {}}


def _object(**keywords: JsonValue) -> JsonValue:
    return {"type": "object", **keywords}


@pytest.mark.parametrize(
    ("schema", "kinds", "presence"),
    [
        (_object(properties={"a": STRING}, required=["a"]), "string", "required"),
        (_object(properties={"a": STRING}), "string", "optional"),
        (_object(properties={"b": STRING}), "any", "undeclared"),
        (_object(properties={}), "any", "unknown"),
        (_object(), "any", "unknown"),
        ({}, "any", "unknown"),
        (_object(required=["a"]), "any", "required"),
        (_object(properties={"a": False}), "any", "impossible"),
        (_object(additionalProperties=False), "any", "impossible"),
        (_object(additionalProperties=STRING), "string", "optional"),
        (
            _object(properties={"b": {}}, additionalProperties=True),
            "any",
            "unknown",
        ),
        (_object(patternProperties={"^a": INTEGER}), "integer", "optional"),
        (_object(patternProperties={"(": INTEGER}), "any", "unknown"),
        (
            _object(properties={"b": {}}, unevaluatedProperties=False),
            "any",
            "impossible",
        ),
        (_object(unevaluatedProperties=STRING), "string", "optional"),
        (STRING, "any", "impossible"),
        ({"properties": {"a": STRING}, "required": ["a"]}, "string", "required"),
    ],
)
def test_one_schema_tells_of_a_member(
    schema: JsonValue, kinds: str, presence: str
) -> None:
    assert _member(schema) == (kinds, presence)


def test_a_required_member_of_a_nullable_object_may_be_missing() -> None:
    schema: JsonValue = {
        "type": ["object", "null"],
        "properties": {"a": STRING},
        "required": ["a"],
    }
    assert _member(schema) == ("string", "optional")


def test_what_is_write_only_may_be_missing_from_a_response() -> None:
    secret: JsonValue = {"type": "string", "writeOnly": True}
    schema = _object(properties={"a": secret}, required=["a"])
    assert _member(schema) == ("string", "optional")


WITH_A = _object(properties={"a": STRING}, required=["a"])
WITH_B = _object(properties={"b": STRING})


@pytest.mark.parametrize(
    ("schemas", "kinds", "presence"),
    [
        ([WITH_A, WITH_B], "string", "required"),
        ([{"required": ["a"]}, _object(properties={"a": STRING})], "string", "required"),
        ([_object(properties={"a": {}}), WITH_A], "string", "required"),
        ([WITH_A, _object(properties={"b": {}}, additionalProperties=False)], "string", "required"),
        ([WITH_B, _object(additionalProperties=False)], "any", "impossible"),
        ([WITH_B, _object(additionalProperties=True)], "any", "unknown"),
        ([WITH_A, _object(additionalProperties=INTEGER)], "string", "required"),
        ([WITH_B, _object()], "any", "undeclared"),
    ],
)  # fmt: skip
def test_schemas_that_all_apply(
    schemas: list[JsonValue], kinds: str, presence: str
) -> None:
    assert _member({"allOf": schemas}) == (kinds, presence)


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize(
    ("schemas", "kinds", "presence"),
    [
        ([WITH_A, WITH_A], "string", "required"),
        ([WITH_A, _object(properties={"a": INTEGER})], "integer string", "optional"),
        ([WITH_A, WITH_B], "string", "optional"),
        ([WITH_A, STRING], "string", "optional"),
        ([WITH_A, {"type": "null"}], "string", "optional"),
        ([WITH_A, _object()], "any", "optional"),
        ([WITH_B, _object()], "any", "unknown"),
        ([WITH_B, STRING], "any", "undeclared"),
        ([WITH_B, _object(additionalProperties=False)], "any", "undeclared"),
        ([STRING, INTEGER], "any", "impossible"),
    ],
)
def test_schemas_of_which_one_applies(
    keyword: str, schemas: list[JsonValue], kinds: str, presence: str
) -> None:
    assert _member({keyword: schemas}) == (kinds, presence)


def test_alternatives_apply_beside_the_schema_that_holds_them() -> None:
    schema = _object(
        properties={"b": STRING}, oneOf=[WITH_A, _object(properties={"c": {}})]
    )
    assert _member(schema) == ("string", "optional")


def test_all_alternatives_that_require_a_member_make_it_required() -> None:
    schema = _object(
        properties={"a": STRING},
        anyOf=[{"required": ["a"]}, {"required": ["a", "b"]}],
    )
    assert _member(schema) == ("string", "required")


def test_members_of_conditional_schemas_are_declared() -> None:
    schema = _object(properties={"b": STRING}, then={"properties": {"a": STRING}}, **IF)
    assert _member(schema) == ("string", "optional")


def test_a_base_schema_with_a_discriminator_may_have_members_of_its_subtypes() -> None:
    schema = _object(properties={"kind": STRING}, discriminator="kind")
    assert _member(schema) == ("any", "unknown")


def test_a_member_that_two_schemas_describe_is_what_both_say() -> None:
    schema: JsonValue = {
        "allOf": [
            _object(properties={"a": _object(properties={"x": STRING})}),
            _object(properties={"a": _object(properties={"y": INTEGER})}),
        ]
    }
    found, _ = member(_type(schema), "a", FOLLOWS)
    assert _named(member(found, "x", FOLLOWS)) == ("string", "optional")
    assert _named(member(found, "y", FOLLOWS)) == ("integer", "optional")
    assert _named(member(found, "z", FOLLOWS)) == ("any", "undeclared")


def test_a_schema_that_contains_itself_is_walked_as_deep_as_asked() -> None:
    tree = _object(properties={"next": _ref("tree"), "id": STRING}, required=["next"])
    found = at(_type(_ref("tree"), tree=tree), ("next",) * 50 + ("id",), FOLLOWS)
    assert _named(found) == ("string", "optional")


def test_a_schema_that_extends_itself_ends() -> None:
    loop: JsonValue = {"allOf": [_ref("loop"), WITH_A]}
    assert _member(_ref("loop"), loop=loop) == ("string", "required")


def test_alternatives_that_double_at_every_level_take_no_time() -> None:
    definitions: dict[str, JsonValue] = {
        f"a{index}": {"allOf": [{"oneOf": [_ref(f"a{index + 1}")] * 2}] * 2}
        for index in range(15)
    }
    found = _member(_ref("a0"), **definitions, a15=WITH_A)
    assert found == ("string", "required")


@pytest.mark.parametrize(
    ("schema", "index", "kinds", "presence"),
    [
        ({"type": "array", "items": STRING}, 0, "string", "optional"),
        ({"type": "array", "items": STRING}, None, "string", "optional"),
        ({"type": "array", "items": STRING, "minItems": 1}, 0, "string", "required"),
        ({"type": "array", "items": STRING, "minItems": 1}, 1, "string", "optional"),
        ({"type": "array", "items": STRING, "minItems": 1}, None, "string", "required"),
        ({"type": "array", "items": STRING, "maxItems": 2}, 2, "any", "impossible"),
        ({"type": "array"}, 0, "any", "unknown"),
        ({"prefixItems": [STRING], "items": INTEGER}, 0, "string", "optional"),
        ({"prefixItems": [STRING], "items": INTEGER}, 1, "integer", "optional"),
        ({"prefixItems": [STRING], "items": INTEGER}, None, "integer string", "optional"),
        ({"prefixItems": [STRING], "items": False}, 1, "any", "impossible"),
        ({"items": [STRING], "additionalItems": INTEGER}, 1, "integer", "optional"),
        ({"type": "object"}, 0, "any", "impossible"),
    ],
)  # fmt: skip
def test_items(schema: JsonValue, index: int | None, kinds: str, presence: str) -> None:
    assert _named(item(_type(schema), index, FOLLOWS)) == (kinds, presence)


PETS = _object(
    properties={"data": {"type": "array", "items": WITH_A}}, required=["data"]
)


@pytest.mark.parametrize(
    ("tokens", "kinds", "presence"),
    [
        ((), "object", "required"),
        (("data",), "array", "required"),
        (("data", "0", "a"), "string", "optional"),
        (("data", "0", "b"), "any", "undeclared"),
        (("data", "-"), "any", "impossible"),
        (("data", "01"), "any", "impossible"),
        (("data", "a"), "any", "impossible"),
        (("other", "x", "y"), "any", "undeclared"),
        (("data", "0", "a", "x"), "any", "impossible"),
    ],
)
def test_a_pointer_is_as_certain_as_its_weakest_token(
    tokens: tuple[str, ...], kinds: str, presence: str
) -> None:
    assert _named(at(_type(PETS), tokens, FOLLOWS)) == (kinds, presence)


def test_a_number_names_a_member_of_an_object() -> None:
    schema = _object(properties={"200": STRING}, required=["200"])
    assert _named(at(_type(schema), ("200",), FOLLOWS)) == ("string", "required")


def test_a_number_may_be_an_index_or_a_name() -> None:
    schema: JsonValue = {
        "oneOf": [
            {"type": "array", "items": STRING, "minItems": 1},
            _object(properties={"0": INTEGER}, required=["0"]),
        ]
    }
    found = _named(at(_type(schema), ("0",), FOLLOWS))
    assert found == ("integer string", "optional")


def test_walking_tells_which_token_finds_nothing() -> None:
    steps = [found for _, found in walk(_type(PETS), ("data", "0", "b"), FOLLOWS)]
    assert steps == [Presence.REQUIRED, Presence.OPTIONAL, Presence.UNDECLARED]


def test_of_a_value_that_nothing_is_known_of_nothing_is_known() -> None:
    assert _named(member(ANY, "a", FOLLOWS)) == ("any", "unknown")
    assert _named(item(ANY, 0, FOLLOWS)) == ("any", "unknown")
    unknown_object = ValueType(frozenset(("object",)))
    assert _named(member(unknown_object, "a", FOLLOWS)) == ("any", "unknown")


def test_declared_members_are_listed_in_their_order() -> None:
    schema: JsonValue = {
        "allOf": [_ref("base"), _object(properties={"z": {}, "b": {}})],
        "oneOf": [_object(properties={"k": {}})],
    }
    found = declared_members(
        _type(schema, base=_object(properties={"b": {}, "a": {}})), FOLLOWS
    )
    assert found == ("b", "a", "z", "k")


def test_a_request_needs_what_is_required_and_not_read_only() -> None:
    base = _object(
        properties={
            "id": {"type": "string", "readOnly": True},
            "secret": {"type": "string", "writeOnly": True},
        }
    )
    schema: JsonValue = {"allOf": [_ref("base"), {"required": ["id", "secret", "x"]}]}
    assert required_members(_type(schema, base=base), FOLLOWS) == ("secret", "x")


def test_a_request_needs_what_all_alternatives_require() -> None:
    schema: JsonValue = {
        "oneOf": [_object(required=["a", "b"]), _object(required=["a"])]
    }
    assert required_members(_type(schema), FOLLOWS) == ("a",)
