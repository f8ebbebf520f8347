from __future__ import annotations

import json

import pytest

from arazzo_codegen.expressions.format import format_expression
from arazzo_codegen.expressions.grammar import is_valid
from arazzo_codegen.expressions.model import (
    ArazzoVersion,
    ComponentReference,
    Expression,
    Input,
    MessagePart,
    Method,
    Output,
    SelfUri,
    SourceReference,
    StatusCode,
    StepOutput,
    SyntaxFault,
    Url,
    WorkflowField,
)
from arazzo_codegen.expressions.parse import parse_expression

from ..support.reference import CONFORMANCE, needs_conformance

TABLE = CONFORMANCE / "expressions.tsv"
V1_0, V1_1 = ArazzoVersion.V1_0, ArazzoVersion.V1_1


def rows_of_table() -> list[tuple[str, dict[ArazzoVersion, bool]]]:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").split("\n")[1:]]
    return [
        (
            json.loads(f'"{row[2]}"'),
            {V1_0: row[3] == "valid", V1_1: row[4] == "valid"},
        )
        for row in rows
        if len(row) > 4 and row[1] == "bare"
    ]


@needs_conformance
@pytest.mark.parametrize("version", ArazzoVersion)
def test_verdicts_agree_with_the_conformance_table(version: ArazzoVersion) -> None:
    wrong = [
        text
        for text, verdicts in rows_of_table()
        if is_valid(text, version) != verdicts[version]
    ]
    assert wrong == []


@needs_conformance
def test_what_is_invalid_in_the_table_is_a_fault() -> None:
    accepted = [
        (text, version)
        for text, verdicts in rows_of_table()
        for version in ArazzoVersion
        if not verdicts[version]
        and not isinstance(parse_expression(text, version), SyntaxFault)
    ]
    assert accepted == []


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("$url", Url()),
        ("$method", Method()),
        ("$statusCode", StatusCode()),
        ("$self", SelfUri()),
        ("$request.header.X-Trace", MessagePart("request", "header", "X-Trace")),
        ("$request.query.a.b", MessagePart("request", "query", "a.b")),
        ("$request.path.id", MessagePart("request", "path", "id")),
        ("$response.body", MessagePart("response", "body")),
        ("$response.body#/", MessagePart("response", "body", "", ("",))),
        ("$response.body#/a~1b/0", MessagePart("response", "body", "", ("a/b", "0"))),
        ("$message.payload#/x", MessagePart("message", "payload", "", ("x",))),
        ("$inputs.user", Input("user")),
        ("$inputs.user.name#/~01", Input("user.name", ("~1",))),
        ("$outputs.total", Output("total")),
        ("$steps.find.outputs.pet#/id", StepOutput("find", "pet", ("id",))),
        ("$steps.s.outputs.a.outputs.b", StepOutput("s", "a.outputs.b")),
        ("$workflows.w.inputs.x", WorkflowField("w", "inputs", "x")),
        (
            "$workflows.w.outputs.a.inputs.b",
            WorkflowField("w", "outputs", "a.inputs.b"),
        ),
        ("$sourceDescriptions.api.get.pet", SourceReference("api", "get.pet")),
        ("$components.parameters.page", ComponentReference("parameters", "page")),
    ],
)
def test_expressions_are_taken_apart_and_written_again(
    text: str, expression: Expression
) -> None:
    assert parse_expression(text, V1_1) == expression
    assert format_expression(expression) == text


def test_an_empty_pointer_reads_the_whole_value() -> None:
    assert parse_expression("$inputs.user#", V1_1) == Input("user")


def test_1_0_takes_any_ascii_text_as_a_name() -> None:
    assert parse_expression("$inputs.page[number]", V1_0) == Input("page[number]")
    assert isinstance(parse_expression("$inputs.page[number]", V1_1), SyntaxFault)


@pytest.mark.parametrize("text", ["$steps.find", "$inputs.", "$sourceDescriptions.api"])
def test_a_valid_text_that_names_nothing_is_a_fault(text: str) -> None:
    assert is_valid(text, V1_0)
    assert isinstance(parse_expression(text, V1_0), SyntaxFault)


def test_1_0_lacks_messages_payloads_and_self() -> None:
    for text in ("$self", "$message.body", "$request.payload"):
        fault = parse_expression(text, V1_0)
        assert isinstance(fault, SyntaxFault)
        assert "1.1" in fault.message


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("inputs.x", 0, "begin with '$'"),
        ("$reponse.body", 0, "'$response'"),
        ("$statusCode.x", 11, "nothing can follow"),
        ("$request.cookie.x", 9, "'cookie.x' is no part"),
        ("$response.header.A B", 17, "no name of a header"),
        ("$response.body#id", 15, "'#/id'"),
        ("$response.body#/a~", 15, "'~0'"),
        ("$response.body.id", 14, "'.id' cannot follow"),
        ("$inputs.a b", 9, "' '"),
        ("$steps.s.output.x", 7, "outputs"),
        ("$components.schemas.x", 12, "'schemas'"),
    ],
)
def test_faults_say_what_is_wrong_and_where(text: str, offset: int, words: str) -> None:
    fault = parse_expression(text, V1_1)
    assert isinstance(fault, SyntaxFault)
    assert fault.offset == offset
    assert words in f"{fault.message} {fault.hint}"


def test_messages_stay_on_one_line() -> None:
    fault = parse_expression("$inputs.a\nb" + "c" * 500, V1_1)
    assert isinstance(fault, SyntaxFault)
    assert "\n" not in fault.message
    assert len(fault.message) < 200
