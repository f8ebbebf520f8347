"""The command `generate`: writing, comparing, reporting."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic, Severity, TextPlace
from arazzo_codegen.read.document import Position

from .conftest import ERROR, WARNING, FakeCompiler, Run

AN_ERROR = Diagnostic(
    ERROR,
    "no such step",
    TextPlace("specs/a.yml", Position(3, 5), "  x: $steps.y"),
    "did you mean z?",
)
A_WARNING = Diagnostic(
    WARNING, "odd form", TextPlace("specs/a.yml"), severity=Severity.WARNING
)


def test_writes_modules_and_says_so(run: Run) -> None:
    result = run("specs", "-o", "generated")

    assert (result.status, result.out) == (0, "")
    assert result.error == "2 modules written to generated/\n"
    assert Path("generated/pets.py").exists()


def test_generate_is_the_default_command(run: Run, compiler: FakeCompiler) -> None:
    run("generate", "specs", "-o", "one")
    run("-o", "two", "--strict", "specs")

    assert Path("one/pets.py").exists()
    assert Path("two/pets.py").exists()
    assert [request.strict for request in compiler.requests] == [False, True]


def test_a_second_run_changes_nothing_and_says_so(run: Run) -> None:
    run("specs", "-o", "generated")
    result = run("specs", "-o", "generated")

    assert (result.status, result.error) == (0, "2 modules unchanged\n")


def test_counts_what_changed_stayed_and_went(run: Run, compiler: FakeCompiler) -> None:
    run("specs", "-o", "generated")
    compiler.modules = {"pets": "A = 1\n", "cats": ""}
    compiler.findings = [A_WARNING]

    result = run("specs", "-o", "generated", "-v")

    assert result.error.splitlines() == [
        "specs/a.yml: warning[AZ701]: odd form",
        "changed generated/.arazzo-codegen.json",
        "unchanged generated/__init__.py",
        "created generated/cats.py",
        "changed generated/pets.py",
        "unchanged generated/py.typed",
        "removed generated/toys.py",
        "2 modules written to generated/, 1 file removed, 1 warning",
    ]


def test_an_error_means_that_nothing_is_written(
    run: Run, compiler: FakeCompiler
) -> None:
    compiler.findings = [AN_ERROR, A_WARNING]

    result = run("specs", "-o", "generated")

    assert result.status == 1
    assert not Path("generated").exists()
    assert result.error.splitlines() == [
        "specs/a.yml: warning[AZ701]: odd form",
        "specs/a.yml:3:5: error[AZ203]: no such step",
        "   3 |   x: $steps.y",
        "     |     ^",
        "  hint: did you mean z?",
        "1 error, 1 warning: nothing written",
    ]


def test_keeps_going_when_told_to(run: Run, compiler: FakeCompiler) -> None:
    compiler.findings = [AN_ERROR]

    result = run("specs", "-o", "generated", "--keep-going")

    assert result.status == 1
    assert Path("generated/pets.py").exists()
    assert result.error.endswith("2 modules written to generated/, 1 error\n")


def test_keeping_going_with_nothing_that_compiles_keeps_the_output(
    run: Run, compiler: FakeCompiler
) -> None:
    run("specs", "-o", "generated")
    compiler.modules, compiler.findings = {}, [AN_ERROR]

    assert run("specs", "-o", "generated", "--keep-going").status == 1
    assert Path("generated/pets.py").exists()


def test_an_unreadable_document_has_a_status_of_its_own(
    run: Run, compiler: FakeCompiler
) -> None:
    compiler.findings, compiler.unreadable = [AN_ERROR], True

    assert run("specs", "-o", "generated").status == 2


def test_quiet_shows_errors_only(run: Run, compiler: FakeCompiler) -> None:
    assert run("specs", "-o", "generated", "-q").error == ""
    compiler.findings = [A_WARNING, AN_ERROR]

    result = run("specs", "-o", "generated", "-q")

    assert result.error.startswith("specs/a.yml:3:5: error[AZ203]")
    assert "warning" not in result.error
    assert "nothing written" not in result.error


def test_the_json_report(run: Run, compiler: FakeCompiler) -> None:
    run("specs", "-o", "generated")
    compiler.modules = {"pets": "A = 1\n", "toys": ""}
    compiler.findings = [A_WARNING]

    result = run("specs", "-o", "generated", "--output-format", "json")

    assert (result.status, result.error) == (0, "")
    report = json.loads(result.out)
    assert report["modules"][0] == {
        "workflow": "pets",
        "document": "specs/a.yml",
        "path": "pets.py",
        "function": "pets",
        "inputs": "PetsInputs",
        "outputs": None,
        "error": "PetsError",
        "changed": True,
    }
    assert [module["changed"] for module in report["modules"]] == [True, False]
    assert [found["code"] for found in report["diagnostics"]] == ["AZ701"]


@pytest.mark.parametrize(
    "words",
    [["missing", "-o", "generated"], ["specs"], ["specs", "-o", "specs"]],
)
def test_usage_errors_are_in_the_json_report(run: Run, words: list[str]) -> None:
    result = run(*words, "--output-format", "json")

    assert result.status == 2
    assert json.loads(result.out)["modules"] == []
    assert len(json.loads(result.out)["diagnostics"]) == 1


def test_the_report_has_no_modules_that_were_not_written(
    run: Run, compiler: FakeCompiler
) -> None:
    compiler.findings = [AN_ERROR]

    report = run("specs", "-o", "generated", "--output-format", "json").out

    assert json.loads(report)["modules"] == []


def test_check_writes_nothing(run: Run, compiler: FakeCompiler) -> None:
    result = run("specs", "-o", "generated", "--check")
    assert result.status == 1
    assert "would create generated/pets.py" in result.error
    assert result.error.splitlines()[-1].startswith("generated/ is not current: ")
    assert not Path("generated").exists()

    run("specs", "-o", "generated")
    result = run("specs", "-o", "generated", "--check")
    assert result.status == 0
    assert result.error == "generated/ is current: 2 modules unchanged\n"


def test_check_finds_stale_and_edited_modules(run: Run, compiler: FakeCompiler) -> None:
    run("specs", "-o", "generated")
    path = Path("generated/pets.py")
    path.write_text(path.read_text() + "EDITED = 1\n")
    del compiler.modules["toys"]

    result = run("specs", "-o", "generated", "--check")

    assert result.status == 1
    assert "would change generated/pets.py" in result.error
    assert "would remove generated/toys.py" in result.error
    assert "EDITED" in path.read_text()


def test_diff_shows_what_would_change(run: Run, compiler: FakeCompiler) -> None:
    run("specs", "-o", "generated")
    compiler.modules["pets"] = "A = 1\n"

    result = run("specs", "-o", "generated", "--diff")

    assert result.status == 0
    assert result.out == (
        "--- generated/pets.py\n"
        "+++ generated/pets.py\n"
        "@@ -1 +1,2 @@\n"
        ' """Generated by arazzo-codegen."""\n'
        "+A = 1\n"
    )
    assert "A = 1" not in Path("generated/pets.py").read_text()
    assert run("specs", "-o", "generated", "--diff", "--check").status == 1


def test_diff_shows_files_that_come(run: Run) -> None:
    result = run("specs", "-o", "generated", "--diff")

    assert "--- /dev/null\n+++ generated/pets.py\n@@ -0,0 +1 @@\n" in result.out
    assert "create empty file generated/py.typed\n" in result.out


def test_diff_is_text(run: Run) -> None:
    words = ["specs", "-o", "generated", "--diff", "--output-format", "json"]

    assert run(*words).status == 2


def test_a_hand_written_file_is_an_error(run: Run, compiler: FakeCompiler) -> None:
    Path("generated").mkdir()
    Path("generated/pets.py").write_text("mine")

    for words in ([], ["--check"]):
        result = run("specs", "-o", "generated", *words)
        assert result.status == 1
        assert result.error.startswith("generated/pets.py: error[AZ004]: ")
    assert Path("generated/pets.py").read_text() == "mine"


def test_nothing_to_compile_is_a_usage_error(run: Run, compiler: FakeCompiler) -> None:
    run("specs", "-o", "generated")
    compiler.modules = {}

    result = run("specs", "-o", "generated")

    assert result.status == 2
    assert "error[AZ021]: no Arazzo document found" in result.error
    assert Path("generated/pets.py").exists()


def test_lint_shows_findings_and_writes_nothing(
    run: Run, compiler: FakeCompiler
) -> None:
    assert run("lint", "specs").error == "no findings\n"
    compiler.findings = [A_WARNING]
    assert run("lint", "specs").status == 0
    compiler.findings = [AN_ERROR]

    result = run("lint", "specs", "--output-format", "json")

    assert result.status == 1
    assert [one["code"] for one in json.loads(result.out)["diagnostics"]] == ["AZ203"]
    assert sorted(path.name for path in Path().iterdir()) == ["pyproject.toml", "specs"]


def test_an_unforeseen_failure_is_a_diagnostic(
    run: Run, compiler: FakeCompiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler.failure = RuntimeError("secret words")

    result = run("specs", "-o", "generated")
    assert result.status == 1
    assert result.error.startswith("error[AZ999]: internal error: RuntimeError\n")
    assert "secret words" not in result.error
    assert "Traceback" in run("specs", "-o", "generated", "-v").error

    result = run("specs", "-o", "generated", "--output-format", "json")
    assert json.loads(result.out)["diagnostics"][0]["code"] == "AZ999"

    monkeypatch.setenv("ARAZZO_CODEGEN_TRACEBACK", "1")
    assert "Traceback" in run("specs", "-o", "generated").error


def test_an_interrupt_ends_without_traceback(run: Run, compiler: FakeCompiler) -> None:
    compiler.failure = KeyboardInterrupt()

    result = run("specs", "-o", "generated")

    assert result.status == 130
    assert "Traceback" not in result.error


def test_a_long_run_says_how_long_it_took(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arazzo_codegen.cli.summary.LONG", 0.0)

    result = run("specs", "-o", "generated")

    assert re.fullmatch(r"2 modules written to generated/, \d\.\d s\n", result.error)


@pytest.mark.parametrize(
    ("words", "jobs", "cached"),
    [(["--jobs", "3"], 3, True), (["--jobs", "1", "--no-cache"], 1, False)],
)
def test_processes_and_cache_are_the_users_choice(
    run: Run, compiler: FakeCompiler, words: list[str], jobs: int, cached: bool
) -> None:
    run("specs", "-o", "generated", *words)

    (request,) = compiler.requests
    assert (request.jobs, request.cached) == (jobs, cached)
