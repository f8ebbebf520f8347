"""Nothing that a document says reaches datamodel-code-generator, whose input has keys
that become imports and base classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from arazzo_codegen.emit import spellings
from arazzo_codegen.emit.spellings import LIMIT_KEYWORDS, Spelling
from arazzo_codegen.read.document import JsonValue

from .canary import Trial
from .documents import COMPLETE, seed
from .oracle import Oracle
from .positions import positions

_KEYWORDS = LIMIT_KEYWORDS | {
    "$ref", "additionalProperties", "anyOf", "enum", "items", "type",
}  # fmt: skip
_TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}
_PLACEHOLDER = re.compile(r"text(_\d+)?|#/\$defs/Class\d+")


def strings(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from strings(item)


def test_it_is_asked_for_shapes_without_a_word_of_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[JsonValue] = []
    ask = spellings.ask_generator

    def note(shapes: Sequence[JsonValue]) -> list[Spelling]:
        asked.extend(shapes)
        return ask(shapes)

    monkeypatch.setattr(spellings, "ask_generator", note)
    monkeypatch.setattr(spellings, "_known", dict)
    for name in COMPLETE:
        keys = [one for one in positions(seed(name)) if "x-python-type" in one.pointer]
        trials = [Trial(name, one, "in place", "import").documents() for one in keys]
        for documents in (seed(name), *trials[:2]):
            (tmp_path / name).mkdir(exist_ok=True)
            Oracle(tmp_path / name).judge(documents)

    said = {text for shape in asked for text in strings(shape)}
    assert said >= {"string", "text_0", "pattern"}
    others = said - _KEYWORDS - _TYPES
    assert [text for text in others if not _PLACEHOLDER.fullmatch(text)] == []
