"""The timeout of a step that runs a workflow: a deadline for all of its requests."""

from __future__ import annotations

import time
from itertools import chain, repeat

import pytest

from ..support.compiled import run

CHILD = """
- workflowId: w
  steps:
  - stepId: c
    workflowId: child
    timeout: 5000
    onFailure: [{name: g, type: goto, stepId: z}]
  - {stepId: y, operationId: y}
  - {stepId: z, operationId: z}
- workflowId: child
  steps:
  - {stepId: a, operationId: a, parameters: [{name: k, in: cookie, value: v}]}
  - stepId: b
    operationId: b
    onFailure: [{name: again, type: goto, stepId: a}]
"""


def clock(monkeypatch: pytest.MonkeyPatch, *times: float) -> None:
    """The clock shows these times, and then the last of them for ever."""
    shown = chain(times, repeat(times[-1]))
    monkeypatch.setattr(time, "monotonic", lambda: next(shown))


def test_a_workflow_in_time_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, 0, 1, 4.9)
    assert run(CHILD, [200] * 4).sent == ["GET /a", "GET /b", "GET /y", "GET /z"]


def test_a_late_workflow_stops_at_once_and_fails_its_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock(monkeypatch, 0, 1, 5.1)
    found = run(CHILD, [200, 200])
    assert found.sent == ["GET /a", "GET /z"]
    assert found.waits == []


def test_the_error_says_that_it_took_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, 0, 5.1)
    error = run(CHILD.replace("type: goto, stepId: z", "type: end"), []).error
    assert error.reason == "workflow child: it took longer than its timeout"
