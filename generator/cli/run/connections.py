"""How the requests of a run are sent: by clients that sign in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Final

import httpx

from ...diagnostics.model import Diagnostic
from ...diagnostics.rules.running import MISSING_CREDENTIALS
from ...plan.model import ModulePlan
from ...plan.servers import ServerNames
from ...running.program import Connection
from .servers import BaseUrls

_ARGUMENT: Final = re.compile(r"\w+ \(or set (\w+)\)")


class CredentialsError(Exception):
    """The credentials for a server are missing, or cannot be used."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True)
class Connections:
    """Opens the clients of a run by the functions that the module has for it, which take
    credentials from the environment.

    Attributes:
        module: That of the workflow.
    """

    module: ModuleType
    urls: BaseUrls

    def __call__(self, server: ServerNames) -> Connection:
        """A client of a server.

        Raises:
            CredentialsError: See there.
        """
        url = self.urls.of(server.key)
        open_client = getattr(self.module, server.factory)
        try:
            return Connection(open_client(base_url=url), url)
        except (ValueError, OSError) as error:
            raise CredentialsError(_diagnose(server.source, error)) from error


def _diagnose(source: str, error: Exception) -> Diagnostic:
    """A finding; the words of a system's error may hold what the environment does."""
    message = f"the credentials of the source {source!r} cannot be used"
    if isinstance(error, OSError):
        reason = (error.strerror or type(error).__name__).lower()
        return Diagnostic(MISSING_CREDENTIALS, f"{message}: {reason}", None)
    _, is_missing, ways = str(error).partition(": pass ")
    if not is_missing:
        return Diagnostic(MISSING_CREDENTIALS, message, None, str(error))
    message = f"the credentials of the source {source!r} are missing"
    return Diagnostic(
        MISSING_CREDENTIALS, message, None, "set " + _ARGUMENT.sub(r"\1", ways)
    )


def credential_lines(plan: ModulePlan, urls: BaseUrls) -> Iterator[str]:
    """Which variables of the environment are for which origins, by their names."""
    for factory in plan.factories:
        found: dict[str, list[str]] = {}
        for one in factory.credentials:
            if os.environ.get(one.variable):
                url = one.token_url or urls.of(factory.server.key)
                origin = _origin(url) or repr(factory.server.source)
                found.setdefault(origin, []).append(one.variable)
        for origin, names in found.items():
            yield f"credentials for {origin}: {', '.join(names)}"


def _origin(url: str) -> str:
    """The origin of a URL; empty where it has none."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return ""
    host = parsed.netloc.decode("ascii")
    return f"{parsed.scheme}://{host}" if host else ""


def credentials_given(plan: ModulePlan) -> Iterator[str]:
    """The credentials of a workflow's clients that the environment holds."""
    for factory in plan.factories:
        for credential in factory.credentials:
            if value := os.environ.get(credential.variable):
                yield value
