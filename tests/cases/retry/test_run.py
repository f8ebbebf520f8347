"""A step is repeated; every action has a limit and a wait of its own."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest
import respx

SENT = httpx.Response(202, json={"id": "m"})
BUSY = httpx.Response(503)


def test_waits_and_tries_again(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    route = api.post("/mails").mock(side_effect=[BUSY, BUSY, SENT])

    outputs = workflow.send_mail(workflow.SendMailInputs(to="ann"))

    assert outputs.id == "m"
    assert waits == [1.5, 1.5]
    assert {call.request.content for call in route.calls} == {b'{"to":"ann"}'}


def test_the_server_says_how_long_to_wait(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    later = httpx.Response(503, headers={"Retry-After": "7"})
    api.post("/mails").mock(side_effect=[later, SENT])

    workflow.send_mail(workflow.SendMailInputs(to="ann"))

    assert waits == [7]


def test_an_exhausted_action_gives_way_to_the_next(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    route = api.post("/mails").mock(return_value=BUSY)

    with pytest.raises(workflow.SendMailError) as failed:
        workflow.send_mail(workflow.SendMailInputs(to="ann"))

    assert route.call_count == 5
    assert [wait for wait in waits if wait] == [1.5, 1.5, 1.5]
    assert failed.value.response.status_code == 503


def test_a_transport_error_is_retried(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    api.post("/mails").mock(side_effect=[httpx.ConnectError("refused"), SENT])

    assert workflow.send_mail(workflow.SendMailInputs(to="ann")).id == "m"
