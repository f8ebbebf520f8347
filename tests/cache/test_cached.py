"""Results of earlier runs: used when nothing has changed, and only then."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from arazzo_codegen import stages
from arazzo_codegen.compilation import Compilation, CompileRequest
from arazzo_codegen.diagnostics.order import in_source_order
from arazzo_codegen.diagnostics.render_json import render_json
from arazzo_codegen.pipeline import compile_specs

SPECS = Path(__file__).parents[2] / "specs" / "airbyte"
ARAZZO = "specs/arazzo/airbyte-provision-pipeline-workflow.yml"
OPENAPI = "specs/openapi/airbyte-openapi.yml"


class Runs:
    """Counts how often the stages ran."""

    def __init__(self) -> None:
        self.number = 0

    def compile(self, *, strict: bool = False, layout: bool = False) -> Compilation:
        request = CompileRequest(
            (Path("specs"),),
            "document" if layout else "flat",
            strict=strict,
            cached=True,
        )
        return compile_specs(request)


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    counted = Runs()
    run_stages = stages.run_stages

    def count(*arguments: object) -> Compilation:
        counted.number += 1
        return run_stages(*arguments)  # type: ignore[arg-type]

    shutil.copytree(SPECS, tmp_path / "project" / "specs")
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(stages, "run_stages", count)
    return counted


def append(name: str, text: str) -> None:
    with Path(name).open("a") as file:
        file.write(text)


def entry(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "cache" / "arazzo-codegen" / "results").glob("*.entry")
    return found


def findings(compilation: Compilation) -> object:
    return render_json(in_source_order(compilation.diagnostics))


def test_a_second_run_gives_the_same_without_compiling(runs: Runs) -> None:
    first, second = runs.compile(), runs.compile()

    assert runs.number == 1
    assert first.files
    assert (second.files, second.modules) == (first.files, first.modules)


def test_findings_keep_their_places(runs: Runs) -> None:
    text = Path(ARAZZO).read_text()
    Path(ARAZZO).write_text(text.replace("operationId: ", "operationId: no", 1))

    first, second = runs.compile(), runs.compile()

    assert runs.number == 1
    assert first.diagnostics.has_errors
    assert findings(second) == findings(first)


@pytest.mark.parametrize("name", [ARAZZO, OPENAPI])
def test_a_changed_file_is_compiled(runs: Runs, name: str) -> None:
    runs.compile()
    append(name, "# more\n")
    runs.compile()

    assert runs.number == 2


def test_a_change_of_equal_length_and_time_is_seen_in_a_fresh_file(runs: Runs) -> None:
    runs.compile()
    times = os.stat(OPENAPI)
    data = Path(OPENAPI).read_bytes()
    Path(OPENAPI).write_bytes(data.replace(b"e", b"a", 1))
    os.utime(OPENAPI, ns=(times.st_atime_ns, times.st_mtime_ns))
    runs.compile()

    assert runs.number == 2


def test_a_touched_file_is_not_compiled(runs: Runs) -> None:
    runs.compile()
    os.utime(ARAZZO)
    runs.compile()

    assert runs.number == 1


def test_a_new_document_is_compiled(runs: Runs) -> None:
    runs.compile()
    Path("specs/more").mkdir()
    runs.compile()
    Path("specs/more/other.arazzo.yml").write_text("arazzo: 1.0.1\n")
    runs.compile()

    assert runs.number == 3


def test_a_source_that_comes_into_being_is_compiled(runs: Runs) -> None:
    Path(OPENAPI).rename("openapi.yml")
    assert runs.compile().diagnostics.has_errors
    Path("openapi.yml").rename(OPENAPI)

    assert not runs.compile().diagnostics.has_errors


def test_a_file_that_a_hint_names_is_looked_for_again(runs: Runs) -> None:
    Path(OPENAPI).rename("openapi.yml")
    assert "did you mean" not in str(findings(runs.compile()))
    Path(OPENAPI).with_suffix(".yaml").write_text("openapi: 3.1.0\n")

    assert "did you mean" in str(findings(runs.compile()))


def test_options_have_results_of_their_own(runs: Runs) -> None:
    for strict in (False, True):
        for layout in (False, True):
            runs.compile(strict=strict, layout=layout)

    assert runs.number == 4


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 5000])
def test_a_damaged_entry_is_made_anew(
    runs: Runs, tmp_path: Path, damage: bytes
) -> None:
    first = runs.compile()
    whole = entry(tmp_path).read_bytes()
    entry(tmp_path).write_bytes(whole[: len(whole) // 2] + damage)

    assert runs.compile().files == first.files
    assert runs.number == 2
    assert entry(tmp_path).read_bytes()[:64].isalnum()


def test_a_cache_that_cannot_be_written_is_no_error(runs: Runs, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")

    assert runs.compile().files
