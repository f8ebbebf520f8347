"""Paths of generated files, and what stands there."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import files as rules
from .failures import about

_NOT_PORTABLE: Final = frozenset('\\:*?"<>|')


class NotARegularFileError(Exception):
    """Something else than a regular file stands at a path of the output folder, or the
    path leads through a symbolic link."""


def is_portable(path: str) -> bool:
    """Whether it is a relative path with forward slashes that stays in its folder and
    means the same file on every system."""
    parts = path.split("/")
    return all(
        part not in ("", ".", "..")
        and part.isprintable()
        and not _NOT_PORTABLE.intersection(part)
        for part in parts
    )


def check_paths(out: Path, paths: Iterable[str]) -> list[Diagnostic]:
    """A diagnostic for each path that is not portable or that collides with another, on
    file systems that ignore case too."""
    found: list[Diagnostic] = []
    seen: dict[str, str] = {}
    for path in paths:
        if not is_portable(path):
            message = f"the path {path!r} is not a portable path in the output folder"
        elif path.casefold() in seen:
            message = f"the paths {seen[path.casefold()]!r} and {path!r} are the same"
        else:
            seen[path.casefold()] = path
            continue
        hint = "report this as a mistake of arazzo-codegen"
        found.append(about(rules.PATH_OUTSIDE_OUTPUT, out, "", message, hint))
    return found


def read_output(out: Path, path: str) -> bytes | None:
    """What a file of the output folder holds, or None where there is none.

    Raises:
        NotARegularFileError: Something else stands there.
        OSError: It cannot be read.
    """
    for parent in reversed(PurePosixPath(path).parents[:-1]):
        try:
            mode = (out / parent).lstat().st_mode
        except FileNotFoundError:
            return None
        if not stat.S_ISDIR(mode):
            raise NotARegularFileError
    try:
        if not stat.S_ISREG((out / path).lstat().st_mode):
            raise NotARegularFileError
        return (out / path).read_bytes()
    except FileNotFoundError:
        return None


def require_writable(folder: Path) -> None:
    """Raises PermissionError unless entries of the folder may be changed."""
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
