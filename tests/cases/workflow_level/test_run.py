"""Parameters and actions of the workflow, and components that steps refer to."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest
import respx


def test_parameters_reach_every_step_and_steps_overrule_them(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    read = api.get("/tasks").respond(200)
    create = api.post("/tasks", params={"page": "2"}).respond(201)

    workflow.move_task(workflow.MoveTaskInputs(tenant="acme"))

    sent = [route.calls.last.request.headers for route in (read, create)]
    assert [headers["X-Tenant"] for headers in sent] == ["acme", "acme"]
    assert [headers["X-Trace"] for headers in sent] == ["move", "create"]


def test_a_step_has_the_actions_of_the_workflow(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    api.get("/tasks").mock(side_effect=[httpx.Response(500), httpx.Response(200)])
    api.post("/tasks").respond(201)

    workflow.move_task(workflow.MoveTaskInputs(tenant="acme"))

    assert waits == [2]


def test_an_action_of_the_step_replaces_the_one_of_its_name(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    api.get("/tasks").respond(200)
    create = api.post("/tasks").respond(500)

    with pytest.raises(workflow.MoveTaskError):
        workflow.move_task(workflow.MoveTaskInputs(tenant="acme"))

    assert (create.call_count, waits) == (1, [])
