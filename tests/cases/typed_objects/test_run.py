"""Objects of a response reach the outputs as they were sent, and typed."""

from __future__ import annotations

import json
from types import ModuleType

import respx

BODY = """{
    "root": {"folders": [{"name": "b", "folders": []}], "name": "a"},
    "items": [{"price": 1.0, "more": null, "id": 12345678901234567890}],
    "owner": {"since": "2020-01-01T00:00:00.000Z", "name": null}
}"""


def test_objects_pass_through_unchanged(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/catalogue").respond(text=BODY)

    outputs = workflow.read_catalogue()

    sent = json.loads(BODY)
    for name in ("items", "owner", "root"):
        assert json.dumps(getattr(outputs, name)) == json.dumps(sent[name])
        assert json.dumps(outputs.model_dump()[name]) == json.dumps(sent[name])
