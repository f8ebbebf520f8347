"""Order and rendering of diagnostics."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from arazzo_codegen.diagnostics.model import (
    Diagnostic,
    Diagnostics,
    Rule,
    Severity,
    TextPlace,
)
from arazzo_codegen.diagnostics.order import in_source_order
from arazzo_codegen.diagnostics.printable import display_width, printable
from arazzo_codegen.diagnostics.render_json import render_json
from arazzo_codegen.diagnostics.render_text import COLOURED, render_text
from arazzo_codegen.read.document import Document, JsonValue, Place, Position

RULE = Rule("AZ203", "unknown field", Severity.ERROR)
LATER = Rule("AZ204", "other", Severity.WARNING)

TEXT = """\
arazzo: 1.0.1
workflows:
\t- workflowId: a
"""


def document(text: str, value: JsonValue, name: str = "specs/a.yml") -> Document:
    return Document(Path("/a.yml"), name, text, value, "yaml")


def finding(
    name: str = "a.yml",
    at: tuple[int, int] = (1, 1),
    text: str | None = None,
    message: str = "wrong",
    rule: Rule = RULE,
) -> Diagnostic:
    place = TextPlace(name, Position(*at), text)
    return Diagnostic(rule, message, place, None, rule.severity)


def lines(*diagnostics: Diagnostic) -> list[str]:
    return list(render_text(in_source_order(diagnostics)))


def test_shows_place_source_line_caret_and_hint() -> None:
    value: JsonValue = {"arazzo": "1.0.1", "workflows": [{"workflowId": "a"}]}
    text = TEXT.replace("\t", "  ")
    place = Place(document(text, value), ("workflows", 0, "workflowId"))

    found = lines(Diagnostic(RULE, "wrong id", place, "write another"))

    assert found == [
        "specs/a.yml:3:17: error[AZ203]: wrong id",
        "   3 |   - workflowId: a",
        "     |                 ^",
        "  hint: write another",
    ]


def test_shows_the_second_place() -> None:
    value: JsonValue = {"arazzo": "1.0.1", "info": {}}
    text = "arazzo: 1.0.1\ninfo: {}\n"
    other = Place(document(text, value, "openapi.yml"), ("info",), "key")

    found = lines(
        Diagnostic(RULE, "wrong", TextPlace("a.yml"), related=((other, "the schema"),))
    )

    assert found == [
        "a.yml: error[AZ203]: wrong",
        "openapi.yml:2:1: note: the schema",
        "   2 | info: {}",
        "     | ^",
    ]


def test_a_finding_without_a_file_has_no_prefix() -> None:
    assert lines(Diagnostic(RULE, "wrong", None)) == ["error[AZ203]: wrong"]


def test_the_caret_stands_under_the_column_behind_tabs_and_wide_characters() -> None:
    found = lines(finding(text="\t名前: x", at=(1, 6)))

    assert found[1:] == ["   1 |  名前: x", "     |        ^"]


def test_the_caret_stands_under_the_column_behind_escaped_characters() -> None:
    found = lines(finding(text="\u202ea: x", at=(1, 5)))

    assert found[1:] == ["   1 | \\u202ea: x", "     |          ^"]


def test_shows_the_part_of_a_long_line_around_the_column() -> None:
    text = "x" * 50_000 + "HERE" + "y" * 50_000

    excerpt, caret = lines(finding(text=text, at=(1, 50_001)))[1:]

    assert len(excerpt) < 140
    assert excerpt[caret.index("^") :].startswith("HERE")


@pytest.mark.parametrize(
    "character", ["\x1b", "\r", "\x00", "\x9b", "\u202e", "\u2028"]
)
def test_spells_out_characters_that_a_terminal_obeys(character: str) -> None:
    text = "\n".join(
        lines(
            finding(f"a{character}.yml", text=f"b{character}", message=f"c{character}")
        )
    )

    assert character not in text


def test_keeps_letters_of_all_languages() -> None:
    assert printable("Ünïcode 名前 🎉") == "Ünïcode 名前 🎉"
    assert display_width("a名e\u0301") == 4


def test_spells_out_lone_surrogates() -> None:
    assert printable("a\udcff") == "a\\udcff"


def test_colours_only_when_asked() -> None:
    diagnostic = finding(text="a: b")

    assert "\x1b" not in "".join(lines(diagnostic))
    coloured = "".join(render_text(in_source_order([diagnostic]), COLOURED))
    assert "\x1b[1;31merror[AZ203]\x1b[0m" in coloured


def test_orders_by_file_line_column_and_code() -> None:
    found = [
        Diagnostic(RULE, "no file", None),
        finding("b.yml"),
        finding("a.yml", (10, 1)),
        finding("a.yml", (2, 7)),
        finding("a.yml", (2, 3), rule=LATER),
        finding("a.yml", (2, 3)),
        Diagnostic(RULE, "whole file", TextPlace("a.yml")),
    ]

    places = [
        (one.location.name, one.location.position, one.diagnostic.rule.code)
        for one in in_source_order(found)
    ]

    assert places == [
        ("a.yml", None, "AZ203"),
        ("a.yml", Position(2, 3), "AZ203"),
        ("a.yml", Position(2, 3), "AZ204"),
        ("a.yml", Position(2, 7), "AZ203"),
        ("a.yml", Position(10, 1), "AZ203"),
        ("b.yml", Position(1, 1), "AZ203"),
        (None, None, "AZ203"),
    ]


def test_says_the_same_thing_once() -> None:
    found = [finding(), finding(), finding(message="other"), finding(rule=LATER)]

    assert len(in_source_order(found)) == 3


def test_json_has_every_member() -> None:
    value: JsonValue = {"arazzo": "1.0.1"}
    place = Place(document("arazzo: 1.0.1\n", value), ("arazzo",))

    found = render_json(in_source_order([Diagnostic(RULE, "wrong", place, "right")]))

    assert json.loads(json.dumps(found)) == [
        {
            "code": "AZ203",
            "severity": "error",
            "message": "wrong",
            "hint": "right",
            "file": "specs/a.yml",
            "line": 1,
            "column": 9,
            "pointer": "/arazzo",
            "related": [],
        }
    ]


def test_json_has_the_second_place() -> None:
    value: JsonValue = {"arazzo": "1.0.1"}
    other = Place(document("arazzo: 1.0.1\n", value, "b.yml"), ("arazzo",), "key")
    diagnostic = Diagnostic(RULE, "wrong", None, related=((other, "the schema"),))

    (found,) = render_json(in_source_order([diagnostic]))

    assert found["related"] == [
        {
            "message": "the schema",
            "file": "b.yml",
            "line": 1,
            "column": 1,
            "pointer": "/arazzo",
        }
    ]


def test_json_has_null_for_what_there_is_not() -> None:
    (found,) = render_json(in_source_order([Diagnostic(RULE, "wrong", None)]))

    assert [found["file"], found["line"], found["column"], found["pointer"]] == [
        None
    ] * 4


def test_of_a_message_that_quotes_a_long_text_both_ends_are_kept() -> None:
    found = Diagnostics()
    found.add(RULE, f"the id {'x' * 100_000!r} is wrong", None, "y" * 100_000)

    (shown,) = found
    assert shown.message.startswith("the id 'xxxxx")
    assert shown.message.endswith("xxx' is wrong")
    assert shown.message.count("x … x") == 1
    assert len(shown.message) == len(shown.hint or "") == 2_000
