"""The type of a value by its schema."""

from __future__ import annotations

import pytest

from arazzo_codegen.check.schema_types import type_of_schema, union
from arazzo_codegen.check.types import ALL_KINDS, ANY, ValueType
from arazzo_codegen.read.document import JsonValue
from tests.support.documents import document, references


def _type(schema: JsonValue, **definitions: JsonValue) -> ValueType:
    root = document({"schema": schema, "$defs": definitions}).root
    node = root.get("schema")
    assert node is not None
    return type_of_schema(node, references())


def _ref(name: str) -> JsonValue:
    return {"$ref": f"#/$defs/{name}"}


def _kinds(schema: JsonValue, **definitions: JsonValue) -> set[str] | str:
    kinds = _type(schema, **definitions).kinds
    return "any" if kinds == ALL_KINDS else set(kinds)


@pytest.mark.parametrize("schema", [True, {}, None, {"description": "Anything."}])
def test_a_schema_that_says_nothing_gives_any(schema: JsonValue) -> None:
    found = _type(schema)
    assert not found.is_known
    assert found.schemas == ()


def test_false_allows_no_value() -> None:
    assert _kinds(False) == set()


@pytest.mark.parametrize(
    ("schema", "kinds"),
    [
        ({"type": "string"}, {"string"}),
        ({"type": "string", "format": "date-time"}, {"string"}),
        ({"type": ["string", "null"]}, {"string", "null"}),
        ({"type": "string", "nullable": True}, {"string", "null"}),
        ({"type": "string", "x-nullable": True}, {"string", "null"}),
        ({"type": "file"}, {"string"}),
        ({"type": "money"}, "any"),
        ({"type": ["string", "money"]}, "any"),
        ({"nullable": True}, "any"),
        ({"properties": {"a": {}}}, {"object"}),
        ({"additionalProperties": False}, {"object"}),
        ({"items": {}}, {"array"}),
        ({"type": "string", "items": {}}, {"string"}),
        ({"enum": ["a", 1, None]}, {"string", "integer", "null"}),
        ({"const": 1.5}, {"number"}),
        ({"type": "number", "enum": [1, 2.5]}, {"number"}),
        ({"type": "string", "enum": ["a", None]}, {"string", "null"}),
    ],
)
def test_keywords_tell_the_kinds(schema: JsonValue, kinds: set[str] | str) -> None:
    assert _kinds(schema) == kinds


@pytest.mark.parametrize(
    ("schema", "enum"),
    [
        ({"enum": ["a", "b"]}, ("a", "b")),
        ({"const": "a"}, ("a",)),
        ({"type": "string", "enum": ["a"], "nullable": True}, ("a", None)),
        ({"type": "integer", "enum": ["1", "2"]}, None),
        ({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, ("b",)),
        ({"oneOf": [{"const": "a"}, {"const": "b"}]}, ("a", "b")),
        ({"oneOf": [{"const": 1}, {"const": True}]}, (1, True)),
        ({"oneOf": [{"const": "a"}, {"type": "string"}]}, None),
    ],
)
def test_listed_values_are_kept(
    schema: JsonValue, enum: tuple[JsonValue, ...] | None
) -> None:
    assert _type(schema).enum == enum


@pytest.mark.parametrize(
    ("schema", "kinds"),
    [
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, {"string", "integer"}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"string", "null"}),
        ({"anyOf": [{"type": "string"}, {}]}, "any"),
        (
            {"allOf": [{"type": ["string", "null"]}, {"type": "string"}]},
            {"string"},
        ),
        ({"allOf": [{"type": "integer"}, {"type": "number"}]}, {"integer"}),
        ({"allOf": [{"type": "number"}, {}]}, {"number"}),
        ({"allOf": [{"type": "object"}], "nullable": True}, {"object", "null"}),
        ({"type": "object", "oneOf": [{"required": ["a"]}]}, {"object"}),
    ],
)
def test_combined_schemas_give_combined_kinds(
    schema: JsonValue, kinds: set[str] | str
) -> None:
    assert _kinds(schema) == kinds


def test_schemas_that_contradict_each_other_allow_what_either_allows() -> None:
    schema: JsonValue = {"allOf": [{"type": "string"}, {"type": "object"}]}
    assert _kinds(schema) == {"string", "object"}


def test_a_reference_and_what_stands_beside_it_both_apply() -> None:
    schema: JsonValue = {"$ref": "#/$defs/a", "enum": ["x"]}
    found = _type(schema, a={"type": "string"})
    assert found.kinds == {"string"}
    assert found.enum == ("x",)


def test_a_reference_with_a_nullable_beside_it_allows_null() -> None:
    schema: JsonValue = {"$ref": "#/$defs/a", "nullable": True}
    assert _kinds(schema, a={"type": "object"}) == {"object", "null"}


def test_wrappers_are_taken_off_the_schemas() -> None:
    schema: JsonValue = {
        "oneOf": [
            {"allOf": [_ref("cat"), {"description": "A cat."}], "nullable": True},
            {"title": "Dog", "anyOf": [_ref("dog"), _ref("alias")]},
        ],
        "discriminator": {"propertyName": "kind"},
    }
    cat: JsonValue = {"type": "object", "properties": {"a": {}}}
    found = _type(schema, cat=cat, dog={"type": "object"}, alias=_ref("dog"))
    assert [one.pointer for one in found.schemas] == [
        ("$defs", "cat"),
        ("$defs", "dog"),
    ]
    assert found.kinds == {"object", "null"}


def test_a_schema_that_says_more_than_its_reference_is_kept() -> None:
    schema: JsonValue = {"allOf": [_ref("a")], "required": ["id"]}
    (found,) = _type(schema, a={"type": "object"}).schemas
    assert found.value == schema


def test_a_circle_of_references_says_nothing_and_is_noted() -> None:
    follows = references()
    root = document({"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}}).root
    node = root.get("a")
    assert node is not None
    assert not type_of_schema(node, follows).is_known
    assert len(follows.dangling) == 1


def test_a_schema_that_is_one_of_its_own_alternatives_ends() -> None:
    assert _kinds(_ref("a"), a={"oneOf": [_ref("a"), {"type": "string"}]}) == {"string"}
    assert _kinds(_ref("a"), a={"allOf": [_ref("a"), {"type": "string"}]}) == {"string"}


def test_schemas_nested_without_end_end() -> None:
    definitions: dict[str, JsonValue] = {
        f"a{index}": {"allOf": [_ref(f"a{index + 1}")], "required": ["x"]}
        for index in range(5000)
    }
    assert _kinds(_ref("a0"), **definitions) == "any"


def test_alternatives_that_double_at_every_level_take_no_time() -> None:
    definitions: dict[str, JsonValue] = {
        f"a{index}": {"allOf": [{"oneOf": [_ref(f"a{index + 1}")] * 2}] * 2}
        for index in range(15)
    }
    assert _kinds(_ref("a0"), **definitions, a15={"type": "string"}) == {"string"}


def test_a_reference_that_leads_nowhere_gives_any_and_is_noted() -> None:
    follows = references()
    assert not type_of_schema(document({"$ref": "#/x"}).root, follows).is_known
    assert len(follows.dangling) == 1


def test_no_types_unite_to_any() -> None:
    assert union([]).kinds == ALL_KINDS


def test_a_union_with_an_object_of_unknown_members_knows_no_members() -> None:
    known = _type({"type": "object", "properties": {"a": {}}})
    unknown = ValueType(frozenset(("object",)))
    assert union([known, unknown]).schemas == ()
    assert union([known, ANY]).kinds == ALL_KINDS
