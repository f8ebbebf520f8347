"""A workflow that is cancelled leaves nothing open, and says nothing of a failure."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine
from types import ModuleType
from typing import Any

import httpx
import pytest

from ..support.compiled import Kind, module_of
from .apis import ASYNC, BOTH, PARALLEL, Api
from .servers import Server, running_server, until

STEPS = """
steps:
- {stepId: a, operationId: a}
- {stepId: b, operationId: b}
"""
KINDS = {"async": ASYNC, "both": BOTH, "parallel": PARALLEL}


def function_in(module: ModuleType) -> Callable[..., Coroutine[Any, Any, Any]]:
    function: Callable[..., Coroutine[Any, Any, Any]]
    function = getattr(module, "w_async", module.w)
    return function


async def cancelled(work: Coroutine[Any, Any, Any], server: Server) -> None:
    """Start work, and cancel it once it has asked the server for something."""
    asked = server.asked
    task = asyncio.ensure_future(work)
    async with asyncio.timeout(5):
        while server.asked == asked:
            await asyncio.sleep(0.002)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_its_own_client_is_closed(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    module = module_of(STEPS, kind=kind)

    with running_server() as server:
        monkeypatch.setattr(module, "OPENAPI_URL", server.url)
        asyncio.run(cancelled(function_in(module)(), server))

        until(lambda: server.connections == 0)
    gc.collect()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_the_connection_of_its_request_is_released(kind: Kind) -> None:
    function = function_in(module_of(STEPS, kind=kind))

    async def main(server: Server) -> None:
        limits = httpx.Limits(max_connections=2)
        async with httpx.AsyncClient(base_url=server.url, limits=limits) as client:
            for _ in range(3):
                await cancelled(function(client=client), server)
            server.answers.set()
            async with asyncio.timeout(5):
                await function(client=client)

    with running_server() as server:
        asyncio.run(main(server))

        until(lambda: server.connections == 0)
    gc.collect()


RETRY = """
steps:
- stepId: a
  operationId: a
  onFailure: [{name: again, type: retry, retryAfter: 900, retryLimit: 3}]
"""
POLL = """
steps:
- stepId: a
  operationId: a
  onSuccess: [{name: again, type: goto, stepId: a}]
"""


@pytest.mark.parametrize("kind", [ASYNC, BOTH], ids=["async", "both"])
@pytest.mark.parametrize(
    ("workflow", "keywords"),
    [(RETRY, {}), (POLL, {"poll_interval": 900.0})],
    ids=["retry", "poll"],
)
def test_a_wait_ends_at_once(
    workflow: str, keywords: dict[str, Any], kind: Kind
) -> None:
    function = function_in(module_of(workflow, kind=kind))
    api = Api({"a": 503 if workflow is RETRY else 200})

    async def main() -> None:
        async with api.client() as client:
            task = asyncio.ensure_future(function(client=client, **keywords))
            async with asyncio.timeout(5):
                while "/a" not in api.log:
                    await asyncio.sleep(0)
                for _ in range(5):  # it gets from the answer to the wait
                    await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    assert api.log == ["a", "/a"]


@pytest.mark.parametrize("turns", range(6))
def test_steps_that_have_not_begun_are_left_whole(turns: int) -> None:
    """Whenever it comes: no coroutine is left that was never awaited."""
    module, api = module_of(STEPS, kind=PARALLEL), Api(together=("a", "b", "c"))

    async def main() -> None:
        async with api.client() as client:
            task = asyncio.ensure_future(module.w(client=client))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    gc.collect()


def test_a_timeout_of_the_caller_is_a_timeout() -> None:
    module = module_of(STEPS, kind=PARALLEL)

    async def main(server: Server) -> None:
        async with httpx.AsyncClient(base_url=server.url) as client:
            async with asyncio.timeout(0.05):
                await module.w(client=client)

    with running_server() as server, pytest.raises(TimeoutError):
        asyncio.run(main(server))
