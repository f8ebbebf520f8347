"""Whatever run of the command is killed, the output is one whole generation.

A few runs; `python -m tests.write.killed_runs` kills as many as it is told.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from .killed_runs import Killer


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_killed_runs_and_pairs_leave_one_generation(tmp_path: Path) -> None:
    killer = Killer(tmp_path, random.Random(1))
    killer.prepare()

    for _ in range(4):
        killer.kill_one()
    killer.run_pair()
    killer.run_last()

    assert killer.broken == []


def test_a_mixed_output_is_seen(tmp_path: Path) -> None:
    killer = Killer(tmp_path, random.Random(1))
    killer.out.mkdir(parents=True)
    killer.whole = {"one": {"a.py": b"1"}, "two": {"a.py": b"2", "b.py": b"2"}}
    (killer.out / "a.py").write_bytes(b"1")
    killer._check(("one",), "nothing")
    assert killer.broken == []

    (killer.out / "b.py").write_bytes(b"2")
    killer._check(("one", "two"), "a mixture")

    assert killer.broken == ["after a mixture: no generation as it was, but ['b.py']"]
