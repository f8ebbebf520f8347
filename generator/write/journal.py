"""Changing an output folder file by file, with a way back.

For one changed file, and where folders cannot change places: the new files are staged,
the old ones get a second name in the work folder, and a journal of both is written. Only
then are files renamed into place. The run is through when the journal is gone; as long
as it is there, whoever finds it brings the old generation back. Killed in between, the
folder is a mixture until the next run, for as long as renaming the files takes; with one
file there is no in between.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from .leftovers import remove_traces
from .paths import is_portable, require_writable
from .result import FileChange
from .work_folder import WorkFolder, keep_ownership, work_folders

_JOURNAL: Final = "journal.json"


def change_files(out: Path, work: WorkFolder, changes: Sequence[FileChange]) -> None:
    """Change the files of a folder one after the other.

    Raises:
        OSError: It was not possible; the folder is as it was.
    """
    _stage(out, work, changes)
    folders = _new_folders(out, changes)
    journal = [
        [change.path for change in changes if change.before is not None],
        [change.path for change in changes if change.before is None],
        folders,
    ]
    draft = work.path / "journal.draft"
    work.write(draft, json.dumps(journal).encode())
    os.rename(draft, work.path / _JOURNAL)
    try:
        _apply(out, work.path, changes, folders)
    except BaseException:
        _go_back(out, work.path)
        raise
    os.unlink(work.path / _JOURNAL)
    remove_traces(out, [change.path for change in changes if change.after is None])


def recover(out: Path) -> None:
    """Bring the output to a whole generation after a run that was killed, and remove
    what it left behind.

    Raises:
        OSError: It was not possible.
    """
    for work in work_folders(out):
        if work.is_symlink() or not work.is_dir():
            continue
        if (work / _JOURNAL).is_file():
            _go_back(out, work)
        shutil.rmtree(work)


def _stage(out: Path, work: WorkFolder, changes: Sequence[FileChange]) -> None:
    new, old = work.path / "new", work.path / "old"
    work.make_folder(new)
    work.make_folder(old)
    kept = 0
    for number, change in enumerate(changes):
        target = out / change.path
        if target.parent.is_dir():
            require_writable(target.parent)
        if change.after is not None:
            work.write(new / str(number), change.after)
        if change.before is None:
            continue
        if change.after is not None:
            keep_ownership(target, new / str(number))
        _second_name(work, target, old / str(kept))
        kept += 1


def _second_name(work: WorkFolder, target: Path, path: Path) -> None:
    try:
        work.link(target, path)
    except (OSError, NotImplementedError):
        work.copy(target, path)


def _new_folders(out: Path, changes: Sequence[FileChange]) -> list[str]:
    """The folders to be made, each after the one that it is in."""
    found: dict[str, None] = {}
    for change in changes:
        for parent in reversed(PurePosixPath(change.path).parents[:-1]):
            if change.after is not None and not (out / parent).is_dir():
                found[str(parent)] = None
    return list(found)


def _apply(
    out: Path, work: Path, changes: Sequence[FileChange], folders: Sequence[str]
) -> None:
    for folder in folders:
        os.mkdir(out / folder)
    for number, change in enumerate(changes):
        if change.after is None:
            os.unlink(out / change.path)
        else:
            os.replace(work / "new" / str(number), out / change.path)


def _go_back(out: Path, work: Path) -> None:
    """Undo what the journal says, whether all of it was done or nothing."""
    kept, created, folders = _read_journal(work / _JOURNAL)
    for number, path in enumerate(kept):
        with contextlib.suppress(FileNotFoundError):
            os.replace(work / "old" / str(number), out / path)
    for path in created:
        (out / path).unlink(missing_ok=True)
    for folder in reversed(folders):
        with contextlib.suppress(OSError):
            (out / folder).rmdir()
    os.unlink(work / _JOURNAL)


def _read_journal(path: Path) -> tuple[list[str], list[str], list[str]]:
    """The paths of a journal; none where the file is not one of ours."""
    try:
        kept, created, folders = json.loads(path.read_bytes())
    except (ValueError, TypeError, RecursionError):
        return [], [], []
    for paths in (kept, created, folders):
        if not isinstance(paths, list):
            return [], [], []
        if not all(isinstance(one, str) and is_portable(one) for one in paths):
            return [], [], []
    return kept, created, folders
