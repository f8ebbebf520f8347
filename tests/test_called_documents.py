"""Workflows of documents that were not named, but are called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.pipeline import compile_specs

API = {
    "openapi": "3.1.0",
    "info": {"title": "API", "version": "1"},
    "servers": [{"url": "https://api.example.com"}],
    "paths": {
        "/a": {"get": {"operationId": "a", "responses": {"200": {"description": ""}}}}
    },
}


def write(folder: Path, number: int, step: dict[str, str]) -> None:
    """The document w<number>, whose source `next` is the one after it."""
    following = f"w{number + 1}.arazzo.json"
    document: dict[str, Any] = {
        "arazzo": "1.0.1",
        "info": {"title": "W", "version": "1"},
        "sourceDescriptions": [
            {"name": "api", "url": "api.json", "type": "openapi"},
            {"name": "next", "url": following, "type": "arazzo"},
        ][: 1 if "operationId" in step else 2],
        "workflows": [{"workflowId": f"w{number}", "steps": [{"stepId": "s", **step}]}],
    }
    (folder / f"w{number}.arazzo.json").write_text(json.dumps(document))


def test_a_chain_of_documents_is_compiled_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "api.json").write_text(json.dumps(API))
    write(tmp_path, 1, {"workflowId": "$sourceDescriptions.next.w2"})
    write(tmp_path, 2, {"workflowId": "$sourceDescriptions.next.w3"})
    write(tmp_path, 3, {"operationId": "$sourceDescriptions.api.a"})

    compilation = compile_specs(CompileRequest(specs=(tmp_path / "w1.arazzo.json",)))

    assert [one.workflow for one in compilation.modules] == ["w1", "w2", "w3"]
