"""Replacements of source descriptions: `--source NAME=PATH_OR_URL`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import files as rules
from ..read.beside import hint_beside
from ..read.remote_access import is_url


def split_sources(
    words: Iterable[str],
) -> tuple[list[tuple[str, str]], list[Diagnostic]]:
    """The names and values of `NAME=PATH_OR_URL`, and what is wrong with them."""
    found: list[tuple[str, str]] = []
    faults: list[Diagnostic] = []
    for word in words:
        name, equals, value = word.partition("=")
        if name and equals and value:
            found.append((name, value))
            continue
        hint = "write --source NAME=PATH, with the name of the source description"
        faults.append(_fault(f"--source {word!r} has no name or no path", hint))
    return found, faults


def hosts_of(sources: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The hosts of the values that are URLs."""
    for _, value in sources:
        if is_url(value):
            with suppress(ValueError):
                yield urlsplit(value).hostname or ""


def check_sources(
    sources: Iterable[tuple[str, str]], allow_remote: bool
) -> list[Diagnostic]:
    """What is wrong with the values: a file that is not there, or a URL that is not
    fetched."""
    checked = (_check(name, value, allow_remote) for name, value in sources)
    return [fault for fault in checked if fault is not None]


def _check(name: str, value: str, allow_remote: bool) -> Diagnostic | None:
    if not is_url(value):
        if Path(value).is_file():
            return None
        message = f"there is no file {value!r} for the source {name!r}"
        near = hint_beside(Path(value), value)
        hint = near or "check the path; it is relative to the current folder"
        return _fault(message, hint)
    if not value.lower().startswith("https:"):
        message = f"the source {name!r} is a URL that is not fetched: {value!r}"
        return _fault(message, "give an https URL, or a file; ./ before a file name")
    if allow_remote:
        return None
    message = f"the source {name!r} is a URL, and nothing is fetched: {value!r}"
    return _fault(message, "give --allow-remote, or download it and give the file")


def _fault(message: str, hint: str) -> Diagnostic:
    return Diagnostic(rules.WRONG_SOURCE, message, None, hint)
