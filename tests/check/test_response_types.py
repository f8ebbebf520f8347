"""The types of response bodies and the media types of request bodies."""

from __future__ import annotations

import pytest

from arazzo_codegen.check.response_types import (
    Statuses,
    documented_statuses,
    header_type,
    request_body_media,
    response_for,
    response_type,
)
from arazzo_codegen.check.schema_types import member
from arazzo_codegen.check.types import ALL_KINDS, Presence
from arazzo_codegen.link.openapi import Operations, read_source
from arazzo_codegen.link.openapi_model import Operation, Source
from arazzo_codegen.link.references import References
from arazzo_codegen.read.document import JsonValue
from tests.support.documents import document, references

OBJECT: JsonValue = {"type": "object", "properties": {"a": {}}, "required": ["a"]}


def _operation(**fields: JsonValue) -> Operation:
    value: JsonValue = {"openapi": "3.1.0", "paths": {"/a": {"post": fields}}}
    source = read_source("api", document(value))
    assert isinstance(source, Source)
    operations = Operations(source, references())
    (node,) = operations.all()
    return operations.operation(node)


def _content(schema: JsonValue, *names: str) -> JsonValue:
    media = names or ("application/json",)
    return {"content": {name: {"schema": schema} for name in media}}


def _json(kind: str) -> JsonValue:
    return _content({"type": kind})


def _kinds(statuses: Statuses = None, **responses: JsonValue) -> str:
    by_status = {name.lstrip("_"): value for name, value in responses.items()}
    operation = _operation(responses=by_status)
    kinds = response_type(operation, statuses, references()).type.kinds
    return "any" if kinds == ALL_KINDS else " ".join(sorted(kinds))


def test_without_statuses_all_responses_of_success_count() -> None:
    found = _kinds(
        _200=_json("object"),
        _201=_json("array"),
        _404=_json("string"),
        default=_json("boolean"),
    )
    assert found == "array object"


def test_default_counts_where_no_success_is_documented() -> None:
    assert _kinds(_404=_json("string"), default=_json("object")) == "object"


def test_nothing_is_known_where_nothing_is_documented() -> None:
    found = response_type(_operation(), None, references())
    assert not found.documents_body
    assert found.responses == ()
    assert not found.type.is_known


@pytest.mark.parametrize(
    ("statuses", "kinds"),
    [
        ({200}, "object"),
        ({202}, "array"),
        ({404}, "string"),
        ({500}, "boolean"),
        ({200, 404}, "object string"),
        ({200, 500}, "boolean object"),
        ({200, 302}, "object"),
        ({302}, "boolean"),
    ],
)
def test_pinned_statuses_choose_their_responses(statuses: set[int], kinds: str) -> None:
    found = _kinds(
        frozenset(statuses),
        _200=_json("object"),
        _2XX=_json("array"),
        _404=_json("string"),
        default=_json("boolean"),
    )
    assert found == kinds


def test_an_error_that_is_let_pass_and_not_documented_leaves_the_body_open() -> None:
    assert _kinds(frozenset({200, 404}), _200=_json("object")) == "any"
    assert _kinds(frozenset({200, 202}), _200=_json("object")) == "object"


def test_a_response_without_content_is_empty_beside_others() -> None:
    operation = _operation(responses={"200": _content(OBJECT), "204": {}})
    found = response_type(operation, None, references())
    assert found.type.kinds == {"object", "null"}
    assert member(found.type, "a", references())[1] is Presence.OPTIONAL


def test_a_response_without_content_alone_says_nothing() -> None:
    found = response_type(_operation(responses={"200": {}}), None, references())
    assert not found.documents_body
    assert not found.type.is_known


def test_schemas_type_json_media_types_only() -> None:
    both = _content({"type": "object"}, "application/xml", "application/hal+json")
    assert _kinds(_200=both) == "object"
    assert _kinds(_200=_content({"type": "object"}, "application/xml")) == "string"
    assert _kinds(_200=_content({"type": "object"}, "text/plain")) == "string"
    assert _kinds(_200=_content({}, "image/png")) == "string"


@pytest.mark.parametrize(
    "name",
    [
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "text/json",
        "application/problem+json",
        "*/*",
        "application/*",
    ],
)
def test_json_media_types(name: str) -> None:
    assert _kinds(_200=_content({"type": "object"}, name)) == "object"


def test_several_json_media_types_are_alternatives() -> None:
    content: JsonValue = {
        "application/json": {"schema": {"type": "object"}},
        "application/hal+json": {"schema": {"type": "array"}},
    }
    assert _kinds(_200={"content": content}) == "array object"


def test_nothing_is_known_of_a_media_type_of_an_unknown_kind() -> None:
    found = _kinds(_200=_content({"type": "object"}, "application/vnd.example"))
    assert found == "any"


def test_a_response_that_leads_nowhere_is_noted_when_it_is_looked_at() -> None:
    responses: JsonValue = {"200": _json("object"), "403": {"$ref": "#/x"}}
    operation = _operation(responses=responses)
    follows: References = references()
    assert response_type(operation, None, follows).type.kinds == {"object"}
    assert follows.dangling == ()
    assert not response_type(operation, frozenset({403}), follows).documents_body
    assert len(follows.dangling) == 1


def test_documented_statuses_keep_their_order() -> None:
    operation = _operation(responses={"404": {}, "200": {}, "default": {}})
    assert documented_statuses(operation) == ("404", "200", "default")


def test_a_status_has_its_own_response_before_that_of_its_range() -> None:
    operation = _operation(responses={"2XX": {}, "201": {}, "default": {}})
    found = [response_for(operation, status) for status in (201, 204, 404)]
    assert [one.status if one else None for one in found] == ["201", "2XX", "default"]


def test_headers_are_text_whatever_their_schema() -> None:
    headers: JsonValue = {"X-Rate": {"schema": {"type": "integer"}}}
    operation = _operation(responses={"200": {"headers": headers}})
    type_, presence = header_type(operation, None, "x-rate")
    assert type_.kinds == {"string"}
    assert presence is Presence.OPTIONAL
    assert header_type(operation, None, "Other")[1] is Presence.UNKNOWN


@pytest.mark.parametrize(
    ("content_type", "names", "chosen"),
    [
        (None, ["text/csv", "application/json"], "application/json"),
        (None, ["text/csv", "application/merge-patch+json"], "application/merge-patch+json"),
        (None, ["application/hal+json", "application/json"], "application/json"),
        (None, ["text/csv", "text/plain"], "text/csv"),
        (None, [], None),
        ("text/csv", ["application/json", "text/csv"], "text/csv"),
        ("Application/JSON", ["application/json; charset=utf-8"], "application/json; charset=utf-8"),
        ("image/png", ["image/*", "*/*"], "image/*"),
        ("image/png", ["*/*"], "*/*"),
        ("image/png", ["application/json"], None),
    ],
)  # fmt: skip
def test_the_media_type_of_a_request_body(
    content_type: str | None, names: list[str], chosen: str | None
) -> None:
    content: JsonValue = {name: {} for name in names}
    operation = _operation(requestBody={"content": content})
    found = request_body_media(operation, content_type)
    assert (found.name if found else None) == chosen


def test_an_operation_without_a_body_takes_no_media_type() -> None:
    assert request_body_media(_operation(), "application/json") is None
