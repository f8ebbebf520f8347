"""A response as people read it in a terminal: bounded, and nothing that it obeys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import httpx

from ..check.media_types import is_binary
from ..diagnostics.printable import printable
from .redaction import Redaction

MAX_CHARACTERS: Final = 2_000
"""How much of a body is shown."""
MAX_LINES: Final = 20
_MAX_HEADER: Final = 300

_HEADERS: Final = frozenset(
    (
        *("content-type", "content-encoding", "retry-after", "location", "allow"),
        *("request-id", "x-request-id", "x-correlation-id", "traceparent", "cf-ray"),
        *("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"),
        *("ratelimit", "ratelimit-policy", "deprecation", "sunset", "warning"),
    )
)
"""The headers that help to find out what was wrong; no others are shown."""


def response_lines(response: httpx.Response, redaction: Redaction) -> Iterator[str]:
    """The status, the headers that matter and the start of the body."""
    reason = f" {response.reason_phrase}" if response.reason_phrase else ""
    yield printable(f"response: {response.status_code}{reason}")
    for name, value in shown_headers(response, redaction).items():
        yield printable(f"  {name}: {value}")
    body = shown_body(response, redaction)
    lines = body.splitlines()
    for line in lines[:MAX_LINES]:
        yield f"  | {printable(line)}"
    if len(lines) > MAX_LINES:
        yield f"  … {len(lines) - MAX_LINES} more lines"


def response_json(response: httpx.Response, redaction: Redaction) -> dict[str, Any]:
    """The same for reading by machine."""
    return {
        "status": response.status_code,
        "headers": shown_headers(response, redaction),
        "body": shown_body(response, redaction),
    }


def shown_headers(response: httpx.Response, redaction: Redaction) -> dict[str, str]:
    return {
        name: redaction.text(value)[:_MAX_HEADER]
        for name, value in response.headers.items()
        if name.lower() in _HEADERS
    }


def shown_body(response: httpx.Response, redaction: Redaction) -> str:
    """The start of the body as text, what was left out told."""
    try:
        content = response.content
    except httpx.StreamError:
        return "(the body was not read)"
    if not content:
        return "(no body)"
    media = response.headers.get("content-type", "")
    if is_binary(media):
        return f"({len(content)} bytes)"
    # A secret at the end of what is shown is not shown in part.
    text = redaction.text(response.text)
    if len(text) <= MAX_CHARACTERS:
        return text
    return f"{text[:MAX_CHARACTERS]}\n… {len(text) - MAX_CHARACTERS} more characters"
