"""Every end-to-end scenario of the shared conformance data."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .support.reference import needs_conformance
from .support.scenarios import SCENARIOS, load_driver


@pytest.fixture(scope="module")
def driver() -> ModuleType:
    return load_driver()


@needs_conformance
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(
    path: Path,
    driver: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    scenario = json.loads(path.read_text(encoding="utf-8"))

    report = driver.compile_scenario(scenario, tmp_path / "case")

    assert driver.run(scenario, report) is None
