"""The command `run` in a folder of documents, and an API on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from arazzo_codegen.cli.main import main


@dataclass(frozen=True)
class Reply:
    """A response of the API."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode()


@dataclass
class Api:
    """An API on this machine.

    Attributes:
        replies: What it answers, by `GET /path`; several in turn, the last again.
        received: The requests as `GET /path?query`.
        sent: Their headers and bodies.
    """

    url: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    received: list[str] = field(default_factory=list)
    sent: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def on(self, request: str, *replies: Reply) -> None:
        self.replies[request] = list(replies)

    def answer(self, request: str) -> Reply:
        waiting = self.replies.get(request.partition("?")[0], [Reply(404)])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@pytest.fixture
def api() -> Iterator[Api]:
    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            content = self.rfile.read(length)
            request = f"{self.command} {self.path}"
            found.received.append(request)
            found.sent.append((dict(self.headers), content))
            reply = found.answer(request)
            self.send_response(reply.status)
            headers = {"Content-Type": "application/json", **reply.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.content)))
            self.end_headers()
            self.wfile.write(reply.content)

        do_GET = do_POST = do_DELETE = handle_any  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    found = Api(f"http://127.0.0.1:{server.server_port}")
    yield found
    server.shutdown()
    server.server_close()


OPENAPI = """
openapi: 3.1.0
info: {title: Jobs, version: '1'}
servers: [{url: 'https://jobs.example.com/v1'}]
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: api_key}
    bearer: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
paths:
  /jobs:
    post:
      operationId: createJob
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {name: {type: string}}}
      responses:
        '201':
          description: It.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Job'}
    get:
      operationId: listJobs
      parameters:
      - {name: limit, in: query, schema: {type: integer}}
      - {name: labels, in: query, schema: {type: array, items: {type: string}}}
      - {name: api_key, in: query, schema: {type: string}}
      responses:
        '200':
          description: They.
          content: {application/json: {schema: {type: object, properties: {
            total: {type: integer}, next: {type: string}}}}}
  /jobs/{id}:
    get:
      operationId: getJob
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: It.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Job'}
"""
JOB = {
    "type": "object",
    "required": ["id", "state"],
    "properties": {
        "id": {"type": "string"},
        "state": {"type": "string", "enum": ["running", "done", "failed"]},
    },
}


def write_documents(
    folder: Path, workflows: str, name: str = "jobs.arazzo.yaml"
) -> Path:
    """Workflows of the API of jobs, and its document."""
    openapi = yaml.safe_load(OPENAPI)
    openapi["components"]["schemas"] = {"Job": JOB}
    folder.mkdir(exist_ok=True)
    (folder / "jobs.openapi.yaml").write_text(yaml.safe_dump(openapi))
    document = {
        "arazzo": "1.0.1",
        "info": {"title": "Jobs", "version": "1"},
        "sourceDescriptions": [
            {"name": "jobs", "url": "jobs.openapi.yaml", "type": "openapi"}
        ],
        "workflows": yaml.safe_load(workflows),
    }
    (folder / name).write_text(yaml.safe_dump(document, sort_keys=False))
    return folder


@pytest.fixture
def specs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Writes documents to `specs` in the current folder."""
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.chdir(tmp_path)

    def write(workflows: str, name: str = "jobs.arazzo.yaml") -> Path:
        return write_documents(tmp_path / "specs", workflows, name)

    return write


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Command:
    def call(*words: str) -> Result:
        with pytest.raises(SystemExit) as ended:
            main(["run", "specs", *words])
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Result(ended.value.code, captured.out, captured.err)

    return call
