"""A jump back to a step is a loop that waits between its rounds."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest
import respx


def states(api: respx.MockRouter, *states: str) -> respx.Route:
    api.post("/jobs").respond(201, json={"id": 7, "state": "running"})
    answers = [httpx.Response(200, json={"id": 7, "state": s}) for s in states]
    return api.get("/jobs/7").mock(side_effect=answers)


def test_asks_until_the_job_is_done(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    states(api, "running", "running", "done")

    outputs = workflow.run_job(poll_interval=0.25)

    assert outputs.state == "done"
    assert waits == [0.25, 0.25]


def test_waits_a_second_by_default(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    states(api, "running", "failed")

    assert workflow.run_job().state == "failed"
    assert waits == [1.0]


def test_gives_up_after_max_steps(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    poll = states(api, *["running"] * 9)

    with pytest.raises(workflow.RunJobError) as failed:
        workflow.run_job(max_steps=4)

    assert poll.call_count == 3
    assert failed.value.step_id == "poll"
    assert failed.value.completed.poll.state == "running"
