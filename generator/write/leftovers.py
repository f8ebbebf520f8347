"""What goes with a removed module."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath


def remove_traces(folder: Path, removed: Iterable[str]) -> None:
    """Remove the byte code of removed modules, then the folders that are empty."""
    for path in removed:
        gone = folder / path
        if gone.suffix == ".py":
            for cache in gone.parent.glob(f"__pycache__/{gone.stem}.*.pyc"):
                cache.unlink(missing_ok=True)
        _remove_empty(gone.parent / "__pycache__")
        for parent in PurePosixPath(path).parents[:-1]:
            _remove_empty(folder / parent)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
