"""How the requests of a run are sent."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from ...plan.servers import ServerNames
from ...running.program import Connection
from .servers import BaseUrls

TIMEOUT = 30.0
"""Seconds, as in the clients that generated modules open themselves."""


@dataclass(frozen=True)
class Connections:
    """Opens the clients of a run."""

    urls: BaseUrls

    def __call__(self, server: ServerNames) -> Connection:
        url = self.urls.of(server.key)
        return Connection(httpx.Client(base_url=url, timeout=TIMEOUT), url)
