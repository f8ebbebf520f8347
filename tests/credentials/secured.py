"""Compiles a workflow whose operations have security, and opens its clients on a
transport that notes what is sent."""

from __future__ import annotations

import atexit
import importlib
import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType
from typing import Any

import httpx

from arazzo_codegen.compilation import Compilation, CompileRequest, Flavour
from arazzo_codegen.pipeline import compile_specs

URL = "https://shop.example.com/v1"
Json = dict[str, Any]
_numbers = count(1)
_ROOT = Path(mkdtemp(prefix="secured-"))
atexit.register(shutil.rmtree, _ROOT, ignore_errors=True)
sys.path.append(str(_ROOT))


def openapi(
    schemes: Json,
    operations: Mapping[str, Json],
    *,
    url: str = URL,
    security: list[Json] | None = None,
) -> Json:
    """An OpenAPI document.

    Args:
        operations: By operation id, which is the path too, what the operation has
            beside it.
        security: Of the whole document.
    """
    paths = {
        f"/{name}": {
            "get": {
                "operationId": name,
                "responses": {"default": {"description": "Any."}},
                **more,
            }
        }
        for name, more in operations.items()
    }
    document: Json = {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": url}],
        "paths": paths,
        "components": {"securitySchemes": schemes},
    }
    return document if security is None else {**document, "security": security}


def step(operation: str, *parameters: Json, **more: Any) -> Json:
    given = {"parameters": list(parameters)} if parameters else {}
    return {"stepId": operation, "operationId": operation, **given, **more}


def parameter(name: str, location: str, value: str) -> Json:
    return {"name": name, "in": location, "value": value}


@dataclass
class Wire:
    """A transport that notes each request, and answers as a function says."""

    answer: Callable[[httpx.Request], httpx.Response] = lambda _: httpx.Response(200)
    sent: list[httpx.Request] = field(default_factory=list)

    @property
    def transport(self) -> httpx.MockTransport:
        def handle(request: httpx.Request) -> httpx.Response:
            self.sent.append(request)
            return self.answer(request)

        return httpx.MockTransport(handle)

    def header(self, name: str) -> list[str | None]:
        """A header of each request that was sent."""
        return [request.headers.get(name) for request in self.sent]


def compiled(
    sources: Mapping[str, Json], workflows: Sequence[Json], flavour: Flavour = "sync"
) -> Compilation:
    """What the compiler gives for workflows on some sources."""
    specs = _ROOT / f"specs{next(_numbers)}"
    specs.mkdir()
    for name, document in sources.items():
        (specs / f"{name}.json").write_text(json.dumps(document))
    arazzo = {
        "arazzo": "1.1.0",
        "info": {"title": "Shop", "version": "1"},
        "sourceDescriptions": [
            {"name": name, "url": f"{name}.json", "type": "openapi"} for name in sources
        ],
        "workflows": workflows,
    }
    (specs / "w.arazzo.json").write_text(json.dumps(arazzo))
    return compile_specs(CompileRequest(specs=(specs,), flavour=flavour))


def module(
    sources: Mapping[str, Json] | Json,
    steps: Sequence[Json],
    *others: Json,
    inputs: Json | None = None,
    flavour: Flavour = "sync",
) -> ModuleType:
    """The module of a workflow `run` on sources, or on one that is called `shop`."""
    if "openapi" in sources or "swagger" in sources:
        sources = {"shop": sources}
    workflow: Json = {"workflowId": "run", "steps": list(steps)}
    if inputs is not None:
        workflow["inputs"] = {"type": "object", "properties": inputs}
    return _imported(json.dumps([sources, [workflow, *others]]), flavour)


@cache
def _imported(given: str, flavour: Flavour) -> ModuleType:
    sources, workflows = json.loads(given)
    compilation = compiled(sources, workflows, flavour)
    assert not compilation.diagnostics.has_errors, list(compilation.diagnostics)
    package = _ROOT / f"secured{next(_numbers)}"
    for file in compilation.files:
        target = package / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.text, encoding="utf-8")
    importlib.invalidate_caches()
    return importlib.import_module(f"{package.name}.run")
