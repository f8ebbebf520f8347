"""What the requests of a workflow need to sign in, by server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from ..check.security import Alternative, needed_security
from ..link.model import OperationCall, Workflow
from ..link.openapi_model import Operation
from ..link.references import References
from ..link.security import SecurityScheme, scopes_of
from .credentials import NamedScheme, named_scheme
from .servers import ServerKey, server_of

Need = tuple[tuple[NamedScheme, ...], ...]
"""Alternatives of schemes that are needed together; an empty one needs nothing."""

NOTHING: Need = ((),)


@dataclass(frozen=True)
class ServerSecurity:
    """What the requests of a workflow to one server need.

    Attributes:
        operations: The need of each operation that is not as its document's, by method
            and path template.
        others: The need of the other operations; None where there are none.
        scopes: The scopes that operations ask for.
        marks: Whether the workflow's own requests say which operation they are of.
    """

    operations: Mapping[str, Need]
    others: Need | None
    scopes: tuple[str, ...]
    marks: bool

    @property
    def needs(self) -> tuple[Need, ...]:
        """The needs that differ."""
        others = () if self.others is None else (self.others,)
        return tuple(dict.fromkeys((*others, *self.operations.values())))

    @property
    def schemes(self) -> tuple[NamedScheme, ...]:
        """All schemes, each once."""
        found = (one for need in self.needs for named in need for one in named)
        return tuple(dict.fromkeys(found))


def security_of_steps(
    workflow: Workflow, references: References
) -> dict[ServerKey, ServerSecurity]:
    """What the steps that call operations need, by server."""
    found: dict[ServerKey, list[tuple[Operation, Need]]] = {}
    for step in workflow.steps:
        if isinstance(step.call, OperationCall):
            operation = step.call.operation
            needed = needed_security(step, operation, references)
            need = tuple(_named(one, operation, references) for one in needed)
            found.setdefault(server_of(operation), []).append((operation, need))
    return {server: _of_server(calls) for server, calls in found.items()}


def _named(
    alternative: Alternative, operation: Operation, references: References
) -> tuple[NamedScheme, ...]:
    server = server_of(operation)
    return tuple(
        named_scheme(_with_token_url(one, server), operation.source, references)
        for one in alternative
    )


def _with_token_url(scheme: SecurityScheme, server: ServerKey) -> SecurityScheme:
    """A scheme with its token URL absolute; where that is less secure than the server,
    or not known, the scheme takes a token instead of the secret that gives one."""
    if scheme.kind != "client_credentials":
        return scheme
    url = urljoin(f"{server.url}/", scheme.token_url)
    if url.startswith("https://") or (
        url.startswith("http://") and server.url.startswith("http://")
    ):
        return replace(scheme, token_url=url)
    return replace(scheme, kind="token", token_url="")


def _of_server(calls: list[tuple[Operation, Need]]) -> ServerSecurity:
    own = [operation.node.get("security") is not None for operation, _ in calls]
    marks = any(own) or len({need for _, need in calls}) > 1
    scopes = tuple(
        dict.fromkeys(
            scope
            for operation, need in calls
            for alternative in need
            for one in alternative
            for scope in scopes_of(operation.security, one.scheme.name)
        )
    )
    if not marks:
        return ServerSecurity({}, calls[0][1], scopes, False)
    operations: dict[str, Need] = {}
    for operation, need in calls:
        _add(operations, f"{operation.method} {operation.path}", need)
    return ServerSecurity(operations, None, scopes, True)


def _add(operations: dict[str, Need], operation: str, need: Need) -> None:
    """Note the need of an operation; of two steps the one that sends less counts."""
    if operations.get(operation, NOTHING) == NOTHING:
        operations[operation] = need


def with_called(
    own: Mapping[ServerKey, ServerSecurity],
    called: Iterable[Mapping[ServerKey, ServerSecurity]],
) -> dict[ServerKey, ServerSecurity]:
    """The security of a workflow's servers, with that of the workflows it calls."""
    found = dict(own)
    for servers in called:
        for server, theirs in servers.items():
            ours = found.get(server, ServerSecurity({}, None, (), False))
            operations = dict(ours.operations)
            for operation, need in theirs.operations.items():
                _add(operations, operation, need)
            others = ours.others
            if others in (None, NOTHING):
                others = theirs.others or others
            scopes = tuple(dict.fromkeys((*ours.scopes, *theirs.scopes)))
            found[server] = ServerSecurity(operations, others, scopes, ours.marks)
    return found
