"""Compiles workflows that are given as YAML text, and runs them on an API that answers
what a test says.

The API has an operation for every letter: `a` is `GET /a`, `post-a` is `POST /a`, both
without schemas; `item` is `GET /items/{id}`, `kind` is `GET /kinds/{class}`, `text`
answers text, and `pet` is `GET /pet`, whose answer is documented.
"""

from __future__ import annotations

import atexit
import importlib
import json
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from string import ascii_lowercase
from tempfile import mkdtemp
from types import ModuleType
from typing import Any
from unittest.mock import patch

import httpx
import respx
import yaml

from arazzo_codegen.compilation import Compilation, CompileRequest, Flavour
from arazzo_codegen.pipeline import compile_specs

from .asynchronous import Blocking

BASE = "https://api.example.com"
OTHER_BASE = "https://other.example.com"
Reply = int | tuple[int, object] | httpx.Response | Exception
"""A status, with a JSON body or without; a response; or what goes wrong instead."""

_ROOT = Path(mkdtemp(prefix="compiled-"))
atexit.register(shutil.rmtree, _ROOT, ignore_errors=True)
sys.path.insert(0, str(_ROOT))
_numbers = count()

_PET = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer"},
        "name": {"type": "string"},
        "tag": {"type": ["string", "null"]},
        "weight": {"type": "number"},
        "toys": {"type": "array", "items": {"type": "object"}},
    },
}
_ANY = {"default": {"description": "Anything."}}


def _query(*names: str) -> list[dict[str, object]]:
    return [{"name": n, "in": "query", "schema": {"type": "string"}} for n in names]


def _media(media_type: str, schema: object) -> dict[str, object]:
    return {"200": {"description": "It.", "content": {media_type: {"schema": schema}}}}


def openapi(base: str = BASE) -> dict[str, object]:
    """The API's document."""
    paths: dict[str, object] = {
        f"/{letter}": {
            "get": {
                "operationId": letter,
                "parameters": _query("q", "r"),
                "responses": _ANY,
            },
            "post": {
                "operationId": f"post-{letter}",
                "requestBody": {"content": {"application/json": {"schema": {}}}},
                "responses": _ANY,
            },
        }
        for letter in ascii_lowercase
    }
    item, kind = (
        {
            "operationId": operation,
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": {}}
            ],
            "responses": _ANY,
        }
        for operation, name in (("item", "id"), ("kind", "class"))
    )
    pet = {"operationId": "pet", "responses": _media("application/json", _PET)}
    text = {"operationId": "text", "responses": _media("text/plain", {})}
    paths |= {
        "/items/{id}": {"get": item},
        "/kinds/{class}": {"get": kind},
        "/pet": {"get": pet},
        "/text": {"get": text},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Letters", "version": "1"},
        "servers": [{"url": base}],
        "paths": paths,
    }


def _arazzo(workflows: str, sources: Mapping[str, str]) -> dict[str, object]:
    parsed = yaml.safe_load(workflows)
    listed = parsed if isinstance(parsed, list) else [{"workflowId": "w", **parsed}]
    return {
        "arazzo": "1.1.0",
        "info": {"title": "Letters", "version": "1"},
        "sourceDescriptions": [
            {"name": name, "url": url, "type": name.partition("_")[0]}
            for name, url in sources.items()
        ],
        "workflows": listed,
    }


@dataclass(frozen=True)
class Kind:
    """What functions the modules have, and whether steps run at the same time."""

    flavour: Flavour = "sync"
    parallel: bool = False


BLOCKING = Kind()


def compiled(workflows: str, other: str = "", kind: Kind = BLOCKING) -> Compilation:
    """What the compiler gives for workflows.

    Args:
        workflows: A list of Workflow Objects, or one without its id, which is `w`.
        other: Workflows of another document, `arazzo_other`, of another server.
    """
    return _compiled(workflows, other, kind)


@cache
def _compiled(workflows: str, other: str, kind: Kind) -> Compilation:
    folder = _ROOT / f"specs{next(_numbers)}"
    sources = {"openapi": "letters.json"}
    documents: dict[str, object] = {"letters.json": openapi()}
    if other:
        sources["arazzo_other"] = "other.arazzo.json"
        theirs = _arazzo(other, {"openapi_other": "other.json"})
        documents |= {"other.arazzo.json": theirs, "other.json": openapi(OTHER_BASE)}
    documents["w.arazzo.json"] = _arazzo(workflows, sources)
    folder.mkdir()
    for name, document in documents.items():
        (folder / name).write_text(json.dumps(document), encoding="utf-8")
    return compile_specs(
        CompileRequest((folder,), flavour=kind.flavour, parallel=kind.parallel)
    )


def errors_of(workflows: str, other: str = "") -> list[str]:
    """The messages of the errors in workflows."""
    findings = compiled(workflows, other).diagnostics
    return [found.message for found in findings if found.severity == "error"]


def text_of(workflows: str, name: str = "w.py", kind: Kind = BLOCKING) -> str:
    """The text of a module."""
    files = compiled(workflows, kind=kind).files
    return {file.path: file.text for file in files}[name]


def function_of(workflows: str, function: str, kind: Kind = BLOCKING) -> str:
    """The text of a function of the module `w`."""
    text = text_of(workflows, kind=kind)
    start = max(text.find(f"\n{word} {function}(") for word in ("def", "async def")) + 1
    marks = ("\n\n\ndef ", "\n\n\nasync def ", "\n\n\n# What")
    ends = [text.find(mark, start + 1) for mark in marks]
    return text[start : min(end for end in ends if end > 0)] + "\n"


def module_of(
    workflows: str, other: str = "", name: str = "w", kind: Kind = BLOCKING
) -> ModuleType:
    """A module, imported."""
    assert not errors_of(workflows, other)
    return importlib.import_module(f"{_package(workflows, other, kind)}.{name}")


@cache
def _package(workflows: str, other: str, kind: Kind) -> str:
    """The name of the package with the modules, written to where it can be imported."""
    package = _ROOT / f"package{next(_numbers)}"
    for file in compiled(workflows, other, kind).files:
        target = package / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.text, encoding="utf-8")
    importlib.invalidate_caches()
    return package.name


@dataclass
class Run:
    """What a run of a workflow did.

    Attributes:
        sent: The requests as `GET /a?q=1`; those to the other server with its URL.
        bodies: The JSON bodies of the requests that had one.
        waits: How long it waited, each time.
        outputs: What the function returned, as JSON; None where it failed.
        error: What it raised.
    """

    sent: list[str] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    outputs: Any = None
    error: Any = None


def run(  # noqa: PLR0913
    workflows: str,
    replies: Sequence[Reply],
    inputs: Mapping[str, object] | None = None,
    *,
    other: str = "",
    name: str = "w",
    kind: Kind = BLOCKING,
    **keywords: Any,
) -> Run:
    """Compile workflows and run one of them; every reply is for one request.

    A function for an event loop is run where there is one.
    """
    module = module_of(workflows, other, name, kind)
    names = next(m for m in compiled(workflows, other).modules if m.function == name)
    if kind.flavour != "sync":
        module = Blocking(module)
    found, waiting = Run(), list(replies)

    def answer(request: httpx.Request) -> httpx.Response:
        found.sent.append(f"{request.method} {request.url}".replace(f" {BASE}/", " /"))
        if request.content:
            found.bodies.append(json.loads(request.content))
        return response_to(waiting.pop(0), request)

    arguments = (
        [getattr(module, names.inputs)(**(inputs or {}))] if names.inputs else []
    )
    with (
        respx.mock(assert_all_called=False) as router,
        patch.object(time, "sleep", found.waits.append),
    ):
        router.route().mock(side_effect=answer)
        try:
            outputs = getattr(module, names.function)(*arguments, **keywords)
        except getattr(module, names.error) as error:
            found.error = error
        else:
            dumped = outputs and outputs.model_dump(
                by_alias=True, exclude_unset=True, warnings=False
            )
            found.outputs = dumped or {}
    assert not waiting, f"requests that were not sent: {waiting}"
    return found


def response_to(reply: Reply, request: httpx.Request) -> httpx.Response:
    """What a reply stands for."""
    match reply:
        case int(status):
            return httpx.Response(status)
        case (status, body):
            return httpx.Response(status, json=body)
        case httpx.Response():
            return reply
        case _:
            raise httpx.ConnectError(str(reply), request=request)
