"""What a terminal shows of a run while it goes on."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from arazzo_codegen.cli.run.screen import Screen
from arazzo_codegen.running.trace import Attempt, Notice, Running, Sending, Waiting

ATTEMPT = Attempt("w", "read", 0, 1, "GET", "https://x.example/a", 404, "", 0.25)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


@pytest.fixture
def screen(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Screen]:
    def make() -> Screen:
        # pytest sets the stream anew after the fixtures.
        monkeypatch.setattr(sys, "stderr", terminal)
        return Screen(4, skips_waits=True)

    return make


def test_a_request_is_shown_until_its_outcome_is(
    terminal: Terminal, screen: Callable[[], Screen]
) -> None:
    shown = screen()

    shown.show(Sending("GET", "x.example", 0))
    shown.show(ATTEMPT)
    shown.clear()

    assert terminal.getvalue() == (
        "GET x.example …\r\x1b[K"
        "read  GET https://x.example/a  \x1b[31m404\x1b[0m  0.25 s\n"
    )


def test_an_interrupted_request_is_erased(
    terminal: Terminal, screen: Callable[[], Screen]
) -> None:
    shown = screen()

    shown.show(Sending("GET", "x.example", 1))
    shown.clear()

    assert terminal.getvalue() == "  GET x.example …\r\x1b[K"


def test_a_terminal_that_cannot_erase_shows_outcomes_alone(
    terminal: Terminal,
    screen: Callable[[], Screen],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    shown = screen()

    shown.show(Sending("GET", "x.example", 0))
    shown.show(Waiting(2.5, 0))
    shown.show(Running("log-in", "", 0))
    shown.show(Notice("regex: error", 1))

    assert terminal.getvalue() == (
        "  would wait 2.5 s\nbefore it  workflow log-in\n  warning: regex: error\n"
    )


def test_no_text_of_a_document_is_obeyed(
    terminal: Terminal, screen: Callable[[], Screen]
) -> None:
    shown = screen()
    hostile = "\x1b[2J"

    shown.show(
        Attempt(hostile, hostile, 0, 1, hostile, hostile, None, hostile, 0.1, hostile)
    )
    shown.show(Running(hostile, hostile, 0))
    shown.show(Notice(hostile, 0))
    shown.show(Sending(hostile, hostile, 0))

    assert hostile not in terminal.getvalue()
