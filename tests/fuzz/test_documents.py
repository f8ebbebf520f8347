"""Documents that are hostile everywhere give harmless modules, or findings."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from .documents import COMPLETE, seed
from .limits import limited
from .oracle import Oracle
from .positions import Documents
from .strategies import UNHURRIED, documents
from .structures import restructured


@settings(max_examples=40, suppress_health_check=UNHURRIED)
@given(documents())
def test_any_documents_give_harmless_modules_or_findings(given: Documents) -> None:
    with TemporaryDirectory() as folder, limited():
        Oracle(Path(folder)).judge(given)


@pytest.mark.parametrize("name", COMPLETE)
def test_any_structure_gives_harmless_modules_or_findings(
    name: str, tmp_path: Path
) -> None:
    chance, oracle = random.Random(11), Oracle(tmp_path)
    for _ in range(60):
        for path in tmp_path.iterdir():
            path.unlink()
        given = restructured(seed(name), chance)
        with limited():
            try:
                oracle.judge(given)
            except Exception as error:
                error.add_note(repr(given))
                raise
