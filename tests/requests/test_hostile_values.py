"""Values that are made to break out of where they are put, or to break the module."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from .compiled import Case, fail, module_of, send

EVIL = 'x"; filename="a\r\nX-Evil: 1\r\n\r\n'
QUOTED = b"x%22; filename=%22a%0D%0AX-Evil: 1%0D%0A%0D%0A"
LONE = "\ud800"
ANY: dict[str, Any] = {"v": {}}


def body_case(media_type: str, payload: Any, schema: Any = None) -> Case:
    content = {media_type: {"schema": schema or {}}}
    return Case(
        operation={"requestBody": {"content": content}},
        step={"requestBody": {"contentType": media_type, "payload": payload}},
        inputs=ANY,
    )


def query_case(**declared: Any) -> Case:
    return Case(
        operation={"parameters": [{"name": "q", "in": "query", **declared}]},
        step={"parameters": [{"name": "q", "in": "query", "value": "$inputs.v"}]},
        inputs=ANY,
    )


def test_names_in_multipart_stay_in_their_quotes(tmp_path: Path) -> None:
    request = send(body_case("multipart/form-data", "$inputs.v"), tmp_path, v={EVIL: 1})
    head = request.content.split(b"\r\n\r\n")[0]
    assert head.endswith(b'form-data; name="' + QUOTED + b'"')


def test_names_of_files_stay_in_their_quotes(tmp_path: Path) -> None:
    file = {
        "type": "object",
        "properties": {"a": {"type": "string", "format": "binary"}},
    }
    opened = io.BytesIO(b"data")
    opened.name = EVIL
    case = body_case("multipart/form-data", {"a": "$inputs.v"}, file)
    request = send(case, tmp_path, v=opened)
    head = request.content.split(b"\r\n\r\n")[0]
    assert b'name="a"; filename="' + QUOTED + b'"\r\n' in head


def test_values_in_forms_are_encoded(tmp_path: Path) -> None:
    case = body_case("application/x-www-form-urlencoded", "$inputs.v")
    request = send(case, tmp_path, v={"a&b=": "\r\n&c="})
    assert request.content == b"a%26b%3D=%0D%0A%26c%3D"


@pytest.mark.parametrize(
    "case",
    [
        query_case(schema={}),
        query_case(schema={"type": "array"}, style="pipeDelimited", explode=False),
        query_case(schema={"type": "object"}, style="deepObject", explode=True),
        body_case("application/x-www-form-urlencoded", {"a": "$inputs.v"}),
        body_case("application/x-www-form-urlencoded", "$inputs.v"),
        body_case("multipart/form-data", {"a": "$inputs.v"}),
        body_case("application/json", {"a": "$inputs.v"}),
        body_case("text/plain", "a {$inputs.v}"),
        Case(
            path="/things/{id}",
            operation={
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {}}
                ]
            },
            step={"parameters": [{"name": "id", "in": "path", "value": "$inputs.v"}]},
            inputs=ANY,
        ),
    ],
    ids=[
        "query",
        "items",
        "deep",
        "form",
        "whole form",
        "parts",
        "json",
        "text",
        "path",
    ],
)
def test_half_a_character_is_sent_or_is_the_workflow_s_error(
    case: Case, tmp_path: Path
) -> None:
    """A lone surrogate, which JSON can spell and UTF-8 cannot."""
    with module_of(case, tmp_path) as module, client() as api:
        for value in (LONE, [LONE], {"a": LONE}, {LONE: 1}):
            with suppress(module.DoItError):
                module.do_it(module.DoItInputs(v=value), client=api)


def client(**answer: Any) -> httpx.Client:
    answer = answer or {"json": {}}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, **answer))
    return httpx.Client(base_url="http://a", transport=transport)


READING = Case(
    step={
        "successCriteria": [
            {"condition": "$statusCode == 200"},
            {"condition": "$response.body#/x != 'a'"},
        ],
        "outputs": {"x": "$response.body#/x", "all": "$response.body"},
    }
)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with module_of(READING, tmp_path_factory.mktemp("reading")) as module:
        yield module


@pytest.mark.parametrize(
    "body",
    [
        b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"x":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"x":' + b"9" * 5_000 + b"}",
        b"[" * 5_000_000,
        b"\xff\xfe",
        b'{"x": 1',
        b"{'x': 1}",
        b"\x00",
    ],
    ids=["arrays", "objects", "digits", "open", "bytes", "cut", "quotes", "null"],
)
def test_json_that_cannot_be_read_is_the_workflow_s_error(
    body: bytes, reading: ModuleType
) -> None:
    json = {"Content-Type": "application/json"}
    with (
        client(content=body, headers=json) as api,
        pytest.raises(reading.DoItError) as caught,
    ):
        reading.do_it(client=api)
    assert caught.value.reason == "POST /things (200): the body is not JSON"


@pytest.mark.parametrize(
    "body",
    [
        b'{"x": NaN}',
        b'{"x": -Infinity, "x": 1e999}',
        b'{"x": 1, "x": 2}',
        b'{"x": "\\ud800"}',
        b'{"x": ' + b"9" * 4_000 + b"}",
        b'{"__proto__": {}, "__class__": "int", "x": {"__init__": 1}}',
        b'{"x": "$inputs.secret {$response.body}"}',
        b'{"x": "\\u0000\\u202e"}',
    ],
)
def test_odd_json_passes_through(body: bytes, reading: ModuleType) -> None:
    with client(content=body) as api:
        reading.do_it(client=api)


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"x": [value]}
    return value


@pytest.mark.parametrize("payload", ["$inputs.v", {"a": "$inputs.v"}])
def test_json_that_is_nested_too_deep_fails_the_step(
    payload: Any, tmp_path: Path
) -> None:
    case = body_case("application/json", payload)
    reason = fail(case, tmp_path, v=nested(2_000))
    assert "nested too deep" in reason or "is not JSON" in reason
