"""`run --mock`: nothing is sent, inputs are made up, waits are skipped."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from .conftest import Command
from .test_run import CREATE, POLL, seconds_hidden

Specs = Callable[..., Path]


@pytest.fixture(autouse=True)
def _nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was sent")

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", refuse)


def test_a_workflow_runs_with_inputs_that_are_made_up_and_shown(
    specs: Specs, run: Command
) -> None:
    specs(CREATE)

    result = run("create", "-i", "jobName=Shop", "--mock")

    assert (result.status, result.json) == (0, {"jobId": "id-1", "note": "note-2"})
    shown = result.error.partition("inputs made up:\n")[2]
    assert seconds_hidden(shown) == (
        '  token = "correct-horse-battery"\n'
        "createJob  POST https://jobs.example.com/v1/jobs  201  N s\n"
        "readJob    GET https://jobs.example.com/v1/jobs/id-1  200  N s\n"
    )


def test_an_input_that_is_refused_is_reported_alone(specs: Specs, run: Command) -> None:
    specs(CREATE)

    result = run("create", "-i", "name=Shop", "--mock")

    assert result.status == 2
    assert "there is no input 'name'" in result.error
    assert "a mock answers" not in result.error


def test_a_value_that_was_made_up_and_does_not_fit_is_asked_for(
    specs: Specs, run: Command
) -> None:
    no_number = "{type: integer, minimum: 2, maximum: 1}"
    specs(CREATE.replace("properties:\n", f"properties:\n      jobSize: {no_number}\n"))

    result = run("create", "--mock")

    assert result.status == 2
    assert "the input 'jobSize': input should be less than" in result.error
    assert "hint: it was made up: give -i jobSize=VALUE, an integer\n" in result.error


def test_loops_end_and_waits_are_told_and_skipped(
    specs: Specs, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(seconds: float) -> None:
        raise AssertionError(f"waited {seconds} s")

    monkeypatch.setattr(time, "sleep", sleep)
    done = "    - {name: leave, type: end, criteria: [{condition: $response.body#/state == 'done'}]}"
    specs(POLL.replace("    outputs: {state", f"{done}\n    outputs: {{state"))

    result = run("--mock")

    assert result.status == 0
    assert "goto wait" in result.error or "end leave" in result.error


def test_what_was_made_up_is_in_the_json(specs: Specs, run: Command) -> None:
    specs(CREATE)

    result = run("--mock", "--output-format", "json")

    assert result.json["madeUpInputs"] == {
        "jobName": "job-name",
        "token": "correct-horse-battery",
    }


def test_criteria_that_no_response_can_meet_are_a_failure(
    specs: Specs, run: Command
) -> None:
    never = "$statusCode == 200 && $statusCode == 201"
    specs(POLL.replace("condition: $statusCode == 200", f"condition: {never}"))

    result = run("--mock")

    assert result.status == 1
    assert "error[AZ040]: step 'readJob'" in result.error


def test_a_loop_that_no_response_ends_is_a_finding(specs: Specs, run: Command) -> None:
    specs(
        POLL.replace(
            "      criteria: [{condition: $response.body#/state == 'running'}]\n", ""
        )
    )

    result = run("--mock")

    assert result.status == 1
    assert "error[AZ041]: the mock stopped: more than 200 requests" in result.error
