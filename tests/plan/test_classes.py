"""What classes are planned for schemas."""

from __future__ import annotations

import time
from typing import Any

import pytest

from arazzo_codegen.check.types import ANY, Kind, ValueType
from arazzo_codegen.plan.classes import (
    MAX_TYPED_DICTS,
    ModelField,
    OutputField,
    OutputsClass,
    OutputsPlan,
    plan_output_classes,
)
from arazzo_codegen.read.document import Node

from ..support.schemas import LocalReferences, document_node, plan_inputs


def field_of(schema: Any, **rest: Any) -> ModelField:
    model, *_ = plan_inputs({"properties": {"x": schema}, **rest})
    return model.fields[0]


@pytest.mark.parametrize(
    ("schema", "pruned"),
    [
        ({"type": "string", "format": "date-time"}, {"type": "string"}),
        ({"type": "number"}, {"type": ["integer", "number"]}),
        ({"type": "objct"}, {}),
        ({}, {}),
        (True, {}),
        ({"const": "a"}, {"enum": ["a"]}),
        ({"enum": [1.5, 2]}, {"type": ["integer", "number"]}),
        ({"type": "array", "prefixItems": [{"type": "string"}]}, {"type": "array"}),
        (
            {"type": "object", "additionalProperties": {"type": "integer"}},
            {"type": "object", "additionalProperties": {"type": "integer"}},
        ),
        (
            {"type": "string", "nullable": True},
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
        ),
        (
            {"type": ["null", "string"]},
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
        ),
        (
            {"oneOf": [{"type": "null"}, {"type": "string"}]},
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
        ),
        (
            {"enum": ["a", None]},
            {"anyOf": [{"enum": ["a"]}, {"type": "null"}]},
        ),
        (
            {"allOf": [{"type": "integer", "minimum": 1}, {"minimum": 3}]},
            {"type": "integer", "minimum": 3},
        ),
        (
            {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
            {"type": "integer", "exclusiveMinimum": 1},
        ),
        (
            {"type": "integer", "minimum": 0.5, "exclusiveMaximum": 1e10},
            {"type": "integer", "minimum": 1, "exclusiveMaximum": 10**10},
        ),
        (
            {"type": "integer", "exclusiveMinimum": 0.5, "maximum": 2.5},
            {"type": "integer", "exclusiveMinimum": 0, "maximum": 2},
        ),
        (
            {"type": "integer", "minimum": -1e300, "maximum": 1e19},
            {"type": "integer", "maximum": 10**19},
        ),
        ({"type": "number", "maximum": 10**400}, {"type": ["integer", "number"]}),
        ({"type": "string", "maxLength": 2**64}, {"type": "string"}),
        ({"type": "string", "pattern": "^(?=a)"}, {"type": "string"}),
        ({"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "^a"}),
        (
            {"type": "array", "items": {"type": "string", "maxLength": 3}},
            {"type": "array", "items": {"type": "string"}},
        ),
        (
            {"type": "string", "customTypePath": "os.system", "x-python-type": "os"},
            {"type": "string"},
        ),
        ({"type": "string", "anyOf": [{"minLength": 1}]}, {"type": "string"}),
    ],
)
def test_inputs_are_pruned_to_what_types_can_say(schema: Any, pruned: Any) -> None:
    assert field_of(schema).schema == pruned


def test_what_long_enums_have_in_common_is_found_at_once() -> None:
    first = [f"a{number}" for number in range(50_000)]
    second = [*(f"b{number}" for number in range(50_000)), "a7", "a9"]
    started = time.process_time()

    field = field_of({"allOf": [{"enum": first}, {"enum": second}]})

    assert field.schema == {"enum": ["a7", "a9"]}
    assert time.process_time() - started < 5


def test_a_password_is_secret() -> None:
    assert field_of({"type": "string", "format": "password"}).secret


def test_a_credential_is_secret() -> None:
    (model,) = plan_inputs({"properties": {"t": {"type": "string"}}}, secrets=["t"])
    assert model.fields[0].secret


def test_a_file_is_marked() -> None:
    assert field_of({"type": "string", "format": "binary"}).binary


def test_a_default_makes_a_required_input_optional() -> None:
    field = field_of({"type": "string", "default": "a"}, required=["x"])
    assert not field.required


def test_a_default_of_another_type_widens_the_type() -> None:
    field = field_of({"type": "integer", "minimum": 2, "default": "a"})
    assert field.schema == {"anyOf": [{"type": "integer"}, {"type": "string"}]}


def test_a_null_default_is_one_only_where_null_fits() -> None:
    assert field_of({"type": "string", "default": None}).default is None
    nullable = field_of({"type": ["string", "null"], "default": None})
    assert nullable.default is not None


PERSON: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "friends": {"type": "array", "items": {"$ref": "#/defs/Person"}},
    },
}


def test_objects_within_become_classes_named_after_their_reference() -> None:
    root, person = plan_inputs(
        {
            "properties": {"boss": {"$ref": "#/defs/Person"}},
            "defs": {"Person": PERSON},
        }
    )
    assert person.name == "Person"
    assert root.fields[0].schema == {"$ref": "#/$defs/Person"}
    assert person.fields[1].schema == {
        "type": "array",
        "items": {"$ref": "#/$defs/Person"},
    }


def test_a_nullable_wrapper_of_a_reference_is_the_same_class() -> None:
    wrapper = {"nullable": True, "allOf": [{"$ref": "#/defs/Person"}]}
    root, _ = plan_inputs(
        {
            "properties": {"a": {"$ref": "#/defs/Person"}, "b": wrapper},
            "defs": {"Person": PERSON},
        }
    )
    assert root.fields[1].schema == {
        "anyOf": [{"$ref": "#/$defs/Person"}, {"type": "null"}]
    }


def test_members_of_allof_are_merged() -> None:
    extra = {"properties": {"age": {"type": "integer"}}, "required": ["age"]}
    schema = {"allOf": [{"$ref": "#/defs/Person"}, extra]}
    _, merged, _ = plan_inputs(
        {"properties": {"boss": schema}, "defs": {"Person": PERSON}}
    )
    assert [field.name for field in merged.fields] == ["name", "friends", "age"]
    assert merged.name == "Boss"
    assert merged.fields[2].required


def test_classes_that_share_a_name_bear_that_of_their_parent() -> None:
    def with_address(name: str) -> dict[str, Any]:
        address = {"type": "object", "properties": {name: {"type": "string"}}}
        return {"type": "object", "properties": {"address": address}}

    schema = {"properties": {"bill": with_address("a"), "ship": with_address("b")}}
    names = [model.name for model in plan_inputs(schema)]
    assert names == ["FooInputs", "Bill", "Ship", "BillAddress", "ShipAddress"]


def test_a_name_that_the_module_has_is_not_taken() -> None:
    _, person = plan_inputs(
        {
            "properties": {"boss": {"$ref": "#/defs/Person"}},
            "defs": {"Person": PERSON},
        },
        taken=["Person"],
    )
    assert person.name == "FooInputsPerson"


def test_undeclared_inputs_are_refused_unless_the_schema_says_otherwise() -> None:
    assert not plan_inputs({"properties": {"x": {}}})[0].open
    assert plan_inputs({"additionalProperties": True})[0].open
    assert plan_inputs({"patternProperties": {"^x-": {}}})[0].open


def test_undeclared_members_of_an_object_are_kept_unless_it_refuses_them() -> None:
    def nested(additional: bool) -> bool:
        x = {"properties": {"y": {}}, "additionalProperties": additional}
        return plan_inputs({"properties": {"x": x}})[1].open

    assert nested(True)
    assert not nested(False)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/properties/x"},
        {"oneOf": [{"$ref": "#/properties/x"}, {"type": "string"}]},
        {"type": "array", "items": {"$ref": "#/properties/x"}},
        {"allOf": [{"$ref": "#/properties/x"}]},
        {"$ref": "#/nowhere"},
    ],
)
def test_cycles_and_dangling_references_end(schema: Any) -> None:
    assert field_of(schema).name == "x"


def test_an_inputs_class_may_hold_itself() -> None:
    (root,) = plan_inputs(
        {"type": "object", "properties": {"child": {"$ref": "#"}}},
    )
    assert root.fields[0].schema == {"$ref": "#/$defs/FooInputs"}


# Outputs


def value(node: Node, *kinds: Kind) -> ValueType:
    return ValueType(frozenset(kinds), (node,))


def plan_outputs(*outputs: OutputField) -> OutputsPlan:
    request = OutputsClass("StepOutputs", "Outputs.", outputs, "step_outputs")
    return plan_output_classes([request], LocalReferences(), ())


def test_outputs_that_stay_inside_are_described_by_their_kind() -> None:
    node = document_node({"type": "array", "items": PERSON})
    plan = plan_outputs(OutputField("x", value(node, "array"), True, False))
    assert plan.models[0].fields[0].schema == {"type": "array"}
    assert plan.typed_dicts == ()


def test_what_the_caller_sees_is_described_by_typed_dicts() -> None:
    root = document_node({"defs": {"Person": PERSON}, "$ref": "#/defs/Person"})
    plan = plan_outputs(OutputField("x", value(root, "object", "null"), True, True))
    assert plan.models[0].fields[0].as_sent == "object"
    assert [typed.name for typed in plan.typed_dicts] == ["Person"]
    assert plan.typed_dicts[0].members[1].schema == {
        "type": "array",
        "items": {"$ref": "#/$defs/Person"},
    }


def test_enums_and_limits_of_responses_are_open() -> None:
    member = {"type": "string", "enum": ["a"], "maxLength": 1}
    node = document_node({"type": "object", "properties": {"a": member}})
    plan = plan_outputs(OutputField("x", value(node, "object"), True, True))
    assert plan.typed_dicts[0].members[0].schema == {"type": "string"}


@pytest.mark.parametrize("name", ["+1", "class", "__x", "list", "ключ", "a b"])
def test_an_object_with_a_member_that_python_cannot_name_is_any_object(
    name: str,
) -> None:
    node = document_node({"type": "object", "properties": {name: {}, "a": {}}})
    plan = plan_outputs(OutputField("x", value(node, "object"), True, True))
    assert plan.typed_dicts == ()
    assert plan.models[0].fields[0].schema == {"type": "object"}


def test_the_deepest_objects_of_a_large_response_are_any_object() -> None:
    schema: dict[str, Any] = {"type": "string"}
    for number in range(MAX_TYPED_DICTS + 5):
        schema = {"type": "object", "properties": {f"m{number}": schema}}
    node = document_node(schema)
    plan = plan_outputs(OutputField("x", value(node, "object"), True, True))
    assert len(plan.typed_dicts) == MAX_TYPED_DICTS
    assert plan.typed_dicts[-1].members[0].schema == {"type": "object"}


def test_kinds_of_outputs_stand_in_a_fixed_order() -> None:
    mixed = ValueType(frozenset(("null", "object", "number", "string")))
    plan = plan_outputs(
        OutputField("mixed", mixed, True, False), OutputField("any", ANY, True, False)
    )
    assert [field.schema for field in plan.models[0].fields] == [
        {
            "anyOf": [
                {"type": "string"},
                {"type": ["integer", "number"]},
                {"type": "object"},
                {"type": "null"},
            ]
        },
        {},
    ]
