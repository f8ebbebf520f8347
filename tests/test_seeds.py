"""The published documents of two APIs compile as they are."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import black
import pytest

from .support.reference import SEEDS, needs_seeds

ROOT = Path(__file__).parents[1]
CALLER = ROOT / "tests/generated/typed_caller.py"
MODULES = ("provision_pipeline", "provision_postgres_project")
FILES = ("caller.py", *(f"generated/{name}.py" for name in MODULES))

pytestmark = [
    needs_seeds,
    pytest.mark.xdist_group("seeds"),
]


def run_module(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def compiled(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder with the package `generated` and a caller, and how the run ended."""
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copy(CALLER, folder / "caller.py")
    words = ("arazzo_codegen", SEEDS, "-o", "generated")
    return folder, run_module(*words, cwd=folder)


@pytest.fixture(scope="module")
def folder(compiled: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    return compiled[0]


def test_compiles_and_says_how_many_modules_there_are(
    compiled: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = compiled

    assert done.returncode == 0, done.stderr
    assert "2 modules written to generated/" in done.stderr
    written = {path.stem for path in folder.glob("generated/*.py")}
    assert written == {"__init__", *MODULES}


def test_a_warning_shows_the_braced_form(
    compiled: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    lines = compiled[1].stderr.splitlines()

    hint, *_ = (line for line in lines if "{$inputs.apiToken}" in line)
    place = "prisma-postgres-provision-project-workflow.yml:56:14: warning[AZ701]"
    assert hint == "  hint: write 'Bearer {$inputs.apiToken}'"
    assert any(place in line for line in lines)


def test_faults_in_parts_that_the_workflow_does_not_use_are_no_concern(
    compiled: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    assert "airbyte-openapi.yml" not in compiled[1].stderr


@pytest.mark.parametrize("name", MODULES)
def test_the_function_can_be_imported(folder: Path, name: str) -> None:
    program = f"from generated.{name} import {name}; print({name}.__name__)"

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == (f"{name}\n", "")


@pytest.mark.parametrize("name", MODULES)
def test_black_would_change_nothing(folder: Path, name: str) -> None:
    text = (folder / f"generated/{name}.py").read_text(encoding="utf-8")

    assert black.format_str(text, mode=black.Mode()) == text


def test_mypy_strict_passes_with_a_caller(folder: Path) -> None:
    done = run_module("mypy", "--strict", *FILES, cwd=folder)

    assert done.returncode == 0, done.stdout + done.stderr


def test_pyright_passes_with_a_caller(folder: Path) -> None:
    settings = {"include": FILES, "enableTypeIgnoreComments": False}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))

    done = run_module("pyright", "--pythonpath", sys.executable, cwd=folder)

    assert done.returncode == 0, done.stdout + done.stderr
