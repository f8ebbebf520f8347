"""A failed step hands on to a step that undoes what came before it."""

from __future__ import annotations

from types import ModuleType

import pytest
import respx


@pytest.fixture
def cancel(api: respx.MockRouter) -> respx.Route:
    api.post("/flights").respond(201, json={"id": "f1"})
    return api.delete("/flights/f1").respond(204)


def test_ends_when_both_are_booked(
    workflow: ModuleType, api: respx.MockRouter, cancel: respx.Route
) -> None:
    api.post("/rooms").respond(201, json={"id": "r1"})

    outputs = workflow.book_trip()

    assert outputs.model_dump() == {"flight_id": "f1", "room_id": "r1"}
    assert not cancel.called


def test_goes_on_at_the_step_that_undoes(
    workflow: ModuleType, api: respx.MockRouter, cancel: respx.Route
) -> None:
    api.post("/rooms").respond(409)

    outputs = workflow.book_trip()

    assert outputs.model_dump() == {"flight_id": "f1", "room_id": None}
    assert cancel.call_count == 1


def test_fails_where_no_action_matches(
    workflow: ModuleType, api: respx.MockRouter, cancel: respx.Route
) -> None:
    api.post("/rooms").respond(500)

    with pytest.raises(workflow.BookTripError) as failed:
        workflow.book_trip()

    assert failed.value.step_id == "bookRoom"
    assert failed.value.completed.book_flight.flight_id == "f1"
    assert not cancel.called
