"""The workflows in specs/ are those that their API's communities published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from .support.reference import SEEDS, needs_seeds

ROOT = Path(__file__).parents[1]
PUBLISHED = SEEDS / "arazzo"
TEXTS = ("title", "summary", "description")
DOCUMENTS = sorted(ROOT.glob("specs/*/arazzo/*.yml"))


def without_texts(value: Any) -> Any:
    """A value without what is said about it for people to read."""
    if isinstance(value, dict):
        kept = {name: value[name] for name in value if name not in TEXTS}
        return {name: without_texts(member) for name, member in kept.items()}
    if isinstance(value, list):
        return [without_texts(item) for item in value]
    return value


@needs_seeds
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_only_the_texts_differ_from_the_published_workflow(path: Path) -> None:
    published = (PUBLISHED / path.name).read_text(encoding="utf-8")

    ours = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert without_texts(ours) == without_texts(yaml.safe_load(published))
