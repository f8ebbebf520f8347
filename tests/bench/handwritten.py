"""The workflow provision-pipeline as a person writes it with httpx and pydantic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel

T = TypeVar("T")


class Response(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, strict=True)


class Source(Response):
    source_id: str
    source_type: str


class Destination(Response):
    destination_id: str
    destination_type: str


class Connection(Response):
    connection_id: str
    status: str


class Job(Response):
    job_id: int
    status: str


@dataclass(frozen=True)
class Wanted:
    workspace_id: str
    source_name: str
    source_configuration: dict[str, Any]
    destination_name: str
    destination_configuration: dict[str, Any]
    connection_name: str | None = None


class Pipeline(BaseModel):
    source_id: str
    destination_id: str
    connection_id: str
    job_id: int


SOURCE = TypeAdapter(Source)
DESTINATION = TypeAdapter(Destination)
STREAMS = TypeAdapter(list[Any])
CONNECTION = TypeAdapter(Connection)
JOB = TypeAdapter(Job)


def provision_pipeline(client: httpx.Client, wanted: Wanted) -> Pipeline:
    source = read(
        SOURCE,
        client.post(
            "/sources",
            json={
                "name": wanted.source_name,
                "workspaceId": wanted.workspace_id,
                "configuration": wanted.source_configuration,
            },
        ),
    )
    destination = read(
        DESTINATION,
        client.post(
            "/destinations",
            json={
                "name": wanted.destination_name,
                "workspaceId": wanted.workspace_id,
                "configuration": wanted.destination_configuration,
            },
        ),
    )
    read(
        STREAMS,
        client.get(
            "/streams",
            params={
                "sourceId": source.source_id,
                "destinationId": destination.destination_id,
                "ignoreCache": True,
            },
        ),
    )
    payload = {
        "sourceId": source.source_id,
        "destinationId": destination.destination_id,
        "schedule": {"scheduleType": "manual"},
        "status": "active",
    }
    if wanted.connection_name is not None:
        payload["name"] = wanted.connection_name
    connection = read(CONNECTION, client.post("/connections", json=payload))
    job = read(
        JOB,
        client.post(
            "/jobs", json={"connectionId": connection.connection_id, "jobType": "sync"}
        ),
    )
    return Pipeline(
        source_id=source.source_id,
        destination_id=destination.destination_id,
        connection_id=connection.connection_id,
        job_id=job.job_id,
    )


def read(expected: TypeAdapter[T], response: httpx.Response) -> T:
    """The validated body of a response with status 200."""
    if response.status_code != 200:
        raise RuntimeError(f"{response.request.url}: {response.status_code}")
    return expected.validate_python(response.json())
