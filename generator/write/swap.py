"""Changing an output folder in one step: a complete new folder takes its place.

The new folder is built in the work folder: generated files are written, everything else
(files of the same content, and files that people wrote) gets a second name there by hard
links, so it keeps its times and costs no room. Then the two folders change places in one
system call. Whoever looks, and whenever the run is killed, sees one whole generation.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from .exchange import exchange
from .leftovers import remove_traces
from .result import FileChange
from .work_folder import WorkFolder, keep_ownership

MOST_KEPT_FILES: Final = 2000
"""With more files that are not to be changed the folder is no output but a project,
which had better stay the folder that it is."""

_NO_LINKS_HERE: Final = frozenset(
    {errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS}
)


class CannotSwapError(Exception):
    """The folder cannot be changed in one step here; nothing was changed."""


def create_folder(out: Path, work: WorkFolder, changes: Sequence[FileChange]) -> None:
    """Let a folder that does not exist yet appear with all of its files."""
    tree = work.path / "tree"
    work.make_folder(tree)
    _write_changes(work, tree, changes)
    os.rename(tree, out)


def swap_folder(out: Path, work: WorkFolder, changes: Sequence[FileChange]) -> None:
    """Change the files of a folder in one step.

    Raises:
        CannotSwapError: The system or the file system has no way to do it.
        OSError: The new folder could not be built. The old one is as it was.
    """
    if _is_needed_as_it_is(out):
        raise CannotSwapError
    tree = work.path / "tree"
    work.make_folder(tree)
    kept = _link_kept_files(out, work, tree, {change.path for change in changes})
    _write_changes(work, tree, changes, out)
    remove_traces(tree, [change.path for change in changes if change.after is None])
    for folder in ("", *(path for path, file in kept.items() if file is None)):
        if (tree / folder).is_dir():
            _keep_attributes(out / folder, tree / folder)
    if not exchange(tree, out):
        raise CannotSwapError
    # From here on `tree` is the old folder.
    with contextlib.suppress(OSError):
        _carry_over(tree, out, kept, {change.path for change in changes})
    shutil.rmtree(tree, ignore_errors=True)


def _is_needed_as_it_is(out: Path) -> bool:
    """Whether a process works in the folder, or it is the root of a file system."""
    here = Path.cwd().resolve()
    return here == out or out in here.parents or os.path.ismount(out)


def _link_kept_files(
    out: Path, work: WorkFolder, tree: Path, changing: set[str]
) -> dict[str, int | None]:
    """Link everything that is not to be changed.

    Returns:
        The paths of all that was found there; with its number for a file, None for a
        folder.
    """
    kept: dict[str, int | None] = {}
    for path, entry in _walk(out):
        if entry.is_dir(follow_symlinks=False):
            kept[path] = None
            if not os.access(entry.path, os.R_OK | os.W_OK | os.X_OK):
                raise CannotSwapError
            work.make_folder(tree / path)
            continue
        kept[path] = entry.inode()
        if path not in changing:
            _link(work, Path(entry.path), tree / path)
        if len(kept) > MOST_KEPT_FILES + len(changing):
            raise CannotSwapError
    return kept


def _link(work: WorkFolder, source: Path, path: Path) -> None:
    try:
        work.link(source, path)
    except NotImplementedError as error:
        raise CannotSwapError from error
    except OSError as error:
        if error.errno in _NO_LINKS_HERE:
            raise CannotSwapError from error
        raise


def _walk(out: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder, folders before what is in them."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(out / folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)


def _write_changes(
    work: WorkFolder, tree: Path, changes: Sequence[FileChange], out: Path | None = None
) -> None:
    for change in changes:
        if change.after is None:
            continue
        for folder in reversed(PurePosixPath(change.path).parents[:-1]):
            if not (tree / folder).is_dir():
                work.make_folder(tree / folder)
        work.write(tree / change.path, change.after)
        if out is not None and change.before is not None:
            keep_ownership(out / change.path, tree / change.path)


def _keep_attributes(old: Path, new: Path) -> None:
    if not keep_ownership(old, new):
        raise CannotSwapError
    shutil.copystat(old, new)
    # The content is new, and importers in other processes look at this time.
    os.utime(new)


def _carry_over(
    old: Path, out: Path, kept: dict[str, int | None], changing: set[str]
) -> None:
    """Move files that somebody saved in the old folder after it had been listed."""
    for path, entry in list(_walk(old)):
        if entry.is_dir(follow_symlinks=False):
            if path not in kept:
                (out / path).mkdir(parents=True, exist_ok=True)
        elif path not in changing and kept.get(path) != entry.inode():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(entry.path, out / path)
