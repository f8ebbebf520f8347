"""Values made of schemas."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from arazzo_codegen.mock.labels import Label
from arazzo_codegen.mock.values import NOTHING, make_value
from tests.support.documents import document, references
from tests.tools.json_schema import SchemaValidator


def value_of(schema: Any, suggestion: Any = NOTHING, **definitions: Any) -> Any:
    api = document({"schema": schema, "definitions": definitions})
    node = api.root.get("schema")
    assert node is not None
    return make_value(node, references(api), suggestion=suggestion)


def labelled(schema: Any, number: int) -> Any:
    api = document({"schema": schema})
    node = api.root.get("schema")
    assert node is not None
    return make_value(node, references(api), label=Label(number=number))


def fault_of(value: Any, schema: Any, **definitions: Any) -> str | None:
    api = document({"schema": schema, "definitions": definitions})
    node = api.root.get("schema")
    assert node is not None
    return SchemaValidator(references(api)).fault(value, node)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string", "example": "Ada"}, "Ada"),
        ({"type": "string", "examples": ["Ada", "Grace"]}, "Ada"),
        ({"type": "integer", "default": 25}, 25),
        ({"const": "pet"}, "pet"),
        ({"type": "string", "enum": ["cat", "dog"]}, "cat"),
        ({"type": ["null", "string"], "enum": [None, "cat"]}, "cat"),
    ],
)
def test_what_the_schema_shows_comes_first(schema: Any, value: Any) -> None:
    assert value_of(schema) == value


def test_an_example_of_another_type_is_not_taken() -> None:
    assert value_of({"type": "integer", "example": "twelve"}) == 1


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 9, "maxLength": 11},
        {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$"},
        {"type": "string", "pattern": "^(?:cat|dog)s?$", "minLength": 4},
        {"type": "integer", "minimum": 5, "exclusiveMinimum": True},
        {"type": "integer", "exclusiveMinimum": 5, "multipleOf": 4},
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        {"type": "array", "minItems": 3, "items": {"type": "boolean"}},
        {
            "type": "array",
            "minItems": 2,
            "uniqueItems": True,
            "items": {"enum": ["cat", "dog"]},
        },
        {
            "type": "object",
            "minProperties": 2,
            "additionalProperties": {"type": "null"},
        },
        {"type": "object", "required": ["name"], "properties": {"age": {"minimum": 3}}},
        {
            "allOf": [
                {"properties": {"name": {"type": "string"}}, "required": ["name"]},
                {"properties": {"name": {"minLength": 8}}},
            ]
        },
        {"type": "string", "nullable": True},
    ],
)
def test_bounds_are_kept(schema: Any) -> None:
    value = value_of(schema)

    assert fault_of(value, schema) is None, value


def test_one_alternative_is_chosen_and_its_discriminator_set() -> None:
    cat = {"type": "object", "properties": {"kind": {"type": "string"}}}
    schema = {
        "oneOf": [{"$ref": "#/definitions/Cat"}],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"feline": "#/definitions/Cat"},
        },
    }

    assert value_of(schema, Cat=cat) == {"kind": "feline"}


def test_a_schema_that_holds_itself_ends() -> None:
    node = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "next": {"$ref": "#/definitions/N"}},
    }

    value = value_of({"$ref": "#/definitions/N"}, N=node)

    assert value["next"]["name"] == "next-name"


def test_a_suggestion_is_kept_where_it_conforms() -> None:
    schema = {
        "type": "object",
        "required": ["id", "age"],
        "properties": {"id": {"type": "string"}, "age": {"type": "integer"}},
    }

    value = value_of(schema, {"id": "p-7", "age": "old", "note": "new"})

    assert value == {"id": "p-7", "age": value["age"], "note": "new"}
    assert isinstance(value["age"], int)


def test_values_of_different_members_and_steps_differ() -> None:
    schema = {
        "type": "object",
        "required": ["sourceId", "targetId", "size", "weight"],
        "properties": {
            "sourceId": {"type": "string", "format": "uuid"},
            "targetId": {"type": "string", "format": "uuid"},
            "size": {"type": "integer"},
            "weight": {"type": "integer"},
        },
    }

    found = [value for number in (1, 2) for value in labelled(schema, number).values()]

    assert len(set(found)) == 8


def test_the_same_schema_gives_the_same_value() -> None:
    schema = {"type": "object", "properties": {"at": {"format": "date-time"}}}

    assert value_of(schema) == value_of(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 10**9},
        {"type": "string", "minLength": 10**30, "pattern": "a"},
        {"type": "array", "minItems": 10**9, "items": {"type": "integer"}},
        {"type": "array", "minItems": 10**30},
        {"type": "object", "minProperties": 10**9},
        {
            "type": "array",
            "minItems": 1000,
            "items": {
                "type": "array",
                "minItems": 1000,
                "items": {"type": "array", "minItems": 1000, "items": {"const": 1}},
            },
        },
    ],
)
def test_a_value_is_never_larger_than_anybody_needs(schema: Any) -> None:
    started = time.process_time()

    assert len(json.dumps(value_of(schema))) < 200_000
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "multipleOf": 3, "minimum": 10**400},
        {"type": "number", "minimum": 10**400, "maximum": 10**400 - 1},
    ],
)
def test_numbers_larger_than_doubles_are_made_whole(schema: Any) -> None:
    assert isinstance(value_of(schema), int)
