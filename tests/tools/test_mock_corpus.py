"""Workflows tried as `run --mock` and `run --dry-run` do."""

from __future__ import annotations

from pathlib import Path

import pytest

from arazzo_codegen.running.outline import requests
from tests.support.reference import CORPUS, needs_corpus
from tests.tools.mock_corpus import Trial, trials_of
from tests.tools.run_workflows import folders_of
from tests.tools.test_run_workflows import ROOT

SAMPLE = ("jentic/nebl.io", "providers/airbyte")
CASES = (
    *("cookies", "depends_on", "form_body", "multipart_body", "optional_values"),
    *("parameter_styles", "querystring", "replacements", "retry", "sub_workflow"),
)


@pytest.mark.parametrize(
    "specs",
    [*folders_of([ROOT / "specs"]), *(ROOT / "tests/cases" / name for name in CASES)],
    ids=lambda one: one.name,
)
def test_a_mocked_run_ends_well_and_a_dry_run_says_what_is_sent(specs: Path) -> None:
    for trial in trials_of(specs):
        assert trial == Trial(trial.name, None, "", ())


@needs_corpus
@pytest.mark.parametrize("name", SAMPLE)
def test_nine_of_ten_published_workflows_end_well(name: str) -> None:
    trials = list(trials_of(CORPUS / name))

    assert trials
    assert sum(one.stop is None for one in trials) >= 0.9 * len(trials)
    assert [one.differences for one in trials if one.differences] == []


def test_a_dry_run_that_says_something_else_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(requests, "in_query", lambda *_: iter(("a=1",)))

    (trial,) = trials_of(ROOT / "tests/cases/optional_values")

    assert trial.differences
