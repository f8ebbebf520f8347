"""Type checkers pass on the modules and on a caller, and refuse what is wrong there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import generated

PACKAGE = Path(generated.__path__[0])
CALLER = Path(__file__).with_name("typed_caller.py")
FILES = (
    "caller.py",
    "generated/provision_pipeline.py",
    "generated/provision_postgres_project.py",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder as a user has it: the generated package, and a caller beside it."""
    shutil.copytree(PACKAGE, tmp_path / "generated")
    shutil.copy(CALLER, tmp_path / "caller.py")
    return tmp_path


def run_module(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_mypy_strict_passes(project: Path) -> None:
    finished = run_module("mypy", "--strict", *FILES, cwd=project)

    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_pyright_passes(project: Path) -> None:
    settings = {
        "include": FILES,
        "enableTypeIgnoreComments": False,
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    (project / "pyrightconfig.json").write_text(json.dumps(settings))
    options = ["--pythonpath", sys.executable, "--outputjson"]

    finished = run_module("pyright", *options, cwd=project)

    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert json.loads(finished.stdout)["summary"]["filesAnalyzed"] == len(FILES)
