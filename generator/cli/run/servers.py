"""The servers of a run: `--server SOURCE=URL`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import httpx

from ...diagnostics.model import Diagnostic
from ...diagnostics.nearest import nearest
from ...diagnostics.rules.running import WRONG_SERVER
from ...link.model import OperationCall, WorkflowKey
from ...plan.model import ModulePlan
from ...plan.servers import ServerKey, server_of
from ...planned import PlannedWorkflows


@dataclass
class BaseUrls:
    """Where the requests to each server go.

    Attributes:
        given: The URLs that the command line gives.
    """

    given: dict[ServerKey, str] = field(default_factory=dict)

    def of(self, server: ServerKey) -> str:
        """The base URL of a server; empty where neither the documents nor the command
        line say it."""
        return self.given.get(server, server.url)


def read_servers(
    words: Iterable[str], key: WorkflowKey, planned: PlannedWorkflows
) -> tuple[BaseUrls, list[Diagnostic]]:
    """The base URLs for a workflow, and what is wrong with the words for them.

    Args:
        words: `SOURCE=URL`, or `URL=URL` for one of several servers of a source.
    """
    urls, faults = BaseUrls(), []
    sources = _sources(key, planned)
    for word in words:
        name, _, url = word.partition("=")
        url = url.rstrip("/")
        problem = _problem(name, url, sources)
        if problem is not None:
            faults.append(problem)
            continue
        for server in sources[name]:
            urls.given[server] = url
    return urls, faults


def missing_servers(urls: BaseUrls, plan: ModulePlan) -> list[Diagnostic]:
    """A fault for each server of a workflow whose URL nobody says."""
    return [
        Diagnostic(
            WRONG_SERVER,
            f"no document says the URL of the source {server.source!r}",
            None,
            f"give --server {server.source}=https://HOST{server.key.relative}",
        )
        for server in plan.servers
        if not urls.of(server.key)
    ]


def _sources(key: WorkflowKey, planned: PlannedWorkflows) -> dict[str, list[ServerKey]]:
    """The servers of a workflow and of those that it runs: by source, and by URL."""
    found: dict[str, list[ServerKey]] = {}
    for one in planned.with_called([key]):
        for step in planned.workflows[one].steps:
            if isinstance(step.call, OperationCall):
                server = server_of(step.call.operation)
                names = [step.call.operation.source.name]
                names += [server.url] if server.url else []
                for name in names:
                    servers = found.setdefault(name, [])
                    if server not in servers:
                        servers.append(server)
    return found


def _problem(
    name: str, url: str, sources: Mapping[str, list[ServerKey]]
) -> Diagnostic | None:
    if not name or not url:
        return _fault(f"--server {name!r} has no URL", "write --server SOURCE=URL")
    servers = sources.get(name)
    if servers is None:
        near = nearest(name, sources)
        known = ", ".join(one for one in sources if "://" not in one)
        hint = f"did you mean {near!r}?" if near else f"the sources are {known}"
        return _fault(f"the workflow uses no source {name!r}", hint)
    if len(servers) > 1:
        listed = ", ".join(one.url or one.relative for one in servers)
        hint = f"name one by its URL in place of {name!r}: {listed}"
        return _fault(f"the source {name!r} has {len(servers)} servers here", hint)
    if not _is_http(url):
        hint = f"for example --server {name}=http://localhost:8000"
        return _fault(f"the server of {name!r} has to be an http or https URL", hint)
    return None


def _is_http(url: str) -> bool:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    is_plain = not parsed.query and not parsed.fragment
    return parsed.scheme in ("http", "https") and bool(parsed.host) and is_plain


def _fault(message: str, hint: str) -> Diagnostic:
    return Diagnostic(WRONG_SERVER, message, None, hint)
