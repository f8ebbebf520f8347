"""Failures of the file system as diagnostics."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from ..diagnostics.model import Diagnostic, Rule, TextPlace
from ..diagnostics.rules import files as rules

_RULES: dict[int, tuple[Rule, str]] = {
    errno.EACCES: (rules.NOT_PERMITTED, "change the permissions of the folder"),
    errno.EPERM: (rules.NOT_PERMITTED, "change the permissions of the folder"),
    errno.EROFS: (rules.NOT_PERMITTED, "choose a folder on a writable file system"),
    errno.ENOSPC: (rules.DISK_FULL, "make room on the disk and run again"),
    errno.EDQUOT: (rules.DISK_FULL, "make room in the quota and run again"),
    errno.EMFILE: (rules.TOO_MANY_OPEN_FILES, "raise the limit (ulimit -n)"),
    errno.ENFILE: (rules.TOO_MANY_OPEN_FILES, "close other programs"),
    errno.ENOTDIR: (rules.OUTPUT_NOT_A_FOLDER, "choose a path that leads to a folder"),
}


def diagnose_failure(error: OSError, out: Path) -> Diagnostic:
    """The diagnostic for a failure while the output folder was read or written."""
    rule, hint = _RULES.get(error.errno or 0, (rules.FILE_OPERATION_FAILED, None))
    if error.errno == errno.EEXIST and isinstance(error.filename, str):
        hint = f"move or delete {os.path.relpath(error.filename)}"
    reason = (error.strerror or "the operating system gave no reason").lower()
    message = f"the output cannot be read or written: {reason}"
    return about(rule, out, _path_in(out, error.filename), message, hint)


def _path_in(out: Path, filename: object) -> str:
    """The path of a file relative to the output folder; "" where it is not in it."""
    if not isinstance(filename, str):
        return ""
    for folder in (out, out.resolve()):
        if Path(filename).is_relative_to(folder):
            return Path(filename).relative_to(folder).as_posix()
    return ""


def about(
    rule: Rule, out: Path, path: str, message: str, hint: str | None = None
) -> Diagnostic:
    """A diagnostic about a file of the output folder, or about the folder for ""."""
    name = (out / path).as_posix()
    return Diagnostic(rule, message, TextPlace(name), hint, rule.severity)
