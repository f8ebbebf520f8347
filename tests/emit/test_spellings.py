"""The spellings that are kept beside the compiler are those of the generator."""

from __future__ import annotations

from importlib.resources import files

from arazzo_codegen.emit.spellings import (
    STORED,
    Spelling,
    common_shapes,
    spellings_of,
    stored_text,
)
from arazzo_codegen.read.document import JsonValue


def test_the_stored_spellings_are_what_the_generator_says() -> None:
    stored = files("arazzo_codegen.emit").joinpath(STORED)

    assert stored.read_text("utf-8") == stored_text(common_shapes())


def test_a_shape_that_is_not_stored_is_asked_for() -> None:
    shape: JsonValue = {
        "anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "boolean"}]
    }

    assert spellings_of([shape]) == [Spelling("int | str | bool", ())]
