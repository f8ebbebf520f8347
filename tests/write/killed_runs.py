"""Runs of the command that are killed, and pairs of them at once.

    python -m tests.write.killed_runs SECONDS SEED FOLDER [--kills 200] [--pairs 20]

After each run, OUT has to be one generation, whole: all that the old documents give, or
all that the new ones give, and the file that was written by hand. The exit status is 0
where it always was. The compiler must not be changed meanwhile.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from .interrupted_run import contents

_WORKFLOWS = 25
_GENERATIONS = ("one", "two")

_API = """
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: https://pets.example.com}]
paths: {/pets: {get: {operationId: listPets, responses: {'200': {description: Pets.}}}}}
"""
_DOCUMENT = """
arazzo: 1.0.1
info: {title: Pets, version: '1'}
sourceDescriptions: [{name: pets, url: pets.yml, type: openapi}]
workflows:
"""
_WORKFLOW = """
- workflowId: %s
  summary: Of generation %s.
  steps: [{stepId: list, operationId: listPets}]
"""


@dataclass
class Killer:
    """Starts runs, and kills them.

    Attributes:
        whole: What OUT holds of each generation.
        duration: Seconds that a run takes of late, with the cache and without.
        broken: What was wrong, after which run.
    """

    folder: Path
    chance: random.Random
    whole: dict[str, dict[str, bytes]] = field(default_factory=dict)
    duration: dict[bool, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder / "project" / "generated"

    def prepare(self) -> None:
        """Write the documents of both generations, and what each gives."""
        for generation in _GENERATIONS:
            self._write_specs(generation)
            for cached in (False, True):
                started = time.monotonic()
                assert self._start(generation, cached=cached).wait() == 0
                self.duration[cached] = time.monotonic() - started
            (self.out / "mine.py").write_text("MINE = 1\n", "ascii")
            self.whole[generation] = contents(self.out)
        assert self.whole["one"].keys() != self.whole["two"].keys()

    def _write_specs(self, generation: str) -> None:
        specs = self.folder / generation
        specs.mkdir()
        (specs / "pets.yml").write_text(_API, "ascii")
        names = [f"w{number}" for number in range(_WORKFLOWS)] + [f"only{generation}"]
        workflows = "".join(_WORKFLOW % (name, generation) for name in names)
        (specs / "w.arazzo.yml").write_text(_DOCUMENT + workflows, "ascii")

    def _start(
        self, generation: str, *, cached: bool = True
    ) -> subprocess.Popen[bytes]:
        words = [str(self.folder / generation), "-o", str(self.out), "-q"]
        words += [] if cached else ["--no-cache"]
        return subprocess.Popen(
            [sys.executable, "-m", "arazzo_codegen", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache")},
        )

    def kill_one(self) -> bool:
        """Kill a run at a random instant; whether it was still running."""
        generation = self.chance.choice(_GENERATIONS)
        cached = self.chance.random() < 0.5
        run = self._start(generation, cached=cached)
        if self.chance.random() < 0.5:
            self._await_writing(run)
            time.sleep(self.chance.uniform(0, 0.02))
        else:
            time.sleep(self.duration[cached] * self.chance.uniform(0, 1.1))
        was_running = run.poll() is None
        # So that what comes next is killed before its end, however fast runs are now.
        self.duration[cached] *= 1.02 if was_running else 0.8
        run.send_signal(signal.SIGKILL)
        run.wait()
        self._check(_GENERATIONS, f"a killed run of {generation}")
        return was_running

    def _await_writing(self, run: subprocess.Popen[bytes]) -> None:
        """Wait until a run begins to write beside OUT, or has ended."""
        before = set(os.listdir(self.out.parent))
        while run.poll() is None and set(os.listdir(self.out.parent)) <= before:
            time.sleep(0.0005)

    def run_pair(self) -> None:
        """Let two runs of different generations write at once."""
        pair = [self._start(generation) for generation in _GENERATIONS]
        statuses = [run.wait() for run in pair]
        if statuses != [0, 0]:
            self.broken.append(f"a pair of runs ended with {statuses}")
        self._check(_GENERATIONS, "a pair of runs")

    def run_last(self) -> None:
        """Let a run end: it leaves its own generation, and nothing beside OUT."""
        self._start("one").wait()
        self._check(("one",), "the last run")
        left = sorted(path.name for path in self.out.parent.iterdir())
        if left != [self.out.name]:
            self.broken.append(f"the last run left {left}")

    def _check(self, allowed: Sequence[str], after: str) -> None:
        found = contents(self.out)
        wholes = [self.whole[generation] for generation in allowed]
        if found not in wholes:
            other = sorted(dict(found.items() - wholes[0].items()))[:5]
            self.broken.append(f"after {after}: no generation as it was, but {other}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="killed_runs")
    parser.add_argument("seconds", type=float)
    parser.add_argument("seed", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=20)
    options = parser.parse_args()
    end = time.monotonic() + options.seconds
    kills = running = pairs = 0
    with TemporaryDirectory() as folder:
        killer = Killer(Path(folder), random.Random(options.seed))
        killer.prepare()
        while kills < options.kills and time.monotonic() < end:
            running += killer.kill_one()
            kills += 1
            if kills * options.pairs >= (pairs + 1) * options.kills:
                killer.run_pair()
                pairs += 1
        killer.run_last()
    print(f"{kills} runs killed, {running} before their end; {pairs} pairs of runs")
    print("\n".join(killer.broken))
    sys.exit(bool(killer.broken))


if __name__ == "__main__":
    main()
