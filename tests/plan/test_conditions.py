"""The Python that simple conditions become, and what it means."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from arazzo_codegen.check.types import ALL_KINDS, Kind
from arazzo_codegen.expressions.model import (
    And,
    Comparison,
    Condition,
    ExpressionOperand,
    Input,
    LiteralOperand,
    MessagePart,
    Not,
    Or,
    StatusCode,
)
from arazzo_codegen.plan.code import Code, Uses
from arazzo_codegen.plan.conditions import compile_condition
from arazzo_codegen.plan.operands import Operand

from .criteria import ABSENT, ValueReader, evaluate

STATUS = ExpressionOperand(StatusCode())
NAME = ExpressionOperand(Input("name"))
CANCEL = ExpressionOperand(Input("cancel"))
BODY = ExpressionOperand(MessagePart("response", "body", "", ("status",)))


def named_reader() -> ValueReader:
    return ValueReader(
        kinds={
            StatusCode(): frozenset(("integer",)),
            Input("name"): frozenset(("string",)),
            Input("cancel"): frozenset(("boolean",)),
        },
        code={
            StatusCode(): "response.status_code",
            Input("name"): "inputs.name",
            Input("cancel"): "inputs.cancel",
            BODY.expression: "status",
        },
    )


def equals(operand: Condition, value: bool | float | str | None) -> Comparison:
    return Comparison("==", operand, LiteralOperand(value))


def differs(operand: Condition, value: bool | float | str | None) -> Comparison:
    return Comparison("!=", operand, LiteralOperand(value))


FORMS = [
    (equals(STATUS, 200), "response.status_code == 200"),
    (Comparison("==", LiteralOperand(200), STATUS), "response.status_code == 200"),
    (
        And(
            (
                Comparison(">=", STATUS, LiteralOperand(200)),
                Comparison("<", STATUS, LiteralOperand(300)),
            )
        ),
        "200 <= response.status_code < 300",
    ),
    (
        Or((equals(STATUS, 200), equals(STATUS, 201))),
        "response.status_code in (200, 201)",
    ),
    (
        And((differs(NAME, "A"), differs(NAME, "B"))),
        "inputs.name.casefold() not in ('a', 'b')",
    ),
    (equals(NAME, "Approve"), "inputs.name.casefold() == 'approve'"),
    (equals(NAME, "1.5"), "inputs.name == '1.5'"),
    (equals(NAME, 5), "_equal(inputs.name, 5)"),
    (equals(CANCEL, True), "inputs.cancel"),
    (equals(CANCEL, False), "not inputs.cancel"),
    (equals(BODY, "ok"), "_equal(status, 'ok')"),
    (equals(BODY, None), "status in (None, _ABSENT)"),
    (differs(NAME, None), "inputs.name is not None"),
    (equals(BODY, True), "status is True"),
    (equals(BODY, ""), "status == ''"),
    (Comparison(">", BODY, LiteralOperand(5)), "_less(5, status)"),
    (Comparison("<=", BODY, LiteralOperand(5)), "_at_most(status, 5)"),
    (BODY, "_truthy(status)"),
    (STATUS, "bool(response.status_code)"),
    (Not(NAME), "not inputs.name"),
    (Not(equals(STATUS, 200)), "response.status_code != 200"),
    (
        Or((And((CANCEL, NAME)), BODY)),
        "(inputs.cancel and bool(inputs.name)) or _truthy(status)",
    ),
    (
        Not(Or((CANCEL, equals(STATUS, 1)))),
        "not (inputs.cancel or response.status_code == 1)",
    ),
]


@pytest.mark.parametrize(("condition", "source"), FORMS, ids=str)
def test_condition_becomes_plain_python(condition: Condition, source: str) -> None:
    assert compile_condition(condition, named_reader(), Uses()) == source


def test_literal_outside_of_an_enum_is_compared_where_types_do_not_matter() -> None:
    class EnumReader:
        def read(self, expression: object, navigation: object = ()) -> Operand:
            return Operand(Code("mode"), frozenset(("string",)), False, ("on", "off"))

    code = compile_condition(equals(NAME, "auto"), EnumReader(), Uses())
    assert code == "_equal(mode, 'auto')"


def number_of(text: str) -> float | None:
    try:
        return None if "_" in text or text.strip() != text else float(text)
    except ValueError:
        return None


def same(left: Any, right: Any) -> bool:
    """Equality of simple conditions, in the plainest words."""
    if left is None or right is None:
        return left is right
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    if isinstance(left, str) and isinstance(right, int | float):
        return number_of(left) == right
    if isinstance(right, str) and isinstance(left, int | float):
        return number_of(right) == left
    return bool(left == right)


def less(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() < right.casefold()
    left = number_of(left) if isinstance(left, str) else left
    right = number_of(right) if isinstance(right, str) else right
    numbers = all(
        isinstance(side, int | float) and not isinstance(side, bool)
        for side in (left, right)
    )
    return numbers and bool(left < right)


def verdict(operator: str, left: Any, right: Any) -> bool:
    left = None if left is ABSENT else left
    right = None if right is ABSENT else right
    match operator:
        case "==":
            return same(left, right)
        case "!=":
            return not same(left, right)
        case "<":
            return less(left, right)
        case ">":
            return less(right, left)
        case "<=":
            return less(left, right) or same(left, right)
        case _:
            return less(right, left) or same(left, right)


VALUES: list[Any] = [None, True, False, 0, 1, 2, 1.0, 2.5, "", "1", "01", "2.5"]
VALUES += ["a", "A", "b", "10", "9", "true", [], [1], {}, {"a": 1}]
KINDS: dict[type, Kind] = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}
OPERATORS = ("==", "!=", "<", "<=", ">", ">=")


def operand_of(name: str, value: Any, known: bool) -> Operand:
    if known and value is not ABSENT:
        return Operand(Code(name), frozenset((KINDS[type(value)],)), False)
    return Operand(Code(name), ALL_KINDS, True)


class PairReader:
    def __init__(self, left: Operand, right: Operand) -> None:
        self.operands = {"left": left, "right": right}

    def read(self, expression: Any, navigation: object = ()) -> Operand:
        return self.operands[expression.name]


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("operator", OPERATORS)
def test_comparison_means_the_same_whatever_is_known(
    operator: Any, known: bool
) -> None:
    left, right = ExpressionOperand(Input("left")), ExpressionOperand(Input("right"))
    codes: dict[Code, Any] = {}
    for one, other in product([*VALUES, ABSENT], repeat=2):
        reader = PairReader(
            operand_of("left", one, known), operand_of("right", other, known)
        )
        sides: list[Condition] = [right]
        if not isinstance(other, list | dict) and other is not ABSENT:
            sides.append(LiteralOperand(other))
        for side in sides:
            uses = Uses()
            code = compile_condition(Comparison(operator, left, side), reader, uses)
            if code not in codes:
                codes[code] = predicate(code, uses)
            assert codes[code](one, other) is verdict(operator, one, other), (
                code,
                one,
                other,
            )


def predicate(code: Code, uses: Uses) -> Any:
    test = evaluate(Code(f"(lambda left, right: {code}, vars())"), uses, {})[0]
    absent = test.__globals__.get("_ABSENT", ABSENT)
    return lambda *values: test(*(absent if v is ABSENT else v for v in values))


@pytest.mark.parametrize("value", [*VALUES, ABSENT], ids=repr)
def test_bare_value_holds_unless_null_false_zero_or_empty(value: Any) -> None:
    for known in (True, False):
        operand = operand_of("left", value, known)
        uses = Uses()
        code = compile_condition(
            ExpressionOperand(Input("left")), PairReader(operand, operand), uses
        )
        expected = value is not ABSENT and bool(value)
        assert evaluate(code, uses, {"left": value}) is expected


def test_deep_values_are_compared_without_recursion() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    reader = ValueReader({Input("a"): deep, Input("b"): deep})
    condition = Comparison(
        "==", ExpressionOperand(Input("a")), ExpressionOperand(Input("b"))
    )
    uses = Uses()
    code = compile_condition(condition, reader, uses)
    assert evaluate(code, uses, reader.variables) is True


def test_members_of_objects_are_compared_as_json() -> None:
    reader = ValueReader({Input("a"): {"n": 1}, Input("b"): {"n": True}})
    condition = Comparison(
        "==", ExpressionOperand(Input("a")), ExpressionOperand(Input("b"))
    )
    uses = Uses()
    code = compile_condition(condition, reader, uses)
    assert evaluate(code, uses, reader.variables) is False
