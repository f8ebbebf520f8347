from __future__ import annotations

import pytest

from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.diagnostics.rules import dialect as rules
from arazzo_codegen.expressions.dialect import find_newer, parse_dialect
from arazzo_codegen.expressions.forms import Form
from arazzo_codegen.expressions.grammar import is_valid
from arazzo_codegen.expressions.misspelling import find_misspelling
from arazzo_codegen.expressions.model import (
    ArazzoVersion,
    Expression,
    Input,
    MessagePart,
    SelfUri,
    StepOutput,
    Url,
)
from arazzo_codegen.expressions.names import KnownNames


@pytest.mark.parametrize(
    ("text", "expression", "form", "corrected"),
    [
        (
            "$response.headers.X-Total",
            MessagePart("response", "header", "X-Total"),
            Form.PLURAL_HEADERS,
            "$response.header.X-Total",
        ),
        (
            "$response.body#token",
            MessagePart("response", "body", "", ("token",)),
            Form.POINTER_WITHOUT_SLASH,
            "$response.body#/token",
        ),
        (
            "$steps.s.outputs.y#id",
            StepOutput("s", "y", ("id",)),
            Form.POINTER_WITHOUT_SLASH,
            "$steps.s.outputs.y#/id",
        ),
        (
            "$response.body.token.list[0].x",
            MessagePart("response", "body", "", ("token", "list", "0", "x")),
            Form.PATH_INTO_BODY,
            "$response.body#/token/list/0/x",
        ),
        (
            "$message.payload.orderId",
            MessagePart("message", "payload", "", ("orderId",)),
            Form.PATH_INTO_BODY,
            "$message.payload#/orderId",
        ),
        (
            "$steps.s.outputs.y.data[0].id",
            StepOutput("s", "y.data[0].id"),
            Form.PATH_INTO_VALUE,
            "$steps.s.outputs.y#/data/0/id",
        ),
        (
            "$inputs.page[number]",
            Input("page[number]"),
            Form.UNUSUAL_NAME,
            "$inputs.page_number",
        ),
        ("$inputs.$expand", Input("$expand"), Form.UNUSUAL_NAME, "$inputs.expand"),
        (
            "$inputs.Order Type",
            Input("Order Type"),
            Form.UNUSUAL_NAME,
            "$inputs.Order_Type",
        ),
    ],
)
def test_forms_of_published_documents_are_read(
    text: str, expression: Expression, form: Form, corrected: str
) -> None:
    parsed = parse_dialect(text)
    assert parsed is not None
    assert parsed[0] == expression
    assert (parsed[1].form, parsed[1].corrected) == (form, corrected)
    assert is_valid(corrected, ArazzoVersion.V1_1)


@pytest.mark.parametrize(
    "text",
    [
        "$5.00",
        "$HOME",
        "$.items[*]",
        "$reponse.body",
        "$steps.s.output.y",
        "$response.body.items[*]",
        "$response.body.a.#",
        "$statusCode.x",
        "Bearer $response.headers.X",
        "$request.path.x#body#/y",
        "$request.query.x$request.headers.y",
        "",
    ],
)
def test_other_texts_are_no_dialect(text: str) -> None:
    assert parse_dialect(text) is None


def test_expressions_of_1_1_are_noted_in_documents_of_1_0() -> None:
    newer = find_newer(SelfUri(), ArazzoVersion.V1_0)
    assert newer is not None
    assert newer.form == Form.NEWER_EXPRESSION
    assert find_newer(SelfUri(), ArazzoVersion.V1_1) is None
    assert find_newer(Url(), ArazzoVersion.V1_0) is None


def test_every_form_has_a_rule_that_strict_turns_into_an_error() -> None:
    assert set(rules.RULES) == set(Form)
    for rule in rules.RULES.values():
        assert rule.dialect
        assert rule.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$steps.find.output.pet", "$steps.<stepId>.outputs.<name>"),
        ("$reponse.body", "did you mean '$response'"),
        ("$step.find.outputs.pet", "did you mean '$steps'"),
        ("$steps.find.outputs.pet[*].id", "'[*].id' is no path into 'pet'"),
        ("$inputs.page[size]", "names nothing that exists"),
        ("$response.body.items[*].id", "write a JSON pointer"),
        ("$inputs", "'$inputs' alone names nothing"),
    ],
)
def test_misspelt_whole_values_are_explained(text: str, words: str) -> None:
    names = KnownNames(step_outputs={"find": ("pet",)})
    fault = find_misspelling(text, names)
    assert fault is not None
    assert words in f"{fault.message}; {fault.hint}"


@pytest.mark.parametrize(
    "text",
    [
        "$5.00",
        "$HOME",
        "$.items[*]",
        "plain",
        "$inputs.owner/repository",
        "$inputs.owner-$inputs.repository",
        "$inputs.owner and more",
        "$bookstore/book[price>35]/title",
    ],
)
def test_running_text_is_not_misspelt(text: str) -> None:
    assert find_misspelling(text, KnownNames(inputs=("owner",))) is None
