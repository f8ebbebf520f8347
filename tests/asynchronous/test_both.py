"""A module with both functions: the one that blocks needs no event loop."""

from __future__ import annotations

import asyncio
import inspect
import pickle
from typing import Any

import httpx
import pytest
import respx

from ..support.compiled import BASE, Kind, compiled, module_of, text_of
from .apis import ASYNC, BOTH, Api

STEPS = """
steps:
- {stepId: a, operationId: a, outputs: {v: $response.body#/v}}
- {stepId: b, operationId: b}
outputs: {v: $steps.a.outputs.v}
"""


def blocking_client(replies: dict[str, httpx.Response]) -> httpx.Client:
    def answer(request: httpx.Request) -> httpx.Response:
        return replies[request.url.path]

    return httpx.Client(base_url=BASE, transport=httpx.MockTransport(answer))


def test_the_report_names_both() -> None:
    names = {
        kind.flavour: [
            (one.function, one.async_function)
            for one in compiled(STEPS, kind=kind).modules
        ]
        for kind in (Kind(), ASYNC, BOTH)
    }

    assert names == {
        "sync": [("w", None)],
        "async": [("w", "w")],
        "both": [("w", "w_async")],
    }


def test_a_name_that_a_step_has_is_left_to_it() -> None:
    named = STEPS.replace("stepId: b", "stepId: wAsync")
    (module,) = compiled(named, kind=BOTH).modules

    assert module.async_function == "w_async_"
    assert "done.w_async = await w_async(client)" in text_of(named, kind=BOTH)


def test_the_function_that_blocks_runs_inside_an_event_loop() -> None:
    module = module_of(STEPS, kind=BOTH)

    async def main() -> Any:
        replies = {"/a": httpx.Response(200, json={"v": 1}), "/b": httpx.Response(204)}
        with blocking_client(replies) as client:
            return module.w(client=client)

    assert asyncio.run(main()).v == 1


def test_without_a_client_each_opens_one_of_its_kind() -> None:
    module = module_of(STEPS, kind=BOTH)

    with respx.mock(base_url=BASE) as router:
        router.get("/a").respond(json={"v": 1})
        router.get("/b").respond(204)
        assert module.w().v == asyncio.run(module.w_async()).v == 1


def test_a_client_for_an_event_loop_is_refused_by_the_one_that_blocks() -> None:
    module, api = module_of(STEPS, kind=BOTH), Api()

    async def main() -> None:
        async with api.client() as client:
            module.w(client=client)

    with pytest.raises(TypeError, match="does not block"):
        asyncio.run(main())
    assert "/a" not in api.log


def test_errors_of_both_hold_the_same_and_survive_pickling() -> None:
    module, api = module_of(STEPS, kind=BOTH), Api({"a": (200, {"v": "x"}), "b": 503})

    async def main() -> None:
        async with api.client() as client:
            await module.w_async(client=client)

    with pytest.raises(module.WError) as awaited:
        asyncio.run(main())
    replies = {"/a": httpx.Response(200, json={"v": "x"}), "/b": httpx.Response(503)}
    with pytest.raises(module.WError) as blocked, blocking_client(replies) as client:
        module.w(client=client)

    for error in (
        awaited.value,
        blocked.value,
        pickle.loads(pickle.dumps(awaited.value)),
    ):
        assert error.step_id == "b"
        assert error.reason == "GET /b (503): does not meet $statusCode < 400"
        assert error.completed.a.v == "x"


def test_models_and_steps_are_there_once() -> None:
    text = text_of(STEPS, kind=BOTH)
    module = module_of(STEPS, kind=BOTH)

    lines = [
        line for line in text.splitlines() if line.startswith(("class ", "async def "))
    ]
    assert len(lines) == len(set(lines))
    assert inspect.iscoroutinefunction(module.a)
    assert not inspect.iscoroutinefunction(module.w)
