"""Selectors in outputs, in a parameter and in a payload."""

from __future__ import annotations

import json
from types import ModuleType

import respx


def test_selects_from_responses_and_outputs(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    users = [{"age": 30, "profile": {"email": "a@b"}}, {"age": 40}, {"age": 50}]
    api.get("/users").respond(json={"total": 3, "users": users})
    route = api.post("/invitations").respond(201)

    outputs = workflow.invite_user()

    assert outputs.model_dump(by_alias=True) == {"oldest": 50, "count": 3}
    sent = route.calls.last.request
    assert sent.headers["X-First"] == "30"
    assert json.loads(sent.content) == {"email": "a@b", "count": 40}


def test_a_selector_that_finds_nothing_gives_nothing(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/users").respond(json={"total": 0})
    route = api.post("/invitations").respond(201)

    outputs = workflow.invite_user()

    assert outputs.model_dump(exclude_unset=True) == {"count": 0}
    sent = route.calls.last.request
    assert "X-First" not in sent.headers
    assert json.loads(sent.content) == {}
