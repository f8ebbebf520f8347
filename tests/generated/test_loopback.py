"""Both workflows from end to end: real requests to a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from generated.provision_pipeline import (
    ProvisionPipelineError,
    ProvisionPipelineInputs,
    provision_pipeline,
)
from generated.provision_postgres_project import (
    ProvisionPostgresProjectError,
    ProvisionPostgresProjectInputs,
    provision_postgres_project,
)
from tests.support.provisioning_apis import TOKEN, Server, running_server

PIPELINE = ProvisionPipelineInputs(
    workspace_id="workspace",
    source_name="shop",
    source_configuration={"sourceType": "postgres", "port": 5432},
    destination_name="warehouse",
    destination_configuration={"destinationType": "bigquery"},
)
PROJECT = ProvisionPostgresProjectInputs(
    api_token=TOKEN, project_name="Web shop", region="eu-west-1", backup_label="first"
)


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server() as server:
        yield server


def test_provisions_a_pipeline(server: Server) -> None:
    with httpx.Client(base_url=server.airbyte_url) as client:
        outputs = provision_pipeline(PIPELINE, client=client)

    airbyte = server.airbyte
    assert airbyte.sources[outputs.source_id]["configuration"]["port"] == 5432
    assert airbyte.destinations[outputs.destination_id]["name"] == "warehouse"
    assert airbyte.connections[outputs.connection_id] == {
        "sourceId": outputs.source_id,
        "destinationId": outputs.destination_id,
        "schedule": {"scheduleType": "manual"},
        "status": "active",
    }
    assert airbyte.jobs[outputs.job_id]["connectionId"] == outputs.connection_id
    assert airbyte.jobs[outputs.job_id]["jobType"] == "sync"


def test_provisions_a_project(server: Server) -> None:
    with httpx.Client(base_url=server.prisma_url) as client:
        outputs = provision_postgres_project(PROJECT, client=client)

    prisma = server.prisma
    assert prisma.projects[outputs.project_id]["workspaceId"] == "team/ä"
    assert outputs.database_id is not None
    assert prisma.databases[outputs.database_id]["region"] == "eu-west-1"
    assert prisma.backups[outputs.backup_id] == {
        "label": "first",
        "databaseId": outputs.database_id,
    }
    connection = prisma.connections[outputs.connection_id]
    assert connection["connectionString"] == outputs.connection_string


def test_provisions_several_on_one_client(server: Server) -> None:
    with httpx.Client(base_url=server.airbyte_url) as client:
        runs = [provision_pipeline(PIPELINE, client=client) for _ in range(3)]

    assert [run.job_id for run in runs] == [1, 2, 3]
    assert len(server.airbyte.sources) == 3


def test_a_token_that_is_not_accepted_creates_nothing(server: Server) -> None:
    inputs = PROJECT.model_copy(update={"api_token": "another"})

    with (
        httpx.Client(base_url=server.prisma_url) as client,
        pytest.raises(ProvisionPostgresProjectError) as caught,
    ):
        provision_postgres_project(inputs, client=client)

    assert caught.value.step_id == "resolveWorkspace"
    assert caught.value.response is not None
    assert caught.value.response.json()["error"]["code"] == "unauthorized"
    assert server.prisma.projects == {}


def test_what_was_created_before_a_failure_is_on_the_error(server: Server) -> None:
    configuration = {"destination": "of a type that nobody named"}
    inputs = PIPELINE.model_copy(update={"destination_configuration": configuration})

    with (
        httpx.Client(base_url=server.airbyte_url) as client,
        pytest.raises(ProvisionPipelineError) as caught,
    ):
        provision_pipeline(inputs, client=client)

    assert caught.value.step_id == "createDestination"
    assert caught.value.completed.create_source is not None
    assert caught.value.completed.create_source.source_id in server.airbyte.sources
    assert caught.value.completed.create_destination is None


def test_a_server_that_is_gone_is_an_error_of_the_first_step() -> None:
    with running_server() as stopped:
        base_url = stopped.airbyte_url

    with (
        httpx.Client(base_url=base_url) as client,
        pytest.raises(ProvisionPipelineError) as caught,
    ):
        provision_pipeline(PIPELINE, client=client)

    assert caught.value.step_id == "createSource"
    assert caught.value.response is None
    assert isinstance(caught.value.__cause__, httpx.ConnectError)
