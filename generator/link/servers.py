"""Resolves the server of an operation to the URL that its path is appended to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import sources as rules
from .openapi_model import Operation, Server

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_PLAIN_URL = re.compile(
    r"(?i)https?://[a-z0-9.-]{1,250}(:[0-9]{1,5})?(/[!-~]{0,2000})?"
)


@dataclass(frozen=True, eq=False)
class ResolvedServer:
    """Where requests of an operation go.

    Attributes:
        url: Absolute, without a slash at its end; None where the documents do not say
            it, so that the caller of the generated function has to.
        relative: The path that a relative server URL adds to a host that is not
            known, without a slash at its end; empty where `url` is there.
        problem: Why the server cannot be used, so that `url` is None; a warning, since
            the caller of the generated function can give the URL.
    """

    url: str | None
    relative: str = ""
    problem: Diagnostic | None = None


def resolve_server(operation: Operation, base: str | None = None) -> ResolvedServer:
    """The first server in force, its variables by their defaults (Server Object).

    Args:
        operation: Its servers are its own, else its path item's, else its document's.
        base: The URL of the OpenAPI document, which a relative server URL is resolved
            against if it is an absolute https URL; by default the source's.
    """
    base = operation.source.base_url if base is None else base
    if not operation.servers:
        return _relative("/", base)
    server = operation.servers[0]
    url = _VARIABLE.sub(lambda match: _default(server, match[1]), server.url)
    own = _VARIABLE.findall(server.url)
    for name in _VARIABLE.findall(url):
        if name in own and name not in server.variables:
            hint = f"give the variable {name!r} a default"
            return _problem(server, f"server variable {name!r} has no default", hint)
        hint = "variables are not filled into defaults; write one that is a whole value"
        message = f"the default of a server variable holds '{{{name}}}'"
        return _problem(server, message, hint)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", url)
    if scheme is None and url.startswith("//") and _split(url) is None:
        return _no_host(server, url)
    if scheme is None:
        return _relative(url, base)
    if scheme[1].lower() not in ("http", "https"):
        message = f"server URL {url!r} is no http or https URL"
        return _problem(server, message, "give the operation a server of https")
    return _absolute(server, url)


def _default(server: Server, name: str) -> str:
    variable = server.variables.get(name)
    return variable.default if variable else "{" + name + "}"


def _absolute(server: Server, url: str) -> ResolvedServer:
    parts = _split(url)
    if parts is None:
        return _no_host(server, url)
    if parts.query or parts.fragment:
        message = f"server URL {url!r} has a query string or a fragment"
        hint = "a server URL ends with its path; move the rest to the operation"
        return _problem(server, message, hint)
    if not _is_sendable(url):
        message = f"no request can be sent to the server URL {url!r}"
        return _problem(server, message, "write it in printable ASCII characters")
    return ResolvedServer(url.rstrip("/"))


def _is_sendable(url: str) -> bool:
    """Whether generated code can open a client for a URL."""
    if _PLAIN_URL.fullmatch(url):
        return True
    # Its import takes longer than linking a document.
    import httpx  # noqa: PLC0415

    try:
        httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return True


def _no_host(server: Server, url: str) -> ResolvedServer:
    message = f"server URL {url!r} has no valid host"
    return _problem(server, message, "write it as https://host/path")


def _split(url: str) -> SplitResult | None:
    """The parts of a URL, or None where it has no host or a port that is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _relative(url: str, base: str) -> ResolvedServer:
    if base.lower().startswith("https://"):
        return ResolvedServer(urljoin(base, url).rstrip("/"))
    return ResolvedServer(None, relative=url.rstrip("/"))


def _problem(server: Server, message: str, hint: str) -> ResolvedServer:
    rule = rules.UNUSABLE_SERVER
    place = server.node.place
    diagnostic = Diagnostic(rule, message, place, hint, rule.severity)
    return ResolvedServer(None, problem=diagnostic)
