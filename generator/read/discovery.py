"""Finding the Arazzo documents in the files and folders of the command line."""

from __future__ import annotations

import codecs
import os
import posixpath
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics.model import Diagnostic, TextPlace
from .document import Document
from .library import Library, outside_roots, unreadable

_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
_ARAZZO_NAME = re.compile(r"(?:.*\.)?arazzo\.(?:yaml|yml|json)", re.IGNORECASE)
_ARAZZO_KEY = re.compile(rb"[\"']?\barazzo[\"']?\s*:")
_ARAZZO_FLOW_KEY = re.compile(rb"[{,]\s*[\"']?arazzo[\"']?\s*:")
_START = re.compile(
    rb"(?:[ \t]*(?:#[^\r\n]*)?[\r\n]|(?:---|%)[^\r\n]*[\r\n])*([ \t]*)(.)"
)


@dataclass(frozen=True)
class Found:
    """The Arazzo documents, and what kept others from being read; both by name."""

    documents: tuple[Document, ...]
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class _Candidate:
    """A file that may be an Arazzo document."""

    path: Path
    name: str
    named: bool
    """Whether the command line or the file's name says that it is one."""


def find_documents(specs: Sequence[Path], library: Library) -> Found:
    """Find and read the Arazzo documents among files and folders.

    A file that is named counts always. In folders, at any depth, a `.yaml`, `.yml` or
    `.json` file counts if it is called `arazzo.yaml` or `*.arazzo.yaml`, or has a
    member `arazzo` at the top. Hidden files and folders are passed over.

    Args:
        specs: Files and folders as the command line names them; documents are named
            after them, with the path below a folder added.
        library: Reads the files; a symbolic link out of its roots is a fault.
    """
    candidates: set[_Candidate] = set()
    faults: list[Diagnostic] = []
    for spec in specs:
        for found in _candidates(spec, library):
            if isinstance(found, Diagnostic):
                faults.append(found)
            else:
                candidates.add(found)
    documents: dict[Path, Document] = {}
    for candidate in sorted(candidates, key=_order):
        loaded = _load(candidate, library)
        if isinstance(loaded, Diagnostic):
            faults.append(loaded)
        elif loaded is not None:
            documents.setdefault(loaded.path, loaded)
    return Found(
        tuple(sorted(documents.values(), key=lambda document: document.name)),
        tuple(sorted(dict.fromkeys(faults), key=_file_name)),
    )


def default_roots(specs: Sequence[Path]) -> tuple[Path, ...]:
    """The folders that a run over these files and folders may read.

    They are the current one, the folders that are named, and of a file that is named
    the one above its own: workflows in `<api>/arazzo` name sources in `<api>/openapi`.
    """
    named = (
        spec if os.path.isdir(spec) else spec.absolute().parent.parent for spec in specs
    )
    return (Path(), *named)


def _order(candidate: _Candidate) -> tuple[bool, str, bool]:
    """Links come last, so that a document is called by its own name if it has one."""
    return candidate.path.is_symlink(), candidate.name, not candidate.named


def _file_name(fault: Diagnostic) -> str:
    return fault.place.name if isinstance(fault.place, TextPlace) else ""


def _candidates(spec: Path, library: Library) -> Iterator[_Candidate | Diagnostic]:
    if os.path.isdir(spec):
        yield from _candidates_below(spec, library)
    else:
        yield _Candidate(spec, _display(spec), named=True)


def _candidates_below(
    root: Path, library: Library
) -> Iterator[_Candidate | Diagnostic]:
    # Only links are resolved: that takes as long as a path has parts.
    folders = deque([(root, root.resolve())])
    visited: set[Path] = set()
    while folders:
        folder, resolved = folders.popleft()
        if resolved in visited:
            continue
        visited.add(resolved)
        try:
            names = sorted(os.listdir(folder))
            library.reads.note_folder(folder)
        except OSError as error:
            library.reads.is_complete = False
            yield unreadable(error, _display(folder))
            continue
        for path in (folder / name for name in names if not name.startswith(".")):
            is_folder = os.path.isdir(path)
            if not is_folder and path.suffix.lower() not in _SUFFIXES:
                continue
            is_link = path.is_symlink()
            if is_link and library.leads_out(path):
                library.reads.is_complete = False
                yield outside_roots(_display(path))
            elif not is_folder:
                named = _ARAZZO_NAME.fullmatch(path.name) is not None
                yield _Candidate(path, _display(path), named)
            elif is_link:
                folders.append((path, path.resolve()))
            else:
                folders.appendleft((path, resolved / path.name))


def _display(path: Path) -> str:
    """A path as users see it: normalised, forward slashes, printable as UTF-8."""
    name = posixpath.normpath(path.as_posix())
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _load(candidate: _Candidate, library: Library) -> Document | Diagnostic | None:
    if candidate.named:
        return library.load(candidate.path, candidate.name)
    loaded = library.load_if(candidate.path, candidate.name, has_arazzo_key)
    if isinstance(loaded, Document) and not (
        isinstance(loaded.value, dict) and "arazzo" in loaded.value
    ):
        return None
    return loaded


def has_arazzo_key(data: bytes) -> bool:
    """Whether a YAML or JSON text seems to have a member `arazzo` at the top.

    Looks at the text alone: what says no has none, what says yes is to be parsed.
    """
    if b"arazzo" not in data:
        return False
    data = data.removeprefix(codecs.BOM_UTF8)
    start = _START.match(data)
    if start is None:
        return False
    if start[2] == b"{":
        return _ARAZZO_FLOW_KEY.search(data) is not None
    return any(
        _line_before(data, key.start()) == start[1]
        for key in _ARAZZO_KEY.finditer(data)
    )


def _line_before(data: bytes, offset: int) -> bytes:
    """The bytes of a line before an offset."""
    start = max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset)) + 1
    return data[start:offset]
