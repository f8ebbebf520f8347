"""Fuzzes for a given time: `make fuzz SECONDS=1200`.

    python -m tests.fuzz.run SECONDS [--seed N] [--folder FOLDER]

Every part gets its share of the time, one after the other:

- hostile texts in every position of documents that have every field (`whole canary`),
- documents of which a part is missing, or is another one (`whole structures`),
- documents made of hostile texts (`whole documents`),
- readers and parsers under atheris, guided by coverage (`coverage_guided`),
- runs of the command that are killed, and pairs of runs at once (`killed_runs`).

What is found is told, and kept in FOLDER. The exit status is 0 where nothing was.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from .targets import TARGETS

_SHARES = {
    "canary": 0.27,
    "structures": 0.11,
    "documents": 0.23,
    "yaml": 0.1,
    "json": 0.05,
    "expressions": 0.09,
    "conditions": 0.1,
    "killed_runs": 0.05,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("seconds", type=int)
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().getrandbits(31)
    )
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    failed = [
        part
        for part, share in _SHARES.items()
        if not _run(part, round(options.seconds * share), options.seed, options.folder)
    ]
    print(
        f"findings in {', '.join(failed)}: see {options.folder}" if failed else "fine"
    )
    sys.exit(bool(failed))


def _run(part: str, seconds: int, seed: int, folder: Path) -> bool:
    """Fuzz one part; whether nothing was found."""
    print(f"\n{part}: {seconds} s", flush=True)
    if part in TARGETS and find_spec("atheris") is None:
        print("left out: atheris is not installed", flush=True)
        return True
    own = folder / part
    own.mkdir(parents=True, exist_ok=True)
    words = ["tests.fuzz.whole", part]
    if part in TARGETS:
        words = ["tests.fuzz.coverage_guided", part]
    if part == "killed_runs":
        words = ["tests.write.killed_runs"]
    command = [sys.executable, "-m", *words, str(seconds), str(seed), str(own)]
    log = own / "log.txt"
    with log.open("w", encoding="utf-8") as file:
        status = subprocess.run(
            command, stdout=file, stderr=file, check=False
        ).returncode
    lines = log.read_text("utf-8", "replace").splitlines()
    print("\n".join(lines[-6:] if status == 0 else lines[-60:]), flush=True)
    return status == 0


if __name__ == "__main__":
    main()
