from __future__ import annotations

import json
from typing import Any

import pytest

from arazzo_codegen.expressions.conditions import (
    MAXIMUM_DEPTH,
    MAXIMUM_LENGTH,
    ParsedCondition,
    parse_condition,
)
from arazzo_codegen.expressions.forms import Form
from arazzo_codegen.expressions.model import (
    And,
    ArazzoVersion,
    Comparison,
    Condition,
    ExpressionOperand,
    Input,
    LiteralOperand,
    MessagePart,
    Method,
    Not,
    Or,
    StatusCode,
    StepOutput,
    SyntaxFault,
    operands_of,
)
from arazzo_codegen.expressions.names import KnownNames, resolve_names

from ..support.reference import CONFORMANCE, needs_conformance

TABLE = CONFORMANCE / "conditions.jsonl"
STATUS = ExpressionOperand(StatusCode())
BODY = MessagePart("response", "body")


def parsed(text: str, names: KnownNames | None = None) -> Condition:
    result = parse_condition(text, names)
    assert isinstance(result, ParsedCondition)
    assert result.dialects == ()
    return result.condition


def fault_of(text: str) -> SyntaxFault:
    result = parse_condition(text)
    assert isinstance(result, SyntaxFault)
    return result


def rows_of_table() -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]
    return [row for row in rows if row["type"] == "simple"]


def names_of(context: dict[str, Any]) -> KnownNames:
    return KnownNames(
        inputs=tuple(context["inputs"]),
        step_outputs={
            step: tuple(value["outputs"]) for step, value in context["steps"].items()
        },
    )


@needs_conformance
def test_conditions_to_accept_are_accepted() -> None:
    accepted = [row for row in rows_of_table() if row["compile"] == "accept"]
    assert accepted
    for row in accepted:
        parsed(row["condition"], names_of(row["ctx"]))


@needs_conformance
def test_conditions_to_reject_have_a_fault_or_name_nothing() -> None:
    refused = [row for row in rows_of_table() if row["compile"] == "reject"]
    assert refused
    for row in refused:
        names = names_of(row["ctx"])
        result = parse_condition(row["condition"], names)
        if isinstance(result, ParsedCondition) and not result.dialects:
            operands = operands_of(result.condition)
            assert None in [resolve_names(o.expression, names) for o in operands]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("1.50", 1.5),
        ("1e+3", 1000.0),
        ("9007199254740993", 9007199254740993),
        ("''", ""),
        ("'it''s (a) && \"b\"'", 'it\'s (a) && "b"'),
    ],
)
def test_literals(text: str, value: object) -> None:
    condition = parsed(text)
    assert isinstance(condition, LiteralOperand)
    assert condition.value == value
    assert type(condition.value) is type(value)


def test_and_binds_more_than_or_and_comparisons_bind_more_than_both() -> None:
    a, b, c = LiteralOperand(True), LiteralOperand(False), LiteralOperand(None)
    assert parsed("true || false && null") == Or((a, And((b, c))))
    assert parsed("(true || false) && null") == And((Or((a, b)), c))
    assert parsed("true && $statusCode == 1") == And(
        (a, Comparison("==", STATUS, LiteralOperand(1)))
    )


def test_not_binds_most() -> None:
    assert parsed("!$statusCode == true") == Comparison(
        "==", Not(STATUS), LiteralOperand(True)
    )
    assert parsed("!!($statusCode)") == Not(Not(STATUS))


@pytest.mark.parametrize("operator", ["==", "!=", "<", "<=", ">", ">="])
def test_white_space_around_operators_is_free(operator: str) -> None:
    tight = parsed(f"$response.header.X-Left{operator}1")
    assert tight == parsed(f"  $response.header.X-Left {operator}\n1 ")
    assert isinstance(tight, Comparison)
    assert tight.operator == operator


@pytest.mark.parametrize(
    ("text", "operand"),
    [
        ("$response.body.a[0].b-c", ExpressionOperand(BODY, ("a", 0, "b-c"))),
        (
            "($response.body#/a/0)",
            ExpressionOperand(MessagePart("response", "body", "", ("a", "0"))),
        ),
        (
            "$response.header.X!",
            ExpressionOperand(MessagePart("response", "header", "X!")),
        ),
        (
            "$request.query.a.b",
            ExpressionOperand(MessagePart("request", "query", "a.b")),
        ),
        ("$inputs.a.b", ExpressionOperand(Input("a.b"))),
        ("$inputs.a[0].b", ExpressionOperand(Input("a"), (0, "b"))),
    ],
)
def test_expressions_end_at_operators_and_values_are_navigated(
    text: str, operand: ExpressionOperand
) -> None:
    assert parsed(text) == operand


def test_known_names_tell_names_from_navigation() -> None:
    names = KnownNames(inputs=("a",), step_outputs={"s": ("x", "x.y")})
    assert parsed("$inputs.a.b", names) == ExpressionOperand(Input("a"), ("b",))
    assert parsed("$steps.s.outputs.x.y[1]", names) == ExpressionOperand(
        StepOutput("s", "x.y"), (1,)
    )
    assert parsed("$steps.s.outputs.x.z#/0", names) == ExpressionOperand(
        StepOutput("s", "x", ("z", "0"))
    )
    assert parsed("$inputs.other.b", names) == ExpressionOperand(Input("other.b"))


def test_texts_in_literals_are_no_expressions() -> None:
    condition = parsed("$method == '$steps.b.outputs.x'")
    assert condition == Comparison(
        "==", ExpressionOperand(Method()), LiteralOperand("$steps.b.outputs.x")
    )


def test_forms_of_the_dialect_are_read_and_mended_together() -> None:
    result = parse_condition(
        '$response.headers.A == "it\'s" && $response.body#ok != "x"'
    )
    assert isinstance(result, ParsedCondition)
    corrected = "$response.header.A == 'it''s' && $response.body#/ok != 'x'"
    assert [(d.form, d.corrected) for d in result.dialects] == [
        (Form.PLURAL_HEADERS, corrected),
        (Form.DOUBLE_QUOTES, corrected),
        (Form.POINTER_WITHOUT_SLASH, corrected),
    ]
    assert result.condition == parsed(corrected)


def test_unusual_names_are_read_if_they_exist() -> None:
    names = KnownNames(inputs=("page[number]",))
    result = parse_condition("$inputs.page[number] > 1", names)
    assert isinstance(result, ParsedCondition)
    assert [d.corrected for d in result.dialects] == ["$inputs.page_number > 1"]
    assert result.condition == Comparison(
        ">", ExpressionOperand(Input("page[number]")), LiteralOperand(1)
    )


def test_newer_expressions_are_noted_in_documents_of_1_0() -> None:
    result = parse_condition("$self != null", None, ArazzoVersion.V1_0)
    assert isinstance(result, ParsedCondition)
    assert [d.form for d in result.dialects] == [Form.NEWER_EXPRESSION]


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("", 0, "ends where a value should be"),
        ("$statusCode ==", 14, "ends where a value should be"),
        ("== 200", 0, "before '=='"),
        ("$statusCode == == 1", 15, "before '=='"),
        ("1 < $statusCode < 3", 16, "join two comparisons with '&&'"),
        ("$statusCode = 200", 12, "use '=='"),
        ("$statusCode=200", 11, "use '=='"),
        ("$statusCode === 200", 12, "use '=='"),
        ("true & false", 5, "use '&&'"),
        ("true and false", 5, "use '&&'"),
        ("$statusCode in [1, 2]", 12, "'||'"),
        ("$statusCode 200", 12, "without an operator"),
        ("($statusCode", 0, "no ')'"),
        ("$statusCode)", 11, "no '('"),
        ("($statusCode 1)", 13, "without an operator"),
        ("$method == 'get", 11, "has no end"),
        ('$method == "get', 11, "has no end"),
        ("True", 0, "write 'true'"),
        ("available", 0, "single quotes"),
        ("{$statusCode} == 200", 0, "leave the braces out"),
        ("01 == 1", 0, "no literal"),
        ("1e999 == 1", 0, "too large"),
        ("9" * 5000, 0, "too many digits"),
        ("$url.body == 1", 4, "nothing can follow '$url'"),
        ("1 == $step.a.outputs.b", 5, "did you mean '$steps'"),
        ("$response.body.items[*] == 1", 14, "cannot follow"),
    ],
)
def test_faults_say_what_is_wrong_and_where(text: str, offset: int, words: str) -> None:
    fault = fault_of(text)
    assert words in f"{fault.message}; {fault.hint}"
    assert fault.offset == offset


@pytest.mark.parametrize("opening", ["(", "!", "!("])
def test_depth_is_bounded(opening: str) -> None:
    assert "nests deeper" in fault_of(opening * 20_000 + "true").message
    fitting = "(" * MAXIMUM_DEPTH + "true" + ")" * MAXIMUM_DEPTH
    assert parsed(fitting) == LiteralOperand(True)


def test_length_is_bounded() -> None:
    assert "longer than" in fault_of("(" * 100_000).message
    long = " && ".join(["true"] * (MAXIMUM_LENGTH // 10))
    condition = parsed(long)
    assert isinstance(condition, And)
