"""The routes that mock the APIs of a workflow, and what they answer in a scenario."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from ..check.media_types import is_json
from ..mock.scenes import MOCK_URL
from ..plan.code import Code, call, fstring, join, literal, pattern
from ..plan.naming import constant_case
from ..plan.servers import ServerKey, server_of
from .expected_requests import ExpectedRequest
from .model import Constant, Route
from .scenarios import Exchange, Performance

_VARIABLE = re.compile(r"\{[^{}]*\}")
_METHODS = frozenset(("get", "post", "put", "patch", "head", "options", "delete"))
_SHORT = 30
"""Characters of a response that needs no constant."""


@dataclass(frozen=True)
class RouteKey:
    """Which requests a route takes.

    Attributes:
        path: Percent-encoded, or the template of the operation where its variables are
            not known.
        is_known: Whether the path is the whole of it.
    """

    method: str
    server: ServerKey
    path: str
    is_known: bool


def route_of(exchange: Exchange, expected: ExpectedRequest) -> RouteKey:
    """The route that takes a request of the step."""
    operation = exchange.scene.operation
    template = operation.path.partition("?")[0]
    path = expected.path
    return RouteKey(
        operation.method.lower(),
        server_of(operation),
        template if path is None else path,
        path is not None,
    )


def takes(key: RouteKey, exchange: Exchange) -> bool:
    """Whether the route takes the request that was sent."""
    if not key.is_known:
        return True
    base = httpx.URL(key.server.url or MOCK_URL)
    wanted = str(base).rstrip("/") + "/" + key.path.lstrip("/")
    try:
        return httpx.URL(wanted).path == exchange.request.url.path
    except httpx.InvalidURL:  # longer, with its base, than httpx reads it as text
        return False


def response_code(response: httpx.Response) -> Code:
    """The expression that makes a response."""
    arguments = [literal(response.status_code)]
    keywords: dict[str, Code] = {}
    headers = {
        name: text
        for name, text in response.headers.items()
        if name not in ("content-length", "content-type")
    }
    content_type = response.headers.get("content-type", "")
    if response.content and is_json(content_type):
        keywords["json"] = literal(response.json())
    elif response.content:
        headers["content-type"] = content_type
        keywords["content"] = _content(response.content)
    if headers:
        keywords["headers"] = literal(dict(headers))
    return call(Code("httpx.Response"), *arguments, keywords=keywords)


def _content(content: bytes) -> Code:
    try:
        return literal(content.decode())
    except UnicodeDecodeError:
        return Code(repr(content))


@dataclass
class Routes:
    """All routes of a file of tests, by what they take.

    Attributes:
        names: How the steps are called.
        answers: What each answers on the path that first reaches it.
    """

    step_name: Callable[[Exchange], str]
    answers: dict[RouteKey, list[Code]] = field(default_factory=dict)
    _steps: dict[RouteKey, dict[str, None]] = field(default_factory=dict)
    _constants: dict[Code, str] = field(default_factory=dict)

    def add(self, performance: Performance, keys: Sequence[RouteKey]) -> None:
        """Take over the routes of a performance that are new."""
        new = [key for key in dict.fromkeys(keys) if key not in self.answers]
        for exchange, key in zip(performance.exchanges, keys, strict=True):
            if key in new:
                code = response_code(exchange.response)
                self.answers.setdefault(key, []).append(code)
                self._steps.setdefault(key, {})[self.step_name(exchange)] = None
                if len(code) > _SHORT and code not in self._constants:
                    self._constants[code] = self._constant_name(exchange)

    def _constant_name(self, exchange: Exchange) -> str:
        name = constant_case(self.step_name(exchange))
        taken = set(self._constants.values())
        names = [name, *(f"{name}_{number}" for number in range(2, len(taken) + 3))]
        return next(one for one in names if one not in taken)

    @property
    def names(self) -> dict[RouteKey, str]:
        """The name of each route: the first step's whose requests it takes."""
        ids = {key: next(iter(steps)) for key, steps in self._steps.items()}
        seen: dict[str, int] = {}
        found: dict[RouteKey, str] = {}
        for key, name in ids.items():
            seen[name] = seen.get(name, 0) + 1
            found[key] = name if seen[name] == 1 else f"{name}_{seen[name]}"
        return found

    def constants(self) -> list[Constant]:
        """The responses that have names."""
        return [Constant(name, code) for code, name in self._constants.items()]

    def planned(self, servers: Mapping[ServerKey, str]) -> list[Route]:
        """The routes.

        Args:
            servers: The constants with the URLs of the servers.
        """
        names = self.names
        return [
            Route(
                names[key],
                key.method,
                self._pattern(key, servers),
                self.answer(self.answers[key]),
            )
            for key in self.answers
        ]

    def _pattern(self, key: RouteKey, servers: Mapping[ServerKey, str]) -> Code:
        path = "/" + key.path.lstrip("/")
        if not key.is_known:
            parts = _VARIABLE.split(path)
            regex = "^" + "[^/]+".join(re.escape(part) for part in parts) + "$"
            if len(servers) > 1:
                base = re.escape(key.server.url or MOCK_URL)
                regex = f"^{base}{regex[1:-1]}([?].*)?$"
                return Code(f"url__regex={pattern(regex)}")
            return Code(f"path__regex={pattern(regex)}")
        if len(servers) > 1:
            return fstring([Code(servers[key.server]), path])
        return literal(path)

    def answer(self, codes: Sequence[Code]) -> Code:
        """The argument of `mock` for responses in their order."""
        named = [Code(self._constants.get(code, code)) for code in codes]
        if len(set(named)) == 1:
            return Code(f"return_value={named[0]}")
        return Code(f"side_effect=[{join(', ', named)}]")

    def differs(self, key: RouteKey, codes: Sequence[Code]) -> bool:
        """Whether a route has to answer otherwise than usual to answer this."""
        usual = self.answers[key]
        if len(set(usual)) == 1:
            return set(codes) != set(usual)
        return list(codes) != usual[: len(codes)]


def uses_method(method: str) -> bool:
    """Whether respx has a function for a method."""
    return method in _METHODS
