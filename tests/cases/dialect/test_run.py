"""Forms that the specification does not know, and that published documents have."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
import respx

DONE = {"state": "done", "files": [{"name": "a.txt"}]}


def run(workflow: ModuleType, api: respx.MockRouter, build: Any) -> Any:
    start = api.post("/builds", params={"ref": "heads/main"})
    start.respond(201, json={"id": 3}, headers={"Location": "/builds/3"})
    read = api.get("/builds/3", headers={"Authorization": "Bearer t"})
    read.respond(json=build)
    return workflow.build(workflow.BuildInputs(token="t", branch="main"))


def test_reads_them_as_they_are_meant(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    outputs = run(workflow, api, DONE)

    expected = {"firstFile": "a.txt", "place": "/builds/3"}
    assert outputs.model_dump(by_alias=True) == expected


@pytest.mark.parametrize("build", [{**DONE, "state": "failed"}, {**DONE, "files": []}])
def test_criteria_that_do_not_hold(
    workflow: ModuleType, api: respx.MockRouter, build: Any
) -> None:
    with pytest.raises(workflow.BuildError):
        run(workflow, api, build)
