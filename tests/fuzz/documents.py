"""The documents that hostile texts are put into, and documents as files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from ..cases.harness import CASES
from ..cases.harness import FOLDER as _CASES_FOLDER
from .positions import Documents

EVERYTHING = Path(__file__).parent / "everything"

COMPLETE = tuple(sorted(path.name for path in EVERYTHING.iterdir()))
"""Folders whose documents have, together, every field that holds text."""

_FOLDERS = {
    **{name: EVERYTHING / name for name in COMPLETE},
    **{case: _CASES_FOLDER / case for case in CASES},
}
SEEDS = tuple(_FOLDERS)
"""The names of folders whose documents are compiled without an error."""


@cache
def seed(name: str) -> Documents:
    """The documents of a folder, by their paths in it."""
    folder = _FOLDERS[name]
    return {
        path.relative_to(folder).as_posix(): yaml.safe_load(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.y*ml"))
    }


def texts_of(documents: Documents) -> dict[str, str]:
    """Documents as JSON, which can spell any text, and is YAML too; by their paths."""
    return {name: json.dumps(value) for name, value in documents.items()}


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def write_documents(folder: Path, documents: Documents) -> None:
    write_texts(folder, texts_of(documents))
