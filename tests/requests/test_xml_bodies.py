"""Objects as XML, by the XML Object of the operation's schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .compiled import Case, fail, findings, send
from .test_json_bodies import ANY, body_case

XML = "application/xml"


def xml_case(payload: Any, properties: Any, **schema: Any) -> Case:
    whole = {
        "type": "object",
        "properties": properties,
        "xml": {"name": "Order"},
        **schema,
    }
    return body_case(payload, {XML: {"schema": whole}}, ANY)


STRING = {"type": "string"}
ARRAYS = [
    ({"type": "array", "items": STRING}, "<a>1</a><a>2</a>"),
    (
        {"type": "array", "items": STRING, "xml": {"wrapped": True}},
        "<a><a>1</a><a>2</a></a>",
    ),
    (
        {"type": "array", "items": {**STRING, "xml": {"name": "i"}}},
        "<i>1</i><i>2</i>",
    ),
    (
        {
            "type": "array",
            "items": {**STRING, "xml": {"name": "i"}},
            "xml": {"name": "list", "wrapped": True},
        },
        "<list><i>1</i><i>2</i></list>",
    ),
    (
        {"type": "array", "items": STRING, "xml": {"name": "list", "wrapped": True}},
        "<list><list>1</list><list>2</list></list>",
    ),
]


@pytest.mark.parametrize(("schema", "expected"), ARRAYS)
@pytest.mark.parametrize("payload", [{"a": ["1", "2"]}, {"a": "$inputs.x"}])
def test_arrays(schema: Any, expected: str, payload: Any, tmp_path: Path) -> None:
    sent = send(xml_case(payload, {"a": schema}), tmp_path, x=["1", "2"])
    assert sent.content.decode() == f"<Order>{expected}</Order>"
    assert sent.headers["content-type"] == XML


def test_attributes_names_and_namespaces(tmp_path: Path) -> None:
    properties = {
        "id": {"type": "integer", "xml": {"attribute": True}},
        "note": {**STRING, "xml": {"name": "Note", "prefix": "n", "namespace": "u:n"}},
    }
    case = xml_case(
        {"id": 1, "note": "$inputs.x", "none": None},
        properties,
        xml={"name": "Order", "namespace": "u:o"},
    )
    sent = send(case, tmp_path, x='<&"')
    assert sent.content.decode() == (
        '<Order xmlns="u:o" xmlns:n="u:n" id="1"><n:Note>&lt;&amp;"</n:Note></Order>'
    )


def test_objects_of_inputs_are_elements(tmp_path: Path) -> None:
    case = xml_case({"a": "$inputs.x"}, {})
    sent = send(case, tmp_path, x={"b": [{"c": 1}, {"c": True}], "d": None})
    assert sent.content == b"<Order><a><b><c>1</c></b><b><c>true</c></b></a></Order>"


def test_a_name_that_xml_cannot_have_is_an_error(tmp_path: Path) -> None:
    case = xml_case({"a": "$inputs.x"}, {})
    assert fail(case, tmp_path, x={"b><c": 1}).endswith("cannot be a name in XML")


def test_a_required_member_has_to_be_given(tmp_path: Path) -> None:
    case = xml_case({"a": "$inputs.x"}, {"a": {}}, required=["a"])
    assert fail(case, tmp_path).endswith("'a' was not given")


def test_the_component_names_the_root(tmp_path: Path) -> None:
    case = Case(
        operation={
            "parameters": [
                {
                    "name": "b",
                    "in": "body",
                    "schema": {"$ref": "#/paths/~1things/post/x-Tag"},
                }
            ],
            "consumes": [XML],
            "x-Tag": {"type": "object"},
        },
        step={"requestBody": {"payload": {"a": 1}}},
        openapi="2.0",
    )
    assert send(case, tmp_path).content == b"<x-Tag><a>1</a></x-Tag>"


def test_an_object_without_a_name_for_its_root_is_an_error(tmp_path: Path) -> None:
    found = findings(body_case({"a": 1}, {XML: {}}), tmp_path)
    assert "AZ534" in [one.rule.code for one in found]
