"""Documents are fetched by https from a server on loopback, which tests name or not."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic, Rule
from arazzo_codegen.diagnostics.rules import limits
from arazzo_codegen.diagnostics.rules import reading as reading_rules
from arazzo_codegen.diagnostics.rules import remote as rules
from arazzo_codegen.read import library as library_module
from arazzo_codegen.read import remote
from arazzo_codegen.read.document import Document
from arazzo_codegen.read.library import Library
from arazzo_codegen.read.read_set import ReadSet
from arazzo_codegen.read.remote_access import RemoteAccess

from ..support.tls_server import Answer, Handler, Server, tls_server


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with tls_server(tmp_path, monkeypatch) as server:
        yield server


def library_of(*hosts: str) -> Library:
    return Library((), remote=RemoteAccess(hosts))


def refusal(library: Library, url: str, rule: Rule = rules.URL_REFUSED) -> str:
    """Why the document at a URL is not fetched."""
    found = library.fetch(url)
    assert isinstance(found, Diagnostic), found
    assert found.rule is rule, found
    assert found.hint
    return found.message.removeprefix(f"{url} is not fetched: ")


def test_a_document_is_fetched_once_and_keeps_its_url(server: Server) -> None:
    server.answers["/a.yml"] = (200, {}, b"a: 1")
    library = library_of("LOCALHOST.")
    found = library.fetch(server.url("/a.yml"))
    assert isinstance(found, Document)
    assert (found.value, found.name, found.url) == (
        {"a": 1},
        server.url("/a.yml"),
        server.url("/a.yml"),
    )
    assert library.fetch(server.url("/a.yml")) is found
    assert len(server.asked) == 1


def test_json_is_told_by_its_media_type(server: Server) -> None:
    kind = {"Content-Type": "application/vnd.oai.openapi+JSON; charset=utf-8"}
    server.answers["/docs"] = (200, kind, b'{"a": 1}')
    found = library_of("localhost").fetch(server.url("/docs"))
    assert isinstance(found, Document)
    assert found.syntax == "json"


def test_nothing_is_fetched_without_leave(server: Server) -> None:
    message = refusal(Library(()), server.url("/a.yml"), limits.REMOTE_SOURCE)
    assert message == f"{server.url('/a.yml')} lies elsewhere, and is not fetched"
    assert server.asked == []


def test_a_host_with_a_private_address_has_to_be_named(server: Server) -> None:
    spellings = ("localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]")
    for host in spellings:
        message = refusal(library_of("specs.example"), server.url("/", host))
        assert message == f"the host {host.strip('[]')!r} has a loopback address"
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/a.yml",
        "file:///etc/passwd",
        "data:text/plain,a",
        "ftp://localhost/a.yml",
        "//localhost/a.yml",
        "\\\\localhost\\share\\a.yml",
        "https:a.yml",
        "https:///a.yml",
    ],
)
def test_other_urls_than_https_are_refused(url: str) -> None:
    message = refusal(library_of("localhost"), url)
    assert message == f"only https URLs are, and {url} is none"


def test_a_url_with_credentials_or_a_strange_one_is_refused(server: Server) -> None:
    url = server.url("/a.yml", "me:secret@localhost")
    assert refusal(library_of("localhost"), url) == "it holds credentials"
    for wrong in ("https://[::1/", "https://a\0b/", "https://localhost:x/"):
        assert refusal(library_of("localhost"), wrong) == "it is no valid URL"
    wrong = "https://localhost:99999/"
    assert refusal(library_of("localhost"), wrong) == "it has no valid port"
    assert server.asked == []


def test_a_redirect_is_followed_and_moves_the_base(server: Server) -> None:
    server.redirect("/a.yml", "/b/a.yml")
    server.redirect("/b/a.yml", server.url("/c/a.yml?x=1", "127.0.0.1"))
    server.answers["/c/a.yml?x=1"] = (200, {}, b"a: 1")
    found = library_of("localhost", "127.0.0.1").fetch(server.url("/a.yml"))
    assert isinstance(found, Document)
    assert found.url == server.url("/c/a.yml?x=1", "127.0.0.1")
    assert found.name == server.url("/a.yml")
    assert not any("Cookie" in headers for _, headers in server.asked)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://localhost/a.yml", "only https URLs are, and http"),
        ("file:///etc/passwd", "only https URLs are, and file"),
        ("https://127.0.0.1/a.yml", "the host '127.0.0.1' has a loopback address"),
        ("//169.254.169.254/a", "the host '169.254.169.254' has a link-local address"),
        ("https://me:secret@localhost/", "it holds credentials"),
    ],
)
def test_a_redirect_is_judged_as_the_first_url_is(
    target: str, reason: str, server: Server
) -> None:
    server.redirect("/a.yml", target)
    message = refusal(library_of("localhost"), server.url("/a.yml"))
    assert message.startswith(reason)
    assert len(server.asked) == 1


def test_five_redirects_are_followed_and_no_more(server: Server) -> None:
    for number in range(6):
        server.redirect(f"/{number}", f"/{number + 1}")
    server.answers["/6"] = (200, {}, b"a: 1")
    assert isinstance(library_of("localhost").fetch(server.url("/1")), Document)
    message = refusal(library_of("localhost"), server.url("/0"), rules.FETCH_FAILED)
    assert message == "it leads to more than 5 redirects"


def test_the_connection_goes_to_the_address_that_was_checked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second answer to the same question, which leads elsewhere, is never asked."""
    asked = []
    system = socket.getaddrinfo

    def answer(host: str, *arguments: Any, **named: Any) -> Any:
        if host != "specs.example":
            return system(host, *arguments, **named)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        return system(address, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    server.answers["/a.yml"] = (200, {}, b"a: 1")
    url = server.url("/a.yml", "specs.example")
    assert isinstance(library_of("specs.example").fetch(url), Document)
    assert asked == ["specs.example"]
    assert server.asked[0][1]["Host"] == f"specs.example:{server.server_address[1]}"


def test_one_private_address_among_others_is_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    found = [(*kind, ("93.184.216.34", 443)), (*kind, ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    message = refusal(library_of(), "https://specs.example/a.yml")
    assert message == "the host 'specs.example' has a private address"


def test_a_certificate_for_another_name_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda _, *rest, **named: system("127.0.0.1", *rest, **named),
    )
    url = server.url("/a.yml", "other.example")
    message = refusal(library_of("other.example"), url, rules.FETCH_FAILED)
    assert "certificate" in message
    assert server.asked == []


def test_a_document_over_the_limit_is_not_read_to_its_end(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("remote", "parsing"):
        monkeypatch.setattr(f"arazzo_codegen.read.{module}.MAX_BYTES", 1000)
    server.answers["/fits"] = (200, {}, b"a: " + b"x" * 997)
    server.answers["/long"] = (200, {}, b"a: " + b"x" * 50_000_000)
    assert isinstance(library_of("localhost").fetch(server.url("/fits")), Document)
    found = library_of("localhost").fetch(server.url("/long"))
    assert isinstance(found, Diagnostic)
    assert found.rule is reading_rules.TOO_LARGE


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b""), "the server answers 404"),
        ((304, {}, b""), "the server answers 304"),
        ((302, {}, b""), "the server answers 302"),
        ((200, {"Content-Encoding": "gzip"}, b""), "the server packs it, though not"),
        ((200, {"Content-Length": "10"}, b"a: 1"), "peer closed connection without"),
    ],
)
def test_an_answer_that_is_no_document_is_told(
    answer: Answer, reason: str, server: Server
) -> None:
    server.answers["/a.yml"] = answer
    library = library_of("localhost")
    found = refusal(library, server.url("/a.yml"), rules.FETCH_FAILED)
    assert found.startswith(reason)


def test_a_document_that_never_ends_is_given_up(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "SECONDS", 0.2)
    monkeypatch.setattr(Handler, "do_GET", lambda _: time.sleep(1))
    message = refusal(library_of("localhost"), server.url("/a.yml"), rules.FETCH_FAILED)
    assert message == "it took longer than 0 seconds"


def test_a_host_that_is_not_there_is_told(server: Server) -> None:
    port = server.server_address[1]
    server.shutdown()
    server.server_close()
    url = f"https://localhost:{port}/"
    assert "refused" in refusal(library_of("localhost"), url, rules.FETCH_FAILED)


def test_nothing_of_this_machine_is_told(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine localhost login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answers["/a.yml"] = (200, {}, b"a: 1")
    assert isinstance(library_of("localhost").fetch(server.url("/a.yml")), Document)
    headers = {name.lower(): value for name, value in server.asked[0][1].items()}
    assert headers.keys() == {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "connection",
    }
    assert headers["user-agent"] == "arazzo-codegen"


def test_a_run_fetches_so_many_documents_and_no_more(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "MAX_FETCHES", 2)
    server.answers["/a.yml"] = (200, {}, b"a: 1")
    library = library_of("localhost")
    for query in "12":
        library.fetch(server.url(f"/a.yml?{query}"))
    message = refusal(library, server.url("/a.yml"), rules.FETCH_FAILED)
    assert message == "2 documents were already"


def test_a_run_that_fetched_is_not_kept(server: Server) -> None:
    reads = ReadSet()
    Library((), reads, RemoteAccess()).fetch(server.url("/a.yml"))
    assert not reads.is_complete
