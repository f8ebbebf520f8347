"""A retry runs another workflow before each attempt."""

from __future__ import annotations

from types import ModuleType

import httpx
import pytest
import respx

FULL, DONE = httpx.Response(507), httpx.Response(204)


def test_runs_the_workflow_before_each_attempt(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    api.put("/file").mock(side_effect=[FULL, FULL, DONE])
    api.delete("/files").respond(204)

    workflow.store_file()

    sent = [call.request.method for call in api.calls]
    assert sent == ["PUT", "DELETE", "PUT", "DELETE", "PUT"]
    assert waits == [0.5, 0.5]


def test_its_failure_fails_the_workflow(
    workflow: ModuleType, api: respx.MockRouter, waits: list[float]
) -> None:
    store = api.put("/file").mock(return_value=FULL)
    api.delete("/files").respond(500)

    with pytest.raises(workflow.StoreFileError):
        workflow.store_file()

    assert store.call_count == 1
