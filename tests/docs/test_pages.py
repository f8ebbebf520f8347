"""Every command and every code block of README.md and docs/ is run. `pages.py` says how
the pages are written for that, and `running.py` what is done with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from .in_process import InProcess
from .pages import PAGES, ROOT, Block, parse_page
from .running import environment, run_page
from .terminal import Finished

NOT_RUN: Final = {
    "README.md": ["continuous integration runs both"],
    "docs/diagnostics.md": [
        "examples of what is wrong; the tests of the rules have them whole"
    ],
}
"""The reasons for blocks that are left out, by page."""

_INSTALLS: Final = (
    r"python3? -m venv \.venv",
    r"(\.|source) \.venv/bin/activate",
    r"(python -m )?pip install [^;&|]*",
)


def quickly(
    python: InProcess, command: str, folder: Path, variables: Mapping[str, str]
) -> Finished | None:
    """The environment is that of the tests, so nothing is installed, and the compiler
    needs no process of its own. `make tutorial` takes no such shortcut."""
    if any(re.fullmatch(pattern, command) for pattern in _INSTALLS):
        return Finished("", 0)
    return python.command(command, folder, variables)


@pytest.mark.parametrize(
    "page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_what_the_page_shows_happens(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()

    run_page(
        page.read_text(encoding="utf-8"),
        folder,
        environment(tmp_path / "home"),
        quickly,
    )


def test_what_is_not_run_is_known() -> None:
    blocks = {
        page.relative_to(ROOT).as_posix(): [
            part.not_run
            for part in parse_page(page.read_text(encoding="utf-8"))
            if isinstance(part, Block) and part.not_run is not None
        ]
        for page in PAGES
    }

    assert {page: why for page, why in blocks.items() if why} == NOT_RUN
