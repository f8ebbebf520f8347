"""What the command says of mistakes, and that it leaves the output as it was."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..cases.harness import FOLDER

DOCUMENT = "workflow.arazzo.yaml"


@dataclass(frozen=True)
class Mistake:
    """A mistake in the documents of the case `straight_line`.

    Attributes:
        old: A text of the Arazzo document, replaced by `new`.
        mentions: Words of the message.
        hint: Words of the hint.
    """

    old: str
    new: str
    mentions: str
    hint: str
    status: int = 1


MISTAKES = {
    "missing source": Mistake(
        "api.openapi.yaml", "apis.openapi.yaml", "apis.openapi.yaml", "api.openapi.yaml"
    ),
    "unknown operation": Mistake(
        "operationId: listBooks", "operationId: listBook", "listBook", "'listBooks'"
    ),
    "undeclared input": Mistake(
        "value: $inputs.title", "value: $inputs.titel", "titel", "'title'"
    ),
    "unknown step": Mistake(
        "$steps.findBook.outputs.isbn",
        "$steps.findbook.outputs.isbn",
        "findbook",
        "'findBook'",
    ),
    "no YAML": Mistake(
        "operationId: listBooks", "operationId: list: Books", "", "quote", status=2
    ),
}


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    case = FOLDER / "straight_line"
    folder = tmp_path / "specs"
    folder.mkdir()
    for name in (DOCUMENT, "api.openapi.yaml"):
        shutil.copy(case / name, folder)
    return folder


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "arazzo_codegen", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_says_where_it_is_and_how_to_mend_it(mistake: Mistake, specs: Path) -> None:
    text = (specs / DOCUMENT).read_text(encoding="utf-8")
    before, _, after = text.partition(mistake.old)
    line = before.count("\n") + 1
    (specs / DOCUMENT).write_text(before + mistake.new + after)

    done = run("specs", "-o", "out", cwd=specs.parent)

    assert done.returncode == mistake.status, done.stderr
    first, *rest = done.stderr.splitlines()
    place = rf"specs/{DOCUMENT}:{line}:\d+: error\[AZ\d+\]: "
    assert re.match(place, first), first
    assert mistake.mentions in first
    assert any(line.startswith("  hint: ") and mistake.hint in line for line in rest)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (specs.parent / "out").exists()


def test_missing_specs(tmp_path: Path) -> None:
    done = run("nowhere", "-o", "out", cwd=tmp_path)

    assert done.returncode == 2
    assert re.match(r"nowhere:1:1: error\[AZ\d+\]: ", done.stderr)
    assert "  hint: " in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_error_leaves_the_modules_that_are_there(specs: Path) -> None:
    out = specs.parent / "out"
    run("specs", "-o", "out", cwd=specs.parent)
    before = content(out)
    text = (specs / DOCUMENT).read_text(encoding="utf-8")
    (specs / DOCUMENT).write_text(text.replace("$inputs.title", "$inputs.other"))

    done = run("specs", "-o", "out", cwd=specs.parent)

    assert done.returncode == 1
    assert content(out) == before


def test_all_mistakes_are_reported_in_one_run(specs: Path) -> None:
    text = (specs / DOCUMENT).read_text(encoding="utf-8")
    for name in ("unknown operation", "undeclared input", "unknown step"):
        text = text.replace(MISTAKES[name].old, MISTAKES[name].new)
    (specs / DOCUMENT).write_text(text)

    done = run("specs", "-o", "out", cwd=specs.parent)

    assert done.stderr.count(": error[AZ") == 3
