"""Compiled criteria against the shared collection of conditions, where it is at hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from arazzo_codegen.check.jsonpath import JsonPath, read_jsonpath
from arazzo_codegen.check.regexes import check_regex
from arazzo_codegen.check.types import ALL_KINDS
from arazzo_codegen.check.xpath import check_xpath
from arazzo_codegen.expressions.conditions import ParsedCondition, parse_condition
from arazzo_codegen.expressions.model import (
    ArazzoVersion,
    Expression,
    Input,
    MessagePart,
    Method,
    StatusCode,
    StepOutput,
    SyntaxFault,
)
from arazzo_codegen.expressions.parse import parse_expression
from arazzo_codegen.expressions.template import parse_template
from arazzo_codegen.plan.code import Code, Uses
from arazzo_codegen.plan.conditions import compile_condition
from arazzo_codegen.plan.jsonpath import compile_jsonpath_criterion
from arazzo_codegen.plan.operands import Operand
from arazzo_codegen.plan.regexes import compile_regex_criterion
from arazzo_codegen.plan.xpath import compile_xpath_criterion

from ..support.reference import CONFORMANCE, needs_conformance
from .criteria import ABSENT, evaluate

COLLECTION = CONFORMANCE / "conditions.jsonl"
pytestmark = needs_conformance


@dataclass
class ContextReader:
    """Reads the expressions of one row from its values."""

    values: dict[str, Any]
    variables: dict[str, Any] = field(default_factory=dict)

    def read(
        self, expression: Expression, navigation: tuple[str | int, ...] = ()
    ) -> Operand:
        value, path = self._start(expression)
        for token in (*path, *navigation):
            value = step_into(value, token)
        name = f"value_{len(self.variables)}"
        self.variables[name] = value
        if isinstance(expression, StatusCode):
            return Operand(Code(name), frozenset(("integer",)), False)
        return Operand(Code(name), ALL_KINDS, True)

    def _start(self, expression: Expression) -> tuple[Any, tuple[str | int, ...]]:
        match expression:
            case StatusCode():
                return self.values["statusCode"], ()
            case Method():
                return self.values["method"], ()
            case MessagePart(message, "body", _, pointer):
                return self.values[message]["body"], pointer
            case MessagePart(message, part, name):
                found = self.values[message][part]
                return {key.lower(): found[key] for key in found}, (name.lower(),)
            case Input(name, pointer):
                return self.values["inputs"], (name, *pointer)
            case StepOutput(step_id, name, pointer):
                return self.values["steps"], (step_id, "outputs", name, *pointer)
            case _:
                return ABSENT, ()


def step_into(value: Any, token: str | int) -> Any:
    if isinstance(value, list) and re.fullmatch("0|[1-9][0-9]*", str(token)):
        return value[int(token)] if int(token) < len(value) else ABSENT
    if isinstance(value, dict) and str(token) in value:
        return value[str(token)]
    return ABSENT


def rows() -> list[dict[str, Any]]:
    if not COLLECTION.exists():
        return []
    lines = COLLECTION.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def compile_row(
    row: dict[str, Any], reader: ContextReader, uses: Uses
) -> Code | SyntaxFault:
    if row["type"] == "simple":
        parsed = parse_condition(row["condition"])
        if not isinstance(parsed, ParsedCondition):
            return parsed
        return compile_condition(parsed.condition, reader, uses)
    expression = parse_expression(row["context"], ArazzoVersion.V1_1)
    if isinstance(expression, SyntaxFault):
        return expression
    context = reader.read(expression)
    template = parse_template(row["condition"]).template
    match row["type"]:
        case "regex":
            fault = check_regex(template)
            return fault or compile_regex_criterion(template, context, reader, uses)
        case "jsonpath":
            path = read_jsonpath(template)
            if not isinstance(path, JsonPath):
                return path
            return compile_jsonpath_criterion(path, context, reader, uses)
        case "xpath":
            fault = check_xpath(template)
            return fault or compile_xpath_criterion(
                template, "xpath-31", context, reader, uses
            )
    return SyntaxFault("no type of a criterion")


ACCEPTED = [
    row
    for row in rows()
    if row["compile"] == "accept" and isinstance(row["expected"], bool)
]
REFUSED = [
    row
    for row in rows()
    if row["compile"] == "reject"
    and row["type"] in ("regex", "jsonpath", "xpath")
    and row["version"] is None
]


@pytest.mark.parametrize("row", ACCEPTED, ids=lambda row: row["id"])
def test_criterion_gives_the_expected_verdict(row: dict[str, Any]) -> None:
    reader, uses = ContextReader(row["ctx"]), Uses()
    code = compile_row(row, reader, uses)
    assert isinstance(code, Code), code
    assert evaluate(code, uses, reader.variables) is row["expected"], code


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["id"])
def test_criterion_is_refused(row: dict[str, Any]) -> None:
    code = compile_row(row, ContextReader(row["ctx"]), Uses())
    assert isinstance(code, SyntaxFault), code
