"""What was sent can be read back: method, URL and every part of the request."""

from __future__ import annotations

from types import ModuleType

import respx


def test_reads_what_was_sent(workflow: ModuleType, api: respx.MockRouter) -> None:
    api.put("/entries/a b").respond(204)

    outputs = workflow.audit(workflow.AuditInputs(id="a b"))

    assert outputs.model_dump() == {
        "text": "PUT https://api.example.com/entries/a%20b?mode=fast 204",
        "id": "a b",
        "mode": "fast",
        "reason": "because a b",
        "level": 3,
    }
