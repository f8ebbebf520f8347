"""A retry among the success actions runs the step again, as a loop with a limit."""

from __future__ import annotations

import pytest

from ..support.compiled import function_of, run

RUNNING = (200, {"s": "run"})

POLL = """
steps:
- stepId: poll
  operationId: a
  outputs: {s: $response.body#/s}
  onSuccess:
  - name: again
    type: retry
    retryAfter: 5
    retryLimit: 2
    criteria: [{condition: $response.body#/s == 'run'}]
"""
MORE = "  - {name: fin, type: end, criteria: [{condition: $response.body#/s != 'x'}]}\n"
OUTPUTS = "outputs: {s: $steps.poll.outputs.s}\n"


def test_the_step_runs_again_until_the_criteria_hold_no_more() -> None:
    found = run(POLL + OUTPUTS, [RUNNING, RUNNING, (200, {"s": "done"})])
    assert found.outputs == {"s": "done"}
    assert found.waits == [5, 5]


def test_an_exhausted_retry_without_another_action_is_a_failure() -> None:
    found = run(POLL + OUTPUTS, [RUNNING] * 3)
    assert found.error.step_id == "poll"
    assert found.error.response.json() == {"s": "run"}


def test_an_exhausted_retry_gives_way_to_an_end_that_changes_nothing() -> None:
    assert run(POLL + MORE + OUTPUTS, [RUNNING] * 3).outputs == {"s": "run"}


def test_an_exhausted_retry_gives_way_to_a_goto_of_the_next_step() -> None:
    goto = MORE.replace("end", "goto, stepId: z") + "- {stepId: z, operationId: z}\n"
    assert run(POLL + goto, [RUNNING] * 3 + [200]).sent[3:] == ["GET /z"]


def test_an_exhausted_retry_fails_where_the_next_action_does_not_match() -> None:
    other = MORE.replace("!= 'x'", "== 'x'")
    assert run(POLL + other + OUTPUTS, [RUNNING] * 3).error is not None


def test_an_action_that_comes_before_the_retry_wins() -> None:
    first = POLL.replace("onSuccess:\n", "onSuccess:\n" + MORE)
    assert run(first + OUTPUTS, [RUNNING]).outputs == {"s": "run"}


def test_a_limit_of_zero_is_a_failure_at_once() -> None:
    none = POLL.replace("retryLimit: 2", "retryLimit: 0")
    assert run(none, [RUNNING]).error is not None
    assert run(none, [(200, {"s": "done"})]).error is None


def test_a_failure_between_has_a_budget_of_its_own_even_under_the_same_name() -> None:
    failure = "  onFailure: [{name: again, type: retry, retryAfter: 7}]\n"
    found = run(POLL + failure, [RUNNING, 500, RUNNING, (200, {})])
    assert found.waits == [5, 7, 5]
    assert found.error is None


@pytest.mark.parametrize("criteria", [", criteria: [{condition: 1 == 1}]", ""])
def test_two_retries_take_turns(criteria: str) -> None:
    second = (
        f"  - {{name: last, type: retry, retryLimit: 1, retryAfter: 9{criteria}}}\n"
    )
    found = run(POLL + second, [RUNNING] * 4)
    assert found.waits == [5, 5, 9]
    assert found.error is not None


def test_a_retry_that_comes_last_reads_as_a_loop() -> None:
    assert (
        '        if _equal(_at(body, "s"), "run"):\n'
        "            if again == 2:\n"
        '                raise step.error("again: 2 retries were not enough")\n'
        "            again += 1\n"
        '            step.retry("again", after=5.0)\n'
        "            continue\n"
        "        return outputs\n"
    ) in function_of(POLL, "poll")
