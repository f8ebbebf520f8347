"""The hostile and broken texts of the conformance collection, where it is at hand."""

from __future__ import annotations

from arazzo_codegen.diagnostics.model import Diagnostic, TextPlace
from arazzo_codegen.diagnostics.rules.reading import UNREADABLE
from arazzo_codegen.read.parsing import parse_document

from ..support.reference import CONFORMANCE, needs_conformance

FOLDER = CONFORMANCE / "bad-inputs"


def rows() -> list[dict[str, str]]:
    lines = (FOLDER / "index.tsv").read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines]
    found = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    return [row for row in found if row["group"].startswith("A.") and row["file"]]


def left_to_later_stages(row: dict[str, str]) -> bool:
    """Whether the text is well-formed and only no Arazzo document."""
    return "mapping" in row["expected"] or "arazzo must be" in row["expected"]


@needs_conformance
def test_bad_texts_exit_as_expected() -> None:
    assert rows()
    for row in rows():
        path = FOLDER / row["file"]
        read = parse_document(path, row["file"], path.read_bytes())
        if not isinstance(read, Diagnostic):
            assert "0" in row["exit"] or left_to_later_stages(row), row
            continue
        status = "2" if read.rule in UNREADABLE else "1"
        assert status in row["exit"], (row, read)
        assert isinstance(read.place, TextPlace)
        if row["line:col"]:
            assert read.place.position is not None
            line = row["line:col"].split(":")[0]
            assert read.place.position.line == int(line), (row, read)
