"""Fetches documents by https.

Nothing of this machine is told or used: no proxy, no `.netrc`, no cookie and no
credential of a URL; of the environment `SSL_CERT_FILE` and `SSL_CERT_DIR` alone count.
A host is looked up once, and the connection goes to the address that was checked:
another answer to a second question (DNS rebinding) cannot lead elsewhere.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from ssl import SSLContext
from threading import Thread
from typing import Final

import httpx

from ..diagnostics.model import Diagnostic, Rule, TextPlace
from ..diagnostics.rules import remote as rules
from .addresses import special_kind
from .remote_access import RemoteAccess
from .text_error import MAX_BYTES

SECONDS: Final = 30.0
"""How long one document may take, with the look-up of its host and all redirects."""

MAX_REDIRECTS: Final = 5


@dataclass(frozen=True)
class Fetched:
    """A document that arrived.

    Attributes:
        url: Where it came from, after redirects: what its references are relative to.
        media_type: What the server says it is; empty where it does not say.
        data: The bytes, one more than a document may have where it is too large.
    """

    url: str
    media_type: str
    data: bytes


class _NotFetchedError(Exception):
    def __init__(self, rule: Rule, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.rule = rule
        self.reason = reason
        self.hint = hint


def fetch(url: str, access: RemoteAccess) -> Fetched | Diagnostic:
    """The document at a URL.

    Returns:
        The document, or why it was not fetched: URL_REFUSED or FETCH_FAILED, at the
        URL as a whole.
    """
    answers: SimpleQueue[Fetched | _NotFetchedError] = SimpleQueue()

    def work() -> None:
        try:
            answers.put(_follow(url, access))
        except _NotFetchedError as error:
            answers.put(error)
        except Exception as error:  # raised where it is waited for, as a diagnostic
            answers.put(_failed(type(error).__name__))

    # A look-up, or a server that sends byte after byte, has no other end.
    Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=SECONDS)
    except Empty:
        answer = _failed(f"it took longer than {SECONDS:.0f} seconds")
    if isinstance(answer, Fetched):
        return answer
    message = f"{url} is not fetched: {answer.reason}"
    return Diagnostic(answer.rule, message, TextPlace(url), answer.hint)


def _follow(url: str, access: RemoteAccess) -> Fetched:
    target = _parse(url)
    for _ in range(MAX_REDIRECTS + 1):
        answer = _get(target, _addresses(target, access))
        if isinstance(answer, Fetched):
            return answer
        target = _parse(str(target.join(answer)))
    raise _failed(f"it leads to more than {MAX_REDIRECTS} redirects")


def _parse(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise _refused("it is no valid URL", "correct the URL") from error
    if not 0 < (target.port or 443) < 65536:
        raise _refused("it has no valid port", "correct the URL")
    if target.scheme != "https" or not target.host:
        raise _refused(
            f"only https URLs are, and {url} is none", "give an https URL, or a file"
        )
    if target.userinfo:
        raise _refused(
            "it holds credentials", "download the document, and give the file"
        )
    return target


def _addresses(target: httpx.URL, access: RemoteAccess) -> list[str]:
    """The addresses of a URL's host, all of which may be connected to."""
    host = target.raw_host.decode("ascii")
    try:
        found = socket.getaddrinfo(host, target.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _failed(f"the host {host!r} is not found") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not access.names(host):
        for kind in filter(None, map(special_kind, addresses)):
            raise _refused(
                f"the host {host!r} has a {kind} address",
                f"if it is to be trusted, name it: --allow-host {host}",
            )
    return addresses


def _get(target: httpx.URL, addresses: list[str]) -> Fetched | str:
    """The document at a URL, or where it redirects to."""
    fault = _failed(f"the host {target.host!r} has no address")
    for address in addresses:
        try:
            return _get_from(address, target)
        except httpx.ConnectError as error:
            fault = _failed(_reason(error))
        except httpx.HTTPError as error:
            raise _failed(_reason(error)) from error
    raise fault


def _get_from(address: str, target: httpx.URL) -> Fetched | str:
    """Ask one address, as if it had been asked by its name."""
    headers = {
        "Host": target.netloc.decode("ascii"),
        "User-Agent": "arazzo-codegen",
        "Accept": "application/yaml, application/json;q=0.9, */*;q=0.1",
        "Accept-Encoding": "identity",
    }
    name = {"sni_hostname": target.raw_host.decode("ascii")}
    url = target.copy_with(host=address, fragment=None)
    with (
        httpx.Client(verify=certificates(), trust_env=False, timeout=10.0) as client,
        client.stream("GET", url, headers=headers, extensions=name) as response,
    ):
        if response.has_redirect_location:
            return response.headers["Location"]
        if response.status_code != 200:
            raise _failed(f"the server answers {response.status_code}")
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise _failed("the server packs it, though not asked to")
        data = bytearray()
        for piece in response.iter_raw():
            data += piece
            if len(data) > MAX_BYTES:
                break
        media_type = response.headers.get("Content-Type", "").partition(";")[0]
        return Fetched(
            str(target.copy_with(fragment=None)),
            media_type.strip().lower(),
            bytes(data[: MAX_BYTES + 1]),
        )


@cache
def certificates() -> SSLContext:
    """What servers have to prove themselves by."""
    return httpx.create_ssl_context()


def _reason(error: httpx.HTTPError) -> str:
    """Why a transfer failed; the text of the system says what to do about it."""
    return str(error).lower() or type(error).__name__


def _refused(reason: str, hint: str) -> _NotFetchedError:
    return _NotFetchedError(rules.URL_REFUSED, reason, hint)


def _failed(reason: str) -> _NotFetchedError:
    hint = "download the document, and give the file"
    return _NotFetchedError(rules.FETCH_FAILED, reason, hint)
