"""A jump to another workflow hands over for good: its result is the result."""

from __future__ import annotations

from types import ModuleType

import respx


def test_hands_over_to_the_other_workflow(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/topic").respond(json={"topic": "tax", "hard": True})
    api.post("/tickets", params={"topic": "tax"}).respond(201, json={"ticket": 9})

    outputs = workflow.answer(workflow.AnswerInputs(question="why?"))

    assert outputs.model_dump() == {"ticket": 9}


def test_stays_where_the_action_does_not_match(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/topic").respond(json={"topic": "tax", "hard": False})

    outputs = workflow.answer(workflow.AnswerInputs(question="why?"))

    assert outputs.model_dump() == {"answer": "tax"}
