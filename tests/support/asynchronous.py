"""Calls functions of asynchronous modules as if they blocked.

So a test that is written for a blocking module runs on one with the same workflow for
an event loop: clients that block become such as do not, and a wait of `asyncio.sleep`
becomes a call of `time.sleep`, which tests replace.
"""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import wraps
from types import ModuleType
from typing import Any, TypeVar
from unittest.mock import patch

import httpx

_Result = TypeVar("_Result")


class Blocking(ModuleType):
    """A module whose coroutine functions block; of `f` and `f_async` the second is
    called."""

    def __init__(self, module: ModuleType) -> None:
        super().__init__(module.__name__)
        self._module = module

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        function = getattr(self._module, f"{name}_async", value)
        if name.startswith("open_") and name.endswith("_client"):
            return lambda **keywords: _left(function(**keywords))
        return blocking(function) if inspect.iscoroutinefunction(function) else value


def blocking(function: Callable[..., Coroutine[Any, Any, _Result]]) -> Any:
    """A function that runs a coroutine function to its end, and leaves nothing."""

    @wraps(function)
    def call(*arguments: Any, **keywords: Any) -> _Result:
        async def run() -> _Result:
            async with AsyncExitStack() as stack:
                for name, value in keywords.items():
                    if isinstance(value, httpx.Client):
                        client = stack.enter_async_context(_counterpart(value))
                        keywords[name] = await client
                result = await function(*arguments, **keywords)
            assert asyncio.all_tasks() == {asyncio.current_task()}
            return result

        with patch.object(asyncio, "sleep", _sleep):
            return asyncio.run(run())

    return call


@contextmanager
def _left(client: httpx.AsyncClient) -> Iterator[httpx.AsyncClient]:
    """A client that is closed at the end of a block that does not wait."""
    yield client
    asyncio.run(client.aclose())


def _counterpart(client: httpx.Client) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=client.base_url, headers=client.headers, timeout=client.timeout
    )


async def _sleep(seconds: float) -> None:
    time.sleep(seconds)
