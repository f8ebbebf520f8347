"""Every end-to-end scenario of the shared conformance data, in this process.

The driver of the scenarios runs the compiler as a process of its own. Here it gets one
that runs in this process, so that all scenarios take seconds.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from arazzo_codegen.cli.main import main

SHARED = Path(__file__).parents[1] / "../shared/conformance"
SCENARIOS = sorted(SHARED.glob("scenarios/S*.json"))


@pytest.fixture(scope="module")
def driver() -> ModuleType:
    path = SHARED / "run_scenarios.py"
    module = ModuleType("run_scenarios")
    module.__file__ = str(path)
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), module.__dict__)
    module.__dict__["subprocess"] = SimpleNamespace(run=run_here)
    return module


def run_here(
    command: Sequence[str], **_options: Any
) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, as `subprocess.run` would."""
    out, error = io.StringIO(), io.StringIO()
    with (
        redirect_stdout(out),
        redirect_stderr(error),
        pytest.raises(SystemExit) as ended,
    ):
        main([str(word) for word in command[1:]])
    status = ended.value.code
    assert isinstance(status, int)
    return subprocess.CompletedProcess(
        command, status, out.getvalue(), error.getvalue()
    )


@pytest.mark.skipif(not SCENARIOS, reason="the shared conformance data are absent")
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
