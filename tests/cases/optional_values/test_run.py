"""What was not given is left out; a null that was given is sent and kept."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import pytest
import respx


def run(workflow: ModuleType, api: respx.MockRouter, body: Any, **given: Any) -> Any:
    """The outputs, the query and the body that was sent."""
    route = api.put("/profile").respond(json=body)
    outputs = workflow.set_profile(workflow.SetProfileInputs(**given))
    sent = route.calls.last.request
    return outputs, dict(sent.url.params), json.loads(sent.content)


def test_leaves_out_what_was_not_given(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    answer = {"motto": None, "since": 1}

    outputs, query, body = run(workflow, api, answer, name="Ann")

    assert outputs.model_dump(exclude_unset=True) == {"motto": None, "since": 1}
    assert (query, body) == ({}, {"name": "Ann", "tags": ["a"]})


def test_sends_what_was_given(workflow: ModuleType, api: respx.MockRouter) -> None:
    answer = {"nick": "An", "motto": "m", "since": 2}
    address = {"street": "s"}
    given = {"name": "Ann", "city": "Rome", "phone": None, "address": address}

    outputs, query, body = run(workflow, api, answer, **given)

    assert outputs.model_dump() == answer
    assert query == {"city": "Rome"}
    assert body == {
        "name": "Ann",
        "phone": None,
        "address": {"street": "s", "zip": "0"},
        "tags": ["a", "Rome"],
    }


@pytest.mark.parametrize("body", [{"motto": "m"}, {"motto": "m", "since": "2"}])
def test_a_response_that_is_not_as_documented_is_an_error(
    workflow: ModuleType, api: respx.MockRouter, body: Any
) -> None:
    with pytest.raises(workflow.SetProfileError) as failed:
        run(workflow, api, body, name="Ann")

    assert failed.value.response.json() == body
    assert "since" in failed.value.reason
