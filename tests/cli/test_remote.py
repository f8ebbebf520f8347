"""`--allow-remote` from end to end: a server on loopback that has to be named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from arazzo_codegen.cli.main import main

from ..support.tls_server import Server, tls_server

Run = Callable[..., tuple[int, str]]

PETS = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: /v1}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: The pet.
          content:
            application/json: {schema: {$ref: 'schemas/pet.json#/Pet'}}
"""
PET = {"Pet": {"type": "object", "properties": {"age": {"type": "integer"}}}}
WORKFLOW = """
arazzo: 1.0.1
info: {title: Test, version: 1.0.0}
sourceDescriptions:
- {name: pets, url: URL, type: openapi}
workflows:
- workflowId: find
  steps:
  - stepId: get
    operationId: getPet
    parameters: [{name: id, in: path, value: '1'}]
    successCriteria: [{condition: $statusCode == 200}]
    outputs: {age: $response.body#/age}
  outputs: {age: $steps.get.outputs.age}
"""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with tls_server(tmp_path, monkeypatch) as server:
        server.answers["/api/pets.yml"] = (200, {}, PETS.encode())
        server.answers["/api/schemas/pet.json"] = (200, {}, json.dumps(PET).encode())
        yield server


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Compiles specs/ into made/; gives the exit status and what was said."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["specs", "-o", "made", *words])
        assert isinstance(ended.value.code, int)
        return ended.value.code, capsys.readouterr().err

    return call


def write_workflow(url: str) -> None:
    text = WORKFLOW.replace("URL", url)
    Path("specs/pets.arazzo.yml").write_text(text, encoding="utf-8")


def test_a_source_and_its_references_are_fetched(server: Server, run: Run) -> None:
    write_workflow(server.url("/api/pets.yml"))

    status, said = run("--allow-remote", "--allow-host", "localhost")

    assert status == 0, said
    module = Path("made/find.py").read_text(encoding="utf-8")
    assert f'PETS_URL = "{server.url("/v1")}"' in module
    assert "age: int" in module
    assert [path for path, _ in server.asked] == [
        "/api/pets.yml",
        "/api/schemas/pet.json",
    ]


def test_what_was_fetched_is_asked_for_anew_each_time(server: Server, run: Run) -> None:
    write_workflow(server.url("/api/pets.yml"))
    words = ("--allow-remote", "--allow-host", "localhost")
    assert run(*words)[0] == 0
    assert run(*words, "--check")[0] == 0

    changed = PETS.replace("/v1", "/v2").encode()
    server.answers["/api/pets.yml"] = (200, {}, changed)

    assert run(*words, "--check")[0] == 1
    assert len(server.asked) == 6


def test_the_module_is_the_same_as_from_files(server: Server, run: Run) -> None:
    text = PETS.replace("/v1", "https://pets.example/v1")
    server.answers["/api/pets.yml"] = (200, {}, text.encode())
    write_workflow(server.url("/api/pets.yml"))
    assert run("--allow-remote", "--allow-host", "localhost")[0] == 0
    fetched = Path("made/find.py").read_bytes()

    Path("specs/schemas").mkdir()
    Path("specs/pets.yml").write_text(text)
    Path("specs/schemas/pet.json").write_text(json.dumps(PET))
    write_workflow("./pets.yml")
    assert run()[0] == 0

    assert Path("made/find.py").read_bytes() == fetched


def test_nothing_is_fetched_by_default(server: Server, run: Run) -> None:
    url = server.url("/api/pets.yml")
    write_workflow(url)

    status, said = run()

    assert status == 1
    assert said.startswith(
        "specs/pets.arazzo.yml:5:21: error[AZ903]: "
        f"{url} lies elsewhere, and is not fetched\n"
    )
    assert "hint: give --allow-remote, or download it, and compile with" in said
    assert server.asked == []


def test_a_private_host_that_only_a_document_names_is_refused(
    server: Server, run: Run
) -> None:
    write_workflow(server.url("/api/pets.yml"))

    status, said = run("--allow-remote")

    assert status == 1
    assert "specs/pets.arazzo.yml:5:21: error[AZ160]: " in said
    assert "the host 'localhost' has a loopback address" in said
    assert "hint: if it is to be trusted, name it: --allow-host localhost" in said
    assert server.asked == []


def test_a_document_that_does_not_arrive_is_told(server: Server, run: Run) -> None:
    write_workflow(server.url("/gone.yml"))

    status, said = run("--allow-remote", "--allow-host", "localhost")

    assert status == 1
    assert "specs/pets.arazzo.yml:5:21: error[AZ161]: " in said
    assert "the server answers 404" in said


def test_a_fault_in_what_was_fetched_is_shown_there(server: Server, run: Run) -> None:
    url = server.url("/api/pets.yml")
    server.answers["/api/pets.yml"] = (200, {}, b"openapi: 3.1.0\na: b: c\n")
    write_workflow(url)

    status, said = run("--allow-remote", "--allow-host", "localhost")

    assert status == 1
    assert f"{url}:2:5: error[AZ112]" in said


def test_a_source_can_be_replaced_by_a_url_which_names_its_host(
    server: Server, run: Run
) -> None:
    write_workflow("./missing.yml")
    source = f"pets={server.url('/api/pets.yml')}"

    assert run("--allow-remote", "--source", source)[0] == 0

    status, said = run("--source", source)
    assert status == 2
    assert "error[AZ024]: the source 'pets' is a URL, and nothing is fetched" in said
    assert "give --allow-remote" in said

    status, said = run("--allow-remote", "--source", "pets=http://localhost/a.yml")
    assert status == 2
    assert "give an https URL" in said


def test_settings_may_allow_it_but_not_name_a_private_host(
    server: Server, run: Run
) -> None:
    write_workflow("./missing.yml")
    url = server.url("/api/pets.yml")
    settings = "[tool.arazzo-codegen]\nallow-remote = true\n"
    Path("pyproject.toml").write_text(f'{settings}source.pets = "{url}"\n')

    status, said = run()
    assert (status, "error[AZ160]" in said) == (1, True), said
    assert run("--allow-host", "localhost")[0] == 0
    assert run("--no-allow-remote")[0] == 2

    Path("pyproject.toml").write_text("[tool.arazzo-codegen]\nallow-remote = 1\n")
    status, said = run()
    assert (status, "'allow-remote' has to be true or false" in said) == (2, True)


def test_a_fetched_document_leads_to_no_file_and_to_no_other_scheme(
    server: Server, run: Run
) -> None:
    write_workflow(server.url("/api/pets.yml"))
    Path("specs/secret.yml").write_text("Pet: {type: integer}")
    secret = Path("specs/secret.yml").absolute().as_uri()
    for reference in (
        secret,
        "http://localhost/a.json",
        "data:,a",
        "/../../secret.yml",
    ):
        text = PETS.replace("schemas/pet.json", reference).encode()
        server.answers["/api/pets.yml"] = (200, {}, text)

        status, said = run("--allow-remote", "--allow-host", "localhost")

        assert status == 0
        assert "warning[AZ154]: $ref" in said, said
        assert "is not fetched" in said


def test_a_source_that_no_step_uses_is_not_fetched(server: Server, run: Run) -> None:
    write_workflow(server.url("/api/pets.yml"))
    path = Path("specs/pets.arazzo.yml")
    other = f"- {{name: unused, url: '{server.url('/unused.yml')}', type: openapi}}"
    text = path.read_text().replace("workflows:", f"{other}\nworkflows:", 1)
    path.write_text(text.replace("getPet", "$sourceDescriptions.pets.getPet"))

    status, said = run("--allow-remote", "--allow-host", "localhost")

    assert status == 0, said
    assert "/unused.yml" not in [path for path, _ in server.asked]


@pytest.mark.parametrize("layout", ["flat", "document"])
def test_a_workflow_of_a_fetched_document_becomes_a_module(
    layout: str, server: Server, run: Run
) -> None:
    called = WORKFLOW.replace("URL", "pets.yml")
    server.answers["/api/called.arazzo.yml"] = (200, {}, called.encode())
    caller = """
        arazzo: 1.0.1
        info: {title: Test, version: 1.0.0}
        sourceDescriptions:
        - {name: called, url: 'URL', type: arazzo}
        workflows:
        - workflowId: outer
          steps:
          - {stepId: call, workflowId: $sourceDescriptions.called.find}
        """
    url = server.url("/api/called.arazzo.yml?key=secret")
    server.answers["/api/called.arazzo.yml?key=secret"] = (200, {}, called.encode())
    Path("specs/outer.arazzo.yml").write_text(caller.replace("URL", url))

    words = ("--allow-remote", "--allow-host", "localhost", "--layout", layout)
    status, said = run(*words)

    assert status == 0, said
    (module,) = Path("made").rglob("find.py")
    text = " ".join(module.read_text(encoding="utf-8").split())
    assert "the workflow `find` of called.arazzo.yml." in text
    assert module.parent.name == ("made" if layout == "flat" else "called")
