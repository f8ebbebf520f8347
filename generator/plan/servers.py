"""The servers of a workflow, and the clients and base URLs for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..link.model import OperationCall, Workflow, WorkflowKey
from ..link.openapi_model import Operation
from ..link.servers import resolve_server
from .naming import constant_case, snake_case, unique_names


@dataclass(frozen=True)
class ServerKey:
    """A server: its URL, or what is known of one without.

    Attributes:
        url: Absolute; empty where the documents do not say it.
        source: For a server without URL, the source that it belongs to.
        relative: For a server without URL, the path that its URL ends with.
    """

    url: str
    source: str = ""
    relative: str = ""


@dataclass(frozen=True)
class ServerNames:
    """What a module calls a server.

    Attributes:
        source: The first source that has it.
        client: The argument that brings the caller's client.
        base_url: The constant with its URL, or the argument that brings it.
        local: The variable of the open client.
        label: In names of what belongs to the server.
    """

    key: ServerKey
    source: str
    client: str
    base_url: str
    local: str
    label: str

    @property
    def factory(self) -> str:
        """The function that opens a client of the server."""
        return f"open_{self.label}_client"


def server_of(operation: Operation) -> ServerKey:
    """The server that an operation is sent to."""
    server = resolve_server(operation)
    if server.url is not None:
        return ServerKey(server.url)
    return ServerKey("", operation.source.name, server.relative)


def servers_of(
    workflow: Workflow,
    called: Iterable[WorkflowKey],
    servers: Mapping[WorkflowKey, Mapping[ServerKey, str]],
) -> dict[ServerKey, str]:
    """The servers of a workflow's steps and of the workflows that it calls, each with
    the name of the first source that has it."""
    found: dict[ServerKey, str] = {}
    for step in workflow.steps:
        if isinstance(step.call, OperationCall):
            operation = step.call.operation
            found.setdefault(server_of(operation), operation.source.name)
    for key in called:
        for server, source in servers.get(key, {}).items():
            found.setdefault(server, source)
    return found


def name_servers(servers: Mapping[ServerKey, str]) -> dict[ServerKey, ServerNames]:
    """The names of a module's servers: `client` where there is but one."""
    if len(servers) == 1:
        ((key, source),) = servers.items()
        constant = f"{constant_case(source)}_URL" if key.url else "base_url"
        label = snake_case(source)
        return {key: ServerNames(key, source, "client", constant, "api", label)}
    labels = {key: _label(key, source, servers) for key, source in servers.items()}
    names = unique_names(list(labels.values()), snake_case)
    return {
        key: ServerNames(
            key,
            servers[key],
            f"{names[label]}_client",
            f"{names[label].upper()}_URL" if key.url else f"{names[label]}_base_url",
            names[label] if names[label].endswith("api") else f"{names[label]}_api",
            names[label],
        )
        for key, label in labels.items()
    }


def _label(key: ServerKey, source: str, servers: Mapping[ServerKey, str]) -> str:
    """The source's name, with the URL where the source has several servers."""
    first = next(other for other, name in servers.items() if name == source)
    return source if first == key else f"{source} {key.url or key.relative}"
