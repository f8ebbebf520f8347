"""Parts of a multipart body: a file, an object as JSON, a boolean as text."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import respx


def sent_parts(route: respx.Route) -> list[tuple[str, str]]:
    """The head and the content of each part, in their order."""
    request = route.calls.last.request
    request.read()
    boundary = request.headers["Content-Type"].partition("boundary=")[2]
    texts = request.content.decode().split(f"--{boundary}")[1:-1]
    heads = (text.strip("\r\n").partition("\r\n\r\n") for text in texts)
    return [(head, content) for head, _, content in heads]


def test_sends_one_part_a_property(workflow: ModuleType, api: respx.MockRouter) -> None:
    route = api.post("/files").respond(201, json={"id": 3})

    outputs = workflow.upload_file(
        workflow.UploadFileInputs(file=b"bytes", tags={"kind": "note"})
    )

    assert outputs.file_id == 3
    parts = sent_parts(route)
    assert [content for _, content in parts] == ["bytes", '{"kind":"note"}', "true"]
    file, tags, public = (head for head, _ in parts)
    assert 'name="file"; filename="file"' in file
    assert "application/octet-stream" in file
    assert "application/json" in tags
    assert "filename" not in public


def test_a_path_brings_its_name(
    workflow: ModuleType, api: respx.MockRouter, tmp_path: Path
) -> None:
    route = api.post("/files").respond(201, json={"id": 4})
    path = tmp_path / "report.txt"
    path.write_text("lines")

    workflow.upload_file(workflow.UploadFileInputs(file=path, tags={}))

    head, content = sent_parts(route)[0]
    assert 'filename="report.txt"' in head
    assert content == "lines"
