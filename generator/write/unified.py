"""A difference as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from .result import FileChange, TreeDifference


def unified_diff(difference: TreeDifference, out: Path) -> Iterator[str]:
    """The lines of a unified diff from what stands in the folder to what would be
    written, each with its line end; `git apply` takes them."""
    for change in difference.changes:
        yield from _file_diff(change, (out / change.path).as_posix())


def _file_diff(change: FileChange, name: str) -> Iterator[str]:
    lines = difflib.unified_diff(
        _lines(change.before),
        _lines(change.after),
        "/dev/null" if change.before is None else name,
        "/dev/null" if change.after is None else name,
    )
    some = False
    for line in lines:
        some = True
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
    if not some:
        # An empty file that comes or goes has no lines to show.
        verb = "create" if change.before is None else "remove"
        yield f"{verb} empty file {name}\n"


def _lines(data: bytes | None) -> list[str]:
    """Lines that end in LF only: `splitlines` would split at other characters too."""
    text = (data or b"").decode("utf-8", "backslashreplace")
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])
