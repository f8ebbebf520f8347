"""From a URI reference in a document to the document that it leads to."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urldefrag, urljoin

from ..diagnostics.model import Diagnostic
from ..read.document import Document
from ..read.remote_access import is_url


class DocumentLoader(Protocol):
    """Reads documents, each once, and refuses those from where nothing may be read."""

    def load(self, path: Path, name: str) -> Document | Diagnostic: ...

    def fetch(self, url: str) -> Document | Diagnostic: ...

    @property
    def may_fetch(self) -> bool: ...

    def has_file(self, path: Path) -> bool: ...


def load_from(
    document: Document, reference: str, loader: DocumentLoader
) -> Document | Diagnostic:
    """The document that a reference in another one leads to, whatever its fragment.

    It is relative to the file that holds it, or to the URL this was fetched from.
    """
    url = remote_url(document, reference)
    if url is not None:
        return loader.fetch(url)
    relative = relative_path(reference)
    folder = posixpath.dirname(document.name)
    shown = posixpath.normpath(posixpath.join(folder, relative))
    return loader.load(document.path.parent / relative, shown)


def remote_url(document: Document, reference: str) -> str | None:
    """The URL that a reference leads to; None where it leads to a file."""
    if document.url:
        try:
            return urldefrag(urljoin(document.url, reference)).url
        except ValueError:
            return reference
    is_remote = is_url(reference) or reference.startswith(("//", "\\\\"))
    return reference.partition("#")[0] if is_remote else None


def relative_path(reference: str) -> str:
    """The path of a relative reference, decoded and without its fragment."""
    return unquote(reference.partition("#")[0])
