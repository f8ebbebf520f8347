"""OAuth 2 with client credentials: a token from the token URL, and for one origin."""

from __future__ import annotations

import gzip
import json
import time
import traceback
from base64 import b64encode
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
import respx

from .secured import URL, Json, module, openapi, step

TOKEN_URL = "https://id.example.com/token"
CLIENT: dict[str, str] = {"client_id": "app", "client_secret": "s3cr/t"}


def secured(
    *scopes: str, token_url: str = TOKEN_URL, operations: tuple[str, ...] = ("a", "b")
) -> ModuleType:
    flow: Json = {"tokenUrl": token_url, "scopes": dict.fromkeys(scopes, "")}
    scheme = {"type": "oauth2", "flows": {"clientCredentials": flow}}
    document = openapi(
        {"oauth": scheme},
        {name: {} for name in operations},
        security=[{"oauth": list(scopes)}],
    )
    return module(document, [step(name) for name in operations])


def token(value: str = "t1", **more: Any) -> httpx.Response:
    return httpx.Response(
        200, json={"access_token": value, "token_type": "bearer"} | more
    )


def run(made: ModuleType, **given: Any) -> None:
    with made.open_shop_client(**(CLIENT | given)) as client:
        made.run(client=client)


def authorizations(route: respx.Route) -> list[str]:
    return [call.request.headers["Authorization"] for call in route.calls]


@respx.mock
def test_one_token_serves_all_requests_until_it_expires() -> None:
    tokens = respx.post(TOKEN_URL).mock(return_value=token(expires_in=3600))
    api = respx.get(url__startswith=URL).respond(200)
    run(secured("read", "write"))
    assert authorizations(api) == ["Bearer t1", "Bearer t1"]
    (sent,) = (call.request for call in tokens.calls)
    assert parse_qs(sent.content.decode()) == {
        "grant_type": ["client_credentials"],
        "scope": ["read write"],
    }
    encoded = b64encode(b"app:s3cr%2Ft").decode()
    assert sent.headers["Authorization"] == f"Basic {encoded}"


@respx.mock
def test_the_secret_goes_to_the_token_url_alone() -> None:
    respx.post(TOKEN_URL).mock(return_value=token())
    api = respx.get(url__startswith=URL).respond(200)
    run(secured())
    assert api.called
    for call in api.calls:
        text = f"{call.request.headers.raw!r} {call.request.url}"
        assert "s3cr" not in text
        assert "Basic" not in text


@respx.mock
def test_no_scope_is_sent_where_operations_ask_for_none() -> None:
    tokens = respx.post(TOKEN_URL).mock(return_value=token())
    respx.get(url__startswith=URL).respond(200)
    run(secured())
    assert tokens.calls[0].request.content == b"grant_type=client_credentials"


@respx.mock
def test_a_token_that_has_expired_is_fetched_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    replies = [token("t1", expires_in=60), token("t2", expires_in="60")]
    respx.post(TOKEN_URL).mock(side_effect=replies)
    now = iter((0.0, 0.0, 31.0, 31.0, 31.0))
    monkeypatch.setattr(time, "monotonic", lambda: next(now, 31.0))
    made = secured()
    api = respx.get(url__startswith=URL).respond(200)
    with made.open_shop_client(**CLIENT) as client:
        client.get("/a")
        now = iter(())
        client.get("/b")
    assert authorizations(api) == ["Bearer t1", "Bearer t2"]


@respx.mock
def test_a_token_that_is_refused_is_not_sent_again() -> None:
    respx.post(TOKEN_URL).mock(side_effect=[token("t1"), token("t2")])
    api = respx.get(url__startswith=URL).mock(
        side_effect=[httpx.Response(401), httpx.Response(200)]
    )
    with secured().open_shop_client(**CLIENT) as client:
        client.get("/a")
        client.get("/b")
    assert authorizations(api) == ["Bearer t1", "Bearer t2"]


@pytest.mark.parametrize(
    "reply",
    [
        httpx.Response(401, json={"error": "s3cr/t"}),
        httpx.Response(200, text="s3cr/t"),
        httpx.Response(200, json=["s3cr/t"]),
        httpx.Response(200, json={"token": "s3cr/t"}),
        httpx.Response(200, content=b"[" * 100_000),
        token("s3cr/t\nX-Evil: 1"),
        token("s3cr/t "),
        token("s3cr/té"),
        token(expires_in=10**400),
        token(expires_in=[1]),
        httpx.Response(302, headers={"Location": "https://evil.example.org"}),
    ],
)
@respx.mock
def test_without_a_token_the_step_fails_and_nothing_is_sent(
    reply: httpx.Response,
) -> None:
    respx.post(TOKEN_URL).mock(return_value=reply)
    api = respx.get(url__startswith=URL).respond(200)
    made = secured()
    with pytest.raises(made.RunError) as caught:
        run(made)
    assert caught.value.step_id == "a"
    assert "s3cr" not in "".join(traceback.format_exception(caught.value))
    assert not api.called


@pytest.mark.parametrize("packing", ["identity", "gzip"])
@respx.mock
def test_a_token_of_any_size_is_not_read_to_its_end(packing: str) -> None:
    made = secured()
    vars(made)["MAX_RESPONSE_BYTES"] = 1000
    body = json.dumps({"access_token": "t1", "more": "x" * 1000}).encode()
    content = gzip.compress(body) if packing == "gzip" else body
    headers = {"Content-Encoding": packing}
    respx.post(TOKEN_URL).respond(200, content=content, headers=headers)
    api = respx.get(url__startswith=URL).respond(200)
    with pytest.raises(made.RunError):
        run(made)
    assert not api.called

    vars(made)["MAX_RESPONSE_BYTES"] = 2000
    run(made)
    assert authorizations(api) == ["Bearer t1", "Bearer t1"]


@respx.mock
def test_a_redirect_of_the_token_url_does_not_receive_the_secret() -> None:
    redirect = httpx.Response(307, headers={"Location": "https://evil.example.org/"})
    respx.post(TOKEN_URL).mock(return_value=redirect)
    evil = respx.post("https://evil.example.org/").mock(return_value=token())
    respx.get(url__startswith=URL).respond(200)
    made = secured()
    with made.open_shop_client(**CLIENT) as client:
        client.follow_redirects = True
        client.get("/a")
    assert "Authorization" not in evil.calls[0].request.headers
    assert b"s3cr" not in evil.calls[0].request.content


@respx.mock
def test_no_token_is_fetched_for_another_origin_or_a_header_of_the_caller() -> None:
    tokens = respx.post(TOKEN_URL).mock(return_value=token())
    other = respx.get("https://other.example.com/").respond(200)
    api = respx.get(f"{URL}/a").respond(200)
    with secured().open_shop_client(**CLIENT) as client:
        client.get("https://other.example.com/")
        client.get("/a", headers={"Authorization": "Bearer mine"})
    assert not tokens.called
    assert "Authorization" not in other.calls[0].request.headers
    assert authorizations(api) == ["Bearer mine"]


@respx.mock
def test_a_relative_token_url_is_one_of_the_server() -> None:
    tokens = respx.post("https://shop.example.com/oauth").mock(return_value=token())
    respx.get(url__startswith=URL).respond(200)
    run(secured(token_url="/oauth"))
    assert tokens.call_count == 1


@respx.mock
def test_the_flow_application_of_swagger_is_client_credentials() -> None:
    tokens = respx.post(TOKEN_URL).mock(return_value=token())
    api = respx.get("https://shop.example.com/look").respond(200)
    document = {
        "swagger": "2.0",
        "info": {"title": "Shop", "version": "1"},
        "host": "shop.example.com",
        "schemes": ["https"],
        "securityDefinitions": {
            "auth": {"type": "oauth2", "flow": "application", "tokenUrl": TOKEN_URL}
        },
        "security": [{"auth": []}],
        "paths": {
            "/look": {
                "get": {
                    "operationId": "look",
                    "responses": {"default": {"description": "Any."}},
                }
            }
        },
    }
    run(module(document, [step("look")]))
    assert (tokens.call_count, authorizations(api)) == (1, ["Bearer t1"])


def test_an_insecure_token_url_of_a_secure_server_is_not_used() -> None:
    made = secured(token_url="http://id.example.com/token")
    with pytest.raises(ValueError, match="pass api_token"):
        made.open_shop_client()
