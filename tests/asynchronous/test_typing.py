"""Type checkers, linters and black pass on asynchronous modules, and on their callers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import black
import pytest

from ..cases.harness import compiled as compiled_case
from ..flow.test_timeouts import CHILD
from ..support.compiled import Kind, compiled

KINDS = {
    "awaited": Kind("async"),
    "both": Kind("both"),
    "together": Kind("async", parallel=True),
    "both_together": Kind("both", parallel=True),
}
CASES = ("depends_on", "no_server", "retry", "several_sources", "transfer")
"""Cases whose modules hold, between them, what differs by flavour; `deadlines` and
`jobs` below have the rest."""

JOBS = """
steps:
- {stepId: a, operationId: a, outputs: {v: $response.body#/v}}
- {stepId: b, operationId: b, outputs: {v: $response.body#/v}}
- stepId: c
  operationId: c
  parameters: [{name: q, in: query, value: $steps.b.outputs.v}]
  onSuccess:
  - {name: again, type: goto, stepId: a, criteria: [{condition: $statusCode == 202}]}
outputs: {a: $steps.a.outputs.v, b: $steps.b.outputs.v}
"""
CALLER = """
import asyncio
from typing import assert_type

import httpx

from awaited_jobs import w as awaited
from both_jobs import w as both
from both_together_jobs import w as both_together
from together_jobs import w as together


def call(client: httpx.Client) -> None:
    assert_type(both.w(client=client, poll_interval=0.0), both.WOutputs)
    assert_type(both_together.w(), both_together.WOutputs)


async def call_on_a_loop(client: httpx.AsyncClient) -> None:
    assert_type(await awaited.w(client=client, max_steps=3), awaited.WOutputs)
    assert_type(await both.w_async(client=client), both.WOutputs)
    found = await asyncio.gather(together.w(client=client), both_together.w_async())
    assert_type(found, tuple[together.WOutputs, both_together.WOutputs])
    try:
        await together.w()
    except together.WError as error:
        assert_type(error.completed.a, together.AOutputs | None)


async def what_must_be_refused(client: httpx.Client) -> None:
    await awaited.w(client=client)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await both.w_async(client=client)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    both.w(client=httpx.AsyncClient())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    awaited.w().a  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
"""


def packages() -> Iterator[tuple[str, str, str]]:
    """The package, the path and the text of each module."""
    for name, kind in KINDS.items():
        for case in () if kind.parallel else CASES:
            for file in compiled_case(case, kind).files:
                yield f"{name}_{case}", file.path, file.text
        for label, workflows in (("deadlines", CHILD), ("jobs", JOBS)):
            for file in compiled(workflows, kind=kind).files:
                yield f"{name}_{label}", file.path, file.text


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages, and a caller beside them."""
    folder = tmp_path_factory.mktemp("typed")
    for package, path, text in packages():
        (folder / package).mkdir(exist_ok=True)
        (folder / package / path).write_text(text, encoding="utf-8")
    (folder / "caller.py").write_text(CALLER, encoding="utf-8")
    return folder


def check(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_strict_passes(project: Path) -> None:
    check(project, "mypy", "--strict", ".")


def test_pyright_passes(project: Path) -> None:
    settings = {
        "include": ["."],
        "typeCheckingMode": "standard",
        "enableTypeIgnoreComments": False,
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    (project / "pyrightconfig.json").write_text(json.dumps(settings))

    check(project, "pyright", "--pythonpath", sys.executable)


def test_no_import_and_no_name_is_there_in_vain(project: Path) -> None:
    check(project, "ruff", "check", "--isolated", "--select", "F", ".")


def test_black_would_change_nothing() -> None:
    for package, path, text in packages():
        if path.endswith(".py") and package.endswith(("_jobs", "_deadlines")):
            assert black.format_str(text, mode=black.Mode()) == text
