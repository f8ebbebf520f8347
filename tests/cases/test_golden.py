"""The modules of the cases are those in expected/, formatted and typed.

`pytest tests/cases --update-golden` writes them anew: review what changed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import black
import pytest

from .harness import CASES, FOLDER, compiled, golden, modules, write_package


@pytest.mark.parametrize("case", CASES)
def test_compiles_without_findings(case: str) -> None:
    found = [(f.rule.code, f.message, f.place) for f in compiled(case).diagnostics]

    assert not found
    assert compiled(case).modules


@pytest.mark.parametrize("case", CASES)
def test_the_modules_are_as_expected(case: str, update_golden: bool) -> None:
    folder = FOLDER / case / "expected"
    if update_golden:
        write_golden(folder, golden(case))

    kept = {path.name: path.read_text("utf-8") for path in folder.glob("*.py")}

    assert golden(case) == kept


def write_golden(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.py"):
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_black_would_change_nothing(case: str) -> None:
    for text in (*modules(case).values(), *golden(case).values()):
        assert black.format_str(text, mode=black.Mode()) == text


def test_mypy_strict_passes(tmp_path: Path) -> None:
    for case in CASES:
        write_package(case, tmp_path)

    finished = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr
