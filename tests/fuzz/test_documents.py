"""Documents that are hostile everywhere give harmless modules, or findings."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from .limits import limited
from .oracle import Oracle
from .positions import Documents
from .strategies import UNHURRIED, documents


@settings(max_examples=40, suppress_health_check=UNHURRIED)
@given(documents())
def test_any_documents_give_harmless_modules_or_findings(given: Documents) -> None:
    with TemporaryDirectory() as folder, limited():
        Oracle(Path(folder)).judge(given)
