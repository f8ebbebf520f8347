"""Bodies of text, XML and bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .compiled import Case, fail, findings, send
from .test_form_bodies import BINARY, STREAM
from .test_json_bodies import ANY, body_case

TEXT = "text/plain"
XML = "application/xml"
STRING = {"x": {"type": "string"}}


@pytest.mark.parametrize("media", [TEXT, XML, "text/csv", STREAM, "application/jwt"])
def test_a_text_is_sent_as_it_is(media: str, tmp_path: Path) -> None:
    case = body_case("<a>{$inputs.x}</a>\r\n", {media: {}}, STRING)
    sent = send(case, tmp_path, x="é")
    assert sent.content == "<a>é</a>\r\n".encode()
    assert sent.headers["content-type"] == media


def test_a_text_from_one_expression(tmp_path: Path) -> None:
    case = body_case("$inputs.x", {TEXT: {}}, STRING)
    assert send(case, tmp_path, x="a").content == b"a"
    sent = send(case, tmp_path)
    assert sent.content == b""
    assert "content-type" not in sent.headers


def test_a_required_text_has_to_be_given(tmp_path: Path) -> None:
    case = body_case("$inputs.x", {TEXT: {}}, STRING, required=True)
    assert fail(case, tmp_path).endswith("'payload' was not given")


@pytest.mark.parametrize(
    ("value", "expected"), [(1, b"1"), (True, b"true"), ({"a": [1]}, b'{"a":[1]}')]
)
def test_another_value_is_text_as_json_writes_it(
    value: Any, expected: bytes, tmp_path: Path
) -> None:
    case = body_case("$inputs.x", {TEXT: {}}, ANY)
    assert send(case, tmp_path, x=value).content == expected


@pytest.mark.parametrize("media", [STREAM, "image/png", TEXT])
def test_bytes_from_an_input(media: str, tmp_path: Path) -> None:
    case = body_case("$inputs.x", {media: {"schema": BINARY}}, {"x": BINARY})
    sent = send(case, tmp_path, x=b"\x00\xff")
    assert (sent.content, sent.headers["content-type"]) == (b"\x00\xff", media)
    file = tmp_path / "file"
    file.write_bytes(b"\x01")
    assert send(case, tmp_path, x=file).content == b"\x01"
    with file.open("rb") as opened:
        assert send(case, tmp_path, x=opened).content == b"\x01"
    absent = send(case, tmp_path)
    assert absent.content == b""
    assert "content-type" not in absent.headers


def test_a_required_file_has_to_be_given(tmp_path: Path) -> None:
    case = body_case("$inputs.x", {STREAM: {}}, {"x": BINARY}, required=True)
    assert fail(case, tmp_path).endswith("'payload' was not given")


def test_a_content_type_keeps_its_parameters(tmp_path: Path) -> None:
    case = body_case("a", {TEXT: {}}, contentType="text/plain; charset=utf-8")
    assert send(case, tmp_path).headers["content-type"] == "text/plain; charset=utf-8"


def test_the_content_type_of_a_parameter_wins_over_that_of_the_body(
    tmp_path: Path,
) -> None:
    case = body_case("a", {TEXT: {}}, STRING)
    header = {"name": "content-type", "in": "header", "value": "$inputs.x"}
    step = {**case.step, "parameters": [header]}
    both = Case(operation=case.operation, step=step, inputs=STRING)
    given = send(both, tmp_path, x="text/markdown").headers
    assert given.get_list("content-type") == ["text/markdown"]
    assert send(both, tmp_path).headers.get_list("content-type") == ["text/plain"]


@pytest.mark.parametrize("media", [XML, "multipart/mixed"])
def test_an_object_has_no_form_in_some_media_types(media: str, tmp_path: Path) -> None:
    found = findings(body_case({"a": 1}, {media: {}}), tmp_path)
    assert "AZ534" in [one.rule.code for one in found]
