"""The modules of a run, emitted by several processes where there are many."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pickle import PicklingError
from threading import Thread
from typing import Final, TypeAlias

from ..plan.model import ModulePlan
from ..write.model import GeneratedFile
from .module import emit_module

FEWEST: Final = 12
"""Modules for each process; with fewer it takes longer to start than it saves."""

_AT_ONCE: Final = 8
"""Modules that a process is given at a time."""

Told: TypeAlias = Callable[[int], None]
"""Called before each module, in their order, with its number from 0."""


def emit_modules(
    plans: Sequence[ModulePlan], jobs: int, told: Told
) -> list[GeneratedFile]:
    """The sources of modules, in the order of their plans.

    Args:
        jobs: Processes that may work at a time; with 1, or few modules, all is done
            in this one.

    Raises:
        UnplannedCodeError, TextInCodeError: A mistake of the compiler.
    """
    files: list[GeneratedFile] = []
    workers = min(jobs, len(plans) // FEWEST)
    if workers > 1:
        try:
            for file in _by_workers(plans, workers):
                told(len(files))
                files.append(file)
        except (BrokenProcessPool, PicklingError, RecursionError):
            # A process was ended from outside, or none can be started here, or a plan
            # is nested too deep to be sent. What is missing is made below.
            pass
    for plan in plans[len(files) :]:
        told(len(files))
        files.append(emit_module(plan))
    return files


def _by_workers(plans: Sequence[ModulePlan], workers: int) -> Iterator[GeneratedFile]:
    executor = ProcessPoolExecutor(workers, get_context("spawn"), _prepare)
    try:
        yield from executor.map(emit_module, plans, chunksize=_AT_ONCE)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _prepare() -> None:
    """Make a process a worker: it ends with the one that started it, which alone
    hears of an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 50, 50)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
