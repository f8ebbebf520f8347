"""The hooks for pre-commit, and the workflow of GitHub that the documentation shows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from .in_process import InProcess
from .pages import ROOT, Block, parse_page
from .running import command_of_hook, commands_of_hooks, commands_of_workflow
from .terminal import Finished

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def shown(page: str, title: str) -> str:
    """The first block of a how-to page that is a file of that name."""
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    return next(
        part.text
        for part in parse_page(text)
        if isinstance(part, Block) and part.title == title
    )


WORKFLOW = shown("continuous-integration.md", ".github/workflows/workflows.yml")
CONFIGURATION = shown("pre-commit.md", ".pre-commit-config.yaml")
(COMMAND,) = [
    one for one in commands_of_workflow(WORKFLOW) if "arazzo-codegen s" in one
]


def run(command: str, folder: Path) -> Finished:
    finished = InProcess().command(command, folder, {})
    assert finished is not None
    return finished


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with specs/ of one API and what they compile to."""
    folder = tmp_path_factory.mktemp("compiled")
    shutil.copytree(ROOT / "specs" / "prisma", folder / "specs" / "prisma")
    finished = run("arazzo-codegen specs/ -o generated/", folder)
    assert finished.status == 0, finished.output
    return folder


@pytest.fixture
def project(compiled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(compiled, tmp_path / "project"))


def break_workflow(project: Path) -> None:
    (document,) = project.glob("specs/prisma/arazzo/*.yml")
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("operationId: ", "operationId: no"), "utf-8")


def test_hooks_have_what_pre_commit_needs() -> None:
    assert [hook["id"] for hook in HOOKS] == ["arazzo-codegen-lint", "arazzo-codegen"]
    for hook in HOOKS:
        assert hook["name"]
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert re.search(hook["files"], "specs/pets.arazzo.yaml")
        assert not re.search(hook["files"], "README.md")


def test_the_page_shows_each_hook() -> None:
    (repository,) = yaml.safe_load(CONFIGURATION)["repos"]

    assert [one["id"] for one in repository["hooks"]] == [one["id"] for one in HOOKS]


@pytest.mark.parametrize(
    "command", sorted({*map(command_of_hook, HOOKS), *commands_of_hooks(CONFIGURATION)})
)
def test_a_hook_passes_and_fails(project: Path, command: str) -> None:
    before = run(command, project)
    break_workflow(project)
    after = run(command, project)

    assert (before.status, after.status) == (0, 1), before.output


def test_the_workflow_passes_and_annotates(project: Path) -> None:
    before = run(COMMAND, project)
    break_workflow(project)
    after = run(COMMAND, project)

    assert (before.status, after.status) == (0, 1), before.output
    assert "::error file=specs/prisma/arazzo/" in after.output


def test_the_workflow_fails_when_the_modules_are_not_current(project: Path) -> None:
    (project / "generated" / "provision_postgres_project.py").unlink()

    result = run(COMMAND, project)

    assert result.status == 1
    assert "would create generated/provision_postgres_project.py" in result.output
