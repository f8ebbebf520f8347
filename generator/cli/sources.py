"""Replacements of source descriptions: `--source NAME=PATH`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import files as rules

# Two letters at least: one is the drive of a Windows path.
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def is_url(value: str) -> bool:
    return _SCHEME.match(value) is not None


def split_sources(
    words: Iterable[str],
) -> tuple[list[tuple[str, str]], list[Diagnostic]]:
    """The names and values of `NAME=PATH`, and what is wrong with them."""
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


def check_sources(sources: Iterable[tuple[str, str]]) -> list[Diagnostic]:
    """What is wrong with the values: a file that is not there, or a URL."""
    checked = (_check(name, value) for name, value in sources)
    return [fault for fault in checked if fault is not None]


def _check(name: str, value: str) -> Diagnostic | None:
    if not is_url(value):
        if Path(value).is_file():
            return None
        message = f"there is no file {value!r} for the source {name!r}"
        return _fault(message, "check the path; it is relative to the current folder")
    message = f"the source {name!r} is a URL, and sources are not fetched: {value!r}"
    return _fault(message, "download it and give the file; ./ before a file name")


def _fault(message: str, hint: str) -> Diagnostic:
    return Diagnostic(rules.WRONG_SOURCE, message, None, hint)
