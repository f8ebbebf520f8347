"""The generated tests of published workflows pass as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.run_generated_tests import render, run_folders

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
SAMPLE = ("jentic/nebl.io", "jentic/openstates.org", "providers/abuseipdb")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the published documents are absent")
def test_the_tests_of_published_workflows_pass() -> None:
    tested = list(run_folders([CORPUS / name for name in SAMPLE]))

    assert len(tested) >= len(SAMPLE)
    assert all(one.is_good for one in tested), "\n".join(render(tested, 10))
