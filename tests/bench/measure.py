"""Interleaved rounds of two functions in one process, and the server for them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

ROUNDS = 7
RUNS = 200


@contextmanager
def server(module: str, *words: str) -> Iterator[str]:
    """The URL of a server in a process of its own, until the block ends.

    Args:
        module: Run with `python -m`; prints its URL, and stops when its standard
            input is closed, which leaving the block does.
        words: Its arguments.
    """
    with subprocess.Popen(
        [sys.executable, "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()


def compare(
    title: str,
    generated: Callable[[], object],
    by_hand: Callable[[], object],
    limit: float,
) -> None:
    """Print the medians of both, and of their ratio in each round."""
    rounds = [_alternate(generated, by_hand) for _ in range(ROUNDS + 1)][1:]
    seconds = [median(column) for column in zip(*rounds, strict=True)]
    ratio = median(one / other for one, other in rounds)
    print(f"{title}, medians of {ROUNDS} rounds of {RUNS} runs")
    print(f"  generated     {seconds[0] * 1000:8.3f} ms")
    print(f"  hand-written  {seconds[1] * 1000:8.3f} ms")
    print(f"  ratio         {ratio:8.3f}     (limit {limit:.2f})")


def _alternate(
    first: Callable[[], object], second: Callable[[], object]
) -> tuple[float, float]:
    """The median seconds of one run of each."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for run, taken in zip((first, second), seconds, strict=True):
            start = perf_counter()
            run()
            taken.append(perf_counter() - start)
    return median(seconds[0]), median(seconds[1])
