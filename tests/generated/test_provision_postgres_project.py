"""The workflow provision-postgres-project against the Prisma API, mocked by respx."""

from __future__ import annotations

import json
import pickle
import traceback
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import httpx
import pytest
import respx
from pydantic import ValidationError

from generated.provision_postgres_project import (
    ProvisionPostgresProjectError,
    ProvisionPostgresProjectInputs,
    provision_postgres_project,
)

API = "https://api.prisma.io/v1"
TOKEN = "service-token-4711"
INPUTS = ProvisionPostgresProjectInputs(
    api_token=TOKEN, project_name="Web shop", region="eu-west-1", backup_label="first"
)

ROUTES = {
    "resolveWorkspace": ("GET", "/workspaces"),
    "createProject": ("POST", "/workspaces/ws_1/projects"),
    "backupDatabase": ("POST", "/databases/db_1/backups"),
    "createConnection": ("POST", "/databases/db_1/connections"),
}
STEPS = list(ROUTES)
TEMPLATES = {
    "resolveWorkspace": "GET /workspaces",
    "createProject": "POST /workspaces/{workspaceId}/projects",
    "backupDatabase": "POST /databases/{databaseId}/backups",
    "createConnection": "POST /databases/{databaseId}/connections",
}
ANSWERS: dict[str, tuple[int, dict[str, Any]]] = {
    "resolveWorkspace": (200, {"data": [{"id": "ws_1"}, {"id": "ws_2"}]}),
    "createProject": (
        201,
        {
            "id": "prj_1",
            "databases": [{"id": "db_1", "connectionString": "prisma://1"}],
        },
    ),
    "backupDatabase": (202, {"id": "bak_1", "status": "pending"}),
    "createConnection": (201, {"id": "con_1", "connectionString": "prisma://2"}),
}


@pytest.fixture
def prisma() -> Iterator[respx.MockRouter]:
    """The API with a route for each step, named after it; all of them succeed."""
    with respx.mock(base_url=API, assert_all_called=False) as router:
        for step_id, (method, path) in ROUTES.items():
            status, body = ANSWERS[step_id]
            router.request(method, path, name=step_id).respond(status, json=body)
        yield router


def failure(
    inputs: ProvisionPostgresProjectInputs = INPUTS,
) -> ProvisionPostgresProjectError:
    with pytest.raises(ProvisionPostgresProjectError) as caught:
        provision_postgres_project(inputs)
    return caught.value


def finished(error: ProvisionPostgresProjectError) -> list[str]:
    completed = error.completed
    return [f.name for f in fields(completed) if getattr(completed, f.name) is not None]


def sent(router: respx.MockRouter, step_id: str) -> httpx.Request:
    request = router[step_id].calls.last.request
    assert isinstance(request, httpx.Request)
    return request


def test_returns_what_was_provisioned(prisma: respx.MockRouter) -> None:
    outputs = provision_postgres_project(INPUTS)

    assert outputs.project_id == "prj_1"
    assert outputs.database_id == "db_1"
    assert outputs.backup_id == "bak_1"
    assert outputs.connection_id == "con_1"
    assert outputs.connection_string == "prisma://2"


def test_sends_one_request_a_step_in_their_order(prisma: respx.MockRouter) -> None:
    provision_postgres_project(INPUTS)

    assert [(call.request.method, str(call.request.url)) for call in prisma.calls] == [
        (method, API + path) for method, path in ROUTES.values()
    ]


def test_every_request_bears_the_token(prisma: respx.MockRouter) -> None:
    provision_postgres_project(INPUTS)

    for call in prisma.calls:
        assert call.request.headers["Authorization"] == f"Bearer {TOKEN}"


def test_sends_the_payloads_as_json(prisma: respx.MockRouter) -> None:
    provision_postgres_project(INPUTS)

    payloads = {step_id: sent(prisma, step_id) for step_id in STEPS[1:]}
    assert {step_id: json.loads(it.content) for step_id, it in payloads.items()} == {
        "createProject": {"name": "Web shop", "region": "eu-west-1"},
        "backupDatabase": {"label": "first"},
        "createConnection": {"name": "Web shop", "type": "prisma"},
    }
    for request in payloads.values():
        assert request.headers["Content-Type"] == "application/json"
    assert sent(prisma, "resolveWorkspace").content == b""


@pytest.mark.parametrize("left_out", [{}, {"backup_label": None}])
def test_leaves_an_omitted_label_out_of_the_payload(
    prisma: respx.MockRouter, left_out: dict[str, None]
) -> None:
    provision_postgres_project(
        ProvisionPostgresProjectInputs(
            api_token=TOKEN, project_name="Web shop", region="eu-west-1", **left_out
        )
    )

    assert json.loads(sent(prisma, "backupDatabase").content) == {}


def test_percent_encodes_path_parameters(prisma: respx.MockRouter) -> None:
    prisma["resolveWorkspace"].respond(json={"data": [{"id": "team/ä 1?x#y"}]})
    create_project = prisma.post(path__regex="/projects$").respond(
        201, json=ANSWERS["createProject"][1]
    )

    provision_postgres_project(INPUTS)

    raw_path = create_project.calls.last.request.url.raw_path
    assert raw_path == b"/v1/workspaces/team%2F%C3%A4%201%3Fx%23y/projects"


@pytest.mark.parametrize("workspace_id", [".", "..", ""])
def test_refuses_path_parameters_that_would_change_the_path(
    prisma: respx.MockRouter, workspace_id: str
) -> None:
    prisma["resolveWorkspace"].respond(json={"data": [{"id": workspace_id}]})

    error = failure()

    assert error.step_id == "createProject"
    assert error.response is None
    assert prisma.calls.call_count == 1


@pytest.mark.parametrize("status", [204, 307, 401, 429, 503])
@pytest.mark.parametrize("step_id", STEPS)
def test_a_step_that_fails_tells_what_was_completed(
    prisma: respx.MockRouter, step_id: str, status: int
) -> None:
    prisma[step_id].respond(status, headers={"Location": "/elsewhere"})

    error = failure()

    before = STEPS.index(step_id)
    assert error.step_id == step_id
    assert error.response is not None
    assert error.response.status_code == status
    assert len(finished(error)) == before
    assert prisma.calls.call_count == before + 1


@pytest.mark.parametrize("step_id", STEPS)
def test_the_reason_names_method_path_template_status_and_criterion(
    prisma: respx.MockRouter, step_id: str
) -> None:
    prisma[step_id].respond(403)

    error = failure()

    assert TEMPLATES[step_id] in error.reason
    assert "403" in error.reason
    assert f"$statusCode == {ANSWERS[step_id][0]}" in error.reason
    assert step_id in str(error)
    assert error.reason in str(error)


def test_what_was_created_can_be_cleaned_up(prisma: respx.MockRouter) -> None:
    prisma["createConnection"].respond(500)

    completed = failure().completed

    assert completed.create_project is not None
    assert completed.create_project.project_id == "prj_1"
    assert completed.create_project.database_id == "db_1"
    assert completed.backup_database is not None
    assert completed.backup_database.backup_status == "pending"
    assert completed.create_connection is None


@pytest.mark.parametrize("fault", [httpx.ConnectError, httpx.ReadTimeout])
def test_a_request_without_a_response_is_an_error_of_its_step(
    prisma: respx.MockRouter, fault: type[httpx.TransportError]
) -> None:
    prisma["backupDatabase"].mock(side_effect=fault("told by the network"))

    error = failure()

    assert error.step_id == "backupDatabase"
    assert error.response is None
    assert isinstance(error.__cause__, fault)
    assert "told by the network" not in str(error)
    assert finished(error) == ["resolve_workspace", "create_project"]


def test_a_token_without_workspaces_is_an_error(prisma: respx.MockRouter) -> None:
    prisma["resolveWorkspace"].respond(json={"data": []})

    error = failure()

    assert error.step_id == "createProject"
    assert error.response is None
    assert finished(error) == ["resolve_workspace"]
    assert prisma.calls.call_count == 1


def test_a_project_without_databases_is_an_error(prisma: respx.MockRouter) -> None:
    prisma["createProject"].respond(201, json={"id": "prj_1"})

    error = failure()

    assert error.step_id == "backupDatabase"
    assert error.completed.create_project is not None
    assert error.completed.create_project.project_id == "prj_1"
    assert error.completed.create_project.database_id is None


@pytest.mark.parametrize(
    ("step_id", "body"),
    [
        ("resolveWorkspace", {"data": [{"id": 31337}]}),
        ("createProject", {"id": 31337, "databases": []}),
        ("createProject", {"databases": []}),
        ("backupDatabase", {"id": "bak_1", "status": None}),
        ("backupDatabase", {"id": ["31337"], "status": "pending"}),
        ("createConnection", {"id": True, "connectionString": "prisma://2"}),
        ("createConnection", "31337"),
    ],
)
def test_a_response_of_other_types_than_documented_is_an_error(
    prisma: respx.MockRouter, step_id: str, body: object
) -> None:
    prisma[step_id].respond(ANSWERS[step_id][0], json=body)

    error = failure()

    assert error.step_id == step_id
    assert error.response is not None
    assert error.response.json() == body
    assert "31337" not in str(error)
    assert len(finished(error)) == STEPS.index(step_id)


def test_a_body_that_is_not_json_is_an_error(prisma: respx.MockRouter) -> None:
    prisma["createProject"].respond(201, text="<html>maintenance</html>")

    error = failure()

    assert error.step_id == "createProject"
    assert error.response is not None
    assert "maintenance" not in str(error)


def test_the_client_of_the_caller_is_used_and_stays_open() -> None:
    base_url = "https://prisma.example.test/management"
    with (
        httpx.Client(base_url=base_url, headers={"X-Team": "platform"}) as client,
        respx.mock(base_url=base_url) as router,
    ):
        for step_id, (method, path) in ROUTES.items():
            status, body = ANSWERS[step_id]
            router.request(method, path).respond(status, json=body)

        provision_postgres_project(INPUTS, client=client)

        assert all(
            call.request.headers["X-Team"] == "platform" for call in router.calls
        )
        assert not client.is_closed


def test_a_client_of_its_own_is_closed(
    prisma: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[httpx.Client] = []

    class Client(httpx.Client):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            opened.append(self)

    monkeypatch.setattr(httpx, "Client", Client)
    prisma["createConnection"].respond(500)
    failure()

    assert [client.is_closed for client in opened] == [True]


@pytest.mark.parametrize("step_id", STEPS)
def test_errors_do_not_show_the_token(prisma: respx.MockRouter, step_id: str) -> None:
    prisma[step_id].respond(401, json={"error": {"code": "no", "message": TOKEN}})

    error = failure()

    assert TOKEN not in str(error)
    assert TOKEN not in repr(error)
    assert TOKEN not in repr(error.completed)
    assert TOKEN not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "token",
    ["tok\r\nX-Admin: yes", "tok\rX-Admin: yes", "tok\nX-Admin: yes", "X-Admin€"],
)
def test_a_token_that_no_header_can_hold_is_refused(
    prisma: respx.MockRouter, token: str
) -> None:
    error = failure(INPUTS.model_copy(update={"api_token": token}))

    assert error.step_id == "resolveWorkspace"
    assert error.response is None
    assert "X-Admin" not in "".join(traceback.format_exception(error))
    assert prisma.calls.call_count == 0


def test_inputs_do_not_show_the_token() -> None:
    assert TOKEN not in repr(INPUTS)
    assert TOKEN not in str(INPUTS)
    with pytest.raises(ValidationError) as caught:
        ProvisionPostgresProjectInputs.model_validate({"apiToken": TOKEN, "region": 1})
    assert TOKEN not in str(caught.value)


def test_inputs_take_the_names_of_the_document_too() -> None:
    names = {
        "apiToken": TOKEN,
        "projectName": "Web shop",
        "region": "eu-west-1",
        "backupLabel": "first",
    }

    assert ProvisionPostgresProjectInputs(**names) == INPUTS
    assert ProvisionPostgresProjectInputs.model_validate(names) == INPUTS
    assert INPUTS.model_dump(by_alias=True, exclude_none=True) == names


def test_inputs_that_nobody_declared_are_refused() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        ProvisionPostgresProjectInputs.model_validate(
            {"apiToken": "t", "projectName": "p", "region": "r", "backuplabel": "x"}
        )


def test_outputs_dump_by_the_names_of_the_document(prisma: respx.MockRouter) -> None:
    outputs = provision_postgres_project(INPUTS)

    assert outputs.model_dump(by_alias=True) == {
        "projectId": "prj_1",
        "databaseId": "db_1",
        "backupId": "bak_1",
        "connectionId": "con_1",
        "connectionString": "prisma://2",
    }


def test_the_error_survives_pickling(prisma: respx.MockRouter) -> None:
    prisma["createConnection"].respond(500, json={"error": "down"})
    error = failure()

    restored = pickle.loads(pickle.dumps(error))

    assert isinstance(restored, ProvisionPostgresProjectError)
    assert str(restored) == str(error)
    assert restored.step_id == "createConnection"
    assert restored.response is not None
    assert restored.response.json() == {"error": "down"}
    assert restored.completed == error.completed
