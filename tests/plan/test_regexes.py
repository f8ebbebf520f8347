"""The Python that regex criteria become, and what it means."""

from __future__ import annotations

from typing import Any

import pytest

from arazzo_codegen.check.types import ALL_KINDS, Kind
from arazzo_codegen.expressions.model import Input, Template
from arazzo_codegen.plan.code import Code, Uses
from arazzo_codegen.plan.operands import Operand
from arazzo_codegen.plan.regexes import compile_regex_criterion

from .criteria import ABSENT, ValueReader, evaluate


def compile_for(kinds: frozenset[Kind], absent: bool, *parts: Any) -> Code:
    context = Operand(Code("value"), kinds, absent)
    return compile_regex_criterion(Template(parts), context, ValueReader(), Uses())


def test_fixed_pattern_on_a_status_code_is_a_search() -> None:
    code = compile_for(frozenset(("integer",)), False, r"^2\d{2}$")
    assert code == r're.search(r"^2\d{2}$", str(value)) is not None'


def test_fixed_pattern_on_a_text_is_a_search() -> None:
    code = compile_for(frozenset(("string",)), False, 'it\'s "x"')
    assert code == """re.search('it\\'s "x"', value) is not None"""


def test_pattern_on_any_value_is_left_to_the_helper() -> None:
    assert compile_for(ALL_KINDS, True, "^a") == "_search('^a', value)"


def found(value: Any, *parts: Any, **inputs: Any) -> Any:
    reader = ValueReader({Input(name): given for name, given in inputs.items()})
    uses = Uses()
    context = Operand(Code("value"), ALL_KINDS, True)
    code = compile_regex_criterion(Template(parts), context, reader, uses)
    return evaluate(code, uses, {**reader.variables, "value": value})


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("b", "abc", True),
        ("^$", "", True),
        (".*", None, False),
        (".*", ABSENT, False),
        ("^true$", True, True),
        (r'^\{"a":\[1,"é"\]\}$', {"a": [1, "é"]}, True),
        ("^1$", 1, True),
    ],
)
def test_pattern_is_searched_in_the_text_of_the_value(
    pattern: str, value: Any, expected: bool
) -> None:
    assert found(value, pattern) is expected


def test_embedded_expression_is_part_of_the_pattern() -> None:
    assert found("sold", "^(", Input("allowed"), ")$", allowed="open|sold") is True


def test_pattern_that_does_not_compile_when_run_fails_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert found("x", "^(", Input("secret"), ")$", secret="hush(") is False
    assert "regex" in caplog.text
    assert "hush" not in caplog.text


def test_expression_that_was_not_given_fails_the_criterion() -> None:
    assert found("x", "^", Input("missing")) is False
