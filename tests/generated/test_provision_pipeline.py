"""The workflow provision-pipeline against the Airbyte API, mocked by respx."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import httpx
import pytest
import respx
from pydantic import ValidationError

from generated.provision_pipeline import (
    ProvisionPipelineError,
    ProvisionPipelineInputs,
    provision_pipeline,
)

API = "https://api.airbyte.com/v1"
NAMES = {
    "workspaceId": "wsp-1",
    "sourceName": "shop",
    "sourceConfiguration": {"sourceType": "postgres", "port": 5432, "schemas": ["s"]},
    "destinationName": "warehouse",
    "destinationConfiguration": {"destinationType": "bigquery", "tunnel": None},
    "connectionName": "shop to warehouse",
}
INPUTS = ProvisionPipelineInputs.model_validate(NAMES)
STREAMS = [
    {"streamName": "orders", "vendor": {"z": 1, "a": None}, "syncModes": []},
    {"streamName": "customers"},
]

ROUTES = {
    "createSource": ("POST", "/sources"),
    "createDestination": ("POST", "/destinations"),
    "getStreamProperties": ("GET", "/streams"),
    "createConnection": ("POST", "/connections"),
    "triggerFirstSync": ("POST", "/jobs"),
}
STEPS = list(ROUTES)
ANSWERS: dict[str, Any] = {
    "createSource": {"sourceId": "src-1", "sourceType": "postgres"},
    "createDestination": {"destinationId": "dst-1", "destinationType": "bigquery"},
    "getStreamProperties": STREAMS,
    "createConnection": {"connectionId": "con-1", "status": "active"},
    "triggerFirstSync": {"jobId": 9007199254740993, "status": "running"},
}


@pytest.fixture
def airbyte() -> Iterator[respx.MockRouter]:
    """The API with a route for each step, named after it; all of them succeed."""
    with respx.mock(base_url=API, assert_all_called=False) as router:
        for step_id, (method, path) in ROUTES.items():
            router.request(method, path, name=step_id).respond(json=ANSWERS[step_id])
        yield router


def failure(inputs: ProvisionPipelineInputs = INPUTS) -> ProvisionPipelineError:
    with pytest.raises(ProvisionPipelineError) as caught:
        provision_pipeline(inputs)
    return caught.value


def finished(error: ProvisionPipelineError) -> list[str]:
    completed = error.completed
    return [f.name for f in fields(completed) if getattr(completed, f.name) is not None]


def sent(router: respx.MockRouter, step_id: str) -> httpx.Request:
    request = router[step_id].calls.last.request
    assert isinstance(request, httpx.Request)
    return request


def test_returns_what_was_provisioned(airbyte: respx.MockRouter) -> None:
    outputs = provision_pipeline(INPUTS)

    assert outputs.source_id == "src-1"
    assert outputs.destination_id == "dst-1"
    assert outputs.connection_id == "con-1"
    assert outputs.job_id == 9007199254740993


def test_sends_one_request_a_step_in_their_order(airbyte: respx.MockRouter) -> None:
    provision_pipeline(INPUTS)

    requests = [call.request for call in airbyte.calls]
    assert [(it.method, it.url.path.removeprefix("/v1")) for it in requests] == list(
        ROUTES.values()
    )


def test_sends_the_payloads_as_json(airbyte: respx.MockRouter) -> None:
    provision_pipeline(INPUTS)

    posts = [step_id for step_id in STEPS if ROUTES[step_id][0] == "POST"]
    assert [json.loads(sent(airbyte, step_id).content) for step_id in posts] == [
        {
            "name": "shop",
            "workspaceId": "wsp-1",
            "configuration": NAMES["sourceConfiguration"],
        },
        {
            "name": "warehouse",
            "workspaceId": "wsp-1",
            "configuration": NAMES["destinationConfiguration"],
        },
        {
            "name": "shop to warehouse",
            "sourceId": "src-1",
            "destinationId": "dst-1",
            "schedule": {"scheduleType": "manual"},
            "status": "active",
        },
        {"connectionId": "con-1", "jobType": "sync"},
    ]
    for step_id in posts:
        assert sent(airbyte, step_id).headers["Content-Type"] == "application/json"


def test_sends_the_query_and_no_body_with_the_get(airbyte: respx.MockRouter) -> None:
    provision_pipeline(INPUTS)

    request = sent(airbyte, "getStreamProperties")
    assert request.url.params.multi_items() == [
        ("sourceId", "src-1"),
        ("destinationId", "dst-1"),
        ("ignoreCache", "true"),
    ]
    assert request.content == b""
    assert "Content-Type" not in request.headers


def test_query_values_are_encoded(airbyte: respx.MockRouter) -> None:
    source = {"sourceId": "a&ignoreCache=false#+ä", "sourceType": "postgres"}
    airbyte["createSource"].respond(json=source)

    provision_pipeline(INPUTS)

    params = sent(airbyte, "getStreamProperties").url.params
    assert params.get_list("sourceId") == [source["sourceId"]]
    assert params.get_list("ignoreCache") == ["true"]


@pytest.mark.parametrize("left_out", [{}, {"connectionName": None}])
def test_leaves_an_omitted_connection_name_out_of_the_payload(
    airbyte: respx.MockRouter, left_out: dict[str, None]
) -> None:
    names = {name: NAMES[name] for name in NAMES if name != "connectionName"}

    provision_pipeline(ProvisionPipelineInputs.model_validate(names | left_out))

    assert "name" not in json.loads(sent(airbyte, "createConnection").content)


def test_configurations_arrive_as_given(airbyte: respx.MockRouter) -> None:
    configuration = {"z": None, "a": [1, 1.0, {"b": [], "a": True}], "é": "\n"}

    provision_pipeline(
        INPUTS.model_copy(update={"source_configuration": configuration})
    )

    body = json.loads(sent(airbyte, "createSource").content)
    assert json.dumps(body["configuration"]) == json.dumps(configuration)


@pytest.mark.parametrize("status", [201, 307, 400, 403, 500])
@pytest.mark.parametrize("step_id", STEPS)
def test_a_step_that_fails_tells_what_was_completed(
    airbyte: respx.MockRouter, step_id: str, status: int
) -> None:
    airbyte[step_id].respond(status, headers={"Location": "/elsewhere"})

    error = failure()

    before = STEPS.index(step_id)
    method, path = ROUTES[step_id]
    assert error.step_id == step_id
    assert f"{method} {path}" in error.reason
    assert str(status) in error.reason
    assert "$statusCode == 200" in error.reason
    assert error.response is not None
    assert error.response.status_code == status
    assert len(finished(error)) == before
    assert airbyte.calls.call_count == before + 1


def test_what_was_created_can_be_cleaned_up(airbyte: respx.MockRouter) -> None:
    airbyte["triggerFirstSync"].respond(500)

    completed = failure().completed

    assert completed.create_source is not None
    assert completed.create_source.source_id == "src-1"
    assert completed.create_destination is not None
    assert completed.create_destination.destination_id == "dst-1"
    assert completed.create_connection is not None
    assert completed.create_connection.connection_id == "con-1"
    assert completed.trigger_first_sync is None


def test_streams_stay_as_the_api_sent_them(airbyte: respx.MockRouter) -> None:
    airbyte["createConnection"].respond(500)

    completed = failure().completed

    assert completed.get_stream_properties is not None
    assert json.dumps(completed.get_stream_properties.streams) == json.dumps(STREAMS)


@pytest.mark.parametrize("fault", [httpx.ConnectError, httpx.ReadTimeout])
@pytest.mark.parametrize("step_id", STEPS)
def test_a_request_without_a_response_is_an_error_of_its_step(
    airbyte: respx.MockRouter, step_id: str, fault: type[httpx.TransportError]
) -> None:
    airbyte[step_id].mock(side_effect=fault("told by the network"))

    error = failure()

    assert error.step_id == step_id
    assert error.response is None
    assert isinstance(error.__cause__, fault)
    assert "told by the network" not in str(error)
    assert len(finished(error)) == STEPS.index(step_id)


@pytest.mark.parametrize(
    ("step_id", "body"),
    [
        ("createSource", {"sourceId": 31337, "sourceType": "postgres"}),
        ("createSource", {"sourceType": "postgres"}),
        ("createDestination", {"destinationId": None, "destinationType": "bigquery"}),
        ("getStreamProperties", {"streams": []}),
        ("createConnection", {"connectionId": "con-1", "status": {"is": "31337"}}),
        ("triggerFirstSync", {"jobId": "31337", "status": "running"}),
        ("triggerFirstSync", {"jobId": True, "status": "running"}),
        ("triggerFirstSync", []),
    ],
)
def test_a_response_of_other_types_than_documented_is_an_error(
    airbyte: respx.MockRouter, step_id: str, body: object
) -> None:
    airbyte[step_id].respond(json=body)

    error = failure()

    assert error.step_id == step_id
    assert error.response is not None
    assert error.response.json() == body
    assert "31337" not in str(error)
    assert len(finished(error)) == STEPS.index(step_id)


@pytest.mark.parametrize("body", [b"", b"<html>maintenance</html>", b"[" * 100_000])
def test_a_body_that_is_not_json_is_an_error(
    airbyte: respx.MockRouter, body: bytes
) -> None:
    airbyte["getStreamProperties"].respond(content=body)

    error = failure()

    assert error.step_id == "getStreamProperties"
    assert error.response is not None
    assert finished(error) == ["create_source", "create_destination"]


def test_a_status_that_the_document_does_not_list_is_no_error(
    airbyte: respx.MockRouter,
) -> None:
    airbyte["createConnection"].respond(
        json={"connectionId": "con-1", "status": "paused"}
    )
    airbyte["triggerFirstSync"].respond(500)

    completed = failure().completed

    assert completed.create_connection is not None
    assert completed.create_connection.status == "paused"


def test_the_client_of_the_caller_is_used_and_stays_open() -> None:
    base_url = "https://airbyte.example.test/api/public/v1/"
    with (
        httpx.Client(base_url=base_url, auth=("user", "password")) as client,
        respx.mock(base_url=base_url) as router,
    ):
        for step_id, (method, path) in ROUTES.items():
            router.request(method, path).respond(json=ANSWERS[step_id])

        provision_pipeline(INPUTS, client=client)

        for call in router.calls:
            assert call.request.headers["Authorization"].startswith("Basic ")
        assert not client.is_closed


def test_inputs_take_both_names_of_each_input() -> None:
    by_name = ProvisionPipelineInputs(
        workspace_id="wsp-1",
        source_name="shop",
        source_configuration=INPUTS.source_configuration,
        destination_name="warehouse",
        destination_configuration=INPUTS.destination_configuration,
        connection_name="shop to warehouse",
    )

    assert by_name == INPUTS
    assert by_name.model_dump(by_alias=True) == NAMES


@pytest.mark.parametrize("missing", [n for n in NAMES if n != "connectionName"])
def test_inputs_that_are_required_must_be_given(missing: str) -> None:
    names = {name: NAMES[name] for name in NAMES if name != missing}

    with pytest.raises(ValidationError) as caught:
        ProvisionPipelineInputs.model_validate(names)

    assert [fault["type"] for fault in caught.value.errors()] == ["missing"]


def test_inputs_that_nobody_declared_are_refused() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        ProvisionPipelineInputs.model_validate(NAMES | {"conectionName": "x"})


def test_inputs_that_are_invalid_are_not_shown() -> None:
    with pytest.raises(ValidationError) as caught:
        ProvisionPipelineInputs.model_validate(
            NAMES | {"sourceConfiguration": "s3cret"}
        )

    assert "s3cret" not in str(caught.value)


def test_outputs_dump_by_the_names_of_the_document(airbyte: respx.MockRouter) -> None:
    outputs = provision_pipeline(INPUTS)

    assert outputs.model_dump(by_alias=True) == {
        "sourceId": "src-1",
        "destinationId": "dst-1",
        "connectionId": "con-1",
        "jobId": 9007199254740993,
    }


def test_the_error_survives_pickling(airbyte: respx.MockRouter) -> None:
    airbyte["triggerFirstSync"].respond(409, json={"detail": "already running"})
    error = failure()

    restored = pickle.loads(pickle.dumps(error))

    assert isinstance(restored, ProvisionPipelineError)
    assert str(restored) == str(error)
    assert restored.step_id == "triggerFirstSync"
    assert restored.response is not None
    assert restored.response.json() == {"detail": "already running"}
    assert restored.completed == error.completed
