"""Responses are counted while they arrive, and refused before they fill memory."""

from __future__ import annotations

import gzip
import json
import pickle
import socketserver
import threading
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import httpx
import pytest

from .compiled import Case, module_of

CASE = Case(
    step={
        "outputs": {"id": "$response.body#/id"},
        "onFailure": [
            {
                "name": "again",
                "type": "retry",
                "retryLimit": 2,
                "criteria": [{"condition": "$response.body#/busy == true"}],
            },
            {
                "name": "later",
                "type": "retry",
                "criteria": [{"condition": "$statusCode == 202"}],
            },
        ],
    }
)
FITTING = json.dumps({"id": "x" * 900}).encode()
TOO_LONG = "POST /things (200): the body is over 1000 bytes"


@pytest.fixture(scope="module")
def unlimited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with module_of(CASE, tmp_path_factory.mktemp("limit")) as module:
        yield module


@pytest.fixture
def module(unlimited: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, with a limit of 1,000 bytes."""
    monkeypatch.setattr(unlimited, "MAX_RESPONSE_BYTES", 1000)
    return unlimited


class Server(socketserver.ThreadingTCPServer):
    """Answers each request with the same bytes, and keeps the connection open.

    Attributes:
        connections: How many were made.
        broken_off: Set when an answer was not taken whole.
    """

    daemon_threads = True
    connections = 0

    def __init__(self, head: str, body: Sequence[bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.broken_off = threading.Event()
        self.answer = [f"HTTP/1.1 {head}\r\n\r\n".encode(), *body]


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.connections += 1
        try:
            while self.rfile.readline():
                length = 0
                while (line := self.rfile.readline().strip().lower()) != b"":
                    if line.startswith(b"content-length:"):
                        length = int(line.partition(b":")[2])
                self.rfile.read(length)
                for piece in server.answer:
                    self.wfile.write(piece)
        except OSError:
            server.broken_off.set()


@contextmanager
def client_of(head: str, *body: bytes) -> Iterator[tuple[httpx.Client, Server]]:
    with Server(head, body) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            with httpx.Client(base_url=url, trust_env=False) as client:
                yield client, server
        finally:
            server.shutdown()


def chunked(*pieces: bytes) -> list[bytes]:
    return [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]


def fails(module: ModuleType, client: httpx.Client) -> Any:
    with pytest.raises(module.DoItError) as caught:
        module.do_it(client=client)
    return caught.value


def test_the_limit_is_64_mebibytes_and_can_be_set(unlimited: ModuleType) -> None:
    assert unlimited.MAX_RESPONSE_BYTES == 64 * 1024 * 1024


def test_a_body_within_the_limit_is_read_and_the_connection_kept(
    module: ModuleType,
) -> None:
    head = f"200 OK\r\nContent-Length: {len(FITTING)}"
    with client_of(head, FITTING) as (client, server):
        for _ in range(3):
            assert module.do_it(client=client) is None
        assert server.connections == 1


def test_a_length_over_the_limit_is_refused_without_waiting_for_the_body(
    module: ModuleType,
) -> None:
    with client_of("200 OK\r\nContent-Length: 1001", b"{") as (client, _):
        error = fails(module, client)
    assert error.reason == TOO_LONG
    assert (error.response.status_code, error.response.content) == (200, b"")
    assert error.response.headers["Content-Length"] == "1001"


def test_a_body_without_a_length_is_counted(module: ModuleType) -> None:
    endless = chunked(*[b"1" * 300] * 100_000)
    head = "200 OK\r\nTransfer-Encoding: chunked"
    with client_of(head, *endless) as (client, server):
        assert fails(module, client).reason == TOO_LONG
        client.close()
    assert server.broken_off.wait(60)


def test_a_packed_body_is_counted_unpacked(module: ModuleType) -> None:
    packed = gzip.compress(b"1" * 1001)
    head = f"200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}"
    with client_of(head, packed) as (client, _):
        assert fails(module, client).reason == TOO_LONG

    packed = gzip.compress(FITTING)
    head = f"200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}"
    with client_of(head, packed) as (client, server):
        module.do_it(client=client)
        module.do_it(client=client)
        assert server.connections == 1


def test_a_bomb_does_not_fill_memory(unlimited: ModuleType) -> None:
    bomb = gzip.compress(bytes(400 * 1024 * 1024), compresslevel=6)
    head = f"200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}"
    with client_of(head, bomb) as (client, _):
        tracemalloc.start()
        try:
            error = fails(unlimited, client)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert error.reason == "POST /things (200): the body is over 67108864 bytes"
    assert peak < 256 * 1024 * 1024


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,br", "BR", "zstd"])
def test_a_packing_that_cannot_be_counted_is_not_asked_for_and_not_unpacked(
    encoding: str, unlimited: ModuleType
) -> None:
    packed = gzip.compress(gzip.compress(FITTING))
    head = f"200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {len(packed)}"
    with client_of(head, packed) as (client, _):
        error = fails(unlimited, client)
    assert error.reason == "POST /things: no response: DecodingError"
    assert error.__cause__.request.headers["Accept-Encoding"] == "gzip, deflate"


def test_a_body_that_breaks_off_is_no_response(module: ModuleType) -> None:
    class Broken(httpx.SyncByteStream):
        closed = False

        def __iter__(self) -> Iterator[bytes]:
            yield b"{"
            raise httpx.ReadError("gone")

        def close(self) -> None:
            self.closed = True

    stream = Broken()
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=stream))
    with httpx.Client(base_url="http://a", transport=transport) as client:
        error = fails(module, client)
    assert error.reason == "POST /things: no response: ReadError"
    assert error.response is None
    assert stream.closed


@pytest.mark.parametrize(("status", "requests"), [(200, 1), (202, 2)])
def test_a_refused_body_fails_the_step_as_no_response_does(
    status: int, requests: int, module: ModuleType
) -> None:
    """Its failure actions apply: they see the status and the headers, and no body."""
    body = b'{"busy":true}' + b" " * 1000
    sent = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(status, content=body)

    transport = httpx.MockTransport(answer)
    with httpx.Client(base_url="http://a", transport=transport) as client:
        fails(module, client)
    assert len(sent) == requests


def test_what_is_on_the_error_can_be_read_and_pickled(module: ModuleType) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(404, json={"detail": "none"}, headers={"X-Id": "7"})

    class Logging(httpx.Client):
        """A client with a `send` of its own."""

        seen: list[int]

        def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
            response = super().send(request, **options)
            self.seen = [response.status_code]
            return response

    class Streaming(httpx.MockTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            whole = super().handle_request(request)
            stream = httpx.ByteStream(whole.content)
            return httpx.Response(404, headers=whole.headers, stream=stream)

    for transport in (httpx.MockTransport(answer), Streaming(answer)):
        with Logging(
            base_url="http://a", transport=transport, default_encoding="latin-1"
        ) as client:
            error = fails(module, client)
            assert client.seen == [404]
        for one in (error, pickle.loads(pickle.dumps(error))):
            assert one.response.status_code == 404
            assert one.response.headers["X-Id"] == "7"
            assert one.response.json() == {"detail": "none"}
            assert one.response.request.url == "http://a/things"
            assert one.response.is_closed or one is not error
    assert error.response.elapsed.total_seconds() >= 0
    assert error.response.default_encoding == "latin-1"
    assert error.response.reason_phrase == "Not Found"
