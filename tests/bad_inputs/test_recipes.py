"""Hostile and broken inputs that no single file can hold, each with its exit status.

The ids are those of the conformance collection's table; what other tests show of a row
is named in `ELSEWHERE`.
"""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from ..support.reference import needs_conformance
from . import output_recipes, source_recipes, workflow_recipes
from .command import compile_texts, run
from .recipe import PLAIN, Recipe, with_source
from .test_shared_files import FOLDER

RECIPES = (
    *source_recipes.RECIPES,
    *workflow_recipes.RECIPES,
    *output_recipes.RECIPES,
)

ELSEWHERE = {
    "B050": "tests/bad_inputs/test_recipes.py::test_a_redirect_is_not_even_asked_for",
    "B057": "tests/read/test_library.py::test_a_file_that_may_not_be_opened",
    "B113": "tests/plan/test_xpath.py::"
    "test_value_that_is_no_plain_xml_fails_the_criterion_and_is_logged",
    "B114": "tests/requests/test_parameter_values.py::"
    "test_a_path_value_that_is_no_segment_is_refused",
    "B117": "tests/write/test_interruption.py::test_a_protected_folder_is_refused",
    "B124": "tests/bad_inputs/test_recipes.py::test_a_full_disk_leaves_the_old_modules",
    "B125": "tests/write/test_interruption.py::"
    "test_a_failure_leaves_the_old_generation_and_no_litter",
    "B126": "tests/cli/test_process.py::test_a_closed_pipe_gives_no_traceback",
    "B128": "tests/read/test_library.py::test_a_file_is_read_once_under_any_path",
    "B129": "tests/test_determinism.py::test_the_hash_seed_does_not_matter",
    "B131": "tests/test_determinism.py::test_the_locale_does_not_matter",
}
"""Rows without a file of which a test of another part shows what is asked."""


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.id)
def test_it_ends_with_the_status_of_the_row(recipe: Recipe, tmp_path: Path) -> None:
    ended = recipe.run(tmp_path)

    assert ended.status == recipe.status, ended.said[:2000]
    assert "Traceback" not in ended.said
    assert "internal error" not in ended.said
    assert max(map(len, ended.said.splitlines()), default=0) < 3_000
    assert bool(ended.places) == (recipe.shows == "place"), ended.said[:2000]
    assert recipe.shows != "warning" or ": warning[AZ" in ended.said
    assert (tmp_path / "out" / "py.typed").exists() == (recipe.status == 0)


def test_a_redirect_is_not_even_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an API at a URL nothing is fetched, unless the user allows it."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    ended = compile_texts(tmp_path, with_source("https://127.0.0.1/api.yml"))

    assert ended.status == 1
    assert ended.places == ["4:40"]


def test_a_full_disk_leaves_the_old_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compile_texts(tmp_path, PLAIN).status == 0
    before = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    changed = PLAIN["w.arazzo.yml"].replace("stepId: a", "stepId: b")
    original = open

    def full(path: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if "x" in mode or "w" in mode:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return original(path, mode, *arguments, **options)

    (tmp_path / "specs" / "w.arazzo.yml").write_text(changed, "utf-8")
    monkeypatch.setattr("builtins.open", full)
    ended = run(tmp_path / "specs", "-o", tmp_path / "out")
    monkeypatch.undo()

    assert ended.status == 1
    assert "error[AZ007]" in ended.said
    after = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    assert after == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "specs"]


@pytest.mark.parametrize("test", ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_is_shown_elsewhere_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    text = (Path(__file__).parents[2] / path).read_text("utf-8")
    assert f"\ndef {name}(" in text


@needs_conformance
def test_every_row_is_tried() -> None:
    lines = (FOLDER / "index.tsv").read_text("utf-8").splitlines()[1:]
    without_file = {line.split("\t")[0] for line in lines if not line.split("\t")[6]}

    assert without_file == {recipe.row for recipe in RECIPES} | ELSEWHERE.keys()
