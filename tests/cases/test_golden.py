"""The modules of the cases are those in expected/, formatted and typed.

`pytest tests/cases --update-golden` writes them anew: review what changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import black
import pytest

from .harness import (
    CASES,
    FOLDER,
    compiled,
    difference,
    golden,
    modules,
    write_package,
    write_tests,
)


@pytest.mark.parametrize("case", CASES)
def test_the_modules_are_as_expected(case: str, update_golden: bool) -> None:
    folder = FOLDER / case / "expected"
    assert compiled(case).modules, golden(case).get("findings.txt")
    if update_golden:
        write_golden(folder, golden(case))

    differences = difference(kept(folder), golden(case))

    if differences:
        pytest.fail(f"not as expected:\n{differences}", pytrace=False)


def kept(folder: Path) -> dict[str, str]:
    files = (path for path in folder.glob("*") if path.is_file())
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def write_golden(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name in kept(folder).keys() - texts.keys():
        (folder / name).unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_black_would_change_nothing(case: str) -> None:
    tests = {f"tests/{file.path}": file.text for file in compiled(case).tests}
    texts = {**modules(case), **golden(case), **tests}
    for name, text in texts.items():
        if name.endswith(".py"):
            assert black.format_str(text, mode=black.Mode()) == text


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of all cases, whole, and their generated tests."""
    folder = tmp_path_factory.mktemp("checked")
    for case in CASES:
        write_package(case, folder)
        write_tests(case, folder)
    return folder


def check(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_strict_passes(packages: Path) -> None:
    check(packages, "mypy", "--strict", ".")


def test_pyright_passes(packages: Path) -> None:
    settings = {"include": ["."], "typeCheckingMode": "standard"}
    (packages / "pyrightconfig.json").write_text(json.dumps(settings))

    check(packages, "pyright", "--pythonpath", sys.executable)


def test_no_import_and_no_name_is_there_in_vain(packages: Path) -> None:
    check(packages, "ruff", "check", "--isolated", "--select", "F", ".")
