"""Operations that differ in what they ask for: each gets its own."""

from __future__ import annotations

from types import ModuleType

import httpx
import respx


def credentials(request: httpx.Request) -> list[str]:
    """What a request has of credentials."""
    names = ("Authorization", "X-Admin", "Cookie")
    found = [request.headers[name] for name in names if name in request.headers]
    return [*found, *request.url.params.values()]


def test_each_operation_gets_what_it_asks_for(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    routes = [
        api.get("/opening-hours").respond(200),
        api.post("/tickets").respond(201),
        api.get("/pictures").respond(200),
        api.post("/pictures").respond(201),
    ]
    tokens = api.post("https://id.example.com/token")
    tokens.respond(json={"access_token": "c"})

    with workflow.open_museum_client(
        api_token="b",
        visitor_api_key="v",
        curator_client_id="i",
        curator_client_secret="s",
    ) as client:
        workflow.open_museum(client=client)

    found = [credentials(route.calls[0].request) for route in routes]
    assert found == [[], ["v"], ["Bearer b"], ["Bearer c"]]
    assert (
        tokens.calls[0].request.content == b"grant_type=client_credentials&scope=hang"
    )


def test_what_is_optional_may_be_left_out(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.route().respond(200)

    with workflow.open_museum_client(
        api_token="b", username="u", password="p"
    ) as client:
        workflow.open_museum(client=client)

    found = [credentials(call.request) for call in api.calls]
    assert found == [[], [], ["Bearer b"], ["Basic dTpw"]]
