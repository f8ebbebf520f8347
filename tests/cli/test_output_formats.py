"""What a run prints for tools."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic, Severity, TextPlace
from arazzo_codegen.read.document import Position

from .conftest import ERROR, WARNING, FakeCompiler, Run

PLACE = TextPlace("specs/a.yml", Position(3, 5), "  x: $steps.y")


@pytest.fixture(autouse=True)
def findings(compiler: FakeCompiler) -> None:
    compiler.findings = [
        Diagnostic(ERROR, "no such step", PLACE),
        Diagnostic(WARNING, "odd form", PLACE, severity=Severity.WARNING),
    ]


def test_github_gets_annotations_and_people_the_ending(run: Run) -> None:
    result = run("lint", "specs", "--output-format", "github")

    assert result.status == 1
    assert result.out.splitlines() == [
        "::error file=specs/a.yml,line=3,col=5,title=AZ203::no such step",
        "::warning file=specs/a.yml,line=3,col=5,title=AZ701::odd form",
    ]
    assert result.error == "1 error, 1 warning\n"


def test_quiet_annotations_are_of_errors(run: Run) -> None:
    result = run("lint", "specs", "--output-format", "github", "-q")

    assert len(result.out.splitlines()) == 1
    assert result.error == ""


def test_annotations_are_named_from_the_checkout(
    run: Run, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))

    result = run("lint", "specs", "--output-format", "github")

    assert result.out.startswith("::error file=project/specs/a.yml,")


def test_sarif_is_a_log_on_standard_output(run: Run) -> None:
    result = run("lint", "specs", "--output-format", "sarif")

    assert result.status == 1
    log = json.loads(result.out)
    assert log["version"] == "2.1.0"
    assert [found["ruleId"] for found in log["runs"][0]["results"]] == [
        "AZ203",
        "AZ701",
    ]
    assert result.error == "1 error, 1 warning\n"


def test_sarif_of_an_absolute_path_names_files_from_the_current_folder(
    run: Run, compiler: FakeCompiler, project: Path
) -> None:
    place = TextPlace((project / "specs" / "a.yml").as_posix(), Position(1, 1))
    compiler.findings = [Diagnostic(ERROR, "wrong", place)]

    result = run("lint", str(project / "specs"), "--output-format", "sarif")

    assert '"uri": "specs/a.yml"' in result.out
    assert project.as_posix() not in result.out


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_what_is_not_current_is_said_beside_the_findings(
    run: Run, compiler: FakeCompiler, form: str
) -> None:
    compiler.findings = []

    result = run("specs", "-o", "generated", "--check", "--output-format", form)

    assert result.status == 1
    assert "would create generated/pets.py" in result.error
    assert result.error.endswith("generated/ is not current: 5 files differ\n")


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_a_difference_is_text(run: Run, form: str) -> None:
    result = run("specs", "-o", "generated", "--diff", "--output-format", form)

    assert result.status == 2
    assert f"use --check with --output-format {form}" in result.error


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_a_usage_error_is_told_in_the_form_asked_for(run: Run, form: str) -> None:
    result = run("lint", "missing", "--output-format", form)

    assert result.status == 2
    assert "AZ020" in result.out


def test_lint_ends_after_the_check_stage(run: Run, compiler: FakeCompiler) -> None:
    run("lint", "specs")
    run("specs", "-o", "generated")

    assert [request.checks_only for request in compiler.requests] == [True, False]
