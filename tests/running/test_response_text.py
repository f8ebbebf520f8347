"""Responses as people read them."""

from __future__ import annotations

import httpx
import pytest

from arazzo_codegen.running.redaction import Redaction
from arazzo_codegen.running.response_text import response_lines


def lines_of(response: httpx.Response, *secrets: str) -> list[str]:
    return list(response_lines(response, Redaction(set(secrets))))


def test_a_body_that_was_not_read_is_told() -> None:
    response = httpx.Response(200, stream=httpx.ByteStream(b"text"))

    assert lines_of(response) == ["response: 200 OK", "  | (the body was not read)"]


@pytest.mark.parametrize(
    ("response", "shown"),
    [
        (httpx.Response(204), "(no body)"),
        (
            httpx.Response(
                200, content=b"\x89PNG", headers={"Content-Type": "image/png"}
            ),
            "(4 bytes)",
        ),
        (
            httpx.Response(
                200,
                content=b"caf\xe9",
                headers={"Content-Type": "text/plain; charset=latin-1"},
            ),
            "caf\u00e9",
        ),
        (
            httpx.Response(
                200, content=b"x", headers={"Content-Type": "text/plain; charset=none"}
            ),
            "x",
        ),
    ],
)
def test_a_body_is_shown_by_its_media_type(
    response: httpx.Response, shown: str
) -> None:
    assert lines_of(response)[-1] == f"  | {shown}"


def test_many_lines_are_shown_in_part() -> None:
    lines = lines_of(httpx.Response(500, text="a\n" * 50))

    assert lines.count("  | a") == 20
    assert lines[-1] == "  … 30 more lines"


def test_a_secret_at_the_end_of_what_is_shown_is_not_shown_in_part() -> None:
    response = httpx.Response(500, text="x" * 1_995 + "my-secret-value")

    assert "my-s" not in "".join(lines_of(response, "my-secret-value"))


def test_only_headers_that_help_are_shown() -> None:
    headers = {"X-Request-Id": "r1", "Set-Cookie": "s=1", "X-Secret": "2"}

    lines = lines_of(httpx.Response(500, headers=headers))

    assert lines[1:-1] == ["  x-request-id: r1"]
