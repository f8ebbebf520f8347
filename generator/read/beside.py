"""What a path that leads nowhere most likely means."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from ..diagnostics.nearest import nearest


def hint_beside(path: Path, shown: str) -> str | None:
    """A hint at the file or folder beside a missing one whose name is most like it.

    Args:
        shown: What users call the missing one; the other is called alike.

    Returns:
        None where no name is like it, or the folder cannot be listed.
    """
    try:
        names = sorted(os.listdir(path.parent))
    except (OSError, ValueError):
        return None
    near = nearest(path.name, names)
    if near is None:
        return None
    return f"did you mean {posixpath.join(posixpath.dirname(shown), near)!r}?"
