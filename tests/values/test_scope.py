"""Expressions where no step runs, and names that Python has taken."""

from __future__ import annotations

import builtins
import importlib
import json
import sys
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from arazzo_codegen.compilation import Compilation, CompileRequest
from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.pipeline import compile_specs

_numbers = count()
API = {
    "openapi": "3.1.0",
    "info": {"title": "Anything", "version": "1"},
    "servers": [{"url": "https://api.example.com"}],
    "paths": {
        "/things": {
            "get": {
                "operationId": "read",
                "parameters": [{"name": "q", "in": "query"}],
                "responses": {
                    "200": {"description": "Any.", "content": {"application/json": {}}}
                },
            }
        }
    },
}
READ = {
    "stepId": "read",
    "operationId": "read",
    "outputs": {"all": "$response.body", "found": "$response.body#/found"},
}
OTHER = {
    "workflowId": "other",
    "inputs": {"type": "object", "properties": {"note": {}}},
    "steps": [
        {
            "stepId": "send",
            "operationId": "read",
            "parameters": [{"name": "q", "in": "query", "value": "$inputs.note"}],
        }
    ],
}


def compiled(folder: Path, *workflows: dict[str, Any]) -> Compilation:
    source = {"name": "api", "url": "./api.json", "type": "openapi"}
    arazzo = {
        "arazzo": "1.1.0",
        "info": {"title": "Scope", "version": "1"},
        "sourceDescriptions": [source],
        "workflows": list(workflows),
    }
    (folder / "api.json").write_text(json.dumps(API))
    (folder / "scope.arazzo.json").write_text(json.dumps(arazzo))
    compilation = compile_specs(CompileRequest(specs=(folder,)))
    errors = [
        f.message for f in compilation.diagnostics if f.severity is Severity.ERROR
    ]
    assert not errors
    return compilation


@pytest.fixture
def first_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Compiles workflows and gives the module of the first."""

    def load(*workflows: dict[str, Any]) -> ModuleType:
        package = tmp_path / f"scope_{next(_numbers)}"
        package.mkdir()
        compilation = compiled(tmp_path, *workflows)
        for file in compilation.files:
            (package / file.path).write_text(file.text, encoding="utf-8")
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
        importlib.invalidate_caches()
        name = Path(compilation.modules[0].path).stem
        return importlib.import_module(f"{package.name}.{name}")

    return load


def client(sent: list[httpx.URL], answer: Any) -> httpx.Client:
    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request.url)
        return httpx.Response(200, json=answer)

    transport = httpx.MockTransport(respond)
    return httpx.Client(base_url="https://api.example.com", transport=transport)


def going_on(value: Any) -> dict[str, Any]:
    """A workflow that hands over to `other` with this note."""
    action = {
        "name": "handOver",
        "type": "goto",
        "workflowId": "other",
        "parameters": [{"name": "note", "value": value}],
    }
    return {"workflowId": "main", "steps": [{**READ, "onSuccess": [action]}]}


def test_a_text_in_the_outputs_of_a_workflow(first_module: Any) -> None:
    text = "{$steps.read.outputs.all} {$steps.read.outputs.found}"
    workflow = {"workflowId": "main", "steps": [READ], "outputs": {"text": text}}

    module = first_module(workflow)

    with client([], {"found": 1}) as answering:
        assert module.main(client=answering).text == '{"found":1} 1'


def test_a_text_whose_value_was_not_given_is_the_error_of_the_workflow(
    first_module: Any,
) -> None:
    text = "found {$steps.read.outputs.found}"
    workflow = {"workflowId": "main", "steps": [READ], "outputs": {"text": text}}

    module = first_module(workflow)

    with client([], {}) as answering, pytest.raises(module.MainError) as failed:
        module.main(client=answering)
    assert failed.value.completed.read is not None


def test_a_text_in_the_parameters_of_an_action(first_module: Any) -> None:
    module = first_module(going_on("note {$steps.read.outputs.all}"), OTHER)
    sent: list[httpx.URL] = []

    with client(sent, [1]) as answering:
        module.main(client=answering)

    assert sent[-1].params["q"] == "note [1]"


def test_the_parameters_of_an_action_read_the_response(first_module: Any) -> None:
    module = first_module(going_on("$response.body#/found"), OTHER)
    sent: list[httpx.URL] = []

    with client(sent, {"found": "it"}) as answering:
        module.main(client=answering)

    assert sent[-1].params["q"] == "it"


@pytest.mark.parametrize("name", ["runtime", "type", "value", "import"])
def test_an_error_takes_no_name_of_a_builtin(tmp_path: Path, name: str) -> None:
    (module,) = compiled(tmp_path, {**OTHER, "workflowId": name}).modules

    assert not hasattr(builtins, module.error)
