"""Compiles hostile documents for some time.

    python -m tests.fuzz.whole canary|structures|documents SECONDS SEED FOLDER

What is not treated as it should be is told on standard output, and kept in FOLDER. The
exit status is 0 where there was none.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import seed as with_seed

from arazzo_codegen.compilation import Compilation

from .canary import Trial, all_trials
from .documents import COMPLETE, SEEDS, seed, texts_of, write_texts
from .limits import limited
from .oracle import WAYS, Oracle, check_sent, stands_alone
from .positions import Documents
from .strategies import UNHURRIED, documents
from .structures import restructured
from .typing_check import mypy_complaints

_ENOUGH = 400
"""Judged modules after which mypy looks at a part of them, and all are forgotten."""

_CHECKED_BY_MYPY = 60


@dataclass
class Hunt:
    """Judges documents, and collects what is not as it should be.

    Attributes:
        tried: How many documents there were, and how many of them gave modules.
        megabytes: What one of them took at most.
    """

    folder: Path
    work: Path
    chance: random.Random
    tried: list[int] = field(default_factory=lambda: [0, 0])
    megabytes: float = 0
    findings: dict[str, str] = field(default_factory=dict)
    oracle: Oracle = field(init=False)

    def __post_init__(self) -> None:
        self.work.mkdir()
        self.oracle = Oracle(self.work)

    def choose_way(self) -> None:
        """Choose how the next documents are compiled: mostly in the first way."""
        self.oracle.way = self.chance.choice((WAYS[0], *WAYS))

    def judge(self, given: Documents) -> Compilation:
        """Judge documents; raise what it raises."""
        shutil.rmtree(self.work)
        self.work.mkdir()
        self.tried[0] += 1
        with limited() as taken:
            compilation = self.oracle.judge(given)
        self.megabytes = max(self.megabytes, taken.megabytes)
        self.tried[1] += not compilation.diagnostics.has_errors
        if len(self.oracle.modules) >= _ENOUGH:
            self.check_types()
        return compilation

    def attempt(
        self,
        label: str,
        given: Documents,
        check: Callable[[Compilation], None] = lambda _: None,
    ) -> None:
        """Judge documents, and what they compile to; what is found is noted."""
        try:
            check(self.judge(given))
        except Exception:
            self.note(label, traceback.format_exc(), texts_of(given))

    def check_types(self) -> None:
        """Let mypy look at some of the modules that came since the last time."""
        texts = sorted(filter(stands_alone, self.oracle.modules))
        self.oracle = Oracle(self.work, self.oracle.way)
        chosen = self.chance.sample(texts, min(len(texts), _CHECKED_BY_MYPY))
        complaints = mypy_complaints(chosen)
        if complaints:
            modules = {f"module_{n}.py": text for n, text in enumerate(chosen)}
            self.note("mypy", complaints, modules)

    def note(self, label: str, report: str, texts: Mapping[str, str]) -> None:
        """Tell of a finding, once for each place in the compiler.

        Args:
            texts: What it was found in, to be kept: documents or modules.
        """
        place = [line for line in report.splitlines() if "  File " in line][-1:]
        key = "".join(place) or report[-200:]
        if key in self.findings:
            return
        self.findings[key] = label
        print(f"FINDING: {label}\n{report}", flush=True)
        kept = self.folder / f"finding-{len(self.findings)}"
        kept.mkdir(parents=True, exist_ok=True)
        (kept / "report.txt").write_text(f"{label}\n{report}", "utf-8", "replace")
        write_texts(kept, texts)


def hunt_canary(hunt: Hunt, until: Callable[[], bool]) -> None:
    """Try positions and texts at random, more often those of complete documents."""
    trials = [*all_trials(COMPLETE), *all_trials(SEEDS)]
    hunt.chance.shuffle(trials)
    for number, trial in enumerate(trials):
        if until():
            print(f"tried {number} of {len(trials)} trials")
            return
        hunt.choose_way()
        try_text(hunt, trial)


def try_text(hunt: Hunt, trial: Trial) -> None:
    """Judge the documents of a trial, and whether they send its text as it is."""

    def check(compilation: Compilation) -> None:
        if trial.sent is not None:
            check_sent(trial.sent, compilation)

    hunt.attempt(str(trial), trial.documents(), check)


def hunt_structures(hunt: Hunt, until: Callable[[], bool]) -> None:
    """Try documents of which a part is missing, or is another one."""
    while not until():
        name = hunt.chance.choice((*COMPLETE, *COMPLETE, *SEEDS))
        hunt.choose_way()
        hunt.attempt(name, restructured(seed(name), hunt.chance))


def hunt_documents(hunt: Hunt, until: Callable[[], bool]) -> None:
    """Try documents of hypothesis, which makes those that fail as small as it can."""
    relaxed = settings(
        max_examples=25,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=UNHURRIED,
    )
    last: list[Documents] = [{}]

    def judge(given: Documents) -> None:
        last[0] = given
        hunt.judge(given)

    while not until():
        hunt.choose_way()
        check = with_seed(hunt.chance.getrandbits(32))(
            relaxed(given(documents())(judge))
        )
        try:
            check()
        except Exception:
            hunt.note("documents", traceback.format_exc(), texts_of(last[0]))


HUNTS = {
    "canary": hunt_canary,
    "structures": hunt_structures,
    "documents": hunt_documents,
}


def main() -> None:
    name, seconds, number, folder = sys.argv[1:]
    end = time.monotonic() + float(seconds)
    with TemporaryDirectory() as work:
        hunt = Hunt(Path(folder), Path(work) / name, random.Random(int(number)))
        HUNTS[name](hunt, lambda: time.monotonic() > end)
        hunt.check_types()
    tried, compiled = hunt.tried
    most = f"{hunt.megabytes:.0f} MiB for one at most"
    print(f"{tried} documents, {compiled} of them compiled; {most}")
    sys.exit(bool(hunt.findings))


if __name__ == "__main__":
    main()
