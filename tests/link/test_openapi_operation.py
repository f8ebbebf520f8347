"""One operation of OpenAPI 3: parameters, body, responses, security."""

from __future__ import annotations

import pytest

from arazzo_codegen.link.openapi import Operations, read_source
from arazzo_codegen.link.openapi_model import Operation, OperationParameter, Source
from arazzo_codegen.link.references import References
from arazzo_codegen.read.document import JsonValue
from tests.support.documents import document, references


def _operation(
    operation: dict[str, JsonValue],
    item: dict[str, JsonValue] | None = None,
    follows: References | None = None,
    **fields: JsonValue,
) -> Operation:
    path_item: JsonValue = {**(item or {}), "post": operation}
    value: JsonValue = {"openapi": "3.2.0", "paths": {"/a": path_item}, **fields}
    source = read_source("api", document(value))
    assert isinstance(source, Source)
    operations = Operations(source, follows or references())
    (node,) = operations.all()
    return operations.operation(node)


def _parameter(fields: dict[str, JsonValue]) -> OperationParameter:
    (parameter,) = _operation({"parameters": [{"name": "p", **fields}]}).parameters
    return parameter


@pytest.mark.parametrize(
    ("location", "style", "explode"),
    [
        ("path", "simple", False),
        ("query", "form", True),
        ("header", "simple", False),
        ("cookie", "form", True),
    ],
)
def test_styles_default_by_location(location: str, style: str, explode: bool) -> None:
    parameter = _parameter({"in": location})
    assert (parameter.style, parameter.explode) == (style, explode)


def test_explode_defaults_to_false_where_the_style_is_not_form() -> None:
    parameter = _parameter({"in": "query", "style": "pipeDelimited"})
    assert parameter.explode is False


def test_style_and_explode_are_read_as_written() -> None:
    parameter = _parameter({"in": "path", "style": "matrix", "explode": True})
    assert (parameter.style, parameter.explode) == ("matrix", True)


def test_a_style_of_another_location_gives_way_to_the_default() -> None:
    assert _parameter({"in": "path", "style": "deepObject"}).style == "simple"


def test_a_path_parameter_is_required_though_it_does_not_say_so() -> None:
    assert _parameter({"in": "path"}).required


def test_headers_that_the_specification_ignores_are_never_required() -> None:
    parameters: JsonValue = [
        {"name": "Authorization", "in": "header", "required": True}
    ]
    (parameter,) = _operation({"parameters": parameters}).parameters
    assert not parameter.required


def test_a_content_parameter_has_a_media_type_and_no_schema() -> None:
    content: JsonValue = {"application/json": {"schema": {"type": "object"}}}
    parameter = _parameter({"in": "query", "content": content})
    assert parameter.schema is None
    assert parameter.content is not None
    assert parameter.content.name == "application/json"


def test_a_parameter_of_an_unknown_location_is_left_out() -> None:
    assert _operation({"parameters": [{"name": "p", "in": "body"}]}).parameters == ()


def test_the_operations_parameters_override_those_of_the_path() -> None:
    item: JsonValue = [
        {"name": "id", "in": "path", "schema": {"type": "string"}},
        {"name": "X-Trace", "in": "header"},
        {"name": "id", "in": "query"},
    ]
    own: JsonValue = [
        {"name": "id", "in": "path", "schema": {"type": "integer"}},
        {"name": "x-trace", "in": "header", "required": True},
    ]
    operation = _operation({"parameters": own}, {"parameters": item})
    found = [(one.name, one.location, one.required) for one in operation.parameters]
    assert found == [
        ("id", "path", True),
        ("x-trace", "header", True),
        ("id", "query", False),
    ]
    assert operation.parameters[0].schema is not None
    assert operation.parameters[0].schema.value == {"type": "integer"}


def test_references_of_parameters_and_bodies_are_followed() -> None:
    operation = _operation(
        {
            "parameters": [{"$ref": "#/components/parameters/page"}],
            "requestBody": {"$ref": "#/components/requestBodies/pet"},
        },
        components={
            "parameters": {"page": {"name": "page", "in": "query"}},
            "requestBodies": {
                "pet": {"required": True, "content": {"application/json": {}}}
            },
        },
    )
    assert operation.parameters[0].name == "page"
    assert operation.body is not None
    assert operation.body.required
    assert operation.body.content[0].schema is None


def test_a_parameter_that_leads_nowhere_is_noted() -> None:
    follows = references()
    operation = _operation({"parameters": [{"$ref": "#/x"}]}, follows=follows)
    assert operation.parameters == ()
    assert [node.value for node in follows.dangling] == [{"$ref": "#/x"}]


def test_media_types_keep_their_order_and_encodings() -> None:
    content: JsonValue = {
        "multipart/form-data": {
            "schema": {"type": "object"},
            "encoding": {"file": {"contentType": "image/png"}},
        },
        "application/json": {},
    }
    body = _operation({"requestBody": {"content": content}}).body
    assert body is not None
    assert [one.name for one in body.content] == [
        "multipart/form-data",
        "application/json",
    ]
    assert body.content[0].encodings["file"].text("contentType") == "image/png"


def test_statuses_are_normalised() -> None:
    responses: JsonValue = {"200": {}, "4xx": {}, "Default": {}, "x-note": {}}
    operation = _operation({"responses": responses})
    assert [one.status for one in operation.responses] == ["200", "4XX", "default"]


@pytest.mark.parametrize(
    "key", ["", " ", "20", "2000", "2X", "\u00b2\u00b2\u00b2", "9" * 5000]
)
def test_what_stands_under_no_status_documents_none(key: str) -> None:
    operation = _operation({"responses": {key: {}, "200": {}}})
    assert [one.status for one in operation.responses] == ["200"]


def test_response_headers_are_known_by_their_lower_case_name() -> None:
    response: JsonValue = {
        "headers": {
            "X-Rate": {"schema": {"type": "integer"}},
            "Link": {"$ref": "#/components/headers/link"},
            "Etag": {"description": "A tag."},
        }
    }
    operation = _operation(
        {"responses": {"200": response}},
        components={"headers": {"link": {"schema": {"type": "string"}}}},
    )
    headers = operation.responses[0].headers
    assert list(headers) == ["x-rate", "link", "etag"]
    assert headers["etag"] is None
    assert headers["link"] is not None


def test_a_response_that_leads_nowhere_stays_and_is_not_noted() -> None:
    follows = references()
    responses: JsonValue = {"200": {}, "403": {"$ref": "#/x"}}
    operation = _operation({"responses": responses}, follows=follows)
    assert [one.status for one in operation.responses] == ["200", "403"]
    assert follows.dangling == ()


def test_security_of_the_operation_goes_before_that_of_the_document() -> None:
    document_wide: JsonValue = [{"key": []}]
    own: JsonValue = [{"oauth": ["read"]}, {}]
    assert _operation({}).security is None
    assert _operation({}, security=document_wide).security == ({"key": ()},)
    operation = _operation({"security": own}, security=document_wide)
    assert operation.security == ({"oauth": ("read",)}, {})
    assert _operation({"security": []}, security=document_wide).security == ()


def test_an_operation_is_read_once() -> None:
    source = read_source(
        "api", document({"openapi": "3.1.0", "paths": {"/a": {"get": {}}}})
    )
    assert isinstance(source, Source)
    operations = Operations(source, references())
    (node,) = operations.all()
    assert operations.operation(node) is operations.operation(node)


@pytest.mark.parametrize(
    ("template", "plain"),
    [
        ("/a/{p}/{ p }", "/a/{p}/{p}"),
        ("/a/{p:[0-9]{2,4}}/b", "/a/{p}/b"),
        ("/a/{p+}", "/a/{+p}"),
        ("/a/{p*}", "/a/{+p}"),
        ("/a/{p=b/*/c/**}:run", "/a/{+p}:run"),
        ("/a/{p=*}", "/a/{p}"),
        ("/a/{+p}", "/a/{+p}"),
        ("/a/{q:x}/{p", "/a/{q:x}/{p"),
        ("/a/{odd:name}/{odd:name*}", "/a/{odd:name}/{odd:name*}"),
    ],
)
@pytest.mark.parametrize("version", [{"openapi": "3.0.3"}, {"swagger": "2.0"}])
def test_a_template_keeps_the_names_of_its_variables_alone(
    template: str, plain: str, version: dict[str, JsonValue]
) -> None:
    parameters: JsonValue = [
        {"name": name, "in": "path", "type": "string"} for name in ("p", "odd:name")
    ]
    paths: JsonValue = {template: {"post": {"parameters": parameters}}}
    source = read_source("api", document({**version, "paths": paths}))
    assert isinstance(source, Source)
    operations = Operations(source, references())
    (node,) = operations.all()
    assert operations.operation(node).path == plain
