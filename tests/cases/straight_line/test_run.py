"""Steps one after the other, each using what the ones before it gave."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
import respx


def test_hands_outputs_from_step_to_step(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    books = api.get("/v1/books", params={"title": "Momo"})
    books.respond(json=[{"isbn": "978/3"}])
    loans = api.post(path__regex="^/v1/books/.*/loans$")
    loans.respond(201, json={"id": 8}, headers={"X-Receipt": "r8"})

    given = workflow.LendBookInputs(title="Momo", member_id=5)
    outputs = workflow.lend_book(given)

    assert outputs.model_dump(by_alias=True) == {"loanId": 8, "receipt": "r8"}
    sent = loans.calls.last.request
    assert sent.url.raw_path == b"/v1/books/978%2F3/loans"
    assert sent.headers["Authorization"] == "Member 5"
    assert json.loads(sent.content) == {"days": 14, "note": "for 5"}


def test_stops_at_the_step_that_fails(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/v1/books").respond(json=[{"isbn": "9"}])
    api.post("/v1/books/9/loans").respond(409)

    given = workflow.LendBookInputs(title="Momo", member_id=5, days=3)
    with pytest.raises(workflow.LendBookError) as failed:
        workflow.lend_book(given)

    assert failed.value.step_id == "lend"
    assert failed.value.response.status_code == 409
    assert failed.value.completed.find_book.isbn == "9"
    assert failed.value.completed.lend is None
