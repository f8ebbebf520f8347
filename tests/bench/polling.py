"""A generated polling loop beside one written by hand, on one loopback server."""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from pydantic import BaseModel, ConfigDict, TypeAdapter

from tests.bench.measure import compare, server
from tests.cases.harness import write_package


class Job(BaseModel):
    model_config = ConfigDict(strict=True)

    id: int
    state: str


JOB = TypeAdapter(Job)


def run_job(client: httpx.Client, interval: float) -> str:
    """The workflow of the case `polling_loop`, as a person writes it."""
    job = JOB.validate_python(client.post("/jobs").raise_for_status().json())
    while True:
        response = client.get(f"/jobs/{job.id}").raise_for_status()
        job = JOB.validate_python(response.json())
        if job.state.casefold() != "running":
            return job.state
        time.sleep(interval)


def main() -> None:
    with (
        TemporaryDirectory() as folder,
        server("tests.bench.jobs") as url,
        httpx.Client(base_url=url) as client,
    ):
        package = write_package("polling_loop", Path(folder))
        sys.path.insert(0, folder)
        module = importlib.import_module(f"{package.name}.run_job")
        compare(
            "run_job(), which polls",
            lambda: module.run_job(client=client, poll_interval=0.0),
            lambda: run_job(client, 0.0),
            limit=1.20,
        )


if __name__ == "__main__":
    main()
