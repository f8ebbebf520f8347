"""A client with the token that the operations ask for."""

from __future__ import annotations

from types import ModuleType

import pytest
import respx


def test_the_client_signs_in(
    workflow: ModuleType, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    route = api.post("/parcels").respond(201)
    monkeypatch.setenv("PARCELS_API_TOKEN", "t0ken")

    with workflow.open_parcels_client() as client:
        workflow.send_parcel(client=client)

    assert route.calls[0].request.headers["Authorization"] == "Bearer t0ken"


def test_without_a_token_no_client_is_opened(workflow: ModuleType) -> None:
    with pytest.raises(ValueError, match="PARCELS_API_TOKEN"):
        workflow.open_parcels_client()
