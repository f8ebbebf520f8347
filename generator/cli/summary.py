"""The last lines of a run in text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..diagnostics.model import Severity
from ..write.result import TreeDifference, WriteResult

LONG: Final = 1.0
"""Seconds from which on a run says how long it took."""


def describe_changes(
    files: WriteResult | TreeDifference, out: Path, with_unchanged: bool
) -> Iterator[str]:
    """A line for each file that was, or would be, created, changed or removed."""
    if isinstance(files, TreeDifference):
        words = ("would create", "would change", "would remove")
    else:
        words = ("created", "changed", "removed")
    paths = (files.created, files.changed, files.removed)
    lines = {
        path: word for word, some in zip(words, paths, strict=True) for path in some
    }
    if with_unchanged:
        lines |= dict.fromkeys(files.unchanged, "unchanged")
    for path in sorted(lines):
        yield f"{lines[path]} {(out / path).as_posix()}"


def summarize(
    purpose: str,
    severities: Sequence[Severity],
    modules: tuple[int, int],
    files: WriteResult | TreeDifference | None,
    out: Path | None,
) -> str:
    """The last line: what came of the run.

    Args:
        purpose: What the run was for: write, compare or lint.
        severities: Of everything that was found.
        modules: How many were written (or differ), and how many were current.
        files: What was or would be done; None where it did not come to that.
        out: The output folder.
    """
    findings = _count_findings(severities)
    if purpose == "lint":
        return findings or "no findings"
    if files is None or out is None:
        return _join(findings or "no error", f"nothing {_PAST[purpose]}", ": ")
    if isinstance(files, TreeDifference):
        done = _describe_difference(files, modules, out)
    else:
        done = _describe_writing(files, modules, out)
    return _join(done, findings, ", ")


def summarize_tests(folder: Path, files: WriteResult | TreeDifference) -> str:
    """A line on what came of the files of tests.

    Args:
        files: What was or would be done to their folder.
    """
    if isinstance(files, TreeDifference):
        number = len(files.changes)
        if not number:
            return f"{_folder(folder)} is current"
        verb = "differs" if number == 1 else "differ"
        return f"{_folder(folder)} is not current: {_count(number, 'file')} {verb}"
    written = sum(map(is_test, (*files.created, *files.changed)))
    if written:
        return f"{_count(written, 'file')} of tests written to {_folder(folder)}"
    return f"{_count(sum(map(is_test, files.unchanged)), 'file')} of tests unchanged"


def is_test(path: str) -> bool:
    """Whether a path is that of a file of tests, and not of what goes with them."""
    return path.rpartition("/")[2].startswith("test_")


def add_time(summary: str, seconds: float) -> str:
    """The last line with the time that the run took, if that was long."""
    return f"{summary}, {seconds:.1f} s" if seconds >= LONG else summary


_PAST = {"write": "written", "compare": "compared"}


def _describe_writing(files: WriteResult, modules: tuple[int, int], out: Path) -> str:
    written, unchanged = modules
    parts: list[str] = []
    if written:
        parts.append(f"{_count(written, 'module')} written to {_folder(out)}")
        if unchanged:
            parts.append(f"{unchanged} unchanged")
    else:
        parts.append(f"{_count(unchanged, 'module')} unchanged")
    if files.removed:
        parts.append(f"{_count(len(files.removed), 'file')} removed")
    return ", ".join(parts)


def _describe_difference(
    files: TreeDifference, modules: tuple[int, int], out: Path
) -> str:
    if not files.changes:
        return f"{_folder(out)} is current: {_count(modules[1], 'module')} unchanged"
    number = len(files.changes)
    verb = "differs" if number == 1 else "differ"
    return f"{_folder(out)} is not current: {_count(number, 'file')} {verb}"


def _folder(out: Path) -> str:
    return f"{out.as_posix().rstrip('/')}/"


def _count_findings(severities: Sequence[Severity]) -> str:
    errors = sum(severity is Severity.ERROR for severity in severities)
    warnings = len(severities) - errors
    counts = ((errors, "error"), (warnings, "warning"))
    return ", ".join(_count(number, noun) for number, noun in counts if number)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _join(first: str, second: str, between: str) -> str:
    return f"{first}{between}{second}" if second else first
