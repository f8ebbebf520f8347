"""Tiny Arazzo and OpenAPI documents as YAML text, linked and checked, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

from arazzo_codegen.check.checker import CheckedWorkflow, check_workflows
from arazzo_codegen.diagnostics.model import (
    Diagnostic,
    Diagnostics,
    Severity,
    TextPlace,
)
from arazzo_codegen.diagnostics.rules import reading
from arazzo_codegen.link.linker import Linked, link_documents
from arazzo_codegen.read.document import Document, Place, format_pointer
from arazzo_codegen.read.library import Library
from arazzo_codegen.read.parsing import parse_document

FOLDER = Path("/specs")

PETS = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: https://pets.example.com}]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
      - {name: limit, in: query, schema: {type: integer}}
      - {name: status, in: query, schema: {type: string, enum: [free, sold]}}
      - {name: tags, in: query, schema: {type: array, items: {enum: [cat, dog]}}}
      - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        '200':
          description: The pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    post:
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Pet'}
      responses:
        '201':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
  /pets/{petId}:
    parameters:
    - {name: petId, in: path, required: true, schema: {type: string}}
    get:
      operationId: getPet
      parameters:
      - {name: view, in: query, required: true, schema: {type: string}}
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
    delete:
      operationId: deletePet
      responses:
        '204': {description: It is gone.}
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string}
        age: {type: integer}
        kind: {enum: [cat, dog]}
        owner:
          type: object
          properties:
            email: {type: string}
  securitySchemes:
    key: {type: apiKey, name: api_key, in: query}
    trace: {type: apiKey, name: X-Key, in: header}
"""

WORKFLOW = """
arazzo: {version}
info: {{title: Test, version: 1.0.0}}
sourceDescriptions:
- {{name: pets, url: ./pets.yml, type: openapi}}
workflows:
- workflowId: main
"""


@dataclass(frozen=True)
class Report:
    """What became of the documents."""

    linked: Linked
    checked: tuple[CheckedWorkflow, ...]
    found: tuple[Diagnostic, ...]

    @property
    def codes(self) -> list[str]:
        return [one.rule.code for one in self.found]

    @property
    def errors(self) -> list[str]:
        """The codes of the errors."""
        return [one.rule.code for one in self.found if one.severity is Severity.ERROR]

    def places(self, code: str) -> list[str]:
        """Where the findings of a rule stand, as JSON pointers."""
        return [_pointer(one) for one in self.found if one.rule.code == code]

    def only(self, code: str) -> Diagnostic:
        """The one finding that there is."""
        assert self.codes == [code], [(o.rule.code, o.message) for o in self.found]
        return self.found[0]


def second_place(found: Diagnostic) -> Place:
    """The place in a document that a finding names beside its own."""
    place, _ = found.related[0]
    assert isinstance(place, Place)
    return place


def _pointer(found: Diagnostic) -> str:
    assert isinstance(found.place, Place)
    return format_pointer(found.place.pointer)


@dataclass(frozen=True)
class TextFiles:
    """Gives documents by the names of their files."""

    documents: Mapping[str, Document]

    def load(self, path: Path, name: str) -> Document | Diagnostic:
        found = self.documents.get(path.name)
        if found is not None:
            return found
        return Diagnostic(
            reading.MISSING_FILE, f"there is no file {name}", TextPlace(name)
        )

    def fetch(self, url: str) -> Document | Diagnostic:
        return Library(()).fetch(url)

    may_fetch = False

    def has_file(self, path: Path) -> bool:
        return path.is_file()


def check_documents(
    *arazzo: str,
    strict: bool = False,
    overrides: Mapping[str, Path] | None = None,
    **files: str,
) -> Report:
    """Link and check Arazzo documents, `0.arazzo.yml` and so on, and `pets.yml`.

    Args:
        files: The texts of other files, by their names without `.yml`.
    """
    texts = {f"{number}.arazzo.yml": text for number, text in enumerate(arazzo)}
    texts |= {"pets.yml": PETS, **{f"{name}.yml": text for name, text in files.items()}}
    documents = {name: _parsed(name, text) for name, text in texts.items()}
    diagnostics = Diagnostics(strict=strict)
    given = [documents[f"{number}.arazzo.yml"] for number in range(len(arazzo))]
    linked = link_documents(given, TextFiles(documents), overrides or {}, diagnostics)
    checked = check_workflows(linked, diagnostics)
    return Report(linked, checked, tuple(diagnostics))


def check_workflow(
    workflow: str, rest: str = "", *, version: str = "1.1.0", strict: bool = False
) -> Report:
    """Link and check the workflow `main` of a document whose source is `PETS`.

    Args:
        workflow: The members of the workflow: its inputs, steps and so on.
        rest: Further workflows, from their `-` on, then further members of the
            document.
    """
    text = WORKFLOW.format(version=version) + indent(dedent(workflow).strip("\n"), "  ")
    return check_documents(f"{text}\n{dedent(rest)}", strict=strict)


def check_steps(steps: str, *, version: str = "1.1.0", strict: bool = False) -> Report:
    """Link and check a workflow of these steps, whose inputs are `name` and `petId`,
    both required texts, and `extra`, an integer that may be left out."""
    return check_workflow(
        _INPUTS + "steps:\n" + dedent(steps).strip("\n"), version=version, strict=strict
    )


_INPUTS = """
inputs:
  type: object
  required: [name, petId]
  properties:
    name: {type: string}
    petId: {type: string}
    extra: {type: integer}
outputs:
  used: name {$inputs.name} {$inputs.petId} {$inputs.extra}
"""


def _parsed(name: str, text: str) -> Document:
    parsed = parse_document(FOLDER / name, name, dedent(text).encode())
    assert isinstance(parsed, Document), parsed
    return parsed
