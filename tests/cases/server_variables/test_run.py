"""The variables of a server take their defaults; a client overrules the server."""

from __future__ import annotations

from types import ModuleType

import httpx
import respx


def test_variables_take_their_defaults(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("https://eu.example.com/v2/ping").respond(204)

    assert workflow.ping() is None


def test_a_client_brings_its_own_server(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("https://us.example.com/v3/ping").respond(204)

    with httpx.Client(base_url="https://us.example.com/v3") as client:
        workflow.ping(client=client)
