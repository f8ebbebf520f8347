"""A selection of the shared scenarios, on modules whose functions are for an event
loop; `python -m tests.asynchronous.scenarios` runs all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ..support.reference import needs_conformance
from ..support.scenarios import SCENARIOS
from .scenarios import drive

SELECTED = SCENARIOS[::10]


@needs_conformance
@pytest.mark.parametrize("flavour", ["async", "both", "both, awaited"])
@pytest.mark.parametrize("path", SELECTED, ids=lambda path: path.stem)
def test_scenario(
    path: Path, flavour: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])

    drive(path, flavour, tmp_path)
