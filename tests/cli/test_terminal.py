"""What only a terminal gets: colours and progress."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from arazzo_codegen.cli import progress
from arazzo_codegen.cli.console import shows_colour
from arazzo_codegen.cli.progress import ProgressBar
from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.pipeline import compile_specs
from arazzo_codegen.progress import Told


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def test_colours_on_a_terminal(terminal: Terminal) -> None:
    assert shows_colour(terminal)
    assert not shows_colour(io.StringIO())
    assert not shows_colour(None)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colours_when_refused(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert not shows_colour(terminal)


def test_progress_of_a_long_run(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    with ProgressBar(terminal) as bar:
        bar("check")("specs/[bold]a.yml", 1, 3)

    assert "check" in terminal.getvalue()
    assert "1/3" in terminal.getvalue()
    assert "specs/[bold]a.yml" in terminal.getvalue()


def test_no_progress_of_a_short_run(terminal: Terminal) -> None:
    with ProgressBar(terminal) as bar:
        bar("link")("a.yml", 1, 3)

    assert terminal.getvalue() == ""


def test_no_progress_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    pipe = io.StringIO()
    for stream in (pipe, None):
        with ProgressBar(stream) as bar:
            bar("link")("a.yml", 1, 3)

    assert pipe.getvalue() == ""


def test_every_stage_says_how_far_it_is() -> None:
    heard: list[tuple[str, str, int, int]] = []

    def progress_of(stage: str) -> Told:
        return lambda *how_far: heard.append((stage, *how_far))

    specs = Path(__file__).parents[2] / "specs"
    compile_specs(CompileRequest((specs,)), progress_of)
    stages = ("link", "check", "plan", "emit")
    assert [(one[0], *one[2:]) for one in heard] == [
        (stage, done, 2) for stage in stages for done in range(2)
    ]
    assert heard[1][1].endswith("prisma-postgres-provision-project-workflow.yml")
