"""Writing a generation to the output folder, whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import files as rules
from .difference import compare_tree
from .failures import about, diagnose_failure
from .journal import change_files, recover
from .location import check_location
from .lock import AnotherRunError, lock
from .model import GeneratedFile
from .paths import require_writable
from .result import FileChange, TreeDifference, WriteResult
from .swap import CannotSwapError, create_folder, swap_folder
from .work_folder import WorkFolder, work_folders


def write_tree(
    out: Path, files: Sequence[GeneratedFile], specs: Sequence[Path] = ()
) -> WriteResult:
    """Make the output folder hold exactly these generated files, and the list of them.

    Files that are as they should be are not touched, files of the last run that are no
    longer generated are removed, files that people wrote stay. Whatever happens, the
    folder holds the old generation or the new one; runs at the same time take turns.

    Args:
        out: The output folder; made with its parents where it does not exist.
        files: All files of the generation.
        specs: The files and folders that were compiled, which the folder must not
            overlap.

    Returns:
        What was changed; or, with an error among the diagnostics, why nothing was.
    """
    refused = check_location(out, specs)
    if refused:
        return WriteResult(diagnostics=tuple(refused))
    try:
        with _parents(out.parent), _turn(out):
            return _write(out, files)
    except AnotherRunError:
        return _failed(_describe_another_run(out))
    except OSError as error:
        return _failed(diagnose_failure(error, out))


def _write(out: Path, files: Sequence[GeneratedFile]) -> WriteResult:
    target = out.resolve()
    recover(target)
    difference = compare_tree(out, files)
    if difference.is_refused:
        return WriteResult(diagnostics=difference.diagnostics)
    if difference.changes:
        _change(target, difference)
    return WriteResult(
        difference.created,
        difference.changed,
        difference.removed,
        difference.unchanged,
        difference.diagnostics,
    )


def _change(target: Path, difference: TreeDifference) -> None:
    beside, inside = work_folders(target)
    changes = difference.changes
    if not target.exists():
        with _opened(beside) as work:
            create_folder(target, work, changes)
        return
    require_writable(target)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        with _opened(inside) as work:
            change_files(target, work, changes)
        return
    if len(changes) > 1 and _swapped(target, beside, changes):
        return
    with _opened(beside) as work:
        change_files(target, work, changes)


def _swapped(target: Path, beside: Path, changes: Sequence[FileChange]) -> bool:
    try:
        with _opened(beside) as work:
            swap_folder(target, work, changes)
    except CannotSwapError:
        return False
    return True


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[WorkFolder]:
    work = WorkFolder(path)
    try:
        work.open()
        yield work
    finally:
        work.clear()


@contextlib.contextmanager
def _parents(folder: Path) -> Iterator[None]:
    """Make the folder with those above it; remove the new ones if they stay empty."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    made: list[Path] = []
    try:
        for parent in reversed(missing):
            with contextlib.suppress(FileExistsError):
                parent.mkdir()
                made.append(parent)
        yield
    finally:
        for parent in reversed(made):
            with contextlib.suppress(OSError):
                parent.rmdir()


@contextlib.contextmanager
def _turn(out: Path) -> Iterator[None]:
    """Wait until no other run writes to the output."""
    # The folder above stays the same folder when the output changes places.
    parent = out.resolve().parent
    with lock(parent if os.access(parent, os.R_OK | os.X_OK) else out):
        yield


def _failed(diagnostic: Diagnostic) -> WriteResult:
    return WriteResult(diagnostics=(diagnostic,))


def _describe_another_run(out: Path) -> Diagnostic:
    message = "another run is writing to the same folder and does not come to an end"
    hint = "end the other run, then run again"
    return about(rules.ANOTHER_RUN, out, "", message, hint)
