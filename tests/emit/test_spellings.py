"""The spellings that are kept beside the compiler are those of the generator."""

from __future__ import annotations

from pathlib import Path

from arazzo_codegen.emit.spellings import (
    STORED,
    Spelling,
    common_shapes,
    spellings_of,
    stored_text,
)
from arazzo_codegen.read.document import JsonValue


def test_the_stored_spellings_are_what_the_generator_says(update_golden: bool) -> None:
    stored = Path(__file__).parents[2] / "generator/emit" / STORED
    spelled = stored_text(common_shapes())
    if update_golden:
        stored.write_text(spelled, "utf-8")

    assert stored.read_text("utf-8") == spelled


def test_a_shape_that_is_not_stored_is_asked_for() -> None:
    shape: JsonValue = {
        "anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "boolean"}]
    }

    assert spellings_of([shape]) == [Spelling("int | str | bool", ())]
