"""The README shows what is there: its excerpts, its program, its options."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import respx
import yaml

import generated
from arazzo_codegen.cli.main import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PRISMA = ROOT / "specs/prisma/arazzo/prisma-postgres-provision-project-workflow.yml"
OPTION = r"(?<!\S)(--?[a-z][a-z-]*)"


def block(language: str, *, after: str) -> str:
    """The first code block of a language behind a text."""
    _, _, rest = README.partition(after)
    found = re.search(rf"^```{language}\n(.*?)^```$", rest, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_the_step_is_the_one_in_specs() -> None:
    (workflow,) = yaml.safe_load(PRISMA.read_text(encoding="utf-8"))["workflows"]

    (step,) = yaml.safe_load(block("yaml", after="## What it emits"))

    assert step in workflow["steps"]


def test_the_excerpt_is_in_the_generated_module() -> None:
    module = Path(generated.__path__[0]) / "provision_postgres_project.py"

    assert block("python", after="<!-- excerpt -->") in module.read_text("utf-8")


@respx.mock(base_url="https://api.prisma.io/v1")
def test_the_program_runs(
    respx_mock: respx.MockRouter, capsys: pytest.CaptureFixture[str]
) -> None:
    router = respx_mock
    router.get("/workspaces").respond(json={"data": [{"id": "w"}]})
    router.post("/workspaces/w/projects").respond(
        201, json={"id": "prj_1", "databases": [{"id": "d"}]}
    )
    router.post("/databases/d/backups").respond(
        202, json={"id": "b", "status": "pending"}
    )
    router.post("/databases/d/connections").respond(503)

    exec(block("python", after="<!-- usage -->"), {})

    assert (
        capsys.readouterr().out
        == block("text", after="The error") + "to be deleted: prj_1\n"
    )


def test_the_workflow_that_is_tried_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command, _, output = block("console", after="<!-- run -->").partition("\n")
    monkeypatch.chdir(ROOT)

    with pytest.raises(SystemExit) as ended:
        main(shlex.split(command)[2:])

    assert ended.value.code == 0
    assert capsys.readouterr() == (output, "")


def test_the_options_are_those_of_the_command() -> None:
    command = [sys.executable, "-m", "arazzo_codegen", "--help"]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)

    table = README.partition("| option | |")[2].partition("\n\n")[0]
    options = re.findall(OPTION, table.replace("`", " "))

    assert len(options) >= 8
    assert set(options) <= set(re.findall(OPTION, finished.stdout))
