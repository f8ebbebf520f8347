"""The folder in which a generation is staged."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import Final

_ENDING: Final = ".arazzo-codegen"


class WorkFolder:
    """A hidden folder on the file system of the output, for the time of one run.

    It stands beside the output, or inside where the folder above may not be changed.
    Its name is always the same: the run that holds the lock knows that one it finds was
    left by a run that was killed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made: list[Path] = []

    def open(self) -> None:
        self.make_folder(self.path)

    def make_folder(self, path: Path) -> None:
        os.mkdir(path)
        self._made.append(path)

    def write(self, path: Path, data: bytes) -> None:
        self._made.append(path)
        with open(path, "xb") as file:
            file.write(data)

    def link(self, source: Path, path: Path) -> None:
        """Give a file a second name here: the same file, with its times and its mode."""
        self._made.append(path)
        os.link(source, path, follow_symlinks=False)

    def copy(self, source: Path, path: Path) -> None:
        self._made.append(path)
        shutil.copy2(source, path)

    def clear(self) -> None:
        """Remove everything that was made here. Opens no file, so that it works when
        no more may be opened."""
        for path in reversed(self._made):
            with contextlib.suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    os.rmdir(path)
                else:
                    os.unlink(path)
        self._made.clear()


def work_folders(out: Path) -> tuple[Path, Path]:
    """Where the work folder of an output can be: beside it, and inside."""
    return out.parent / f".{out.name}{_ENDING}", out / f"{_ENDING}-work"


def keep_ownership(old: Path, new: Path) -> bool:
    """Give a new file or folder the mode and the owner of the one it replaces.

    Returns:
        Whether the owner is the same afterwards.
    """
    before, after = old.lstat(), new.lstat()
    if (before.st_uid, before.st_gid) != (after.st_uid, after.st_gid):
        try:
            os.chown(new, before.st_uid, before.st_gid)
        except (OSError, AttributeError):
            return False
    shutil.copymode(old, new)
    return True
