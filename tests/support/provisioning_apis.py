"""The two APIs of specs/, played on loopback with the state they keep.

`python -m tests.support.provisioning_apis [SECONDS]` serves them in a process of its
own: it prints its URL and goes on until its standard input is closed. Each answer takes
that many seconds.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

Answer: TypeAlias = tuple[int, Any]
"""A status and a body."""

NOT_FOUND: Answer = (404, {"error": {"code": "not_found", "message": "no such thing"}})
TOKEN = "loopback-token"


@dataclass(frozen=True)
class Request:
    """A request: its path below the API, split and decoded, and what came with it."""

    method: str
    path: tuple[str, ...]
    query: dict[str, list[str]]
    authorization: str | None
    body: Any


@dataclass
class PrismaApi:
    """Workspaces, and what a token's owner creates in them."""

    workspaces: list[str] = field(default_factory=lambda: ["team/ä", "other"])
    projects: dict[str, Any] = field(default_factory=dict)
    databases: dict[str, Any] = field(default_factory=dict)
    backups: dict[str, Any] = field(default_factory=dict)
    connections: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer:
        if request.authorization != f"Bearer {TOKEN}":
            return 401, {"error": {"code": "unauthorized", "message": "no such token"}}
        match request.method, *request.path:
            case "GET", "workspaces":
                return 200, {"data": [{"id": name} for name in self.workspaces]}
            case "POST", "workspaces", workspace, "projects":
                return self._create_project(workspace, request.body)
            case "POST", "databases", database, "backups" if database in self.databases:
                backup = {"id": f"bak-{len(self.backups) + 1}", "status": "pending"}
                self.backups[backup["id"]] = request.body | {"databaseId": database}
                return 202, backup
            case "POST", "databases", database, "connections" if (
                database in self.databases
            ):
                return self._create_connection(database, request.body)
        return NOT_FOUND

    def _create_project(self, workspace: str, body: Any) -> Answer:
        if workspace not in self.workspaces:
            return NOT_FOUND
        number = len(self.projects) + 1
        project = {
            "id": f"prj-{number}",
            "workspaceId": workspace,
            "name": body["name"],
        }
        database = {"id": f"db-{number}", "region": body["region"]}
        self.projects[project["id"]] = project
        self.databases[database["id"]] = database
        return 201, project | {"databases": [database]}

    def _create_connection(self, database: str, body: Any) -> Answer:
        connection = {
            "id": f"con-{len(self.connections) + 1}",
            "databaseId": database,
            "type": body["type"],
            "connectionString": f"prisma+postgres://loopback/{database}",
        }
        self.connections[connection["id"]] = connection
        return 201, connection


@dataclass
class AirbyteApi:
    """Sources, destinations, the connections between them, and their jobs."""

    sources: dict[str, Any] = field(default_factory=dict)
    destinations: dict[str, Any] = field(default_factory=dict)
    connections: dict[str, Any] = field(default_factory=dict)
    jobs: dict[int, Any] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer:
        match request.method, *request.path:
            case "POST", "sources":
                return _create_actor(self.sources, "source", request.body)
            case "POST", "destinations":
                return _create_actor(self.destinations, "destination", request.body)
            case "GET", "streams":
                return self._streams(request.query)
            case "POST", "connections":
                return self._create_connection(request.body)
            case "POST", "jobs" if request.body["connectionId"] in self.connections:
                job = {"jobId": len(self.jobs) + 1, "status": "running", **request.body}
                self.jobs[job["jobId"]] = job
                return 200, job
        return NOT_FOUND

    def _streams(self, query: dict[str, list[str]]) -> Answer:
        if (
            query["sourceId"][0] not in self.sources
            or query["destinationId"][0] not in self.destinations
            or query["ignoreCache"] != ["true"]
        ):
            return NOT_FOUND
        return 200, [
            {"streamName": name, "syncModes": ["full_refresh_overwrite"]}
            for name in ("orders", "customers")
        ]

    def _create_connection(self, body: Any) -> Answer:
        if (
            body["sourceId"] not in self.sources
            or body["destinationId"] not in self.destinations
        ):
            return NOT_FOUND
        connection_id = f"connection-{len(self.connections) + 1}"
        self.connections[connection_id] = body
        return 200, body | {"connectionId": connection_id}


def _create_actor(actors: dict[str, Any], kind: str, body: Any) -> Answer:
    actor_id = f"{kind}-{len(actors) + 1}"
    actors[actor_id] = body
    actor_type = body["configuration"].get(f"{kind}Type")
    return 200, body | {f"{kind}Id": actor_id, f"{kind}Type": actor_type}


class Server(ThreadingHTTPServer):
    """Serves both APIs on a free port of loopback.

    Attributes:
        prisma, airbyte: The APIs, whose state a test may read and change.
        prisma_url, airbyte_url: Their base URLs.
        delay: How many seconds an answer takes.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.prisma = PrismaApi()
        self.airbyte = AirbyteApi()
        self.delay = 0.0
        self.lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.prisma_url = f"{self.url}/prisma/v1"
        self.airbyte_url = f"{self.url}/airbyte/v1"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def _answer(self) -> None:
        url = urlsplit(self.path)
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        api_name, _, *path = (unquote(part) for part in url.path[1:].split("/"))
        request = Request(
            self.command,
            tuple(path),
            parse_qs(url.query),
            self.headers.get("Authorization"),
            json.loads(content) if content else None,
        )
        api = self.server.prisma if api_name == "prisma" else self.server.airbyte
        time.sleep(self.server.delay)
        with self.server.lock:
            status, body = api.answer(request)
        answer = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


@contextmanager
def running_server() -> Iterator[Server]:
    """A server in a thread of this process, until the block ends."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    with running_server() as server:
        server.delay = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
        print(server.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
