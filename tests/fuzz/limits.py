"""How long a compilation may take, and how much memory."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LONGEST_SECONDS = 10
"""Of the processor's time: other programs that run are not the compiler's fault."""

MOST_MEGABYTES = 512


class LimitError(AssertionError):
    """Documents took too long, or too much memory."""


@contextmanager
def limited() -> Iterator[None]:
    """Raise a LimitError in a block that takes too long, or after it where the process
    holds too much."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise LimitError(f"more than {LONGEST_SECONDS} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if peak_megabytes() > MOST_MEGABYTES:
        raise LimitError(f"more than {MOST_MEGABYTES} MiB")


def peak_megabytes() -> float:
    """The most memory that the process has held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
