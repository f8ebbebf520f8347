"""A pointer into a source names an operation that has no id."""

from __future__ import annotations

from types import ModuleType

import respx


def test_calls_the_operation_at_the_pointer(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/notes/7").respond(json={"text": "milk"})

    outputs = workflow.read_note(workflow.ReadNoteInputs(note_id="7"))

    assert outputs.text == "milk"
