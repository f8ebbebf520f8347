"""A step calls another workflow, gives it inputs and reads its outputs."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
import respx


def test_passes_inputs_in_and_outputs_out(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    people = api.post("/people").respond(201, json={"id": 4})
    greetings = api.post("/greetings").respond(204)

    outputs = workflow.onboard(workflow.OnboardInputs(name="Ann"))

    assert outputs.person_id == 4
    sent = [json.loads(r.calls.last.request.content) for r in (people, greetings)]
    assert sent == [{"name": "Ann", "team": "core"}, {"person": 4}]


def test_its_failure_is_the_failure_of_the_step(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.post("/people").respond(500)

    with pytest.raises(workflow.OnboardError) as failed:
        workflow.onboard(workflow.OnboardInputs(name="Ann"))

    assert failed.value.step_id == "add"
    cause = failed.value.__cause__
    assert type(cause).__name__ == "AddPersonError"
    assert getattr(cause, "step_id", None) == "create"
