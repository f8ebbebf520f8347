"""Names of files for tools that look them up."""

from __future__ import annotations

import os
from pathlib import Path


def name_below(name: str, folder: Path) -> str:
    """The name that a file of the current folder has in another one.

    Args:
        name: A path relative to the current folder, an absolute one, or a URL.
        folder: An absolute path.

    Returns:
        A relative path with forward slashes; a URL as it is, and so is a path that no
        relative one leads to, on another drive.
    """
    if "://" in name:
        return name
    try:
        return Path(os.path.relpath(name, folder)).as_posix()
    except ValueError:
        return name
