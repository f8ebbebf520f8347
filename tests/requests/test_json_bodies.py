"""JSON bodies: values, texts, and what is not given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from .compiled import Case, fail, findings, send, source_of

JSON = "application/json"


def body_case(
    payload: Any,
    media: Mapping[str, Any] | None = None,
    inputs: Mapping[str, Any] | None = None,
    *,
    required: bool = False,
    method: str = "post",
    **body: Any,
) -> Case:
    content = {JSON: {}} if media is None else media
    return Case(
        operation={"requestBody": {"content": content, "required": required}},
        step={"requestBody": {"payload": payload, **body}},
        inputs=inputs or {},
        method=method,
    )


ANY: dict[str, Any] = {"x": {}}
OBJECT: dict[str, Any] = {"x": {"type": "object"}}


def test_an_object_is_sent_as_json(tmp_path: Path) -> None:
    sent = send(body_case({"a": "$inputs.x", "b": [1, None]}, None, ANY), tmp_path, x=1)
    assert sent.content == b'{"a":1,"b":[1,null]}'
    assert sent.headers["content-type"] == JSON


def test_members_and_items_that_were_not_given_are_left_out(tmp_path: Path) -> None:
    payload = {"a": "$inputs.x", "b": ["$inputs.x", 2], "c": {"d": "$inputs.x"}}
    sent = send(body_case(payload, None, OBJECT), tmp_path)
    assert sent.content == b'{"b":[2],"c":{}}'


def test_an_empty_object_is_sent(tmp_path: Path) -> None:
    assert send(body_case({}), tmp_path).content == b"{}"
    assert send(body_case({"a": "$inputs.x"}, None, OBJECT), tmp_path).content == b"{}"


def test_the_content_type_comes_from_the_operation(tmp_path: Path) -> None:
    media: Any = {"application/vnd.api+json": {}}
    sent = send(body_case({"a": 1}, media), tmp_path)
    assert sent.headers.get_list("content-type") == ["application/vnd.api+json"]
    assert sent.content == b'{"a":1}'


def test_the_content_type_of_the_step_wins(tmp_path: Path) -> None:
    media: Any = {JSON: {}, "application/merge-patch+json": {}}
    case = body_case({"a": 1}, media, contentType="application/merge-patch+json")
    assert send(case, tmp_path).headers["content-type"] == (
        "application/merge-patch+json"
    )


def test_the_content_type_of_a_header_parameter_wins(tmp_path: Path) -> None:
    case = body_case({"a": 1})
    value = "application/json; charset=utf-8"
    header = {"name": "content-type", "in": "header", "value": value}
    step = {**case.step, "parameters": [header]}
    sent = send(Case(operation=case.operation, step=step), tmp_path)
    assert sent.headers.get_list("content-type") == [value]


def test_json_stays_plain(tmp_path: Path) -> None:
    text = source_of(body_case({"a": 1}), tmp_path)
    assert 'json={"a": 1}' in text
    assert "content" not in text


def test_a_whole_payload_is_sent_as_it_is(tmp_path: Path) -> None:
    case = body_case("$inputs.x", None, OBJECT)
    value = {"b": 1.0, "a": [None], "n": 10**30}
    sent = send(case, tmp_path, x=value)
    assert sent.content == b'{"b":1.0,"a":[null],"n":' + b"1" + b"0" * 30 + b"}"


def test_a_whole_payload_that_is_not_given_is_no_body(tmp_path: Path) -> None:
    sent = send(body_case("$inputs.x", None, OBJECT), tmp_path)
    assert sent.content == b""
    assert "content-type" not in sent.headers


def test_a_whole_payload_that_is_not_given_is_an_error_where_it_is_required(
    tmp_path: Path,
) -> None:
    case = body_case("$inputs.x", None, OBJECT, required=True)
    assert fail(case, tmp_path).endswith("'payload' was not given")


@pytest.mark.parametrize("required", [False, True])
def test_null_is_sent_as_null(required: bool, tmp_path: Path) -> None:
    nullable = {"x": {"type": ["object", "null"]}}
    case = body_case("$inputs.x", None, nullable, required=required)
    sent = send(case, tmp_path, x=None)
    assert (sent.content, sent.headers["content-type"]) == (b"null", JSON)


def test_a_literal_null_is_sent(tmp_path: Path) -> None:
    assert send(body_case(None), tmp_path).content == b"null"


SCHEMA = {
    "type": "object",
    "required": ["a", "inner"],
    "properties": {
        "a": {"type": "string"},
        "inner": {"type": "object", "required": ["b"], "properties": {"b": {}}},
    },
}


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        ({"a": "$inputs.x", "inner": {"b": 1}}, "a"),
        ({"a": "y", "inner": {"b": "$inputs.x"}}, "b"),
    ],
)
def test_a_required_member_that_is_not_given_is_an_error(
    payload: Any, name: str, tmp_path: Path
) -> None:
    inputs = {"x": {"type": "string"}}
    case = body_case(payload, {JSON: {"schema": SCHEMA}}, inputs)
    assert fail(case, tmp_path).endswith(f"{name!r} was not given")


def test_a_json_text_is_filled_and_sent_as_text(tmp_path: Path) -> None:
    case = body_case('{"n": "{$inputs.x}"}', None, {"x": {"type": "string"}})
    sent = send(case, tmp_path, x='a","b":"c')
    assert sent.content == b'{"n": "a","b":"c"}'
    assert sent.headers["content-type"] == JSON


def test_a_json_text_gets_an_advice(tmp_path: Path) -> None:
    case = body_case('{"n": "{$inputs.x}"}', None, {"x": {"type": "string"}})
    assert "AZ518" in [one.rule.code for one in findings(case, tmp_path)]


@pytest.mark.parametrize(
    ("text", "sent"),
    [("hello", b'"hello"'), ("[1, 2]", b"[1, 2]"), ("12", b"12"), ('"a"', b'"a"')],
)
def test_a_literal_text_is_json_or_a_json_string(
    text: str, sent: bytes, tmp_path: Path
) -> None:
    assert send(body_case(text), tmp_path).content == sent


@pytest.mark.parametrize("method", ["get", "delete", "put", "patch"])
def test_every_method_sends_a_body(method: str, tmp_path: Path) -> None:
    assert send(body_case({"a": 1}, method=method), tmp_path).content == b'{"a":1}'


def test_an_undocumented_body_is_json(tmp_path: Path) -> None:
    case = Case(step={"requestBody": {"payload": {"a": 1}}})
    sent = send(case, tmp_path)
    assert (sent.content, sent.headers["content-type"]) == (b'{"a":1}', JSON)


def test_an_undocumented_text_is_text(tmp_path: Path) -> None:
    case = Case(step={"requestBody": {"payload": "hello"}})
    sent = send(case, tmp_path)
    assert (sent.content, sent.headers["content-type"]) == (b"hello", "text/plain")


def test_a_value_that_is_not_json_is_an_error_of_the_step(tmp_path: Path) -> None:
    case = body_case({"a": "$inputs.x"}, None, ANY)
    assert fail(case, tmp_path, x=float("nan")).endswith("ValueError")
    assert fail(body_case("$inputs.x", None, ANY), tmp_path, x={1, 2}).endswith(
        "a value is not JSON"
    )
