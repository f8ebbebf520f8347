"""Forms: urlencoded and in parts, with files."""

from __future__ import annotations

import io
from collections.abc import Mapping
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from .compiled import Case, fail, module_of, send
from .test_json_bodies import ANY, OBJECT, body_case

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


def form_case(
    payload: Any,
    properties: Mapping[str, Any] | None = None,
    encoding: Mapping[str, Any] | None = None,
    inputs: Mapping[str, Any] | None = None,
    media: str = FORM,
) -> Case:
    schema = {"type": "object", "properties": properties or {}}
    content = {media: {"schema": schema, "encoding": encoding or {}}}
    return body_case(payload, content, inputs)


def test_an_object_is_a_form(tmp_path: Path) -> None:
    payload = {"a": "x y&z", "b": True, "c": "$inputs.x", "d": None, "e": [1, "é"]}
    sent = send(form_case(payload, inputs=OBJECT), tmp_path)
    assert sent.content == b"a=x%20y%26z&b=true&e=1&e=%C3%A9"
    assert sent.headers["content-type"] == FORM


def test_objects_in_a_form_are_json_text(tmp_path: Path) -> None:
    sent = send(form_case({"a": {"b": 1}, "c": [{"d": 2}]}), tmp_path)
    assert sent.content == b"a=%7B%22b%22%3A1%7D&c=%7B%22d%22%3A2%7D"


def test_a_form_without_any_field_has_its_content_type(tmp_path: Path) -> None:
    sent = send(form_case({"a": "$inputs.x"}, inputs=OBJECT), tmp_path)
    assert (sent.content, sent.headers["content-type"]) == (b"", FORM)


@pytest.mark.parametrize("given", [{}, {"x": None}])
def test_a_required_field_has_to_be_given(
    given: dict[str, Any], tmp_path: Path
) -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {}}}
    case = body_case({"a": "$inputs.x"}, {FORM: {"schema": schema}}, ANY)
    assert fail(case, tmp_path, **given).endswith("'a' was not given")


STYLES = [
    ({"style": "form", "explode": False}, [1, 2], b"a=1,2"),
    ({"style": "spaceDelimited"}, [1, 2], b"a=1%202"),
    ({"style": "pipeDelimited"}, [1, 2], b"a=1%7C2"),
    ({"explode": True}, [1, 2], b"a=1&a=2"),
    ({"style": "deepObject", "explode": True}, {"b": 1}, b"a%5Bb%5D=1"),
    ({"style": "form", "explode": True}, {"b": 1, "c": 2}, b"b=1&c=2"),
    ({"contentType": "application/json"}, [1, 2], b"a=%5B1%2C2%5D"),
]


@pytest.mark.parametrize(("encoding", "value", "expected"), STYLES)
def test_the_encoding_of_a_field(
    encoding: Any, value: Any, expected: bytes, tmp_path: Path
) -> None:
    sent = send(form_case({"a": value, "z": 1}, None, {"a": encoding}), tmp_path)
    assert sent.content == expected + b"&z=1"


def test_a_form_from_text_is_sent_as_it_is(tmp_path: Path) -> None:
    case = form_case("a={$inputs.x}&b=%20", inputs={"x": {"type": "string"}})
    sent = send(case, tmp_path, x="1&c=2")
    assert sent.content == b"a=1&c=2&b=%20"
    assert sent.headers["content-type"] == FORM


@pytest.mark.parametrize(
    ("value", "expected"), [({"a": [1, 2], "b": None}, b"a=1&a=2"), ("a=%41", b"a=%41")]
)
def test_a_form_from_one_expression(
    value: Any, expected: bytes, tmp_path: Path
) -> None:
    sent = send(form_case("$inputs.x", inputs=ANY), tmp_path, x=value)
    assert (sent.content, sent.headers["content-type"]) == (expected, FORM)


def test_a_form_that_was_not_given_is_no_body(tmp_path: Path) -> None:
    sent = send(form_case("$inputs.x", inputs=OBJECT), tmp_path)
    assert sent.content == b""
    assert "content-type" not in sent.headers


def parts_of(request: httpx.Request) -> list[tuple[str, str | None, str | None, bytes]]:
    """Name, file name, content type and bytes of each part."""
    content_type = request.headers["content-type"]
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.content)
    assert message.get_content_type() == MULTIPART
    found = []
    for part in message.iter_parts():
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        name = part.get_param("name", header="content-disposition")
        found.append((str(name), part.get_filename(), part["content-type"], payload))
    return found


def test_scalars_objects_and_arrays_in_parts(tmp_path: Path) -> None:
    payload = {"a": "é", "b": 1, "c": {"d": 2}, "e": [1, {"f": 3}], "g": None}
    sent = send(form_case(payload, media=MULTIPART), tmp_path)
    assert parts_of(sent) == [
        ("a", None, None, "é".encode()),
        ("b", None, None, b"1"),
        ("c", None, "application/json", b'{"d":2}'),
        ("e", None, None, b"1"),
        ("e", None, "application/json", b'{"f":3}'),
    ]


def test_the_encoding_names_the_type_of_a_part(tmp_path: Path) -> None:
    encoding = {"a": {"contentType": "text/csv"}, "b": {"contentType": "image/*"}}
    sent = send(
        form_case({"a": "x;y", "b": "z"}, None, encoding, media=MULTIPART), tmp_path
    )
    assert [part[:3] for part in parts_of(sent)] == [
        ("a", None, "text/csv"),
        ("b", None, None),
    ]


BINARY = {"type": "string", "format": "binary"}
MEDIA = {"type": "string", "contentMediaType": "image/png"}
STREAM = "application/octet-stream"


@pytest.mark.parametrize("schema", [BINARY, MEDIA])
def test_a_file_from_its_content(schema: Any, tmp_path: Path) -> None:
    case = form_case(
        {"f": "$inputs.x"}, {"f": schema}, inputs={"x": schema}, media=MULTIPART
    )
    sent = send(case, tmp_path, x=b"\x00\xff")
    assert parts_of(sent) == [("f", "f", STREAM, b"\x00\xff")]


def test_a_file_from_its_path(tmp_path: Path) -> None:
    file = tmp_path / "photo 1.png"
    file.write_bytes(b"\x89PNG")
    case = form_case(
        {"f": "$inputs.x"},
        {"f": BINARY},
        {"f": {"contentType": "image/png"}},
        {"x": BINARY},
        media=MULTIPART,
    )
    sent = send(case, tmp_path, x=file)
    assert parts_of(sent) == [("f", "photo 1.png", "image/png", b"\x89PNG")]


def test_an_open_file(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"abc")
    case = form_case(
        {"f": "$inputs.x"}, {"f": BINARY}, inputs={"x": BINARY}, media=MULTIPART
    )
    with file.open("rb") as opened:
        assert parts_of(send(case, tmp_path, x=opened)) == [
            ("f", "a.bin", STREAM, b"abc")
        ]
        assert parts_of(send(case, tmp_path, x=opened))[0][3] == b"abc"
    assert parts_of(send(case, tmp_path, x=io.BytesIO(b"d")))[0][1] == "f"


def test_several_files(tmp_path: Path) -> None:
    files = {"type": "array", "items": BINARY}
    case = form_case(
        {"f": "$inputs.x"}, {"f": files}, inputs={"x": files}, media=MULTIPART
    )
    sent = send(case, tmp_path, x=[b"a", "b"])
    assert parts_of(sent) == [("f", "f", STREAM, b"a"), ("f", "f", STREAM, b"b")]


def test_a_file_that_cannot_be_read_is_an_error_of_the_step(tmp_path: Path) -> None:
    case = form_case(
        {"f": "$inputs.x"}, {"f": BINARY}, inputs={"x": BINARY}, media=MULTIPART
    )
    reason = fail(case, tmp_path, x=tmp_path / "missing")
    assert reason.endswith("a file cannot be read: FileNotFoundError")


def test_a_file_that_was_not_given_is_left_out(tmp_path: Path) -> None:
    case = form_case(
        {"f": "$inputs.x", "a": 1}, {"f": BINARY}, inputs={"x": BINARY}, media=MULTIPART
    )
    assert parts_of(send(case, tmp_path)) == [("a", None, None, b"1")]


def test_parts_from_one_expression(tmp_path: Path) -> None:
    case = form_case(
        "$inputs.x",
        {"f": BINARY, "c": {}},
        {"c": {"contentType": "text/csv"}},
        OBJECT,
        media=MULTIPART,
    )
    sent = send(case, tmp_path, x={"f": "é", "c": "1;2", "d": [1]})
    assert parts_of(sent) == [
        ("f", "f", STREAM, "é".encode()),
        ("c", None, "text/csv", b"1;2"),
        ("d", None, None, b"1"),
    ]


def test_a_content_type_parameter_does_not_lose_the_boundary(tmp_path: Path) -> None:
    case = form_case({"a": 1}, media=MULTIPART)
    header = {"name": "Content-Type", "in": "header", "value": MULTIPART}
    step = {**case.step, "parameters": [header]}
    sent = send(Case(operation=case.operation, step=step), tmp_path)
    assert parts_of(sent) == [("a", None, None, b"1")]


def test_a_file_of_swagger(tmp_path: Path) -> None:
    parameters = [
        {"name": "f", "in": "formData", "type": "file", "required": True},
        {"name": "n", "in": "formData", "type": "string"},
    ]
    case = Case(
        operation={"parameters": parameters},
        step={"requestBody": {"payload": {"f": "$inputs.x", "n": "b"}}},
        inputs={"x": BINARY},
        openapi="2.0",
    )
    sent = send(case, tmp_path, x=b"a")
    assert parts_of(sent) == [("f", "f", STREAM, b"a"), ("n", None, None, b"b")]
    assert fail(case, tmp_path).endswith("'f' was not given")


def test_a_form_of_swagger(tmp_path: Path) -> None:
    parameters = [
        {"name": "a", "in": "formData", "type": "string"},
        {
            "name": "b",
            "in": "formData",
            "type": "array",
            "items": {"type": "string"},
            "collectionFormat": "pipes",
        },
    ]
    case = Case(
        operation={"parameters": parameters},
        step={"requestBody": {"payload": {"a": "x", "b": ["y", "z"]}}},
        openapi="2.0",
    )
    sent = send(case, tmp_path)
    assert (sent.content, sent.headers["content-type"]) == (b"a=x&b=y%7Cz", FORM)


def test_the_parts_that_were_sent_can_be_read_back(tmp_path: Path) -> None:
    case = form_case({"a": 1}, media=MULTIPART)
    outputs = {"outputs": {"sent": "$request.body"}}
    with (
        module_of(
            Case(operation=case.operation, step={**case.step, **outputs}), tmp_path
        ) as module,
        respx.mock() as router,
    ):
        router.route().respond(200, json={})
        assert module.do_it() is None
