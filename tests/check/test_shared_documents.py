"""Documents with one intended fault each, and the official fixtures."""

from __future__ import annotations

import pytest

from arazzo_codegen.check.checker import check_workflows
from arazzo_codegen.diagnostics.model import Diagnostic, Diagnostics, Severity
from arazzo_codegen.link.linker import link_documents
from arazzo_codegen.read.document import Document, Place, format_pointer
from arazzo_codegen.read.library import Library

from ..support.reference import CONFORMANCE, needs_conformance

FOLDER = CONFORMANCE / "documents"
INDEX = FOLDER / "index.tsv"

_UNREADABLE_SOURCES = {"AZ301", "AZ901", "AZ903"}
_READS_A_RESPONSE_OF_A_WORKFLOW = "oai/examples/pet-coupons.arazzo.yaml"
"""Has `$statusCode` in the criteria of a step that runs a workflow, where there is none;
the other fixtures have the same, and sources that do not exist."""


def _rows(verdict: str) -> list[tuple[str, str]]:
    if not INDEX.exists():
        return []
    rows = [line.split("\t") for line in INDEX.read_text().splitlines()[1:]]
    return [(path, rule) for path, given, rule in rows if given == verdict]


def _errors(path: str) -> list[Diagnostic]:
    library = Library([FOLDER])
    document = library.load(FOLDER / path, path)
    diagnostics = Diagnostics()
    if isinstance(document, Document):
        linked = link_documents([document], library, {}, diagnostics)
        check_workflows(linked, diagnostics)
    else:
        diagnostics.extend([document])
    return [found for found in diagnostics if found.severity is Severity.ERROR]


@needs_conformance
@pytest.mark.parametrize(("path", "rule"), _rows("reject"))
def test_faulty_document_has_an_error_at_the_fault(path: str, rule: str) -> None:
    errors = _errors(path)

    assert errors
    _, at, pointer = rule.rpartition(" @ ")
    for found in errors if at else ():
        assert isinstance(found.place, Place)
        inside = format_pointer(found.place.pointer)
        assert f"{inside}/".startswith(f"{pointer}/") or "two-sources" in path


@needs_conformance
@pytest.mark.parametrize(("path", "rule"), _rows("accept"))
def test_right_document_has_no_error(path: str, rule: str) -> None:
    allowed = _UNREADABLE_SOURCES if path.startswith("oai/") else set()
    if path == _READS_A_RESPONSE_OF_A_WORKFLOW:
        allowed = {"AZ310"}

    assert [one.message for one in _errors(path) if one.rule.code not in allowed] == []
