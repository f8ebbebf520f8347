"""The files of the conformance collection, each given to the command, where it is at
hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ..fuzz.oracle import check_text, import_all
from ..support.reference import CONFORMANCE, needs_conformance
from .command import run

FOLDER = CONFORMANCE / "bad-inputs"

OTHER_PLACES = {
    "B011": "2:17: the NUL of the file is there, and not at 2:16",
    "B027": "9:56: the .inf of the file is there, and not at 9:60",
    "B049": "3:44: the URL is there, and 3:36 is within the name before it",
}
"""Rows whose place is another one than that of what is wrong in their file."""

NO_PLACE_NEEDED = frozenset(("B064", "B065", "B066", "B067", "B068", "B070", "B071",
    "B074", "B076", "B077", "B078", "B080", "B081"))  # fmt: skip
"""Rows of ids: where they are accepted, under a name made from them, none is wrong."""


def rows() -> list[dict[str, str]]:
    try:
        lines = (FOLDER / "index.tsv").read_text("utf-8").splitlines()
    except OSError:
        return []
    names, *values = (line.split("\t") for line in lines)
    table = [dict(zip(names, row, strict=True)) for row in values]
    return [row for row in table if row["file"]]


@needs_conformance
def test_the_collection_has_files() -> None:
    assert len(rows()) > 50


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_it_ends_with_the_status_of_the_row(
    row: dict[str, str], tmp_path: Path
) -> None:
    specs, out = tmp_path / "specs", tmp_path / "out"
    specs.mkdir()
    for name in (row["file"], "files/openapi.yaml"):
        shutil.copy(FOLDER / name, specs)

    ended = run(specs, "-o", out)

    assert str(ended.status) in row["exit"].split("/"), ended.said
    assert "internal error" not in ended.said
    assert sorted(path.name for path in tmp_path.iterdir()) == (
        ["specs"] if ended.status else ["out", "specs"]
    )
    if ended.status == 0:
        texts = {one.name: one.read_text("utf-8") for one in out.glob("*.py")}
        for text in texts.values():
            check_text(text)
        import_all(texts)
        return
    assert ended.places, ended.said
    if row["line:col"] and row["id"] not in NO_PLACE_NEEDED:
        place = OTHER_PLACES.get(row["id"], row["line:col"])
        assert place.startswith(ended.places[0]), ended.said
