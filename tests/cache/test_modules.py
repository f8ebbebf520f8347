"""Modules of earlier runs: an edited document costs its own modules only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.emit import modules
from arazzo_codegen.pipeline import compile_specs
from arazzo_codegen.plan.model import ModulePlan
from arazzo_codegen.write.model import GeneratedFile

SPECS = Path(__file__).parents[2] / "specs"
ARAZZO = Path("specs/airbyte/arazzo/airbyte-provision-pipeline-workflow.yml")
OPENAPI = Path("specs/airbyte/openapi/airbyte-openapi.yml")
ENTRIES = Path("cache/arazzo-codegen/modules")


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SPECS, tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The workflows whose modules were emitted."""
    found: list[str] = []
    emit: Callable[[ModulePlan], GeneratedFile] = modules.emit_module  # type: ignore[attr-defined]

    def note(plan: ModulePlan) -> GeneratedFile:
        found.append(plan.workflow_id)
        return emit(plan)

    monkeypatch.setattr(modules, "emit_module", note)
    return found


def files(*, cached: bool = True) -> tuple[GeneratedFile, ...]:
    return compile_specs(CompileRequest((Path("specs"),), cached=cached)).files


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edited_document_costs_its_own_module(emitted: list[str]) -> None:
    files()
    emitted.clear()
    edit(
        ARAZZO,
        "        connectionName:\n",
        "        note: {}\n        connectionName:\n",
    )

    after = files()

    assert emitted == ["provision-pipeline"]
    assert after == files(cached=False)


def test_an_edit_that_no_module_depends_on_costs_none(emitted: list[str]) -> None:
    before = files()
    emitted.clear()
    with OPENAPI.open("a") as file:
        file.write("# more\n")

    assert files() == before
    assert emitted == []


def test_going_back_costs_nothing(emitted: list[str]) -> None:
    before = files()
    text = ARAZZO.read_text(encoding="utf-8")
    edit(
        ARAZZO,
        "        connectionName:\n",
        "        note: {}\n        connectionName:\n",
    )
    files()
    emitted.clear()
    ARAZZO.write_text(text, encoding="utf-8")
    shutil.rmtree("cache/arazzo-codegen/results")

    assert files() == before
    assert emitted == []


@pytest.mark.parametrize("damage", [b"", b"\x00" * 100])
def test_damaged_entries_are_made_anew(emitted: list[str], damage: bytes) -> None:
    before = files()
    for path in ENTRIES.iterdir():
        path.write_bytes(path.read_bytes()[:100] + damage)
    shutil.rmtree("cache/arazzo-codegen/results")
    emitted.clear()

    assert files() == before
    assert len(emitted) == 2


def test_without_the_cache_nothing_is_read_or_kept(emitted: list[str]) -> None:
    files(cached=False)
    files(cached=False)

    assert len(emitted) == 4
    assert not Path("cache").exists()


def test_processes_that_run_at_a_time_agree() -> None:
    command = [sys.executable, "-m", "arazzo_codegen", "specs", "-q", "-o"]
    running = [
        subprocess.Popen(
            [*command, f"out{seed}"], env={**os.environ, "PYTHONHASHSEED": str(seed)}
        )
        for seed in range(3)
    ]
    assert [process.wait() for process in running] == [0, 0, 0]

    expected = {file.path: file.text for file in files(cached=False)}
    for seed in range(3):
        out = Path(f"out{seed}")
        assert {name: (out / name).read_text("utf-8") for name in expected} == expected
    # Keys do not depend on the order of sets: there is an entry a module.
    assert len(list(ENTRIES.iterdir())) == 2
