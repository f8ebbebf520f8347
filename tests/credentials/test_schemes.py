"""Each kind of security scheme: by argument, from the environment, and missing."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

import black
import httpx
import pytest

from .secured import Json, Wire, module, openapi, step

BASIC = "Basic " + b64encode("ann:s3cret é".encode()).decode()
KEY = {"type": "apiKey", "name": "X-Key"}

MATRIX: dict[str, tuple[Json, dict[str, str], tuple[str, str]]] = {
    "bearer": (
        {"type": "http", "scheme": "bearer"},
        {"api_token": "s3cret"},
        ("Authorization", "Bearer s3cret"),
    ),
    "bearer in another case": (
        {"type": "http", "scheme": "Bearer"},
        {"api_token": "s3cret"},
        ("Authorization", "Bearer s3cret"),
    ),
    "basic": (
        {"type": "http", "scheme": "basic"},
        {"username": "ann", "password": "s3cret é"},
        ("Authorization", BASIC),
    ),
    "another HTTP scheme": (
        {"type": "http", "scheme": "token"},
        {"api_token": "s3cret"},
        ("Authorization", "token s3cret"),
    ),
    "key in a header": (
        KEY | {"in": "header"},
        {"api_key": "s3cret"},
        ("X-Key", "s3cret"),
    ),
    "key in the query": (
        KEY | {"in": "query"},
        {"api_key": "s3 cr&t"},
        ("?", "X-Key=s3%20cr%26t"),
    ),
    "key in a cookie": (
        KEY | {"in": "cookie"},
        {"api_key": "s3cret"},
        ("Cookie", "X-Key=s3cret"),
    ),
    "openIdConnect": (
        {"type": "openIdConnect", "openIdConnectUrl": "https://id.example.com"},
        {"api_token": "s3cret"},
        ("Authorization", "Bearer s3cret"),
    ),
    "another flow of OAuth 2": (
        {
            "type": "oauth2",
            "flows": {
                "implicit": {"authorizationUrl": "https://id.example.com", "scopes": {}}
            },
        },
        {"api_token": "s3cret"},
        ("Authorization", "Bearer s3cret"),
    ),
}
CASES = pytest.mark.parametrize("kind", MATRIX)


def opened(kind: str, wire: Wire, **given: Any) -> tuple[Any, httpx.Client]:
    """The module of a workflow with one step of that security, and its client."""
    document = openapi({"auth": MATRIX[kind][0]}, {"look": {}}, security=[{"auth": []}])
    made = module(document, [step("look")])
    return made, made.open_shop_client(transport=wire.transport, **given)


def found(request: httpx.Request, place: str) -> str | None:
    return request.url.query.decode() if place == "?" else request.headers.get(place)


@CASES
def test_an_argument_is_sent(kind: str) -> None:
    _, given, (place, value) = MATRIX[kind]
    wire = Wire()
    made, client = opened(kind, wire, **given)
    with client:
        made.run(client=client)
    assert [found(request, place) for request in wire.sent] == [value]


@CASES
def test_the_environment_stands_in_for_arguments(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, given, (place, value) = MATRIX[kind]
    for argument, secret in given.items():
        monkeypatch.setenv(f"SHOP_{argument.upper()}", secret)
    wire = Wire()
    made, client = opened(kind, wire)
    with client:
        made.run(client=client)
    assert [found(request, place) for request in wire.sent] == [value]


@CASES
@pytest.mark.parametrize("empty", [None, ""])
def test_what_is_missing_is_an_error_before_the_first_request(
    kind: str, empty: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    *first, last = MATRIX[kind][1]
    given = dict.fromkeys(first, "s3cret")
    if empty is not None:
        monkeypatch.setenv(f"SHOP_{last.upper()}", empty)
    wire = Wire()
    with pytest.raises(ValueError, match=f"pass .*{last} .or set SHOP_") as caught:
        opened(kind, wire, **given)
    assert "s3cret" not in str(caught.value)
    assert wire.sent == []


@CASES
def test_no_secret_is_in_a_repr(kind: str) -> None:
    _, client = opened(kind, Wire(), **MATRIX[kind][1])
    with client:
        shown = f"{client!r} {client.auth!r} {client.event_hooks!r}"
    assert "s3" not in shown


def test_an_argument_comes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHOP_API_TOKEN", "other")
    wire = Wire()
    made, client = opened("bearer", wire, api_token="mine")
    with client:
        made.run(client=client)
    assert wire.header("Authorization") == ["Bearer mine"]


def test_a_client_of_the_module_itself_sends_no_credentials(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHOP_API_TOKEN", "mine")
    made, client = opened("bearer", Wire())
    client.close()
    wire = Wire()
    with httpx.Client(
        base_url="https://shop.example.com", transport=wire.transport
    ) as own:
        made.run(client=own)
    assert wire.header("Authorization") == [None]


def test_without_schemes_a_client_takes_headers_and_auth_as_httpx_does() -> None:
    made = module(openapi({}, {"look": {}}), [step("look")])
    wire = Wire()
    options: dict[str, Any] = {"transport": wire.transport, "headers": {"X-Team": "a"}}
    with made.open_shop_client(auth=("ann", "s3cret é"), **options) as client:
        made.run(client=client)
    assert wire.header("Authorization") == [BASIC]
    assert wire.header("X-Team") == ["a"]


SWAGGER: dict[str, tuple[Json, dict[str, str], tuple[str, str]]] = {
    "basic": ({"type": "basic"}, *MATRIX["basic"][1:]),
    "key": (KEY | {"in": "header"}, {"api_key": "s3cret"}, ("X-Key", "s3cret")),
    "oauth2": (
        {"type": "oauth2", "flow": "accessCode", "tokenUrl": "https://id.example.com"},
        *MATRIX["bearer"][1:],
    ),
}


@pytest.mark.parametrize("kind", SWAGGER)
def test_the_schemes_of_swagger_are_sent_as_those_of_openapi(kind: str) -> None:
    scheme, given, (place, value) = SWAGGER[kind]
    document = {
        "swagger": "2.0",
        "info": {"title": "Shop", "version": "1"},
        "host": "shop.example.com",
        "schemes": ["https"],
        "securityDefinitions": {"auth": scheme},
        "paths": {
            "/look": {
                "get": {
                    "operationId": "look",
                    "security": [{"auth": []}],
                    "responses": {"default": {"description": "Any."}},
                }
            }
        },
    }
    made = module(document, [step("look")])
    wire = Wire()
    with made.open_shop_client(transport=wire.transport, **given) as client:
        made.run(client=client)
    assert [found(request, place) for request in wire.sent] == [value]


@CASES
def test_black_would_change_nothing(kind: str) -> None:
    text = Path(str(opened(kind, Wire(), **MATRIX[kind][1])[0].__file__)).read_text()
    assert black.format_str(text, mode=black.Mode()) == text
