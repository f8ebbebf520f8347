"""Client certificates: presented to the server's own host, and to no other."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

import httpx
import pytest
import trustme

from .secured import module, openapi, step

VARIABLE = "SHOP_CLIENT_CERTIFICATE"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def certificate(
    authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """The files of a client's certificate and of its key."""
    folder = tmp_path_factory.mktemp("certificate")
    issued = authority.issue_cert("client.example.com")
    for index, blob in enumerate(issued.cert_chain_pems):
        blob.write_to_path(str(folder / "cert.pem"), append=index > 0)
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    return str(folder / "cert.pem"), str(folder / "key.pem")


class _Answer(BaseHTTPRequestHandler):
    """Says who the client is; redirects `/v1/a` to where `moved` says."""

    moved = ""

    def do_GET(self) -> None:
        assert isinstance(self.connection, ssl.SSLSocket)
        self.send_response(307 if self.moved and self.path == "/a" else 200)
        self.send_header("Location", self.moved)
        self.send_header("X-Client", str(bool(self.connection.getpeercert())))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def served(
    authority: trustme.CA, mode: ssl.VerifyMode, moved: str = ""
) -> Iterator[str]:
    """The URL of a server of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = mode
    handler = type("_Moved", (_Answer,), {"moved": moved})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"https://localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def secured() -> ModuleType:
    document = openapi({"auth": {"type": "mutualTLS"}}, {"a": {}})
    return module({**document, "security": [{"auth": []}]}, [step("a")])


def test_a_certificate_is_presented_to_the_server(
    authority: trustme.CA, certificate: tuple[str, str]
) -> None:
    made, (file, key) = secured(), certificate
    given: dict[str, Any] = {"client_certificate": file, "client_key": key}
    with (
        served(authority, ssl.CERT_REQUIRED) as url,
        made.open_shop_client(
            base_url=url, verify=trusting(authority), **given
        ) as client,
    ):
        assert client.get("/b").headers["X-Client"] == "True"
        made.run(client=client)


def test_the_environment_names_the_files(
    authority: trustme.CA,
    certificate: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, certificate[0])
    monkeypatch.setenv("SHOP_CLIENT_KEY", certificate[1])
    with (
        served(authority, ssl.CERT_REQUIRED) as url,
        secured().open_shop_client(base_url=url, verify=trusting(authority)) as client,
    ):
        assert client.get("/b").headers["X-Client"] == "True"


def test_a_redirect_to_another_host_is_not_presented_with_it(
    authority: trustme.CA,
    certificate: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, key = certificate
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with (
        served(authority, ssl.CERT_OPTIONAL) as other,
        served(authority, ssl.CERT_REQUIRED, f"{other}/b") as url,
    ):
        client = secured().open_shop_client(
            base_url=url,
            verify=trusting(authority),
            client_certificate=file,
            client_key=key,
        )
        with client:
            client.follow_redirects = True
            assert client.get("/a").headers["X-Client"] == "False"


def test_a_missing_certificate_is_an_error_before_the_first_request() -> None:
    with pytest.raises(ValueError, match=f"client_certificate .or set {VARIABLE}"):
        secured().open_shop_client()


def test_a_transport_of_the_caller_has_its_own_certificate(
    certificate: tuple[str, str],
) -> None:
    file, key = certificate
    transport = httpx.MockTransport(lambda _: httpx.Response(204))
    given: dict[str, Any] = {"client_certificate": file, "client_key": key}
    with secured().open_shop_client(transport=transport, **given) as client:
        assert client.get("/a").status_code == 204


def test_a_file_that_is_not_there_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        secured().open_shop_client(client_certificate=str(tmp_path / "none.pem"))
