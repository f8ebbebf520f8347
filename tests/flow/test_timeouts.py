"""The timeout of a step that runs a workflow: a deadline for all of its requests."""

from __future__ import annotations

from itertools import chain, repeat
from types import SimpleNamespace

import pytest

from ..support.compiled import BLOCKING, Kind, module_of, run

KINDS = pytest.mark.parametrize(
    "kind", [BLOCKING, Kind("async"), Kind("both")], ids=lambda kind: kind.flavour
)

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


LAST = CHILD.replace("type: goto, stepId: z", "type: end")


def clock(
    monkeypatch: pytest.MonkeyPatch, workflows: str, kind: Kind, *times: float
) -> None:
    """The clock of the module shows these times, and then the last of them for ever."""
    shown = chain(times, repeat(times[-1]))
    showing = SimpleNamespace(monotonic=lambda: next(shown))
    monkeypatch.setattr(module_of(workflows, kind=kind), "time", showing)


@KINDS
def test_a_workflow_in_time_goes_on(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch, CHILD, kind, 0, 1, 4.9)
    found = run(CHILD, [200] * 4, kind=kind)
    assert found.sent == ["GET /a", "GET /b", "GET /y", "GET /z"]


@KINDS
def test_a_late_workflow_stops_at_once_and_fails_its_step(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch, CHILD, kind, 0, 1, 5.1)
    found = run(CHILD, [200, 200], kind=kind)
    assert found.sent == ["GET /a", "GET /z"]
    assert found.waits == []


@KINDS
def test_the_error_says_that_it_took_too_long(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch, LAST, kind, 0, 5.1)
    error = run(LAST, [], kind=kind).error
    assert error.reason == "workflow child: it took longer than its timeout"
