"""One module with every kind of request, as type checkers and linters see it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.pipeline import compile_specs

from .compiled import Case

BINARY = {"type": "string", "format": "binary"}
ARRAY = {"type": "array", "items": {"type": "string"}}
OBJECT = {"type": "object"}
INPUTS: dict[str, Any] = {
    "text": {"type": "string"},
    "array": ARRAY,
    "object": OBJECT,
    "file": BINARY,
    "files": {"type": "array", "items": BINARY},
}


def parameter(name: str, location: str, schema: Any, **more: Any) -> dict[str, Any]:
    required = {"required": True} if location == "path" else {}
    return {"name": name, "in": location, "schema": schema, **required, **more}


PARAMETERS = [
    parameter("p", "path", {"type": "string"}),
    parameter("list", "path", ARRAY, style="matrix", explode=True),
    parameter("rest", "path", {"type": "string"}),
    parameter("q", "query", {"type": "string"}),
    parameter("joined", "query", ARRAY, explode=False),
    parameter("deep", "query", OBJECT, style="deepObject", explode=True),
    parameter("raw", "query", {"type": "string"}, allowReserved=True),
    {"name": "c", "in": "query", "content": {"application/json": {}}},
    parameter("H", "header", ARRAY),
    parameter("cookie", "cookie", OBJECT),
]
VALUES = {
    "p": "$inputs.text",
    "list": "$inputs.array",
    "rest": "$inputs.text",
    "q": "$inputs.text",
    "joined": "$inputs.array",
    "deep": "$inputs.object",
    "raw": "$inputs.text",
    "c": "$inputs.object",
    "H": "$inputs.array",
    "cookie": "$inputs.object",
}

BODIES: list[tuple[str, Any, list[dict[str, Any]]]] = [
    ("application/json", "$inputs.object", []),
    ("application/json", {"a": "$inputs.text"}, []),
    ("application/json", "$inputs.object", [{"target": "/a", "value": "$inputs.text"}]),
    (
        "application/json",
        "$inputs.object",
        [{"target": "$..a", "targetSelectorType": "jsonpath", "value": 1}],
    ),
    ("application/json", '{"a": {$inputs.text}}', [{"target": "/b", "value": 1}]),
    ("application/x-www-form-urlencoded", {"a": "$inputs.text"}, []),
    ("application/x-www-form-urlencoded", "$inputs.object", []),
    ("multipart/form-data", {"a": "$inputs.text", "f": "$inputs.file"}, []),
    ("multipart/form-data", {"f": "$inputs.files"}, []),
    ("multipart/form-data", "$inputs.object", []),
    ("text/plain", "$inputs.text", []),
    ("application/octet-stream", "$inputs.file", []),
    ("application/xml", {"a": "$inputs.text"}, []),
    ("application/xml", "<a>{$inputs.text}</a>", [{"target": "/a/b", "value": 1}]),
]


def whole_case() -> dict[str, Any]:
    """The documents of a workflow with a step of each kind."""
    template = "/x/{p}/{list}/{+rest}?{q}"
    case = Case(
        operation={"parameters": PARAMETERS},
        step={
            "parameters": [
                {"name": one["name"], "in": one["in"], "value": VALUES[one["name"]]}
                for one in PARAMETERS
            ]
        },
        path=template.partition("?")[0],
        inputs=INPUTS,
    )
    documents = case.documents()
    arazzo, source = documents["do.arazzo.json"], documents["things.json"]
    steps = arazzo["workflows"][0]["steps"]
    steps.append(
        {
            "stepId": "plain",
            "operationId": "plain",
            "parameters": [
                {"name": "a", "in": "query", "value": "$inputs.text"},
                {"name": "b", "in": "cookie", "value": "$inputs.text"},
                {"name": "c", "in": "header", "value": "$inputs.text"},
            ],
        }
    )
    source["paths"]["/plain"] = {"get": operation("plain")}
    for index, (media, payload, replacements) in enumerate(BODIES):
        body = {"contentType": media, "payload": payload}
        changes = {"replacements": replacements} if replacements else {}
        name = f"send{index}"
        steps.append(
            {"stepId": name, "operationId": name, "requestBody": body | changes}
        )
        schema = {
            "type": "object",
            "properties": {"f": BINARY},
            "xml": {"name": "r"},
        }
        content = {"content": {media: {"schema": schema}}}
        source["paths"][f"/{name}"] = {
            "post": operation(name) | {"requestBody": content}
        }
    return documents


def operation(name: str) -> dict[str, Any]:
    return {"operationId": name, "responses": {"default": {"description": "Any."}}}


CALLER = """\
from pathlib import Path

from do_it import DoItInputs, do_it

with open("photo", "rb") as photo:
    do_it(DoItInputs(text="a", file=photo, files=[b"a", Path("b"), photo]))
do_it(DoItInputs(file=Path("photo"), object={"a": 1}, array=["b"]))
"""


def write_modules(folder: Path) -> None:
    specs = folder / "specs"
    specs.mkdir()
    for name, document in whole_case().items():
        (specs / name).write_text(json.dumps(document), encoding="utf-8")
    compilation = compile_specs(CompileRequest(specs=(specs,)))
    assert not compilation.diagnostics.has_errors
    (text,) = (one.text for one in compilation.files if one.path == "do_it.py")
    (folder / "do_it.py").write_text(text, encoding="utf-8")
    (folder / "caller.py").write_text(CALLER, encoding="utf-8")


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("modules")
    write_modules(folder)
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["mypy", "--strict", "--cache-dir", "cache"],
        ["pyright", "--pythonpath", sys.executable],
        ["ruff", "check", "--select", "E,F,W,I,N,UP,B,A,C4,RET,SIM,RUF"],
        ["black", "--check", "-q"],
    ],
    ids=lambda command: command[0],
)
def test_a_module_with_all_kinds_of_requests_is_clean(
    command: list[str], modules: Path
) -> None:
    files = ["do_it.py"] if command[0] == "black" else ["do_it.py", "caller.py"]
    done = subprocess.run(
        [sys.executable, "-m", *command, *files],
        capture_output=True,
        text=True,
        cwd=modules,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
