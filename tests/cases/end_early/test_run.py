"""An action ends the workflow before its last step."""

from __future__ import annotations

from types import ModuleType

import respx


def test_ends_where_the_action_says(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/accounts/ann").respond(200)

    outputs = workflow.ensure_account(workflow.EnsureAccountInputs(name="ann"))

    assert outputs.model_dump() == {"status": 200, "created": None}
    assert outputs.model_fields_set == {"status"}


def test_goes_on_where_it_does_not(workflow: ModuleType, api: respx.MockRouter) -> None:
    api.get("/accounts/ann").respond(404)
    api.post("/accounts").respond(201, json={"id": 3})

    outputs = workflow.ensure_account(workflow.EnsureAccountInputs(name="ann"))

    assert outputs.model_dump() == {"status": 404, "created": 3}
