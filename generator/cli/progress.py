"""Progress of a long run, on a terminal."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Final, TextIO

from ..diagnostics.printable import printable
from ..progress import Told
from .console import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE: Final = 1.0
"""Seconds that a run may take before it shows how far it is."""


class ProgressBar(AbstractContextManager["ProgressBar"]):
    """The stage, a bar with a count, and the document at hand. It appears when the run
    is long, and disappears with it.

    Args:
        stream: Where it appears; nowhere unless this is a terminal.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if is_terminal(stream) else None
        self._start = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, stage: str) -> Told:
        """Who is told of a stage."""
        return partial(self._show, stage)

    def _show(self, stage: str, document: str, done: int, total: int) -> None:
        if self._stream is None:
            return
        if self._bar is None and time.monotonic() - self._start > PATIENCE:
            self._appear()
        if self._bar is not None and self._task is not None:
            self._bar.update(
                self._task,
                description=stage,
                completed=done,
                total=total,
                document=printable(document),
            )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _appear(self) -> None:
        # Most runs are short and never need it; it takes 50 ms to import.
        from rich import progress  # noqa: PLC0415
        from rich.console import Console  # noqa: PLC0415

        bar = progress.Progress(
            progress.TextColumn("{task.description:5}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[document]}", markup=False),
            console=Console(file=self._stream),
            transient=True,
        )
        self._task = bar.add_task("", total=None, document="")
        self._bar = bar
        bar.start()
