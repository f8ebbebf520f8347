"""Which warnings are shown: `--select`, `--ignore` and the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic, Severity, TextPlace
from arazzo_codegen.diagnostics.rules import data, dialect, flow, names

from .conftest import FakeCompiler, Run

PLACE = TextPlace("specs/a.yml")
RULES = (
    data.TYPE_DOES_NOT_FIT,
    data.UNUSED_INPUT,
    flow.LOOP_WITHOUT_EXIT,
    dialect.SPLICED_EXPRESSION,
)
ALL = ["AZ502", "AZ511", "AZ606", "AZ701"]


@pytest.fixture(autouse=True)
def findings(compiler: FakeCompiler) -> None:
    compiler.findings = [
        Diagnostic(rule, "wrong", PLACE, severity=Severity.WARNING) for rule in RULES
    ]


def shown(error: str) -> list[str]:
    return [line.partition("[")[2][:5] for line in error.splitlines() if "[AZ" in line]


def settings(text: str) -> None:
    Path("pyproject.toml").write_text(f"[tool.arazzo-codegen]\n{text}\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ALL),
        (["--select", "AZ5"], ["AZ502", "AZ511"]),
        (["--select", "AZ502,AZ6"], ["AZ502", "AZ606"]),
        (["--select", "AZ502", "--select", "AZ701"], ["AZ502", "AZ701"]),
        (["--select", "az502"], ["AZ502"]),
        (["--ignore", "AZ5"], ["AZ606", "AZ701"]),
        (["--ignore", "AZ511, AZ7"], ["AZ502", "AZ606"]),
        (["--select", "AZ5", "--ignore", "AZ511"], ["AZ502"]),
        (["--select", "AZ511", "--ignore", "AZ5"], ["AZ511"]),
    ],
)
@pytest.mark.parametrize("command", [["lint"], ["-o", "generated"]])
def test_options_choose_warnings(
    run: Run, command: list[str], words: list[str], expected: list[str]
) -> None:
    result = run(*command, "specs", *words)

    assert result.status == 0
    assert shown(result.error) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('select = ["AZ5"]', ["AZ502", "AZ511"]),
        ('ignore = ["AZ511", "AZ7"]', ["AZ502", "AZ606"]),
        ('severity = { AZ606 = "off" }', ["AZ502", "AZ511", "AZ701"]),
    ],
)
def test_settings_choose_warnings(run: Run, text: str, expected: list[str]) -> None:
    settings(text)

    assert shown(run("lint", "specs").error) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--ignore", "AZ6"], ["AZ502", "AZ511"]),
        (["--select", "AZ606"], ["AZ606"]),
        (["--select", "AZ7"], ["AZ701"]),
    ],
)
def test_the_command_line_wins(run: Run, words: list[str], expected: list[str]) -> None:
    settings('ignore = ["AZ5", "AZ606"]\nseverity = { AZ701 = "off" }')

    assert shown(run("lint", "specs", *words).error) == expected


def test_a_warning_can_be_made_an_error(run: Run) -> None:
    settings('[tool.arazzo-codegen.severity]\nAZ502 = "error"')

    result = run("specs", "-o", "generated")

    assert result.status == 1
    assert "error[AZ502]" in result.error
    assert result.error.endswith("1 error, 3 warnings: nothing written\n")
    assert not Path("generated").exists()


def test_strict_raises_what_is_not_ignored(run: Run) -> None:
    assert run("lint", "specs", "--strict").status == 1
    assert run("lint", "specs", "--strict", "--ignore", "AZ701").status == 0

    settings('severity = { AZ701 = "warning" }')
    assert run("lint", "specs", "--strict").status == 0


def test_an_error_is_shown_whatever_is_ignored(
    run: Run, compiler: FakeCompiler
) -> None:
    compiler.findings.append(Diagnostic(names.UNKNOWN_STEP, "no such step", PLACE))

    result = run("specs", "-o", "generated", "--ignore", "AZ", "--select", "AZ511")

    assert result.status == 1
    assert shown(result.error) == ["AZ306", "AZ511"]
    assert not Path("generated").exists()


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("code", ["AZ5999", "X", "5", "AZ599", "AZ502x"])
def test_an_unknown_code_is_a_usage_error(run: Run, option: str, code: str) -> None:
    result = run("lint", "specs", option, code)

    assert result.status == 2
    assert f"error[AZ025]: {option}: there is no diagnostic" in result.error


def test_the_nearest_code_is_named(run: Run) -> None:
    assert (
        "hint: did you mean AZ502?" in run("lint", "specs", "--ignore", "AZ502O").error
    )


@pytest.mark.parametrize("code", ["AZ306", "AZ10"])
def test_an_error_cannot_be_ignored(run: Run, code: str) -> None:
    result = run("lint", "specs", "--ignore", code)

    assert result.status == 2
    assert f"{code} is an error, and cannot be ignored" in result.error


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('ignore = "AZ5"', "pyproject.toml:2:1: error"),
        ("select = [5]", "pyproject.toml:2:1: error"),
        ('ignore = ["AZ599"]', "pyproject.toml:2:1: error"),
        ('ignore = ["AZ306"]', "pyproject.toml:2:1: error"),
        ("severity = 1", "pyproject.toml:2:1: error"),
        ('[tool.arazzo-codegen.severity]\nAZ502 = "bad"', "pyproject.toml:3:1: error"),
        ("[tool.arazzo-codegen.severity]\nAZ502 = []", "pyproject.toml:3:1: error"),
        ('[tool.arazzo-codegen.severity]\nAZ5 = "error"', "pyproject.toml:3:1: error"),
        ('[tool.arazzo-codegen.severity]\nAZ306 = "off"', "pyproject.toml:3:1: error"),
    ],
)
def test_a_wrong_setting_is_located(run: Run, text: str, start: str) -> None:
    settings(text)

    result = run("lint", "specs")

    assert result.status == 2
    assert result.error.startswith(f"{start}[AZ023]: ")


def test_an_error_may_be_called_an_error(run: Run) -> None:
    settings('severity = { AZ306 = "error" }')

    assert run("lint", "specs").status == 0
