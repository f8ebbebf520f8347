"""What type checkers must say of a caller; nothing here is run.

A line that must be refused says so in a comment for each checker, and both report
such a comment where it is not needed.
"""

from __future__ import annotations

from typing import assert_type

import httpx

from generated.provision_pipeline import (
    ProvisionPipelineError,
    ProvisionPipelineInputs,
    ProvisionPipelineOutputs,
    provision_pipeline,
)
from generated.provision_postgres_project import (
    ProvisionPostgresProjectError,
    ProvisionPostgresProjectInputs,
    provision_postgres_project,
)


def provision(client: httpx.Client) -> ProvisionPipelineOutputs | None:
    inputs = ProvisionPipelineInputs(
        workspace_id="workspace",
        source_name="shop",
        source_configuration={"sourceType": "postgres", "port": 5432},
        destination_name="warehouse",
        destination_configuration={"destinationType": "bigquery"},
    )
    assert_type(inputs.connection_name, str | None)
    try:
        outputs = provision_pipeline(inputs, client=client)
    except ProvisionPipelineError as error:
        assert_type(error.step_id, str)
        assert_type(error.reason, str)
        assert_type(error.response, httpx.Response | None)
        if error.completed.create_source is not None:
            assert_type(error.completed.create_source.source_id, str)
        if error.completed.trigger_first_sync is not None:
            assert_type(error.completed.trigger_first_sync.job_id, int)
        return None
    assert_type(outputs.job_id, int)
    assert_type(outputs.source_id, str)
    return outputs


def create_project(token: str) -> str | None:
    inputs = ProvisionPostgresProjectInputs(
        api_token=token, project_name="Web shop", region="eu-west-1"
    )
    try:
        outputs = provision_postgres_project(inputs)
    except ProvisionPostgresProjectError as error:
        if error.completed.create_project is not None:
            assert_type(error.completed.create_project.project_id, str)
        return None
    assert_type(outputs.project_id, str)
    assert_type(outputs.backup_id, str)
    return outputs.database_id


def what_must_be_refused(inputs: ProvisionPipelineInputs) -> object:
    ProvisionPipelineInputs()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    provision_pipeline(inputs, httpx.Client())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    outputs = provision_pipeline(inputs)
    return outputs.job_identifier  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
