"""An object as a form: arrays repeat the name, what is not given is left out."""

from __future__ import annotations

from types import ModuleType
from urllib.parse import parse_qsl

import respx


def test_sends_a_form(workflow: ModuleType, api: respx.MockRouter) -> None:
    route = api.post("/token").respond(json={"access_token": "t"})

    given = workflow.LogInInputs(user="a&b é", scopes=["read", "write"])
    outputs = workflow.log_in(given)

    assert outputs.token == "t"
    sent = route.calls.last.request
    assert sent.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(sent.content.decode()) == [
        ("grant_type", "password"),
        ("user", "a&b é"),
        ("scope", "read"),
        ("scope", "write"),
    ]
