"""Folders of documents become packages: ids that collide, documents that call each
other, what makes a package of a folder."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from arazzo_codegen.cli.main import main

API = """
openapi: 3.1.0
info: {title: Tasks, version: 1.0.0}
servers: [{url: https://tasks.example.com}]
paths:
  /tasks/{id}:
    get:
      operationId: getTask
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The task.
          content:
            application/json:
              schema:
                type: object
                required: [owner]
                properties: {owner: {type: string}}
"""

DOCUMENT = """
arazzo: 1.0.1
info: {{title: {name}, version: 1.0.0}}
sourceDescriptions:
- {{name: tasks, url: api.yml, type: openapi}}
- {{name: other, url: {other}.arazzo.yml, type: arazzo}}
workflows:
- workflowId: find-owner
  inputs: {{type: object, required: [id], properties: {{id: {{type: string}}}}}}
  steps:
  - stepId: get
    operationId: $sourceDescriptions.tasks.getTask
    parameters: [{{name: id, in: path, value: '{name}-{{$inputs.id}}'}}]
    successCriteria: [{{condition: $statusCode == 200}}]
    outputs: {{owner: $response.body#/owner}}
  outputs: {{owner: $steps.get.outputs.owner}}
- workflowId: ask-{other}
  inputs: {{type: object, required: [id], properties: {{id: {{type: string}}}}}}
  steps:
  - stepId: ask
    workflowId: $sourceDescriptions.other.find-owner
    parameters: [{{name: id, value: $inputs.id}}]
    outputs: {{owner: $outputs.owner}}
  outputs: {{owner: $steps.ask.outputs.owner}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents, each of which calls a workflow of the other; both have one of the
    same id."""
    specs = tmp_path / "specs"
    specs.mkdir()
    (specs / "api.yml").write_text(API)
    for name, other in (("north", "south"), ("south", "north")):
        text = DOCUMENT.format(name=name, other=other)
        (specs / f"{name}.arazzo.yml").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["specs", "--no-cache", "-o", *words])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def imported(name: str) -> ModuleType:
    importlib.invalidate_caches()
    for known in [one for one in sys.modules if one.split(".")[0] == "compiled_tasks"]:
        del sys.modules[known]
    return importlib.import_module(name)


def test_ids_that_collide_in_one_folder_are_named_at_both_places(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("out") == 1

    said = capsys.readouterr().err
    assert "specs/south.arazzo.yml:8:15: error" in said
    assert "specs/north.arazzo.yml:8:15: note: the other" in said
    assert "--layout document" in said
    assert not (folder / "out").exists()


def test_a_folder_a_document_is_a_package_with_its_types(folder: Path) -> None:
    assert run("out", "--layout", "document") == 0

    found = {path.relative_to("out").as_posix() for path in Path("out").rglob("*.*")}
    assert {
        "__init__.py",
        "py.typed",
        "north/__init__.py",
        "north/find_owner.py",
        "north/ask_south.py",
        "south/__init__.py",
        "south/find_owner.py",
        "south/ask_north.py",
    } <= found
    text = Path("out/north/ask_south.py").read_text(encoding="utf-8")
    assert "\nfrom ..south import find_owner as " in text


@pytest.mark.parametrize(("name", "other"), [("north", "south"), ("south", "north")])
def test_documents_that_call_each_other_run(
    folder: Path, name: str, other: str
) -> None:
    assert run("compiled_tasks", "--layout", "document") == 0
    module = imported(f"compiled_tasks.{name}.ask_{other}")

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"owner": request.url.path})

    transport = httpx.MockTransport(answer)
    with httpx.Client(base_url="https://t.example.com", transport=transport) as client:
        inputs = getattr(module, f"Ask{other.capitalize()}Inputs")(id="7")
        outputs = getattr(module, f"ask_{other}")(inputs, client=client)

    assert outputs.owner == f"/tasks/{other}-7"
