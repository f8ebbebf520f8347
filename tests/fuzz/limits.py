"""How long a compilation may take, and how much memory."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

LONGEST_SECONDS = 10
"""Of the processor's time: other programs that run are not the compiler's fault."""

MOST_MEGABYTES = 512
"""Of a process that compiles one document."""

_OWN_MEGABYTES = 112
"""Above what an interpreter with all of the compiler's modules holds."""

_CLEAR = Path("/proc/self/clear_refs")


class LimitError(AssertionError):
    """Documents took too long, or too much memory."""


@dataclass
class Taken:
    """The memory that a block took at most, known when it has ended."""

    megabytes: float = 0


@contextmanager
def limited() -> Iterator[Taken]:
    """Raise a LimitError in a block that takes too long, or after it where it took too
    much memory: its own, as a process that tries documents for long, and makes those
    that fail smaller, holds much besides."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise LimitError(f"more than {LONGEST_SECONDS} s")

    _forget_peak()
    held = _peak_megabytes()
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)
    taken = Taken()
    try:
        yield taken
    finally:
        taken.megabytes = _peak_megabytes() - held
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if taken.megabytes > MOST_MEGABYTES - _OWN_MEGABYTES:
        raise LimitError(f"more than {MOST_MEGABYTES} MiB")


def _forget_peak() -> None:
    """Let the peak be what the process holds now, where the system can do that. On
    others only what a block takes above all the earlier ones is seen."""
    with suppress(OSError):
        _CLEAR.write_text("5", "ascii")


def _peak_megabytes() -> float:
    """The most memory that the process has held since the peak was forgotten."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
