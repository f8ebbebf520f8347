"""Credentials go to the origin of their own source, and nowhere else."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import httpx
import pytest

from .secured import URL, Json, Wire, module, openapi, step

SECRET = "s3cret"
BEARER = {"type": "http", "scheme": "bearer"}
ALL: dict[str, Json] = {
    "token": BEARER,
    "login": {"type": "http", "scheme": "basic"},
    "head": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "search": {"type": "apiKey", "in": "query", "name": "key"},
    "biscuit": {"type": "apiKey", "in": "cookie", "name": "sid"},
}
GIVEN: dict[str, dict[str, str]] = {
    "token": {"api_token": SECRET},
    "login": {"login_username": SECRET, "login_password": SECRET},
    "head": {"head_api_key": SECRET},
    "search": {"search_api_key": SECRET},
    "biscuit": {"biscuit_api_key": SECRET},
}
PLACES = ("Authorization", "X-Key", "Cookie")


def secured(kind: str) -> ModuleType:
    document = openapi(ALL, {"look": {}}, security=[{kind: []}])
    return module(document, [step("look")])


def carries(request: httpx.Request) -> bool:
    """Whether a request has a credential anywhere."""
    headers = [request.headers[name] for name in PLACES if name in request.headers]
    return bool(headers) or SECRET in str(request.url)


def redirecting(location: str, status: int = 307) -> Wire:
    """Redirects a first request, and answers those that follow."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/look":
            return httpx.Response(status, headers={"Location": location})
        return httpx.Response(200)

    return Wire(answer)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example.org/v1/x",
        "http://shop.example.com/v1/x",
        "https://shop.example.com:8443/v1/x",
        "https://shop.example.com.evil.org/v1/x",
        "//evil.example.org/v1/x",
    ],
)
@pytest.mark.parametrize("status", [302, 307])
def test_a_redirect_to_another_origin_receives_none(
    kind: str, location: str, status: int
) -> None:
    made = secured(kind)
    wire = redirecting(location, status)
    with made.open_shop_client(transport=wire.transport, **GIVEN[kind]) as client:
        client.follow_redirects = True
        made.run(client=client)
    assert [carries(request) for request in wire.sent] == [True, False]


def test_an_api_key_is_sent_again_where_a_redirect_comes_home() -> None:
    made = secured("head")
    wire = redirecting("/v1/there")
    with made.open_shop_client(transport=wire.transport, **GIVEN["head"]) as client:
        client.follow_redirects = True
        made.run(client=client)
    assert wire.header("X-Key") == [SECRET, SECRET]


def test_no_key_leaks_where_the_hooks_of_the_client_were_replaced() -> None:
    made = secured("head")
    wire = redirecting("https://evil.example.org")
    with made.open_shop_client(transport=wire.transport, **GIVEN["head"]) as client:
        client.event_hooks = {"response": []}
        client.follow_redirects = True
        made.run(client=client)
    assert wire.header("X-Key") == [None, None]


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(
    "url", ["https://other.example.com/", "http://shop.example.com/v1/look"]
)
def test_a_request_of_the_caller_to_another_origin_has_none(
    kind: str, url: str
) -> None:
    made = secured(kind)
    wire = Wire()
    with made.open_shop_client(transport=wire.transport, **GIVEN[kind]) as client:
        client.get(url)
    assert not carries(wire.sent[0])


@pytest.mark.parametrize("kind", ALL)
def test_another_base_url_is_the_origin_that_receives_them(kind: str) -> None:
    made = secured(kind)
    wire = Wire()
    options: dict[str, Any] = {"base_url": "http://localhost:8000", **GIVEN[kind]}
    with made.open_shop_client(transport=wire.transport, **options) as client:
        made.run(client=client)
        client.get("https://shop.example.com/v1/look")
    assert [carries(request) for request in wire.sent] == [True, False]


def test_a_second_source_receives_its_own_credentials_alone() -> None:
    sources = {
        name: openapi(
            {"auth": BEARER},
            {name: {}},
            url=f"https://{name}.example.com",
            security=[{"auth": []}],
        )
        for name in ("shop", "bank")
    }
    made = module(sources, [step("shop"), step("bank")])
    wire = Wire()
    with (
        made.open_shop_client(api_token="a", transport=wire.transport) as shop,
        made.open_bank_client(api_token="b", transport=wire.transport) as bank,
    ):
        made.run(shop_client=shop, bank_client=bank)
    assert [(one.url.host, one.headers["Authorization"]) for one in wire.sent] == [
        ("shop.example.com", "Bearer a"),
        ("bank.example.com", "Bearer b"),
    ]


def test_each_source_has_variables_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {
        name: openapi(
            {"auth": BEARER},
            {f"look{number}": {}},
            url=f"https://{number}.example.com",
            security=[{"auth": []}],
        )
        for number, name in enumerate(("shop", "shopApi"))
    }
    made = module(sources, [step("look0"), step("look1")])
    monkeypatch.setenv("SHOP_API_TOKEN", "first")
    monkeypatch.setenv("SHOP_API_API_TOKEN", "second")
    wire = Wire()
    for opens in (made.open_shop_client, made.open_shop_api_client):
        with opens(transport=wire.transport) as client:
            client.get("/")
    assert wire.header("Authorization") == ["Bearer first", "Bearer second"]


def test_a_server_of_an_operation_takes_credentials_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    elsewhere = {"servers": [{"url": "https://files.example.com"}]}
    document = openapi(
        {"auth": BEARER}, {"look": {}, "load": elsewhere}, security=[{"auth": []}]
    )
    made = module(document, [step("look"), step("load")])
    monkeypatch.setenv("SHOP_API_TOKEN", SECRET)
    wire = Wire()
    with made.open_shop_client(transport=wire.transport) as shop:
        shop.get("https://files.example.com/load")
    assert not carries(wire.sent[0])
    with pytest.raises(ValueError, match="FILES_EXAMPLE_COM_API_TOKEN"):
        made.open_shop_https_files_example_com_client()


@pytest.mark.parametrize("kind", ["token", "head", "biscuit"])
@pytest.mark.parametrize("secret", ["s3cret\n", "s3\r\nX-Other: y", "s3cret "])
def test_a_credential_that_would_change_a_header_is_refused_and_not_shown(
    kind: str, secret: str
) -> None:
    made = secured(kind)
    given = dict.fromkeys(GIVEN[kind], secret)
    with pytest.raises(ValueError, match="control character") as caught:
        made.open_shop_client(**given)
    assert "s3" not in str(caught.value)


@pytest.mark.parametrize("kind", ALL)
def test_no_error_of_a_step_shows_a_credential(kind: str) -> None:
    made = secured(kind)

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"cannot reach {URL}", request=request)

    with (
        made.open_shop_client(transport=Wire(fail).transport, **GIVEN[kind]) as client,
        pytest.raises(made.RunError) as caught,
    ):
        made.run(client=client)
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.__cause__!r}"


def test_an_api_key_does_not_add_a_cookie() -> None:
    made = secured("biscuit")
    wire = Wire()
    given = {"biscuit_api_key": "s3cret; role=admin"}
    with (
        made.open_shop_client(transport=wire.transport, **given) as client,
        pytest.raises(made.RunError, match="ValueError"),
    ):
        made.run(client=client)
    assert wire.sent == []
