"""A retry runs another step first, and the repeated request uses what that gave."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest
import respx


def tokens(api: respx.MockRouter, *answers: httpx.Response) -> respx.Route:
    return api.post("/token").mock(side_effect=answers)


def token(text: str) -> httpx.Response:
    return httpx.Response(200, json={"token": text})


def test_logs_in_again_before_it_reads_again(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    tokens(api, token("old"), token("new"))
    api.get("/report", headers={"X-Token": "old"}).respond(401)
    api.get("/report", headers={"X-Token": "new"}).respond(json={"z": 1, "a": 2})

    outputs = workflow.read_report()

    assert outputs.report == {"z": 1, "a": 2}


def test_a_failed_step_before_the_retry_fails_the_workflow(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    tokens(api, token("old"), httpx.Response(500))
    api.get("/report").respond(401)

    with pytest.raises(workflow.ReadReportError) as failed:
        workflow.read_report()

    assert failed.value.response.status_code == 500
    assert failed.value.completed.log_in.token == "old"
