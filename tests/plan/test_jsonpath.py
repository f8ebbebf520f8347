"""The Python that JSONPath criteria and selectors become, and what it means."""

from __future__ import annotations

from typing import Any

import pytest

from arazzo_codegen.check.jsonpath import JsonPath, read_jsonpath
from arazzo_codegen.check.types import ALL_KINDS
from arazzo_codegen.expressions.model import Input, Template
from arazzo_codegen.plan.code import Code, Uses
from arazzo_codegen.plan.jsonpath import (
    compile_jsonpath_criterion,
    compile_jsonpath_selector,
)
from arazzo_codegen.plan.operands import Operand

from .criteria import ABSENT, ValueReader, evaluate

BODY = Operand(Code("body"), ALL_KINDS, may_be_absent=False)
MODEL = Input("model")


def read(*parts: Any) -> JsonPath:
    path = read_jsonpath(Template(parts))
    assert isinstance(path, JsonPath), path
    return path


def text_reader() -> ValueReader:
    return ValueReader(
        kinds={MODEL: frozenset(("string",))}, code={MODEL: "inputs.model"}
    )


FORMS = [
    (("$.status",), "_at(body, 'status') is not _ABSENT"),
    (("$",), "body is not None"),
    (("$.data[-1].id",), "_select(body, 'data', -1, 'id') is not _ABSENT"),
    (("$.pets[*]",), "bool(_children(_at(body, 'pets')))"),
    (
        ("$.pets[?@.status == 'sold']",),
        "any(_at(item, 'status') == 'sold' for item in _children(_at(body, 'pets')))",
    ),
    (("$.status == 'running'",), "_at(body, 'status') == 'running'"),
    (
        ("$.status in ['a', 'b']",),
        "_at(body, 'status') == 'a' or _at(body, 'status') == 'b'",
    ),
    (("$.items.length > 0",), "_length(_at(body, 'items')) > 0"),
    (("$.length == 0",), "_length(body) == 0"),
    (("$.done == true",), "_at(body, 'done') is True"),
    (("$.x != 'a'",), "body is not None and _at(body, 'x') != 'a'"),
    (
        ("$.data[?(@.id == '", MODEL, "')].length == 0"),
        "body is not None and not any(_at(item, 'id') == inputs.model"
        " for item in _children(_at(body, 'data')))",
    ),
    (("$.url == ", MODEL), "_at(body, 'url') == inputs.model"),
    (("$..id",), "bool(_jsonpath('$..id', body))"),
    (
        ("$..[?@.id == '", MODEL, "']"),
        'bool(_jsonpath("$..[?@.id == \'" + _quoted(inputs.model) + "\']", body))',
    ),
]


@pytest.mark.parametrize(("parts", "source"), FORMS, ids=str)
def test_query_becomes_plain_python(parts: tuple[Any, ...], source: str) -> None:
    code = compile_jsonpath_criterion(read(*parts), BODY, text_reader(), Uses())
    assert code == source


def holds(body: Any, *parts: Any, **inputs: Any) -> Any:
    reader = ValueReader({Input(name): value for name, value in inputs.items()})
    uses = Uses()
    code = compile_jsonpath_criterion(read(*parts), BODY, reader, uses)
    return evaluate(code, uses, {**reader.variables, "body": body})


@pytest.mark.parametrize(
    ("condition", "body", "expected"),
    [
        ("$.a == 'x' || $.a == 'y'", {"a": "y"}, True),
        ("$.a == 'x' && $.b", {"a": "x"}, False),
        ("$.a == 'X'", {"a": "x"}, False),
        ("$.a == 1", {"a": True}, False),
        ("$.a == 1", {"a": 1.0}, True),
        ("$.a > 5", {"a": "9"}, False),
        ("$.a == $.b", {}, True),
        ("$.a != 'x'", None, False),
        ("$.length > 0", [], False),
        ("$.length == 0", [], True),
        ("$.items.length == 0", {"items": 0}, False),
        ("$.items.length < 3", {}, False),
        ("$.items[*].length > 1", {"items": [1, 2]}, True),
        ("$.s in ['a,b', 'c']", {"s": "a,b"}, True),
        ("$.data[?@.id == 2].length > 0", {"data": [{"id": 2}]}, True),
        ("count($.data[*]) == 2", {"data": [1, 2]}, True),
        ("count($.data[*]) == 2", None, False),
        ("$.a == '$.b' && $.b == 'x'", {"a": "$.b", "b": "x"}, True),
        ("match($.a, 'x.') && count($.b[*]) == 2", {"a": "xy", "b": [0, 0]}, True),
        ("!$.a", {"a": None}, False),
    ],
)
def test_logical_expression_has_the_context_as_its_root(
    condition: str, body: Any, expected: bool
) -> None:
    assert holds(body, condition) is expected


def test_value_in_quotes_cannot_end_them() -> None:
    condition = ("$[?@.s == '", Input("v"), "']")
    assert holds([{"s": "x"}], *condition, v="' || 1 == 1 || '") is False
    assert holds([{"s": "it's"}], *condition, v="it's") is True


def test_value_in_quotes_cannot_end_them_in_a_query_for_the_library() -> None:
    condition = ("$..[?@.s == '", Input("v"), "']")
    assert holds([{"s": "x"}], *condition, v="' || 1 == 1 || '") is False
    assert holds([{"s": "it's \"\\\n"}], *condition, v="it's \"\\\n") is True


def test_text_outside_of_quotes_may_be_a_name() -> None:
    assert holds({"name": 1}, "$.", Input("field"), field="name") is True
    assert holds({"name": 1}, "$.", Input("field"), field="other") is False


def test_text_that_makes_no_query_fails_the_criterion_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert holds({"name": 1}, "$.", Input("field"), field="secret ]") is False
    assert "JSONPath" in caplog.text
    assert "secret" not in caplog.text


def test_value_that_was_not_given_fails_the_criterion() -> None:
    assert holds({"a": 1}, "$.b == ", Input("missing")) is False
    assert holds({"a": 1}, "$.", Input("missing")) is False


def test_number_keeps_its_type_where_it_is_an_operand() -> None:
    assert holds({"score": 7}, "$.score > ", Input("least"), least=5) is True
    assert holds({"score": 7}, "$.score == ", Input("least"), least="7") is False


def test_loop_variable_does_not_hide_a_variable_of_the_step() -> None:
    path = read("$.a[?@.x == ", Input("item"), "]")
    reader = ValueReader({Input("item"): 5}, code={Input("item"): "item"})
    uses = Uses()
    code = compile_jsonpath_criterion(path, BODY, reader, uses)
    variables = {**reader.variables, "body": {"a": [{"x": 5}]}}
    assert evaluate(code, uses, variables) is True


def test_too_deep_a_body_fails_the_criterion() -> None:
    body: Any = {"id": 1}
    for _ in range(500):
        body = [body]
    assert holds(body, "$..nothing") is False


@pytest.mark.parametrize(
    ("selector", "body", "expected"),
    [
        ("$.a", {"a": None}, None),
        ("$.a", {}, ABSENT),
        ("$.a[*].id", {"a": [{"id": 1}]}, 1),
        ("$.a[*].id", {"a": [{"id": 1}, {"id": 2}]}, [1, 2]),
        ("$.a[*].id", {"a": []}, ABSENT),
        ("$.a.length", {"a": [1, 2]}, 2),
        ("$.a.length", {"a": {"length": "long"}}, "long"),
        ("$.a.length", {"a": 5}, ABSENT),
        ("$", None, None),
    ],
)
def test_selector_gives_no_value_one_or_a_list(
    selector: str, body: Any, expected: Any
) -> None:
    uses = Uses()
    code = compile_jsonpath_selector(read(selector), BODY, ValueReader(), uses)
    assert evaluate(code, uses, {"body": body}) == expected
