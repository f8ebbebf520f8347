"""An API on an event loop, which says what it was asked and when it answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from ..support.compiled import BASE, Kind, Reply, response_to

ASYNC = Kind("async")
BOTH = Kind("both")
PARALLEL = Kind("async", parallel=True)


@dataclass
class Api:
    """Answers `GET /a` with the reply for `a`, or with 200 and `{"v": "a"}`.

    Attributes:
        replies: Each for all requests to a path, or a list with one for each.
        together: The answers to these wait until all of them were asked for: they come
            only if the requests are under way at the same time.
        log: `a` when a request comes, `/a` when it is answered.
    """

    replies: Mapping[str, Reply | list[Reply]] = field(default_factory=dict)
    together: Collection[str] = ()
    log: list[str] = field(default_factory=list)
    _barrier: asyncio.Barrier | None = None

    @asynccontextmanager
    async def client(self) -> AsyncIterator[httpx.AsyncClient]:
        self._barrier = asyncio.Barrier(len(self.together) or 1)
        transport = httpx.MockTransport(self._answer)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            yield client

    @property
    def asked(self) -> list[str]:
        """The paths in the order of their requests."""
        return [one for one in self.log if not one.startswith("/")]

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.strip("/")
        self.log.append(name)
        assert self._barrier is not None
        if name in self.together:
            async with asyncio.timeout(5):
                await self._barrier.wait()
        else:
            await asyncio.sleep(0)
        reply = self.replies.get(name, (200, {"v": name}))
        if isinstance(reply, list):
            reply = reply.pop(0)
        self.log.append(f"/{name}")
        return response_to(reply, request)
