"""The options --async and --parallel, and the settings of these names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import FakeCompiler, Run


def settings(text: str) -> None:
    Path("pyproject.toml").write_text(f"[tool.arazzo-codegen]\n{text}")


@pytest.mark.parametrize(
    ("words", "flavour"),
    [
        (["specs", "-o", "x"], "sync"),
        (["specs", "-o", "x", "--async"], "async"),
        (["specs", "--async", "-o", "x"], "async"),
        (["--async", "specs", "-o", "x"], "async"),
        (["generate", "--async", "specs", "-o", "x"], "async"),
        (["specs", "-o", "x", "--async=only"], "async"),
        (["specs", "-o", "x", "--async", "both"], "both"),
        (["specs", "-o", "x", "--async", "no"], "sync"),
        (["-o", "x", "--async", "--", "specs"], "async"),
    ],
)
def test_the_option_says_what_functions_the_modules_have(
    run: Run, compiler: FakeCompiler, words: list[str], flavour: str
) -> None:
    assert run(*words).status == 0

    assert compiler.requests[0].flavour == flavour
    assert not compiler.requests[0].parallel


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ('async = "only"\n', [], ("async", False)),
        ('async = "both"\nparallel = true\n', [], ("both", True)),
        ('async = "both"\n', ["--async"], ("async", False)),
        ('async = "only"\n', ["--parallel"], ("async", True)),
        ('async = "only"\nparallel = true\n', ["--no-parallel"], ("async", False)),
        ('async = "only"\nparallel = true\n', ["--async", "no"], ("sync", False)),
    ],
)
def test_the_settings_say_the_same_and_the_command_line_wins(
    run: Run,
    compiler: FakeCompiler,
    text: str,
    words: list[str],
    found: tuple[str, bool],
) -> None:
    settings(text)

    assert run("specs", "-o", "x", *words).status == 0

    assert (compiler.requests[0].flavour, compiler.requests[0].parallel) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["--parallel"]),
        ("parallel = true\n", []),
        ("", ["--parallel", "--async", "no"]),
        ('async = "only"\n', ["--parallel", "--async", "no"]),
    ],
)
def test_what_blocks_cannot_be_parallel(
    run: Run, compiler: FakeCompiler, text: str, words: list[str]
) -> None:
    settings(text)

    result = run("specs", "-o", "x", *words)

    assert result.status == 2
    assert "Error: --parallel needs --async" in result.error
    assert compiler.requests == []


def test_json_names_the_function_to_be_awaited(
    run: Run, compiler: FakeCompiler
) -> None:
    compiler.async_function = "pets_async"

    result = run("specs", "-o", "x", "--output-format", "json")

    functions = json.loads(result.out)["modules"]
    assert functions[0]["function"] == "pets"
    assert functions[0]["async_function"] == "pets_async"


def test_json_of_blocking_modules_names_none(run: Run) -> None:
    result = run("specs", "-o", "x", "--output-format", "json")

    assert all("async_function" not in one for one in json.loads(result.out)["modules"])
