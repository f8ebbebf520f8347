"""The workflow provision-pipeline as a person writes it with httpx.AsyncClient."""

from __future__ import annotations

import httpx

from tests.bench.handwritten import (
    CONNECTION,
    DESTINATION,
    JOB,
    SOURCE,
    STREAMS,
    Pipeline,
    Wanted,
    read,
)


async def provision_pipeline(client: httpx.AsyncClient, wanted: Wanted) -> Pipeline:
    source = read(
        SOURCE,
        await client.post(
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
        await client.post(
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
        await client.get(
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
    connection = read(CONNECTION, await client.post("/connections", json=payload))
    job = read(
        JOB,
        await client.post(
            "/jobs", json={"connectionId": connection.connection_id, "jobType": "sync"}
        ),
    )
    return Pipeline(
        source_id=source.source_id,
        destination_id=destination.destination_id,
        connection_id=connection.connection_id,
        job_id=job.job_id,
    )
