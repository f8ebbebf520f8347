"""YAML texts become the values that YAML 1.2's core schema gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from arazzo_codegen.read.document import Document, JsonValue
from arazzo_codegen.read.parsing import parse_document


def value_of(text: str) -> JsonValue:
    document = parse_document(Path("/in/a.yaml"), "a.yaml", text.encode())
    assert isinstance(document, Document), document
    return document.value


@pytest.mark.parametrize(
    "text",
    ["no", "on", "y", "Yes", "2024-01-01", "12:30:45", "1_000", "0b11", "1e", "+", ".",
     "-", "nulls", "truE", "0o8", "0xg", "1.2.3", "e5", "=", "2001-01-01T00:00:00Z"],
)  # fmt: skip
def test_plain_text_that_core_schema_leaves_alone_is_a_string(text: str) -> None:
    assert value_of(f"a: {text}" if text != "-" else "a: '-'") == {"a": text}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0777", 777),
        ("0o17", 15),
        ("0xfF", 255),
        ("-12", -12),
        ("+7", 7),
        ("1.0", 1.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        ("12345678901234567890123", 12345678901234567890123),
    ],
)
def test_plain_numerals_are_numbers(text: str, number: float) -> None:
    value = value_of(text)
    assert value == number
    assert type(value) is type(number)


@pytest.mark.parametrize("text", ["~", "null", "Null", "NULL", "a:", "[~, ]"])
def test_nulls(text: str) -> None:
    expected: dict[str, JsonValue] = {"a:": {"a": None}, "[~, ]": [None]}
    assert value_of(text) == expected.get(text)


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("FALSE", False), ("True", True)]
)
def test_booleans(text: str, value: bool) -> None:
    assert value_of(text) is value


def test_quoted_scalars_and_block_scalars_are_strings() -> None:
    text = "a: '1'\nb: \"true\"\nc: |\n  2\nd: >-\n  ~\ne: ''\n"
    assert value_of(text) == {"a": "1", "b": "true", "c": "2\n", "d": "~", "e": ""}


def test_plain_keys_are_their_text() -> None:
    text = "200: a\nyes: b\ntrue: c\n1.0: d\nnull: e\n0x1F: f\n.inf: g\n"
    expected = {"200": "a", "yes": "b", "true": "c", "1.0": "d"}
    expected |= {"null": "e", "0x1F": "f", ".inf": "g"}
    assert value_of(text) == expected


def test_quoted_merge_sign_and_quoted_empty_key_are_ordinary_keys() -> None:
    assert value_of("'<<': 1\n\"\": 2") == {"<<": 1, "": 2}


def test_tags_of_the_json_schema_set_the_type() -> None:
    text = (
        "[!!str 1, !!int '2', !!float 3, !!bool 'true', !!null '', !!map {}, !!seq [],"
        " ! 4, !<tag:yaml.org,2002:str> 5, !!str , !!float 1.5]"
    )
    value = value_of(text)
    assert value == ["1", 2, 3.0, True, None, {}, [], "4", "5", "", 1.5]
    assert isinstance(value, list)
    assert isinstance(value[2], float)


def test_members_keep_the_order_of_the_text() -> None:
    value = value_of("b: 1\na: 2\nc: 3")
    assert isinstance(value, dict)
    assert list(value) == ["b", "a", "c"]


def test_aliases_share_the_value_of_their_anchor() -> None:
    value = value_of("a: &x [1]\nb: *x\nc: &y 5\nd: *y\n&k e: *k")
    assert value == {"a": [1], "b": [1], "c": 5, "d": 5, "e": "e"}
    assert isinstance(value, dict)
    assert value["a"] is value["b"]


def test_an_anchor_may_be_set_again() -> None:
    assert value_of("[&a 1, *a, &a 2, *a]") == [1, 1, 2, 2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read(end: str) -> None:
    assert value_of(f"a: 1{end}b: 2{end}") == {"a": 1, "b": 2}


def test_an_end_mark_and_directives_are_read() -> None:
    assert value_of("%YAML 1.2\n---\na: 1\n...\n") == {"a": 1}


def test_escaped_control_characters_are_read() -> None:
    assert value_of('"a\\0\\x7f\\u2028"') == "a\0\x7f\u2028"


def test_a_scalar_or_a_list_at_the_top_is_left_to_later_stages() -> None:
    assert value_of("null") is None
    assert value_of("[]") == []


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    document = parse_document(Path("/a.yaml"), "a.yaml", b"\xef\xbb\xbfa: 1")
    assert isinstance(document, Document)
    assert document.text == "a: 1"
    assert document.position(("a",), "key").column == 1
