"""Jumps back: what they wait, how many steps they may take, and what they read."""

from __future__ import annotations

import pytest

from ..support.compiled import Reply, function_of, run

SELF = """
steps:
- stepId: a
  operationId: a
  onSuccess:
  - {name: back, type: goto, stepId: a, criteria: [{condition: $response.body#/r == 1}]}
  onFailure: [{name: re, type: retry, retryLimit: 3}]
- {stepId: b, operationId: b}
"""
AGAIN = (200, {"r": 1})


def test_each_jump_back_waits_the_poll_interval() -> None:
    assert run(SELF, [AGAIN, AGAIN, 200, 200], poll_interval=2).waits == [2, 2]


def test_exactly_as_many_steps_as_allowed_are_fine() -> None:
    replies: list[Reply] = [500, AGAIN, 500, 500, 200, 200]
    assert run(SELF, replies, poll_interval=0, max_steps=3).error is None


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_one_step_more_than_allowed_is_an_error(limit: int) -> None:
    replies: list[Reply] = [AGAIN, 200]
    found = run(SELF, replies[:limit], poll_interval=0, max_steps=limit)
    assert found.error.reason == f"{limit} steps ran before"


def test_a_loop_reads_its_own_earlier_output() -> None:
    paging = """
    steps:
    - stepId: page
      operationId: a
      parameters: [{name: q, in: query, value: $steps.page.outputs.next}]
      outputs: {next: $response.body#/next}
      onSuccess:
      - name: more
        type: goto
        stepId: page
        criteria: [{condition: $steps.page.outputs.next != null}]
    """
    pages: list[Reply] = [(200, {"next": "p2"}), (200, {"next": "p3"}), 200]
    assert run(paging, pages).sent == ["GET /a", "GET /a?q=p2", "GET /a?q=p3"]


def test_a_failure_action_reads_the_outputs_of_the_visit_before() -> None:
    recovers = """
    steps:
    - stepId: a
      operationId: a
      outputs: {s: $response.body#/s}
      onSuccess:
      - {name: b, type: goto, stepId: a, criteria: [{condition: $response.body#/s == 1}]}
      onFailure:
      - {name: r, type: goto, stepId: b, criteria: [{condition: $steps.a.outputs.s == 1}]}
    - {stepId: b, operationId: b}
    """
    assert run(recovers, [(200, {"s": 1}), 500, 200]).sent[-1] == "GET /b"
    assert run(recovers, [500]).error is not None


def test_a_loop_with_two_entries() -> None:
    entries = """
    steps:
    - stepId: a
      operationId: a
      onSuccess:
      - {name: in, type: goto, stepId: c, criteria: [{condition: $response.body#/j == 1}]}
    - {stepId: b, operationId: b}
    - stepId: c
      operationId: c
      onSuccess:
      - {name: back, type: goto, stepId: b, criteria: [{condition: $response.body#/j == 1}]}
      - {name: out, type: goto, stepId: e, criteria: [{condition: $response.body#/j == 2}]}
    - {stepId: d, operationId: d}
    - {stepId: e, operationId: e}
    """
    one, two, other = (200, {"j": 1}), (200, {"j": 2}), 200
    assert run(entries, [one, one, other, two, other]).sent == [
        *("GET /a", "GET /c", "GET /b", "GET /c", "GET /e")
    ]
    found = run(entries, [other, other, one, other, other, other, other])
    assert found.sent[3:] == ["GET /b", "GET /c", "GET /d", "GET /e"]


def test_a_handler_outside_a_loop_leads_back_into_it() -> None:
    handler = """
    steps:
    - {stepId: start, operationId: s, outputs: {v: $response.body#/v}}
    - stepId: poll
      operationId: p
      parameters: [{name: q, in: query, value: $steps.start.outputs.v}]
      onSuccess:
      - {name: a, type: goto, stepId: poll, criteria: [{condition: $response.body#/r == 1}]}
      onFailure:
      - {name: f, type: goto, stepId: fix, criteria: [{condition: $statusCode == 409}]}
    - {stepId: last, operationId: d, onSuccess: [{name: e, type: end}]}
    - stepId: fix
      operationId: f
      onSuccess:
      - {name: b, type: goto, stepId: start, criteria: [{condition: $response.body#/r == 1}]}
    """
    replies: list[Reply] = [(200, {"v": "1"}), AGAIN, 409, AGAIN, (200, {"v": "2"})]
    found = run(handler, [*replies, 200, 200], poll_interval=1)
    assert found.sent[2:] == [
        *("GET /p?q=1", "GET /f", "GET /s", "GET /p?q=2", "GET /d"),
    ]
    assert found.waits == [1, 1]


def test_a_function_without_outputs_ends_without_a_return() -> None:
    assert function_of(SELF, "w").endswith(
        "        error.completed = done\n        raise\n"
    )
