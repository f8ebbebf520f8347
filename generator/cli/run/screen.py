"""What a run shows on standard error while it goes on."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import TextIO

import click

from ...diagnostics.printable import printable
from ...running.trace import Attempt, Event, Notice, Running, Sending, Waiting
from ..console import is_terminal, shows_colour, write_error

_INDENT = "  "


@dataclass
class Screen:
    """Shows the events of a run, a line for each.

    Attributes:
        width: Columns of the longest id of a step.
        skips_waits: Whether waits are told as skipped.
    """

    width: int
    skips_waits: bool
    _colours: bool = field(default_factory=lambda: shows_colour(sys.stderr))
    _erases: bool = field(default_factory=lambda: _can_erase(sys.stderr))
    _is_sending: bool = False

    def show(self, event: Event) -> None:
        match event:
            case Attempt():
                self._line(event.depth, self._attempt(event))
            case Running(workflow_id, step_id, depth):
                title = step_id or "before it"
                text = f"{title:<{self.width}}  workflow {workflow_id}"
                self._line(depth, printable(text))
            case Waiting(seconds, depth):
                verb = "would wait" if self.skips_waits else "waits"
                self._line(depth + 1, f"{verb} {seconds:g} s")
            case Sending(method, host, depth):
                self._send(depth, printable(f"{method} {host} …"))
            case Notice(text, depth):
                self._line(depth, printable(f"warning: {text}"))

    def clear(self) -> None:
        """Erase what stands there of a request that is being sent."""
        if self._is_sending:
            write_error("\r\x1b[K")
        self._is_sending = False

    def _send(self, depth: int, text: str) -> None:
        """Show a request until it is known what became of it."""
        if self._erases:
            self.clear()
            write_error(_INDENT * depth + text)
            self._is_sending = True

    def _attempt(self, event: Attempt) -> str:
        title = event.step_id
        if event.number > 1:
            title = f"{_INDENT}attempt {event.number}"
        outcome = event.fault if event.status is None else str(event.status)
        is_fine = event.status is not None and event.status < 400
        outcome = self._styled(outcome, "green" if is_fine else "red")
        where = printable(f"{event.method} {event.url or '(not sent)'}")
        title = printable(title)
        line = f"{title:<{self.width}}  {where}  {outcome}  {event.seconds:.2f} s"
        return f"{line}  {printable(event.action)}" if event.action else line

    def _styled(self, text: str, colour: str) -> str:
        text = printable(text)
        return click.style(text, fg=colour) if self._colours else text

    def _line(self, depth: int, text: str) -> None:
        self.clear()
        write_error(f"{_INDENT * depth}{text}\n")


def _can_erase(stream: TextIO | None) -> bool:
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"
