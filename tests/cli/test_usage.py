"""Arguments and settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import FakeCompiler, Run


def test_a_missing_path_is_a_usage_error_with_a_hint(run: Run) -> None:
    result = run("spec", "-o", "generated")

    assert result.status == 2
    assert result.error.splitlines() == [
        "spec:1:1: error[AZ020]: there is no file or folder 'spec'",
        "  hint: did you mean 'specs'?",
        "1 error: nothing written",
    ]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["specs", "--bad"],
        ["specs", "-o", "generated", "--layout", "deep"],
        ["lint"],
    ],
)
def test_a_wrong_command_line_is_a_usage_error(run: Run, words: list[str]) -> None:
    result = run(*words)

    assert result.status == 2
    assert "Error: " in result.error


def test_the_output_has_to_be_named(run: Run) -> None:
    result = run("specs")

    assert result.status == 2
    assert "error[AZ022]" in result.error


@pytest.mark.parametrize("out", ["specs", "specs/generated", "."])
def test_an_output_among_the_specifications_is_a_usage_error(
    run: Run, compiler: FakeCompiler, out: str
) -> None:
    result = run("specs", "-o", out)

    assert result.status == 2
    assert "error[AZ003]" in result.error
    assert compiler.requests == []


def test_an_output_that_is_a_file_is_an_error(run: Run) -> None:
    Path("generated").write_text("mine")

    assert run("specs", "-o", "generated").status == 1
    assert Path("generated").read_text() == "mine"


def test_sources_are_replaced(run: Run, compiler: FakeCompiler) -> None:
    Path("a.yml").touch()
    Path("b=c.yml").touch()
    run(
        *("specs", "-o", "generated", "--source", "a=a.yml"),
        *("--source", "b=b=c.yml"),
    )

    (request,) = compiler.requests
    assert request.sources == (("a", "a.yml"), ("b", "b=c.yml"))


@pytest.mark.parametrize(
    "word",
    [
        "a",
        "=a.yml",
        "a=",
        "a=missing.yml",
        "a=specs",
        "a=https://example.com/a.yml",
        "a=http://example.com/a.yml",
        "a=file:///etc/passwd",
        "a=data:text/plain,x",
    ],
)
def test_a_wrong_source_is_a_usage_error(
    run: Run, compiler: FakeCompiler, word: str
) -> None:
    result = run("specs", "-o", "generated", "--source", word)

    assert result.status == 2
    assert "error[AZ024]" in result.error
    assert compiler.requests == []


def test_settings_stand_in_pyproject(run: Run, compiler: FakeCompiler) -> None:
    Path("vendor").mkdir()
    Path("vendor/a.yml").touch()
    Path("pyproject.toml").write_text("""
        [tool.arazzo-codegen]
        out = "made"
        layout = "document"
        strict = true
        [tool.arazzo-codegen.source]
        a = "vendor/a.yml"
        """)

    assert run("specs").status == 0

    (request,) = compiler.requests
    assert (request.layout, request.strict) == ("document", True)
    assert request.sources == (("a", "vendor/a.yml"),)
    assert Path("made/pets.py").exists()


def test_the_command_line_wins(run: Run, compiler: FakeCompiler) -> None:
    Path("a.yml").touch()
    Path("b.yml").touch()
    Path("pyproject.toml").write_text("""
        [tool.arazzo-codegen]
        out = "made"
        layout = "document"
        strict = true
        source = { a = "a.yml" }
        """)

    words = ["-o", "other", "--layout", "flat", "--no-strict", "--source", "a=b.yml"]
    run("specs", *words)

    (request,) = compiler.requests
    assert (request.layout, request.strict) == ("flat", False)
    assert request.sources == (("a", "b.yml"),)
    assert Path("other/pets.py").exists()


def test_paths_in_settings_are_relative_to_pyproject(
    run: Run,
    compiler: FakeCompiler,
    monkeypatch: pytest.MonkeyPatch,
    project: Path,
) -> None:
    Path("a.yml").touch()
    text = '[tool.arazzo-codegen]\nout = "made"\nsource.a = "a.yml"\n'
    Path("pyproject.toml").write_text(text)
    Path("below").mkdir()
    monkeypatch.chdir("below")

    assert run("../specs").status == 0
    assert (project / "made" / "pets.py").exists()
    assert compiler.requests[0].sources == (("a", "../a.yml"),)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('[tool.arazzo-codegen]\n  layuot = "flat"\n', "pyproject.toml:2:3: error"),
        ('[tool.arazzo-codegen]\nlayout = "deep"\n', "pyproject.toml:2:1: error"),
        ('[tool.arazzo-codegen]\nstrict = "yes"\n', "pyproject.toml:2:1: error"),
        ("[tool.arazzo-codegen]\nasync = true\n", "pyproject.toml:2:1: error"),
        ("[tool.arazzo-codegen]\nparallel = 1\n", "pyproject.toml:2:1: error"),
        ("[x]\nout = 1\n[tool.arazzo-codegen]\nout = 1\n", "pyproject.toml:4:1: error"),
        ("[tool.arazzo-codegen]\nsource = 1\n", "pyproject.toml:2:1: error"),
        ("[tool.arazzo-codegen.source]\na = 1\n", "pyproject.toml:2:1: error"),
        ("[tool]\narazzo-codegen = 1\n", "pyproject.toml:1:1: error"),
        ("[tool.arazzo-codegen\n", "pyproject.toml:1:21: error"),
        (f"x = {'[' * 5000}{']' * 5000}\n", "pyproject.toml:1:1: error"),
        (f"x = {'9' * 5000}\n", "pyproject.toml:1:1: error"),
    ],
)
def test_a_wrong_setting_is_a_located_usage_error(
    run: Run, text: str, start: str
) -> None:
    Path("pyproject.toml").write_text(text)

    result = run("specs", "-o", "generated")

    assert result.status == 2
    assert result.error.startswith(f"{start}[AZ023]: ")


def test_a_misspelt_setting_gets_a_hint(run: Run) -> None:
    Path("pyproject.toml").write_text('[tool.arazzo-codegen]\nlayuot = "flat"\n')

    assert "hint: did you mean 'layout'?" in run("specs", "-o", "x").error


def test_explains_a_diagnostic(run: Run) -> None:
    result = run("explain", "az004")

    assert result.status == 0
    assert result.out.startswith("# AZ004: a hand-written file stands in the way\n")


def test_an_unknown_diagnostic_is_a_usage_error(run: Run) -> None:
    assert run("explain", "AZ0044").status == 2
