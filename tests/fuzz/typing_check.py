"""Whether mypy takes modules."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory


def mypy_complaints(texts: Sequence[str]) -> str:
    """What `mypy --strict` says against modules that import no other module of theirs;
    empty for nothing. Each line has the text that it is about in front of it."""
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"module_{number}.py").write_text(text, "utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "."],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        return "".join(
            _with_source(line, Path(folder)) for line in done.stdout.splitlines()
        )


def _with_source(complaint: str, folder: Path) -> str:
    name, _, rest = complaint.partition(":")
    number = rest.partition(":")[0]
    if not number.isdigit():
        return f"{complaint}\n"
    lines = (folder / name).read_text("utf-8").split("\n")
    return f"{complaint}\n    {lines[int(number) - 1]}\n"
