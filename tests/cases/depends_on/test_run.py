"""Workflows and steps run after those that they depend on."""

from __future__ import annotations

from types import ModuleType

import pytest
import respx


def test_runs_what_it_depends_on_first(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.post("/token", params={"user": "ann"}).respond(json={"token": "t"})
    upload = api.post("/images", headers={"X-Token": "t"}).respond(201)
    api.post("/start").respond(204)

    inputs = workflow.DeployInputs(image="web")
    before = workflow.log_in_workflow.LogInInputs(user="ann")
    workflow.deploy(inputs, log_in_inputs=before)

    sent = [call.request.url.path for call in api.calls]
    assert sent == ["/token", "/images", "/start"]
    assert upload.calls.last.request.url.params["image"] == "web"


def test_what_it_depends_on_stops_it(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.post("/token").respond(401)

    inputs = workflow.DeployInputs(image="web")
    before = workflow.log_in_workflow.LogInInputs(user="ann")
    with pytest.raises(workflow.DeployError) as failed:
        workflow.deploy(inputs, log_in_inputs=before)

    assert failed.value.completed.upload is None
    assert failed.value.__cause__.response.status_code == 401
