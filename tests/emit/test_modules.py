"""Modules emitted by several processes."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from arazzo_codegen.compilation import Compilation, CompileRequest
from arazzo_codegen.emit import modules
from arazzo_codegen.pipeline import compile_specs

SPECS = Path(__file__).parents[2] / "specs"


def compile_with(jobs: int) -> Compilation:
    return compile_specs(CompileRequest(specs=(SPECS,), jobs=jobs))


@pytest.fixture(autouse=True)
def _few_modules_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "FEWEST", 1)


def test_processes_change_nothing() -> None:
    assert compile_with(2).files == compile_with(1).files


def test_what_lost_processes_did_not_give_is_made_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = compile_with(1).files

    def broken(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(modules, "_by_workers", broken)

    assert compile_with(2).files == expected
