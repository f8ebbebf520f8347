"""A thousand findings cost little."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.diagnostics.model import Diagnostic
from arazzo_codegen.diagnostics.nearest import nearest
from arazzo_codegen.diagnostics.order import LocatedDiagnostic, in_source_order
from arazzo_codegen.diagnostics.render_text import render_text
from arazzo_codegen.pipeline import compile_specs
from arazzo_codegen.read.document import Document, JsonValue, Place, Position

from .places import ERROR

COUNT = 1_000


def findings_in(document: Document) -> list[Diagnostic]:
    places = [Place(document, ("steps", number)) for number in range(COUNT)]
    return [
        Diagnostic(ERROR, f"wrong {number}", place, related=((place, "here"),))
        for number, place in enumerate(places)
    ]


def json_document(text: str, value: JsonValue) -> Document:
    return Document(Path("/a.json"), "a.json", text, value, "json")


def test_a_thousand_findings_are_shown_in_source_order_in_less_than_a_second() -> None:
    value: JsonValue = {"steps": [f"step {number}" for number in range(COUNT)]}
    document = json_document(json.dumps(value, indent=2), value)
    findings = findings_in(document)

    start = time.process_time()
    located = in_source_order(reversed(findings))
    lines = list(render_text(located))

    assert time.process_time() - start < 1
    assert [one.diagnostic for one in located] == findings
    assert len(lines) == 6 * COUNT


def test_a_line_of_megabytes_is_not_copied_for_each_finding() -> None:
    value: JsonValue = {"x": "x" * 3_000_000, "steps": list(range(COUNT))}
    document = json_document(json.dumps(value) + "\n", value)
    findings = findings_in(document)
    document.position(())

    tracemalloc.start()
    list(render_text(in_source_order(findings)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 50_000_000


def test_the_nearest_of_a_thousand_names_is_found_quickly() -> None:
    known = [f"getPet{number}" for number in range(COUNT)]

    start = time.process_time()
    found = [nearest(f"getPets{number}", known) for number in range(COUNT)]

    assert time.process_time() - start < 2
    assert found == known


def write_specs(folder: Path, wrong: bool) -> Path:
    """Documents of five hundred steps; each has two mistakes if they are to be wrong."""
    (folder / "openapi.yml").write_text(OPENAPI_HEAD + "".join(map(operation, STEPS)))
    (folder / "w.arazzo.yml").write_text(
        ARAZZO_HEAD + "".join(step(number, wrong) for number in STEPS)
    )
    return folder


STEPS = range(COUNT // 2)
OPENAPI_HEAD = """\
openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: https://example.com}]
paths:
"""
ARAZZO_HEAD = """\
arazzo: 1.0.1
info: {title: Pets, version: '1'}
sourceDescriptions: [{name: pets, url: openapi.yml, type: openapi}]
workflows:
- workflowId: pets
  steps:
"""


def operation(number: int) -> str:
    return f"""\
  /pets{number}:
    get:
      operationId: getPets{number}
      parameters: [{{name: limit, in: query, schema: {{type: integer}}}}]
      responses: {{'200': {{description: fine}}}}
"""


def step(number: int, wrong: bool) -> str:
    limit, status = ("many", 201) if wrong else (12, 200)
    return f"""\
  - stepId: s{number}
    operationId: getPets{number}
    parameters: [{{name: limit, in: query, value: {limit}}}]
    successCriteria: [{{condition: $statusCode == {status}}}]
"""


def lint(folder: Path) -> tuple[float, list[LocatedDiagnostic]]:
    """How many seconds it takes, and what is found."""
    start = time.process_time()
    request = CompileRequest((folder,), checks_only=True)
    located = in_source_order(compile_specs(request).diagnostics)
    list(render_text(located))
    return time.process_time() - start, located


def test_wrong_documents_cost_no_more_than_right_ones(tmp_path: Path) -> None:
    (tmp_path / "right").mkdir()
    (tmp_path / "wrong").mkdir()
    right, none = lint(write_specs(tmp_path / "right", wrong=False))

    wrong, found = lint(write_specs(tmp_path / "wrong", wrong=True))

    assert none == []
    assert len(found) == COUNT
    positions = [one.location.position or Position(0, 0) for one in found]
    assert positions == sorted(positions)
    assert wrong - right < 1
