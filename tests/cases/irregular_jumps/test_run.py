"""Jumps into the middle of a loop, from both sides: no nesting of loops tells them."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest
import respx

TRACES = [
    ["read:", "write:", "publish:"],
    ["read:publish", "publish:"],
    ["read:publish", "publish:write", "write:", "publish:"],
    ["read:", "write:read", "read:publish", "publish:write", "write:fail", "publish:"],
    [
        "read:",
        "write:fail",
        "publish:write",
        "write:read",
        "read:",
        "write:",
        "publish:",
    ],
]


@pytest.mark.parametrize("trace", TRACES, ids=" ".join)
def test_follows_every_jump(
    workflow: ModuleType,
    api: respx.MockRouter,
    waits: list[float],
    trace: list[str],
) -> None:
    answers = iter(trace)
    ran: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        step, _, following = next(answers).partition(":")
        ran.append(f"{request.url.path[1:]}:{following}")
        assert ran[-1].startswith(step)
        if following == "fail":
            return httpx.Response(500)
        return httpx.Response(200, json={"next": following})

    api.post().mock(side_effect=answer)

    workflow.review(poll_interval=0.5)

    assert ran == trace
    backward = ("publish:write", "write:read")
    assert waits == [0.5] * sum(step in backward for step in trace)
