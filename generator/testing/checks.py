"""Statements that look at requests: what the documents say must be in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from ..plan.code import Code, literal
from ..read.document import JsonValue
from .expected_requests import (
    Body,
    ExpectedRequest,
    FormBody,
    JsonBody,
    NoBody,
    Pairs,
    PartsBody,
    TextBody,
)

_QUERY = Code("request.url.params")
_BODY = Code("json.loads(request.content)")
_FIELDS = Code("httpx.QueryParams(request.content.decode())")

_SENT_ANYWAY = frozenset(
    (
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    )
)
"""Headers that httpx sends by itself where a step does not."""

_USUAL = frozenset(("*/*", "application/json", "application/x-www-form-urlencoded"))
"""What it sends in them."""


@dataclass(frozen=True)
class Mismatch:
    """A part of a request that is not what the documents say."""

    part: str


def mismatches(expected: ExpectedRequest, request: httpx.Request) -> Iterator[Mismatch]:
    """How a request that was sent differs from what the documents say."""
    sent = request.url.params
    if expected.query is not None:
        if sorted(sent.multi_items()) != sorted(expected.query):
            yield Mismatch("query")
    for name, text in expected.headers.items():
        if request.headers.get(name) != text:
            yield Mismatch(f"header {name}")
    cookies = request.headers.get("cookie", "").split("; ")
    if any(f"{name}={text}" not in cookies for name, text in expected.cookies):
        yield Mismatch("cookies")
    if expected.body is not None and not _is_sent(expected.body, request):
        yield Mismatch("body")


def _is_sent(body: Body, request: httpx.Request) -> bool:
    content = request.content
    match body:
        case JsonBody(value):
            try:
                return bool(json.loads(content) == value)
            except ValueError:
                return False
        case FormBody(fields):
            sent = httpx.QueryParams(content.decode("utf-8", "replace")).multi_items()
            return sorted(sent) == sorted(fields)
        case TextBody(text):
            return content == text.encode()
        case PartsBody(texts):
            return all(text.encode() in content for text in texts)
        case NoBody():
            return not content


def request_checks(expected: ExpectedRequest) -> Iterator[Code]:
    """Assertions that a request is the one that is expected."""
    if expected.query:
        yield _pairs_check(expected.query, _QUERY)
    for name, text in expected.headers.items():
        yield Code(f"assert request.headers[{literal(name)}] == {literal(text)}")
    if expected.cookies:
        texts = [f"{name}={text}" for name, text in expected.cookies]
        joined = literal("; ".join(texts))
        if len(texts) == 1:
            yield Code(f'assert {joined} in request.headers["Cookie"]')
        else:
            yield Code(f'assert request.headers["Cookie"] == {joined}')
    yield from _body_checks(expected.body)


def _pairs_check(pairs: Pairs, sent: Code) -> Code:
    if len({name for name, _ in pairs}) == len(pairs):
        return Code(f"assert dict({sent}) == {literal(dict(pairs))}")
    listed = ", ".join(f"({literal(n)}, {literal(t)})" for n, t in sorted(pairs))
    return Code(f"assert sorted({sent}.multi_items()) == [{listed}]")


def _body_checks(body: Body | None) -> Iterator[Code]:
    match body:
        case JsonBody(value):
            yield Code(f"assert {_BODY} == {literal(value)}")
        case FormBody(fields) if fields:
            yield _pairs_check(fields, _FIELDS)
        case TextBody(text):
            yield Code(f"assert request.content.decode() == {literal(text)}")
        case PartsBody(texts):
            for text in dict.fromkeys(texts):
                yield Code(f"assert {literal(text)} in request.content.decode()")


def _absence(name: str, text: str) -> Iterator[Code]:
    """The assertion that a header with a text is not sent."""
    if name.lower() not in _SENT_ANYWAY:
        yield Code(f"assert {literal(name)} not in request.headers")
    elif text not in _USUAL:
        yield Code(f"assert request.headers.get({literal(name)}) != {literal(text)}")


def left_out_checks(full: ExpectedRequest, less: ExpectedRequest) -> Iterator[Code]:
    """Assertions on what a request lacks, or has instead, where an input is missing."""
    if full.query is not None and less.query is not None:
        yield from _pair_checks(full.query, less.query, _QUERY)
    for name in full.headers:
        if name not in less.headers:
            yield from _absence(name, full.headers[name])
        elif less.headers[name] != full.headers[name]:
            field, text = literal(name), literal(less.headers[name])
            yield Code(f"assert request.headers[{field}] == {text}")
    kept = dict(less.cookies)
    for name, _ in full.cookies:
        if name not in kept:
            sent = Code('request.headers.get("Cookie", "")')
            yield Code(f"assert {literal(name + '=')} not in {sent}")
    match full.body, less.body:
        case JsonBody(before), JsonBody(after):
            yield from _value_checks(before, after, _BODY)
        case FormBody(before), FormBody(after):
            yield from _pair_checks(before, after, _FIELDS)
        case (JsonBody() | FormBody() | TextBody()), NoBody():
            yield Code('assert request.content == b""')
        case PartsBody(before), PartsBody(after):
            for part in before:
                if not any(part in other for other in after):
                    content = Code("request.content.decode()")
                    yield Code(f"assert {literal(part)} not in {content}")


def _pair_checks(before: Pairs, after: Pairs, sent: Code) -> Iterator[Code]:
    kept = dict(after)
    for name, text in dict(before).items():
        if name not in kept:
            yield Code(f"assert {literal(name)} not in {sent}")
        elif kept[name] != text:
            yield Code(f"assert {sent}[{literal(name)}] == {literal(kept[name])}")


def _value_checks(before: JsonValue, after: JsonValue, place: Code) -> Iterator[Code]:
    """What differs between two bodies, at the places where it does."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            if name not in after:
                yield Code(f"assert {literal(name)} not in {place}")
            else:
                inner = Code(f"{place}[{literal(name)}]")
                yield from _value_checks(value, after[name], inner)
    elif before != after:
        yield Code(f"assert {place} == {literal(after)}")
