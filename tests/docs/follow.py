"""Follows pages as a new user does: `python -m tests.docs.follow PAGE...`.

Nothing is taken for granted: each page is run in a new folder, by a shell, with a new
home, and installs what it says that it needs. REPOSITORY in a page is this repository as
it was last committed.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from .pages import ROOT
from .running import run_page

_OWN: Final = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "MAKEFLAGS", "XDG_CACHE_HOME")


def follow(page: Path) -> None:
    """Run a page.

    Raises:
        WrongPageError: Something of it does not happen as shown; with the line.
    """
    text = page.read_text(encoding="utf-8").replace("REPOSITORY", ROOT.as_uri())
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "work"
        folder.mkdir()
        run_page(text, folder, _environment(Path(home)), lambda *_: None)


def _environment(home: Path) -> dict[str, str]:
    variables = {name: text for name, text in os.environ.items() if name not in _OWN}
    own = str(Path(sys.prefix) / "bin")
    path = [part for part in variables["PATH"].split(os.pathsep) if part != own]
    return {
        **variables,
        "HOME": str(home),
        "PATH": os.pathsep.join(path),
        "COLUMNS": "88",
        **{f"GIT_{who}_NAME": "A reader" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "reader@example.com" for who in ("AUTHOR", "COMMITTER")},
    }


if __name__ == "__main__":
    for name in sys.argv[1:]:
        start = time.monotonic()
        follow(Path(name))
        print(f"{name}: followed in {time.monotonic() - start:.0f} s")
