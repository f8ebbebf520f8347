"""The server of an operation goes before that of its path and of the document."""

from __future__ import annotations

from types import ModuleType

import respx


def test_each_operation_goes_to_its_server(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.post("https://api.example.com/v1/announcements").respond(204)
    send = api.post("https://uploads.example.com/v9/files").respond(204)

    workflow.upload()

    assert send.called
