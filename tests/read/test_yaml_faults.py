"""What is no YAML, or holds what JSON does not, is a diagnostic at its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic, Rule, TextPlace
from arazzo_codegen.diagnostics.rules import reading as rules
from arazzo_codegen.read.parsing import parse_document


def fault_of(text: str | bytes) -> Diagnostic:
    data = text.encode() if isinstance(text, str) else text
    fault = parse_document(Path("/in/a.yaml"), "in/a.yaml", data)
    assert isinstance(fault, Diagnostic), fault
    return fault


def line_and_column(fault: Diagnostic) -> tuple[int, int]:
    assert isinstance(fault.place, TextPlace)
    assert fault.place.position is not None
    return fault.place.position.line, fault.place.position.column


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("", rules.EMPTY_DOCUMENT, (1, 1)),
        ("# a\n\n", rules.EMPTY_DOCUMENT, (1, 1)),
        ("---\n", rules.EMPTY_DOCUMENT, (1, 1)),
        ("a: 1\n---\nb: 2\n", rules.SEVERAL_DOCUMENTS, (2, 1)),
        ("a:\n\tb: 1\n", rules.YAML_SYNTAX, (2, 1)),
        ("a: 1\nb: 'x\n\n", rules.YAML_SYNTAX, (2, 4)),
        ("a: {b: 1\n", rules.YAML_SYNTAX, (1, 4)),
        ("a: b: c\n", rules.YAML_SYNTAX, (1, 5)),
        ("é: @b\n", rules.YAML_SYNTAX, (1, 4)),
        ('a: "\\ud800"\n', rules.YAML_SYNTAX, (1, 7)),
        ("a:\n  b: 1\n c: 2\n", rules.YAML_SYNTAX, (3, 2)),
        ("é: 1\na: \x07\n", rules.FORBIDDEN_CHARACTER, (2, 4)),
        ("a: x\0\n", rules.FORBIDDEN_CHARACTER, (1, 5)),
        ("a: \x7f\n", rules.FORBIDDEN_CHARACTER, (1, 4)),
        ("a: é\x80\n", rules.FORBIDDEN_CHARACTER, (1, 5)),
        ("a: \ufffe\n", rules.FORBIDDEN_CHARACTER, (1, 4)),
        (b"a: 1\nb: caf\xe9\n", rules.NOT_UTF8, (2, 7)),
        (b"\xef\xbb\xbfa: \xff\n", rules.NOT_UTF8, (1, 4)),
        (b"a: \xed\xa0\x80\n", rules.NOT_UTF8, (1, 4)),
        ("a: 1".encode("utf-16"), rules.NOT_UTF8, (1, 1)),
        ("a: *b\nc: &b 1\n", rules.UNKNOWN_ALIAS, (1, 4)),
        ("a: &b [1, *b]\n", rules.UNKNOWN_ALIAS, (1, 11)),
        ("b: 1\na: 2\nb: 3\n", rules.DUPLICATE_KEY, (3, 1)),
        ("{200: a, '200': b}", rules.DUPLICATE_KEY, (1, 10)),
        ("a: 1\n? [x]\n: 2\n", rules.KEY_NOT_STRING, (2, 3)),
        ("{? {x: 1} : 2}", rules.KEY_NOT_STRING, (1, 4)),
        ("a: &x b\n*x : 1\n", rules.KEY_NOT_STRING, (2, 1)),
        ("? \n: 1\n", rules.KEY_NOT_STRING, (1, 2)),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", rules.MERGE_KEY, (3, 3)),
        ("a: !!binary aGk=\n", rules.UNSUPPORTED_TAG, (1, 4)),
        ("!!set {a}\n", rules.UNSUPPORTED_TAG, (1, 1)),
        ("a: !local x\n", rules.UNSUPPORTED_TAG, (1, 4)),
        ("a: !!int x\n", rules.UNSUPPORTED_TAG, (1, 4)),
        ("a: !!str [x]\n", rules.UNSUPPORTED_TAG, (1, 4)),
        ("!!binary a: 1\n", rules.UNSUPPORTED_TAG, (1, 1)),
        ("a: [1, .nan]\n", rules.NOT_A_JSON_NUMBER, (1, 8)),
        ("a: -.Inf\n", rules.NOT_A_JSON_NUMBER, (1, 4)),
        ("a: &x 1e400\n", rules.NOT_A_JSON_NUMBER, (1, 4)),
        ("a: !!float .inf\n", rules.NOT_A_JSON_NUMBER, (1, 4)),
        ("a: " + "9" * 5000, rules.NOT_A_JSON_NUMBER, (1, 4)),
    ],
)
def test_a_fault_has_its_rule_and_place(
    text: str | bytes, rule: Rule, place: tuple[int, int]
) -> None:
    fault = fault_of(text)
    assert (fault.rule.code, line_and_column(fault)) == (rule.code, place)


def test_a_fault_shows_the_name_and_the_source_line() -> None:
    place = fault_of("ä: 1\nb: [1, .nan]\n").place
    assert isinstance(place, TextPlace)
    assert (place.name, place.line_text) == ("in/a.yaml", "b: [1, .nan]")


def test_a_line_that_is_not_utf8_is_shown_all_the_same() -> None:
    place = fault_of(b"a: caf\xe9!\n").place
    assert isinstance(place, TextPlace)
    assert place.line_text == "a: caf\ufffd!"


def test_the_message_names_what_is_wrong() -> None:
    assert "'stepId'" in fault_of("stepId: 1\nstepId: 2").message
    assert "!!python/name:os.system" in fault_of("!!python/name:os.system x").message
    assert "<<" in fault_of("<<: {}").message
    assert "U+0007" in fault_of("a: \x07").message
    assert "UTF-16" in fault_of("a: 1".encode("utf-16")).message
    assert "UTF-16" in fault_of("a: 1".encode("utf-16-be")).message
    assert "UTF-16" in fault_of("a: 1".encode("utf-16-le")).message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a:\n\tb: 1", "tabs"),
        ("a: b: c", "quote"),
        ("a: `b`", "quote"),
        ('a: "\\ud83d\\ude00"', "character itself"),
        ("a: 'b", "close"),
    ],
)
def test_frequent_mistakes_have_a_hint(text: str, hint: str) -> None:
    assert hint in (fault_of(text).hint or "")


def test_nesting_is_bounded() -> None:
    assert line_and_column(fault_of("[" * 201)) == (1, 201)
    assert fault_of("[" * 100_000).rule is rules.TOO_DEEP
    assert fault_of("{a: " * 100_000).rule is rules.TOO_DEEP


def test_nesting_by_aliases_is_bounded() -> None:
    lines = ["a0: &a0 [x]", *(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 300))]
    fault = fault_of("\n".join(lines))
    assert fault.rule is rules.TOO_DEEP
    assert line_and_column(fault)[0] == 200


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for i in range(1, 12):
        lines.append(f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]")
    started = time.process_time()
    fault = fault_of("\n".join(lines))
    assert fault.rule is rules.TOO_MANY_VALUES
    assert time.process_time() - started < 1


def test_a_file_of_more_than_32_mebibytes_is_refused() -> None:
    fault = fault_of(b"#" * (32 * 1024 * 1024 + 1))
    assert fault.rule is rules.TOO_LARGE
    assert "32 MiB" in fault.message
