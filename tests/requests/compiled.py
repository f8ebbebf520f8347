"""Compiles a workflow of one step, runs it on respx and gives what it sent."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import respx

from arazzo_codegen.compilation import Compilation, CompileRequest
from arazzo_codegen.diagnostics.model import Diagnostic
from arazzo_codegen.pipeline import compile_specs

BASE = "https://api.example.com/v1"
_numbers = count()


@dataclass(frozen=True)
class Case:
    """A step and the operation that it calls.

    Attributes:
        operation: The Operation Object; its id and responses are added.
        step: The Step Object; its id and operationId are added.
        inputs: Properties of the inputs' schema.
        required: Which of the inputs are required.
        openapi: The version of the source; `2.0` is Swagger.
    """

    operation: Mapping[str, Any] = field(default_factory=dict)
    step: Mapping[str, Any] = field(default_factory=dict)
    path: str = "/things"
    method: str = "post"
    inputs: Mapping[str, Any] = field(default_factory=dict)
    required: Sequence[str] = ()
    openapi: str = "3.1.0"
    arazzo: str = "1.1.0"

    def documents(self) -> dict[str, Any]:
        operation = {
            "operationId": "act",
            "responses": {"default": {"description": "Any."}},
            **self.operation,
        }
        version = {"swagger": "2.0"} if self.openapi == "2.0" else {}
        servers = {"servers": [{"url": BASE}]}
        swagger = {"host": "api.example.com", "basePath": "/v1", "schemes": ["https"]}
        source = {
            **(version or {"openapi": self.openapi}),
            "info": {"title": "Things", "version": "1"},
            **(swagger if version else servers),
            "paths": {self.path: {self.method: operation}},
        }
        workflow: dict[str, Any] = {
            "workflowId": "doIt",
            "steps": [{"stepId": "act", "operationId": "act", **self.step}],
        }
        if self.inputs:
            workflow["inputs"] = {
                "type": "object",
                "properties": dict(self.inputs),
                "required": list(self.required),
            }
        arazzo = {
            "arazzo": self.arazzo,
            "info": {"title": "Do it", "version": "1"},
            "sourceDescriptions": [
                {"name": "things", "url": "./things.json", "type": "openapi"}
            ],
            "workflows": [workflow],
        }
        return {"do.arazzo.json": arazzo, "things.json": source}


def compile_case(case: Case, folder: Path) -> Compilation:
    for name, document in case.documents().items():
        (folder / name).write_text(json.dumps(document), encoding="utf-8")
    return compile_specs(CompileRequest(specs=(folder,)))


def findings(case: Case, folder: Path) -> list[Diagnostic]:
    return list(compile_case(case, folder).diagnostics)


def source_of(case: Case, folder: Path) -> str:
    """The text of the workflow's module."""
    compilation = compile_case(case, folder)
    errors = [f.message for f in compilation.diagnostics if f.severity == "error"]
    assert not errors, errors
    (text,) = (f.text for f in compilation.files if f.path == "do_it.py")
    return text


@contextmanager
def module_of(case: Case, folder: Path) -> Iterator[ModuleType]:
    """The workflow's module, imported."""
    specs = folder / "specs"
    specs.mkdir(exist_ok=True)
    name = f"generated_request_{next(_numbers)}"
    (folder / f"{name}.py").write_text(source_of(case, specs), encoding="utf-8")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop(name, None)


def send(
    case: Case, folder: Path, client: httpx.Client | None = None, **given: Any
) -> httpx.Request:
    """The one request that the workflow sends when it is given these inputs."""
    with module_of(case, folder) as module, respx.mock() as router:
        route = router.route().respond(200, json={})
        arguments = [module.DoItInputs(**given)] if case.inputs else []
        module.do_it(*arguments, client=client)
        assert route.call_count == 1
        request: httpx.Request = route.calls[0].request
        request.read()
        return request


def fail(case: Case, folder: Path, **given: Any) -> str:
    """The reason for which the workflow fails before it sends anything."""
    with module_of(case, folder) as module, respx.mock() as router:
        arguments = [module.DoItInputs(**given)] if case.inputs else []
        try:
            module.do_it(*arguments)
        except module.DoItError as error:
            assert not router.calls
            return str(error.reason)
    raise AssertionError("it did not fail")


def target(request: httpx.Request) -> str:
    """The path and query that a request has below the base URL, as sent."""
    return request.url.raw_path.decode("ascii").removeprefix("/v1")
