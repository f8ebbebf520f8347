"""`arazzo-codegen` beside `datamodel-codegen` on the same OpenAPI file.

Each is a whole process with an empty output folder, and nothing comes from the cache
of results; their runs alternate. Only the
standard library is imported here: a child's peak memory never reads lower than that
of the process which started it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.support.reference import SEEDS

ROUNDS = 11
TIME_LIMIT = 0.8
MEMORY_LIMIT = 120

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sysconfig.get_path("scripts"))
DOCUMENTS = SEEDS if SEEDS.is_dir() else ROOT / "specs" / "airbyte"
ARAZZO = DOCUMENTS / "arazzo" / "airbyte-provision-pipeline-workflow.yml"
OPENAPI = DOCUMENTS / "openapi" / "airbyte-openapi.yml"


@dataclass(frozen=True)
class Usage:
    """What a process took: seconds on the clock, and MiB at its peak."""

    seconds: float
    peak: float


def measure(*command: str | Path) -> Usage:
    """Run a command to its end; exits with its messages if it fails."""
    with TemporaryDirectory() as folder:
        messages = Path(folder) / "messages"
        with messages.open("wb") as output:
            start = perf_counter()
            process = subprocess.Popen(
                [*command, Path(folder) / "output"], stdout=output, stderr=output
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{command[0]} failed:\n{messages.read_text()}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Usage(seconds, usage.ru_maxrss / unit)


def arazzo_codegen() -> Usage:
    return measure(SCRIPTS / "arazzo-codegen", ARAZZO, "--no-cache", "-o")


def datamodel_codegen() -> Usage:
    return measure(
        SCRIPTS / "datamodel-codegen",
        *("--input", OPENAPI, "--input-file-type", "openapi"),
        *("--output-model-type", "pydantic_v2.BaseModel", "--output"),
    )


def main() -> None:
    rounds = [(arazzo_codegen(), datamodel_codegen()) for _ in range(ROUNDS + 1)][1:]
    ratio = median(ours.seconds / theirs.seconds for ours, theirs in rounds)
    lines = len(OPENAPI.read_text(encoding="utf-8").splitlines())
    print(f"{OPENAPI.name} ({lines} lines), medians of {ROUNDS} rounds")
    names = ("arazzo-codegen", "datamodel-codegen")
    for name, usages in zip(names, zip(*rounds, strict=True), strict=True):
        seconds = median(usage.seconds for usage in usages)
        peak = max(usage.peak for usage in usages)
        print(f"  {name:18}{seconds:7.3f} s {peak:6.1f} MiB at its peak")
    print(f"  {'ratio':18}{ratio:7.3f}   (limit {TIME_LIMIT}, {MEMORY_LIMIT} MiB)")


if __name__ == "__main__":
    main()
