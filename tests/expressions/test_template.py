from __future__ import annotations

import json
import re

import pytest

from arazzo_codegen.expressions.format import format_template
from arazzo_codegen.expressions.forms import Form
from arazzo_codegen.expressions.model import (
    ArazzoVersion,
    Input,
    MessagePart,
    SelfUri,
    StepOutput,
    Url,
)
from arazzo_codegen.expressions.template import parse_template

from ..support.reference import CONFORMANCE, needs_conformance

TABLE = CONFORMANCE / "expressions.tsv"


@needs_conformance
def test_templates_of_the_conformance_table_are_taken_apart() -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").split("\n")[1:]]
    templates = [r for r in rows if len(r) > 4 and r[1].startswith("template")]
    assert templates
    for row in templates:
        text = json.loads(f'"{row[2]}"')
        parsed = parse_template(text)
        embedded = [part for part in parsed.template.parts if not isinstance(part, str)]
        assert format_template(parsed.template) == text
        assert parsed.faults == ()
        assert len(embedded) == len(re.findall(r"\{\$[^{}]+\}", text))


def test_texts_and_expressions_alternate() -> None:
    parsed = parse_template("pet={$steps.find.outputs.pet#/id}&by={$inputs.user}")
    assert parsed.template.parts == (
        "pet=",
        StepOutput("find", "pet", ("id",)),
        "&by=",
        Input("user"),
    )
    assert parsed.offsets == (0, 4, 33, 37)


def test_a_json_text_can_be_a_template() -> None:
    parsed = parse_template('{"a": "{$inputs.x}", "b": {"c": {}}}')
    assert parsed.template.parts == ('{"a": "', Input("x"), '", "b": {"c": {}}}')


@pytest.mark.parametrize(
    "text",
    ["", "plain", "{}", "{id}", "} {", "{$}", "{$5.00}", "{ $url }", "$inputs.x"],
)
def test_other_braces_are_text(text: str) -> None:
    parsed = parse_template(text)
    assert parsed.template.parts == ((text,) if text else ())
    assert parsed.faults == ()


def test_a_stray_brace_beside_an_expression_is_text() -> None:
    assert parse_template("{{$url}}").template.parts == ("{", Url(), "}")


def test_what_only_looks_like_an_expression_stays_text_and_is_a_fault() -> None:
    parsed = parse_template("a {$inputs.} b {$reponse.body}")
    assert parsed.template.parts == ("a {$inputs.} b {$reponse.body}",)
    assert [fault.offset for fault in parsed.faults] == [10, 16]
    assert parsed.faults[1].hint == "did you mean '$response'?"


def test_the_dialect_is_read_in_braces() -> None:
    parsed = parse_template("id {$response.body.id}")
    assert parsed.template.parts == (
        "id ",
        MessagePart("response", "body", "", ("id",)),
    )
    assert [(d.form, d.corrected) for d in parsed.dialects] == [
        (Form.PATH_INTO_BODY, "$response.body#/id")
    ]


def test_newer_expressions_are_noted_in_documents_of_1_0() -> None:
    parsed = parse_template("{$self}", ArazzoVersion.V1_0)
    assert parsed.template.parts == (SelfUri(),)
    assert [dialect.form for dialect in parsed.dialects] == [Form.NEWER_EXPRESSION]
