"""The end-to-end scenarios of the tables of expectations, in this process.

The driver of the scenarios runs the compiler as a process of its own. Here it gets one
that runs in this process, so that all scenarios take seconds.
"""

from __future__ import annotations

import importlib
import io
import subprocess
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from types import ModuleType, SimpleNamespace
from typing import Any

from arazzo_codegen.cli.main import main

from .reference import CONFORMANCE

SCENARIOS = sorted(CONFORMANCE.glob("scenarios/S*.json"))


def load_driver(
    adapt: Callable[[ModuleType], ModuleType] = lambda module: module,
) -> ModuleType:
    """The driver of the scenarios.

    Args:
        adapt: What the driver calls in place of a module that it imports.
    """
    path = CONFORMANCE / "run_scenarios.py"
    module = ModuleType("run_scenarios")
    module.__file__ = str(path)
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), module.__dict__)
    module.__dict__["subprocess"] = SimpleNamespace(run=run_here)
    module.__dict__["importlib"] = SimpleNamespace(
        import_module=lambda name: adapt(importlib.import_module(name)),
        invalidate_caches=importlib.invalidate_caches,
    )
    return module


def run_here(
    command: Sequence[str], **_options: Any
) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, as `subprocess.run` would."""
    out, error = io.StringIO(), io.StringIO()
    status: object = None
    with redirect_stdout(out), redirect_stderr(error):
        try:
            main([str(word) for word in command[1:]])
        except SystemExit as ended:
            status = ended.code
    assert isinstance(status, int)
    return subprocess.CompletedProcess(
        command, status, out.getvalue(), error.getvalue()
    )
