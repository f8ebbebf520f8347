"""Parts of a payload are replaced, by JSON pointer and by JSONPath."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
import respx

TEMPLATE = {
    "title": "T",
    "labels": ["new", "b"],
    "blocks": [{"draft": False}, {"x": 1}],
}


def test_replaces_what_the_targets_name(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/template").respond(json=TEMPLATE)
    route = api.post("/pages").respond(201)

    workflow.copy_page(workflow.CopyPageInputs(title="Mine"))

    assert json.loads(route.calls.last.request.content) == {
        "title": "Mine",
        "labels": ["copy of Mine", "b"],
        "blocks": [{"draft": True}, {"x": 1}],
    }


def test_a_missing_parent_is_an_error(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/template").respond(json={"title": "T"})

    with pytest.raises(workflow.CopyPageError) as failed:
        workflow.copy_page(workflow.CopyPageInputs(title="Mine"))

    assert failed.value.step_id == "create"
    assert failed.value.response is None
    assert failed.value.completed.read_template is not None
