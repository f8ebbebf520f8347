"""Responses that are made to end a module by an error of Python, or to keep it busy."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from ..support.compiled import run
from .compiled import Case, module_of

TEXT = Case(
    step={
        "successCriteria": [{"condition": "$statusCode == 200"}],
        "outputs": {"all": "$response.body", "text": "it is {$response.body}"},
    }
)


def client(**answer: Any) -> httpx.Client:
    transport = httpx.MockTransport(lambda _: httpx.Response(**answer))
    return httpx.Client(base_url="http://a", transport=transport)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with module_of(TEXT, tmp_path_factory.mktemp("text")) as module:
        yield module


def all_of(made: ModuleType, charset: str, content: bytes) -> Any:
    """What a step reads of a text in a character set."""
    kind = {"Content-Type": f"text/plain; charset={charset}"}
    with client(status_code=200, content=content, headers=kind) as api:
        return made.act(api).all


@pytest.mark.parametrize(
    "charset",
    [
        *("hex", "zlib", "bz2", "base64", "rot13", "idna", "undefined", "no-such"),
        *("punycode", "-PunyCode!", '"a%00b"', "a" * 9_000, "../utf-8", ""),
    ],
)
def test_what_is_no_character_set_is_utf_8(charset: str, text: ModuleType) -> None:
    assert all_of(text, charset, "é-a".encode()) == "é-a"


def test_a_character_set_that_the_server_names_is_used(text: ModuleType) -> None:
    assert all_of(text, "latin-1", b"\xe9") == "é"


OBJECT: dict[str, Any] = {"schema": {"type": "object"}}
NAMED: dict[str, Any] = {"name": "q", "in": "query"}
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


def sent(media: str, payload: Any, schema: Any = None) -> tuple[Any, Any]:
    content = {"content": {media: {"schema": schema or {}}}}
    body = {"contentType": media, "payload": payload}
    return {"requestBody": content}, {"requestBody": body}


def named(**declared: Any) -> tuple[Any, Any]:
    value = {**NAMED, "value": "$steps.act.outputs.x"}
    return {"parameters": [NAMED | declared]}, {"parameters": [value]}


USES = {
    "deepObject": named(**OBJECT, style="deepObject", explode=True),
    "delimited": named(schema={"type": "array"}, style="pipeDelimited", explode=False),
    "form": sent(FORM, {"a": "$steps.act.outputs.x"}),
    "whole form": sent(FORM, "$steps.act.outputs.x"),
    "multipart": sent(PARTS, {"a": "$steps.act.outputs.x"}),
    "file": sent(
        PARTS,
        {"a": "$steps.act.outputs.x"},
        {"type": "object", "properties": {"a": {"type": "string", "format": "binary"}}},
    ),
    "text": sent("text/plain", "$steps.act.outputs.x"),
    "xml": sent(
        "application/xml",
        {"a": "$steps.act.outputs.x"},
        {"type": "object", "xml": {"name": "r"}},
    ),
}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("opening", ["[", '{"a":', '{"a":['])
def test_a_response_that_is_nested_too_deep_to_be_sent_on_fails_its_step(
    use: str, opening: str, tmp_path: Path
) -> None:
    operation, step = USES[use]
    case = Case(
        operation=operation,
        step=step
        | {
            "outputs": {"x": "$response.body#/x"},
            "onSuccess": [{"name": "again", "type": "goto", "stepId": "act"}],
        },
    )
    closing = opening.translate({91: "]", 123: "}", 34: None, 97: None, 58: None})[::-1]
    with module_of(case, tmp_path) as module:
        for levels in (210, 500, 980, 985, 990):
            times = levels // len(closing)
            body = f'{{"x":{opening * times}1{closing * times}}}'
            with (
                client(status_code=200, content=body.encode()) as api,
                pytest.raises(module.DoItError) as caught,
            ):
                module.do_it(client=api, max_steps=3, poll_interval=0)
            reasons = ("an output is nested over 200 levels", "the body is not JSON")
            assert caught.value.reason.endswith(reasons)


def test_an_output_may_be_nested_200_levels(tmp_path: Path) -> None:
    case = Case(
        step={"outputs": {"x": "$response.body#/x"}},
    )
    bodies = [b'{"x":' + b"[" * n + b"]" * n + b"}" for n in (200, 201)]
    with module_of(case, tmp_path) as module:
        with client(status_code=200, content=bodies[0]) as api:
            module.do_it(client=api)
        with (
            client(status_code=200, content=bodies[1]) as api,
            pytest.raises(module.DoItError) as caught,
        ):
            module.do_it(client=api)
    assert caught.value.response.content == bodies[1]


NUMBER = """
steps:
- stepId: a
  operationId: text
  outputs: {x: {context: $response.body, selector: 'xs:decimal(//a)', type: xpath}}
outputs: {x: $steps.a.outputs.x}
"""


@pytest.mark.parametrize(
    ("digits", "number"), [(3, 999), (4_000, int("9" * 4_000)), (500_000, math.inf)]
)
def test_a_decimal_of_any_length_is_a_number(digits: int, number: float) -> None:
    kind = {"Content-Type": "text/plain"}
    content = b"<a>" + b"9" * digits + b"</a>"
    reply = httpx.Response(200, content=content, headers=kind)
    began = time.monotonic()
    assert run(NUMBER, [reply]).outputs == {"x": number}
    assert time.monotonic() - began < 5
