"""Clients of asynchronous modules sign in as those of modules that block do."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest

from arazzo_codegen.compilation import Flavour

from .secured import Json, Wire, module, openapi, step

TOKEN_URL = "https://id.example.com/token"
OAUTH = {"clientCredentials": {"tokenUrl": TOKEN_URL, "scopes": {}}}
SCHEMES: dict[str, Json] = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "apiKey": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "oauth": {"type": "oauth2", "flows": OAUTH},
    "certificate": {"type": "mutualTLS"},
}
FLAVOURS = pytest.mark.parametrize(
    ("flavour", "suffix"), [("async", ""), ("both", "_async")]
)


def secured(flavour: Flavour, *names: str) -> ModuleType:
    document = openapi(SCHEMES, {"a": {}}, security=[{name: [] for name in names}])
    return module(document, [step("a")], flavour=flavour)


def run(made: ModuleType, suffix: str, wire: Wire, **given: Any) -> None:
    """Run the workflow on an event loop, with a client that follows redirects."""
    opens: Callable[..., httpx.AsyncClient] = getattr(made, f"open_shop_client{suffix}")

    async def main() -> None:
        async with opens(transport=wire.transport, **given) as client:
            client.follow_redirects = True
            await getattr(made, f"run{suffix}")(client=client)

    asyncio.run(main())


def answer(request: httpx.Request) -> httpx.Response:
    """A token, or a redirect to another origin and what is there."""
    if request.url.host == "id.example.com":
        return httpx.Response(200, json={"access_token": "t"})
    if request.url.path == "/v1/a":
        return httpx.Response(307, headers={"Location": "https://evil.example.org/"})
    return httpx.Response(200)


@FLAVOURS
def test_tokens_and_keys_go_to_their_own_origin(flavour: Flavour, suffix: str) -> None:
    wire = Wire(answer)
    made = secured(flavour, "bearer", "apiKey")
    run(made, suffix, wire, api_token="t", api_key="k")
    assert wire.header("Authorization") == ["Bearer t", None]
    assert wire.header("X-Key") == ["k", None]


@FLAVOURS
def test_a_token_is_fetched_on_the_event_loop(flavour: Flavour, suffix: str) -> None:
    wire = Wire(answer)
    made = secured(flavour, "oauth")
    run(made, suffix, wire, client_id="i", client_secret="s")
    hosts = [request.url.host for request in wire.sent]
    assert hosts == ["id.example.com", "shop.example.com", "evil.example.org"]
    assert wire.header("Authorization")[1:] == ["Bearer t", None]


@FLAVOURS
def test_what_is_missing_is_an_error_at_once(flavour: Flavour, suffix: str) -> None:
    made = secured(flavour, "bearer")
    with pytest.raises(ValueError, match=f"open_shop_client{suffix}: pass api_token"):
        getattr(made, f"open_shop_client{suffix}")()


@FLAVOURS
def test_a_certificate_that_cannot_be_read_is_an_error_at_once(
    flavour: Flavour, suffix: str
) -> None:
    opens = getattr(secured(flavour, "certificate"), f"open_shop_client{suffix}")
    with pytest.raises((FileNotFoundError, ssl.SSLError)):
        opens(client_certificate="none.pem")


def test_a_module_of_both_kinds_opens_clients_of_both() -> None:
    made = secured("both", "bearer", "apiKey", "oauth")
    given = {"api_token": "t", "api_key": "k", "client_id": "i", "client_secret": "s"}
    wire = Wire(answer)
    with made.open_shop_client(transport=wire.transport, **given) as client:
        made.run(client=client)
    assert wire.header("X-Key") == ["k"]
