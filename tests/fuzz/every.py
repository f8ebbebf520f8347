"""Tries every hostile text at every kind of position of the complete documents.

    python -m tests.fuzz.every FOLDER [--variant "in place"] [--jobs 2]

It takes hours: `make canary`. What is not treated as it should be is told on standard
output, and kept in FOLDER. The exit status is 0 where there was none.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from .canary import Trial, all_trials
from .documents import COMPLETE
from .positions import VARIANTS
from .whole import Hunt, try_text

_TOLD_EACH = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="make canary")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--variant", choices=VARIANTS, default="in place")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    trials = [t for t in all_trials(COMPLETE) if t.variant == options.variant]
    parts = [trials[part :: options.jobs] for part in range(options.jobs)]
    print(f"{len(trials)} trials", flush=True)
    with ProcessPoolExecutor(options.jobs) as pool:
        hunts = list(pool.map(partial(_hunt, options.folder), range(len(parts)), parts))
    tried, compiled, found = (sum(figures) for figures in zip(*hunts, strict=True))
    print(f"{tried} documents, {compiled} of them compiled, {found} findings")
    sys.exit(bool(found))


def _hunt(folder: Path, number: int, trials: list[Trial]) -> tuple[int, int, int]:
    """Try texts: how many documents there were, how many compiled, and the findings."""
    begin = time.monotonic()
    with TemporaryDirectory() as work:
        own = folder / f"part-{number}"
        hunt = Hunt(own, Path(work) / "canary", random.Random(number))
        for done, trial in enumerate(trials, 1):
            try_text(hunt, trial)
            if done % _TOLD_EACH == 0:
                minutes = (time.monotonic() - begin) / 60
                print(f"part {number}: {done} in {minutes:.0f} min", flush=True)
        hunt.check_types()
    tried, compiled = hunt.tried
    return tried, compiled, len(hunt.findings)


if __name__ == "__main__":
    main()
