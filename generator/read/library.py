"""The documents of a run, each read once and only from where reading is allowed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ..diagnostics.model import Diagnostic, Rule, TextPlace
from ..diagnostics.rules import limits
from ..diagnostics.rules import reading as rules
from ..diagnostics.rules import remote as remote_rules
from .beside import hint_beside
from .document import Document
from .parsing import parse_document
from .read_set import FileState, ReadSet
from .remote_access import RemoteAccess
from .text_error import MAX_BYTES

MAX_FETCHES: Final = 100
"""How many documents a run may fetch: what is fetched can name more of them."""


class Library:
    """Reads documents and keeps them for the run.

    Args:
        roots: The folders, and single files, that may be read; a file below a root may
            be read too. Symbolic links count as what they lead to.
        reads: Notes what is read.
        remote: Leave to fetch documents; none by default.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        reads: ReadSet | None = None,
        remote: RemoteAccess | None = None,
    ) -> None:
        self._remote = remote
        self._fetched: dict[str, Document | Diagnostic] = {}
        self.reads = ReadSet() if reads is None else reads
        self._roots = tuple(root.resolve() for root in roots)
        self._states: dict[Path, FileState] = {}
        self._loaded: dict[Path, Document | Diagnostic] = {}

    def load(self, path: Path, name: str) -> Document | Diagnostic:
        """The document at a path.

        Args:
            path: The file; a relative one starts at the current folder.
            name: What users call it; the first name under which a file is loaded
                stays its name.

        Returns:
            The document, or a diagnostic with the rule that says what is wrong:
            MISSING_FILE, OUTSIDE_ROOTS, NOT_A_FILE, UNREADABLE_FILE, or one about the
            text. Where no text is concerned its place is the file as a whole.
        """
        loaded = self.load_if(path, name, lambda _: True)
        assert loaded is not None
        return loaded

    def load_if(
        self, path: Path, name: str, wanted: Callable[[bytes], bool]
    ) -> Document | Diagnostic | None:
        """As `load`, for a file whose bytes are wanted; None for another, which is
        neither parsed nor kept."""
        resolved = _resolve(path)
        if resolved is None:
            self.reads.is_complete = False
            return _refusal(rules.MISSING_FILE, "the path cannot be followed", name)
        loaded = self._loaded.get(resolved)
        if loaded is not None:
            self._note(path, resolved)
            return loaded
        data = self._read(resolved, name)
        self._note(path, resolved)
        if isinstance(data, Diagnostic):
            loaded = data
        elif wanted(data):
            loaded = parse_document(resolved, name, data)
        else:
            return None
        self._loaded[resolved] = loaded
        return loaded

    def fetch(self, url: str) -> Document | Diagnostic:
        """The document at a URL without a fragment, or why it is not fetched.

        A run that fetches is never taken from the cache: only the server knows whether
        its document is still the same.
        """
        if url not in self._fetched:
            self._fetched[url] = self._fetch(url)
        return self._fetched[url]

    @property
    def may_fetch(self) -> bool:
        """Whether documents are fetched at all."""
        return self._remote is not None

    def _fetch(self, url: str) -> Document | Diagnostic:
        if self._remote is None:
            is_https = url.lower().startswith("https:")
            return _refusal(
                limits.REMOTE_SOURCE,
                f"{url} lies elsewhere, and is not fetched",
                url,
                ("give --allow-remote, or " if is_https else "") + "download it",
            )
        self.reads.is_complete = False
        if len(self._fetched) >= MAX_FETCHES:
            message = f"{url} is not fetched: {MAX_FETCHES} documents were already"
            hint = "download what is needed, and give files"
            return _refusal(remote_rules.FETCH_FAILED, message, url, hint)
        from .remote import fetch  # noqa: PLC0415 - httpx is not imported for files

        found = fetch(url, self._remote)
        if isinstance(found, Diagnostic):
            return found
        return parse_document(
            Path(urlsplit(found.url).path),
            url,
            found.data,
            url=found.url,
            media_type=found.media_type,
        )

    def has_file(self, path: Path) -> bool:
        """Whether there is a file, which may not be read."""
        is_file = path.is_file()
        (self.reads.present if is_file else self.reads.absent).add(str(path))
        return is_file

    def _note(self, path: Path, resolved: Path) -> None:
        state = self._states.get(resolved)
        if state is not None:
            self.reads.files[str(path)] = state
        elif os.path.lexists(path):
            self.reads.is_complete = False
        else:
            self.reads.absent.add(str(path))

    def leads_out(self, path: Path) -> bool:
        """Whether a path, its links followed, ends outside of the roots."""
        resolved = _resolve(path)
        return resolved is not None and not self._allows(resolved)

    def _allows(self, resolved: Path) -> bool:
        return any(resolved.is_relative_to(root) for root in self._roots)

    def _read(self, path: Path, name: str) -> bytes | Diagnostic:
        """The bytes of a resolved path, up to one more than a document may have."""
        if not self._allows(path):
            return outside_roots(name)
        try:
            status = path.stat()  # to open a device may already do something
            data: bytes | None = None
            if stat.S_ISREG(status.st_mode):
                with open(path, "rb", opener=_open) as file:
                    status = os.fstat(file.fileno())
                    if stat.S_ISREG(status.st_mode):
                        data = file.read(MAX_BYTES + 1)
            if data is None:
                kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
                return _refusal(rules.NOT_A_FILE, f"{name} is {kind}", name)
            self._states[path] = FileState.of(status, data)
            return data
        except (FileNotFoundError, NotADirectoryError):
            return self._missing(path, name)
        except OSError as error:
            return unreadable(error, name)

    def _missing(self, path: Path, name: str) -> Diagnostic:
        """The diagnostic of a file that is not there; what is beside it may be meant."""
        hint = None
        if self._allows(path.parent):
            try:
                self.reads.note_folder(path.parent)
                hint = hint_beside(path, name)
            except OSError:
                self.reads.is_complete = False
        message = f"there is no file {name}"
        return _refusal(rules.MISSING_FILE, message, name, hint or "check the path")


def outside_roots(name: str) -> Diagnostic:
    """The diagnostic of a file or folder that is not below any root."""
    return _refusal(
        rules.OUTSIDE_ROOTS,
        f"{name} leads out of the folders that may be read",
        name,
        "copy it there, or name a folder that holds it on the command line",
    )


def unreadable(error: OSError, name: str) -> Diagnostic:
    """The diagnostic of a file or folder that the operating system does not give."""
    reason = (error.strerror or type(error).__name__).lower()
    return _refusal(rules.UNREADABLE_FILE, f"{name} cannot be read: {reason}", name)


def _refusal(
    rule: Rule, message: str, name: str, hint: str | None = None
) -> Diagnostic:
    return Diagnostic(rule, message, TextPlace(name), hint, rule.severity)


def _open(path: str, flags: int) -> int:
    """Open a file, without waiting for whoever writes to what is there instead."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _resolve(path: Path) -> Path | None:
    """The path with links followed; None for links in a circle and impossible names."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None
