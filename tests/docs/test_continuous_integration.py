"""The hooks for pre-commit, and the workflow of GitHub that the documentation shows."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from .pages import Block, parse_page

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def shown(page: str, title: str) -> str:
    """The first block of a how-to page that is a file of that name."""
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    return next(
        part.text
        for part in parse_page(text)
        if isinstance(part, Block) and part.title == title
    )


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *words = shlex.split(command)
    assert program in PROJECT["project"]["scripts"]
    return subprocess.run(
        [sys.executable, "-m", "arazzo_codegen", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with specs/ of one API and what they compile to."""
    shutil.copytree(ROOT / "specs" / "prisma", tmp_path / "specs" / "prisma")
    compiled = run("arazzo-codegen specs/ -o generated/", tmp_path)
    assert compiled.returncode == 0, compiled.stderr
    return tmp_path


def break_workflow(project: Path) -> None:
    (document,) = project.glob("specs/prisma/arazzo/*.yml")
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("operationId: ", "operationId: no"), "utf-8")


def described_hooks() -> list[dict[str, Any]]:
    (repository,) = yaml.safe_load(shown("pre-commit.md", ".pre-commit-config.yaml"))[
        "repos"
    ]
    return list(repository["hooks"])


def commands_of_hooks() -> list[str]:
    """The commands of the hooks as they are, and with the arguments of the page."""
    entries = {hook["id"]: hook["entry"] for hook in HOOKS}
    hooks = [*HOOKS, *described_hooks()]
    return [shlex.join([entries[hook["id"]], *hook["args"]]) for hook in hooks]


def commands_of_workflow() -> list[str]:
    workflow = shown("continuous-integration.md", ".github/workflows/workflows.yml")
    jobs = yaml.safe_load(workflow)["jobs"].values()
    steps = [step for job in jobs for step in job["steps"]]
    return [one["run"] for one in steps if one.get("run", "").startswith("arazzo-")]


def test_hooks_have_what_pre_commit_needs() -> None:
    assert [hook["id"] for hook in HOOKS] == ["arazzo-codegen-lint", "arazzo-codegen"]
    for hook in HOOKS:
        assert hook["name"]
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert re.search(hook["files"], "specs/pets.arazzo.yaml")
        assert not re.search(hook["files"], "README.md")


def test_the_page_names_hooks_that_exist() -> None:
    assert [hook["id"] for hook in described_hooks()] == [hook["id"] for hook in HOOKS]


@pytest.mark.parametrize("command", sorted(set(commands_of_hooks())))
def test_a_hook_passes_and_fails(project: Path, command: str) -> None:
    command = command.replace("'", "")
    before = run(command, project)
    break_workflow(project)
    after = run(command, project)

    assert (before.returncode, after.returncode) == (0, 1), before.stderr


def test_the_workflow_has_a_command() -> None:
    assert len(commands_of_workflow()) == 1


@pytest.mark.parametrize("command", commands_of_workflow())
def test_the_workflow_passes_and_annotates(project: Path, command: str) -> None:
    before = run(command, project)
    break_workflow(project)
    after = run(command, project)

    assert (before.returncode, after.returncode) == (0, 1), before.stderr
    assert "::error file=specs/prisma/arazzo/" in after.stdout


def test_the_workflow_fails_when_the_modules_are_not_current(project: Path) -> None:
    (command,) = commands_of_workflow()
    (project / "generated" / "provision_postgres_project.py").unlink()

    result = run(command, project)

    assert result.returncode == 1
    assert "would create generated/provision_postgres_project.py" in result.stderr
