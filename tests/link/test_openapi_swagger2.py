"""Swagger 2.0 in the terms of OpenAPI 3."""

from __future__ import annotations

import pytest

from arazzo_codegen.link.openapi import Operations, read_source
from arazzo_codegen.link.openapi_model import Operation, Source
from arazzo_codegen.link.servers import resolve_server
from arazzo_codegen.read.document import JsonValue
from tests.support.documents import document, references


def _operation(operation: dict[str, JsonValue], **fields: JsonValue) -> Operation:
    value: JsonValue = {
        "swagger": "2.0",
        "paths": {"/a": {"post": operation}},
        **fields,
    }
    source = read_source("api", document(value))
    assert isinstance(source, Source)
    operations = Operations(source, references())
    (node,) = operations.all()
    return operations.operation(node)


def _form(*fields: JsonValue, **operation: JsonValue) -> Operation:
    return _operation({"parameters": [*fields], **operation})


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"host": "h", "schemes": ["http", "https"]}, "https://h"),
        ({"host": "h:81", "schemes": ["http"], "basePath": "/v1"}, "http://h:81/v1"),
        ({"host": "h", "basePath": "/v1/"}, "https://h/v1"),
        ({"basePath": "/v1"}, None),
        ({}, None),
    ],
)
def test_host_base_path_and_schemes_make_the_server(
    fields: dict[str, JsonValue], url: str | None
) -> None:
    assert resolve_server(_operation({}, **fields)).url == url


def test_the_operations_schemes_override_the_documents() -> None:
    operation = _operation({"schemes": ["http"]}, host="h", schemes=["https"])
    assert resolve_server(operation).url == "http://h"


@pytest.mark.parametrize(
    ("location", "collection_format", "style", "explode"),
    [
        ("query", None, "form", False),
        ("query", "csv", "form", False),
        ("query", "multi", "form", True),
        ("query", "ssv", "spaceDelimited", False),
        ("query", "tsv", "tabDelimited", False),
        ("query", "pipes", "pipeDelimited", False),
        ("path", "csv", "simple", False),
        ("header", "pipes", "pipeDelimited", False),
    ],
)
def test_collection_formats_become_styles(
    location: str, collection_format: str | None, style: str, explode: bool
) -> None:
    parameter: JsonValue = {
        "name": "ids",
        "in": location,
        "type": "array",
        "items": {"type": "string"},
        "collectionFormat": collection_format,
    }
    (found,) = _operation({"parameters": [parameter]}).parameters
    assert (found.style, found.explode) == (style, explode)
    assert found.schema is not None
    assert found.schema.value == {"type": "array", "items": {"type": "string"}}


def test_a_body_parameter_is_the_request_body_as_json() -> None:
    body: JsonValue = {
        "name": "pet",
        "in": "body",
        "required": True,
        "schema": {"type": "object"},
    }
    operation = _operation({"parameters": [body]})
    assert operation.parameters == ()
    assert operation.body is not None
    assert operation.body.required
    (media,) = operation.body.content
    assert media.name == "application/json"
    assert media.schema is not None
    assert media.schema.pointer == ("paths", "/a", "post", "parameters", 0, "schema")


def test_the_operations_consumes_override_the_documents() -> None:
    body: JsonValue = {"name": "pet", "in": "body", "schema": {}}
    operation = _operation(
        {"parameters": [body], "consumes": ["application/xml"]},
        consumes=["application/json"],
    )
    assert operation.body is not None
    assert [media.name for media in operation.body.content] == ["application/xml"]


def test_form_parameters_are_an_object_sent_urlencoded() -> None:
    operation = _form(
        {"name": "a", "in": "formData", "type": "string", "required": True},
        {"name": "b", "in": "formData", "type": "array", "collectionFormat": "multi"},
    )
    assert operation.body is not None
    (media,) = operation.body.content
    assert media.name == "application/x-www-form-urlencoded"
    assert media.schema is not None
    assert media.schema.value == {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "array"}},
        "required": ["a"],
    }
    assert media.encodings["b"].value == {"style": "form", "explode": True}
    assert operation.body.required


def test_a_file_makes_a_form_multipart() -> None:
    operation = _form(
        {"name": "photo", "in": "formData", "type": "file"},
        consumes=["application/x-www-form-urlencoded", "multipart/form-data"],
    )
    assert operation.body is not None
    (media,) = operation.body.content
    assert media.name == "multipart/form-data"
    assert media.schema is not None
    properties = media.schema.get("properties")
    assert properties is not None
    assert properties.value == {"photo": {"type": "string", "format": "binary"}}


def test_a_response_has_its_schema_in_every_type_that_is_produced() -> None:
    operation = _operation(
        {"responses": {"200": {"schema": {"type": "object"}}, "204": {}}},
        produces=["application/json", "application/xml"],
    )
    first, second = operation.responses
    assert [media.name for media in first.content] == [
        "application/json",
        "application/xml",
    ]
    assert second.content == ()


def test_a_file_in_a_response_is_binary() -> None:
    operation = _operation({"responses": {"200": {"schema": {"type": "file"}}}})
    (media,) = operation.responses[0].content
    assert media.name == "application/octet-stream"


def test_headers_of_responses_are_their_own_schemas() -> None:
    response: JsonValue = {"headers": {"X-Rate": {"type": "integer"}}}
    operation = _operation({"responses": {"200": response}})
    header = operation.responses[0].headers["x-rate"]
    assert header is not None
    assert header.value == {"type": "integer"}
