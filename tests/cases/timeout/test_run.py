"""The timeout of a step, in milliseconds, is that of its request."""

from __future__ import annotations

from types import ModuleType

import httpx
import respx


def test_a_timeout_is_a_failure_of_the_step(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    find = api.get("/search").mock(side_effect=httpx.ReadTimeout("late"))
    api.get("/cache").respond(json={"hits": 2})

    outputs = workflow.find_now()

    assert outputs.model_dump() == {"fresh": None, "cached": 2}
    timeout = find.calls.last.request.extensions["timeout"]
    assert (timeout["connect"], timeout["read"]) == (1.5, 1.5)


def test_other_steps_keep_the_timeout_of_the_client(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/search").respond(500)
    cached = api.get("/cache").respond(json={"hits": 2})

    with httpx.Client(base_url="https://api.example.com", timeout=9) as client:
        workflow.find_now(client=client)

    assert cached.calls.last.request.extensions["timeout"]["read"] == 9
