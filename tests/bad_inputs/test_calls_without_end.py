"""Workflows that call others twice, which do so too: no run has that many requests."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from .command import API, HEAD, compile_texts, run, written

LEVELS = 20


def fan(form: str) -> dict[str, str]:
    """Workflows of which each runs the next one in two ways.

    Args:
        form: What a workflow says, with `{0}` and `{1}` for the two that follow.
    """
    listed = [
        f"- {{workflowId: w{level}, "
        + form.format(f"w{level + 1}", f"w{min(level + 2, LEVELS)}")
        + "}\n"
        for level in range(LEVELS)
    ]
    last = (
        f"- {{workflowId: w{LEVELS}, steps: [{{stepId: a, operationId: listPets}}]}}\n"
    )
    return {"w.arazzo.yml": HEAD + "".join(listed) + last, "pets.yml": API}


CALLS = "steps: [{{stepId: a, workflowId: {0}}}, {{stepId: b, workflowId: {0}}}]"
DEPENDS = "dependsOn: [{0}, {1}], steps: [{{stepId: a, operationId: listPets}}]"
JUMPS = (
    "steps: [{{stepId: a, operationId: listPets, onSuccess: ["
    "{{name: one, type: goto, workflowId: {0}, criteria: [{{condition: 1 == 2}}]}}, "
    "{{name: two, type: goto, workflowId: {1}, criteria: [{{condition: 1 == 2}}]}}]}}]"
)


@pytest.mark.parametrize(
    "form", [CALLS, DEPENDS, JUMPS], ids=["call", "before", "jump"]
)
@pytest.mark.parametrize("words", [["--mock"], ["--dry-run"]], ids=" ".join)
def test_running_them_comes_to_an_end(
    form: str, words: list[str], tmp_path: Path
) -> None:
    specs = written(tmp_path, fan(form))
    started = time.process_time()

    ended = run("run", specs, "w0", *words)

    assert ended.status in {0, 1}, ended.said
    assert "AZ999" not in ended.said
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "form", [CALLS, DEPENDS, JUMPS], ids=["call", "before", "jump"]
)
def test_their_tests_are_written(form: str, tmp_path: Path) -> None:
    started = time.process_time()

    ended = compile_texts(tmp_path, fan(form), "--tests", tmp_path / "tests")

    assert ended.status == 0, ended.said
    assert time.process_time() - started < 30
