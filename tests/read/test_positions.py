"""The line and column of values and keys, found when they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from arazzo_codegen.read.document import Document, Part, Pointer
from arazzo_codegen.read.parsing import parse_document

YAML = """\
# a comment
arazzo: 1.0.1
info: {title: "T é", version: '1'}
text: |
  one
  two
folded: >-
    three
"quoted key": plain
    over lines
list:
- a
-   - b
    - c: d
      e: [f, {g: h}]
empty:
200: *nowhere
"""

JSON = """\
{
  "a": [1, {"b": "x, {y}: \\"z\\""}, [ ]],
  "é\\u0031": null, "c":
    true,
  "d": {}
}
"""


def document(text: str, suffix: str = "yaml") -> Document:
    path = Path(f"/in/a.{suffix}")
    read = parse_document(path, path.name, text.encode())
    assert isinstance(read, Document), read
    return read


def found(document: Document, pointer: Pointer, part: Part) -> tuple[int, int]:
    position = document.position(pointer, part)
    return position.line, position.column


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("arazzo",), (2, 9), (2, 1)),
        (("info",), (3, 7), (3, 1)),
        (("info", "title"), (3, 15), (3, 8)),
        (("info", "version"), (3, 31), (3, 22)),
        (("text",), (4, 7), (4, 1)),
        (("folded",), (7, 9), (7, 1)),
        (("quoted key",), (9, 15), (9, 1)),
        (("list",), (12, 1), (11, 1)),
        (("list", 0), (12, 3), (12, 3)),
        (("list", 1), (13, 5), (13, 5)),
        (("list", 1, 1, "c"), (14, 10), (14, 7)),
        (("list", 1, 1, "e", 0), (15, 11), (15, 11)),
        (("list", 1, 1, "e", 1, "g"), (15, 18), (15, 15)),
        (("empty",), (16, 7), (16, 1)),
        (("200",), (17, 6), (17, 1)),
    ],
)
def test_positions_in_yaml(
    pointer: Pointer, value: tuple[int, int], key: tuple[int, int]
) -> None:
    read = document(YAML.replace("*nowhere", "'*nowhere'"))
    assert found(read, pointer, "value") == value
    assert found(read, pointer, "key") == key


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ((), (1, 1), (1, 1)),
        (("a",), (2, 8), (2, 3)),
        (("a", 0), (2, 9), (2, 9)),
        (("a", 1), (2, 12), (2, 12)),
        (("a", 1, "b"), (2, 18), (2, 13)),
        (("a", 2), (2, 36), (2, 36)),
        (("é1",), (3, 14), (3, 3)),
        (("c",), (4, 5), (3, 20)),
        (("d",), (5, 8), (5, 3)),
    ],
)
def test_positions_in_json(
    pointer: Pointer, value: tuple[int, int], key: tuple[int, int]
) -> None:
    read = document(JSON, "json")
    assert found(read, pointer, "value") == value
    assert found(read, pointer, "key") == key


def test_a_value_with_an_anchor_starts_at_the_anchor() -> None:
    assert found(document("a: &x !!str b"), ("a",), "value") == (1, 4)


def test_an_alias_stands_where_it_is_written_and_its_inside_in_the_anchor() -> None:
    read = document("a: &x\n  b: [1, 2]\nc: *x\n")
    assert found(read, ("c",), "value") == (3, 4)
    assert found(read, ("c",), "key") == (3, 1)
    assert found(read, ("c", "b"), "key") == (2, 3)
    assert found(read, ("c", "b", 1), "value") == (2, 10)


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_pointer_that_leads_nowhere_gives_the_nearest_parent(suffix: str) -> None:
    read = document('{"a": {"b": [1]}}', suffix)
    assert found(read, ("a", "b", 5), "value") == (1, 13)
    assert found(read, ("a", "x", "y"), "key") == (1, 7)
    assert found(read, ("a", "b", 0, "c"), "value") == (1, 14)


def test_columns_count_characters() -> None:
    assert found(document("{é😀: 1, b: 2}"), ("b",), "key") == (1, 9)
    assert found(document('{"é😀": 1, "b": 2}', "json"), ("b",), "key") == (1, 11)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(end: str) -> None:
    read = document(f"a: x{end}b: 'y\u2028z'{end}c: 2")
    assert found(read, ("c",), "value") == (3, 4)
    assert read.line(2) == "b: 'y\u2028z'"


def test_lines_of_a_document() -> None:
    read = document("a: 1\n\nb: 2\n")
    lines = [read.line(number) for number in range(6)]
    assert lines == ["", "a: 1", "", "b: 2", "", ""]


def test_the_index_is_made_once_and_only_when_it_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = document("a: 1")
    read.position(("a",))
    monkeypatch.setattr("arazzo_codegen.read.yaml_positions.index_yaml", None)
    assert found(read, ("a",), "value") == (1, 4)
