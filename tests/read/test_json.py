"""JSON texts: their values and their faults."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arazzo_codegen.diagnostics.model import Diagnostic, Rule, TextPlace
from arazzo_codegen.diagnostics.rules import reading as rules
from arazzo_codegen.read.document import Document, JsonValue
from arazzo_codegen.read.parsing import parse_document


def read(text: str) -> Document | Diagnostic:
    return parse_document(Path("/in/a.json"), "a.json", text.encode())


def value_of(text: str) -> JsonValue:
    document = read(text)
    assert isinstance(document, Document), document
    assert document.syntax == "json"
    return document.value


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(deadline=None, max_examples=50)
@given(json_values, st.booleans())
def test_what_json_writes_is_read_back(value: JsonValue, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=1)
    assert value_of(text) == value


@settings(deadline=None, max_examples=50)
@given(json_values)
def test_json_that_is_called_yaml_is_read_back(value: JsonValue) -> None:
    text = json.dumps(value)
    if "\\ud" in text or "\x7f" in text:
        return
    document = parse_document(Path("/in/a.yaml"), "a.yaml", text.encode())
    assert isinstance(document, Document), document
    assert document.value == value


def test_numbers_keep_their_kind_and_size() -> None:
    value = value_of("[1.0, 1, 123456789012345678901234567890, 1e2]")
    assert json.dumps(value) == "[1.0, 1, 123456789012345678901234567890, 100.0]"


def test_the_longest_integer_can_be_printed_again() -> None:
    value = value_of("9" * 3500)
    assert repr(value) == "9" * 3500
    assert sys.get_int_max_str_digits() >= 4300


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("", rules.EMPTY_DOCUMENT, (1, 1)),
        (" \n\t", rules.EMPTY_DOCUMENT, (1, 1)),
        ('{"a": 1,\n b: 2}', rules.JSON_SYNTAX, (2, 2)),
        ('{"a": 1} x', rules.JSON_SYNTAX, (1, 10)),
        ('{"é": NaN}', rules.JSON_SYNTAX, (1, 7)),
        ('{"NaN": "NaN",\n "b": [-Infinity]}', rules.JSON_SYNTAX, (2, 8)),
        ('{"a": "x\x07"}', rules.JSON_SYNTAX, (1, 9)),
        ('{"a": "x\n"}', rules.JSON_SYNTAX, (1, 9)),
        ('{"a": 1,\n "\\u0061": 2}', rules.DUPLICATE_KEY, (2, 2)),
        ('[{"b": {"a": "a:", "c": [{}], "a": 2}}]', rules.DUPLICATE_KEY, (1, 31)),
        ('{"1e400": [1, 1e400]}', rules.NOT_A_JSON_NUMBER, (1, 15)),
        ('{"a": ' + "9" * 5000 + "}", rules.NOT_A_JSON_NUMBER, (1, 7)),
        (
            '{"a": "\\\\ud800 \\ud83d\\ude00 \\ude00"}',
            rules.FORBIDDEN_CHARACTER,
            (1, 29),
        ),
        ("[" * 201 + "]" * 201, rules.TOO_DEEP, (1, 201)),
        ('{"a":' * 100_000, rules.TOO_DEEP, (1, 1001)),
    ],
)
def test_a_fault_has_its_rule_and_place(
    text: str, rule: Rule, place: tuple[int, int]
) -> None:
    fault = read(text)
    assert isinstance(fault, Diagnostic)
    assert isinstance(fault.place, TextPlace)
    position = fault.place.position
    assert position is not None
    assert (fault.rule.code, position.line, position.column) == (rule.code, *place)


def test_two_hundred_levels_are_read() -> None:
    assert isinstance(read("[" * 200 + "]" * 200), Document)


def test_the_suffix_decides_in_any_case() -> None:
    path = Path("/in/a.JSON")
    assert isinstance(parse_document(path, "a.JSON", b"a: 1"), Diagnostic)


def test_more_values_than_the_limit_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("arazzo_codegen.read.json_reader.MAX_VALUES", 5)
    assert isinstance(read('["a,b,c,[,{,,,", 1, 2, 3]'), Document)
    fault = read("[1, [], {}, 2, 3, 4]")
    assert isinstance(fault, Diagnostic)
    assert fault.rule is rules.TOO_MANY_VALUES


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('// pets\n{"a": 1}', "comment"),
        ('{"a": 1, /* pets */ "b": 2}', "comment"),
        ('{"a": 1,\n}', "comma"),
        ('{"a": [1, 2, ]}', "comma"),
        ("{'a': 1}", "double quotes"),
        ("arazzo: 1.0.1\n", ".yaml"),
    ],
)
def test_what_is_often_written_in_json_has_a_hint(text: str, word: str) -> None:
    fault = read(text)

    assert isinstance(fault, Diagnostic)
    assert fault.rule is rules.JSON_SYNTAX
    assert word in (fault.hint or "")
