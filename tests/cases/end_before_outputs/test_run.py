"""An action ends the workflow before the step that all its outputs come from."""

from __future__ import annotations

from types import ModuleType

import respx


def test_outputs_of_steps_that_did_not_run_are_not_given(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/heading").respond(200, json={"text": "the end"})

    outputs = workflow.read_texts()

    assert outputs.model_dump() == {"text": None}
    assert outputs.model_fields_set == set()


def test_they_are_given_where_the_step_ran(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/heading").respond(200, json={"text": "chapter one"})
    api.get("/text").respond(200, json={"text": "Call me Ishmael."})

    assert workflow.read_texts().text == "Call me Ishmael."
