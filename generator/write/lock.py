"""One run at a time writes to an output folder."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PATIENCE: Final = 60.0
"""Seconds to wait for another run; writing takes well under one."""

_PAUSE: Final = 0.02
_HELD_BY_ANOTHER: Final = frozenset({errno.EAGAIN, errno.EACCES})
_NOT_SUPPORTED: Final = frozenset({errno.EBADF, errno.ENOLCK, errno.ENOTSUP})


class AnotherRunError(Exception):
    """Another run has held the lock for as long as patience lasts."""


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; it is gone with the process, however that ends.

    The lock is on the folder itself, so no file is left behind. Where the system has
    no locks on folders (Windows, some network file systems) there is none.

    Raises:
        AnotherRunError: Another run has held it all the time.
        OSError: The folder cannot be opened.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _acquire(descriptor)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _try(descriptor):
        if time.monotonic() > deadline:
            raise AnotherRunError
        time.sleep(_PAUSE)


def _try(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 - not on every platform

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            return False
        if error.errno not in _NOT_SUPPORTED:
            raise
    return True
