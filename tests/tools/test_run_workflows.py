"""Compiled workflows run to their end against mocks of the APIs that they call."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.reference import CORPUS, needs_corpus
from tests.tools.run_faults import broken_runs
from tests.tools.run_workflows import folders_of
from tests.tools.running import run_folder

ROOT = Path(__file__).parents[2]
SAMPLE = (
    "jentic/bungie.net",
    "jentic/configcat.com",
    "jentic/nebl.io",
    "jentic/openstates.org",
    "providers/abuseipdb",
    "providers/airbyte",
    "providers/prisma",
)


CASES = [
    path.parent for path in sorted(ROOT.glob("tests/cases/*/workflow.arazzo.yaml"))
]


@pytest.mark.parametrize(
    "specs", folders_of([ROOT / "specs"]), ids=lambda one: one.name
)
def test_the_workflows_of_this_repository_run_and_conform(specs: Path) -> None:
    for run in run_folder(specs):
        assert (run.stop, run.detail, run.findings) == (None, "", ())


@pytest.mark.parametrize("specs", CASES, ids=lambda one: one.name)
def test_the_workflows_of_the_cases_run(specs: Path) -> None:
    for run in run_folder(specs):
        assert (run.stop, run.detail) == (None, "")


@needs_corpus
@pytest.mark.parametrize("name", SAMPLE)
def test_published_workflows_run(name: str) -> None:
    runs = run_folder(CORPUS / name)

    stopped = [run for run in runs if run.stop is not None and not run.is_announced]
    assert runs
    assert not stopped


@pytest.mark.parametrize(
    "specs", folders_of([ROOT / "specs"]), ids=lambda one: one.name
)
def test_no_response_gives_another_exception_than_the_workflows(specs: Path) -> None:
    assert list(broken_runs(specs)) == []
