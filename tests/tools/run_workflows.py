"""Runs compiled workflows against mocks of the APIs that they call, and reports.

    python -m tests.tools.run_workflows FOLDER... [-v]

A FOLDER holds Arazzo and OpenAPI documents, or folders with `arazzo` or
`workflows.arazzo.*` in them, each of which is compiled on its own.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .running import Run, run_folder


@dataclass(frozen=True)
class Summary:
    """What became of many runs.

    Attributes:
        stops: Of the runs that did not reach their end, by kind.
        departures: The runs whose requests do not conform, by kind; those the compiler
            has warned of apart from the others.
    """

    runs: tuple[Run, ...]
    stops: dict[str, list[Run]]
    departures: dict[str, list[str]]
    announced: dict[str, list[str]]

    @property
    def ended(self) -> int:
        """How many ran to their end."""
        return sum(run.stop is None for run in self.runs)


def summarize(runs: Iterable[Run]) -> Summary:
    """Sort runs by what became of them."""
    summary = Summary(
        tuple(runs), defaultdict(list), defaultdict(list), defaultdict(list)
    )
    for run in summary.runs:
        if run.stop is not None:
            title = " (announced)" if run.is_announced else ""
            summary.stops[run.stop + title].append(run)
        for finding in run.findings:
            kinds = summary.announced if finding.is_announced else summary.departures
            title = f"{run.document} {run.workflow_id} {finding.step_id}"
            departure = finding.departure
            kinds[departure.kind].append(f"{title}: {departure.detail}")
    return summary


def render(summary: Summary, examples: int) -> Iterator[str]:
    """The lines of the report.

    Args:
        examples: How many of each kind to show.
    """
    total = len(summary.runs)
    share = 100 * summary.ended / total if total else 100.0
    yield f"{summary.ended} of {total} workflows ran to their end ({share:.1f} %)"
    for stop, runs in _by_count(summary.stops):
        yield f"  {len(runs):5d} stopped: {stop}"
        for run in runs[:examples]:
            yield f"        {run.document} {run.workflow_id}: {run.detail}"
            if run.trace:
                yield "          " + run.trace.strip().replace("\n", "\n          ")
    for title, kinds in (
        (
            "requests that do not conform, without a finding of the compiler",
            summary.departures,
        ),
        (
            "requests that do not conform, in steps that the compiler found fault with",
            summary.announced,
        ),
    ):
        yield f"{sum(map(len, kinds.values()))} {title}"
        for kind, details in _by_count(kinds):
            yield f"  {len(details):5d} {kind}"
            for detail in details[:examples]:
                yield f"        {detail}"


def _by_count(kinds: dict[str, list[Run]] | dict[str, list[str]]) -> list[tuple[str, list]]:  # type: ignore[type-arg]
    return sorted(kinds.items(), key=lambda one: (-len(one[1]), one[0]))


def folders_of(paths: Iterable[Path]) -> list[Path]:
    """The folders to compile, each on its own."""
    found: set[Path] = set()
    for path in paths:
        inner = {one.parent for one in path.rglob("arazzo") if one.is_dir()}
        inner |= {one.parent for one in path.rglob("workflows.arazzo.*")}
        found |= inner or {path}
    return sorted(found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 if nine of ten workflows ran to their end."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--examples", type=int, default=3, help="how many of each kind")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args(arguments)
    runs: list[Run] = []
    for folder in folders_of(options.folders):
        found = run_folder(folder)
        runs += found
        if options.verbose:
            ended = sum(run.stop is None for run in found)
            print(
                f"{folder.name}: {ended} of {len(found)}", file=sys.stderr, flush=True
            )
    summary = summarize(runs)
    print("\n".join(render(summary, options.examples)))
    return int(summary.ended < 0.9 * len(runs))


if __name__ == "__main__":
    sys.exit(main())
