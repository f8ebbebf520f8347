"""Inputs in requests and outputs: defaults, nulls, and what is not given."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from ..support.compiled import module_of, run, text_of

INPUTS = """
inputs:
  type: object
  required: [a]
  properties:
    a: {type: string}
    b: {type: integer, default: 7}
    c: {type: [string, 'null']}
    d: {type: string}
    o:
      type: object
      required: [x]
      properties:
        x: {type: string}
        y: {type: integer, default: 3}
        z: {type: [integer, 'null']}
        deep: {type: object, properties: {k: {type: string, default: kk}}}
steps:
- stepId: s
  operationId: post-a
  requestBody:
    payload: {a: $inputs.a, b: $inputs.b, c: $inputs.c, d: $inputs.d, o: $inputs.o, x: $inputs.o#/x}
outputs: {b: $inputs.b, c: $inputs.c, d: $inputs.d, o: $inputs.o, y: $inputs.o#/y}
"""


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({}, {"b": 7}),
        ({"b": 0}, {"b": 0}),
        ({"b": 10**30}, {"b": 10**30}),
        ({"c": None, "d": None}, {"b": 7, "c": None}),
        ({"o": {"x": "q"}}, {"b": 7, "o": {"x": "q", "y": 3}, "x": "q"}),
        (
            {"o": {"x": "q", "z": None, "deep": {}, "more": [1]}},
            {
                "b": 7,
                "o": {"x": "q", "y": 3, "z": None, "deep": {"k": "kk"}, "more": [1]},
                "x": "q",
            },
        ),
    ],
)
def test_an_object_holds_the_inputs_that_were_given(
    given: dict[str, object], sent: dict[str, object]
) -> None:
    assert run(INPUTS, [200], {"a": "", **given}).bodies == [{"a": "", **sent}]


def test_outputs_hold_the_inputs_that_were_given() -> None:
    found = run(INPUTS, [200], {"a": "", "c": None, "d": None, "o": {"x": "q"}})
    assert found.outputs == {"b": 7, "c": None, "o": {"x": "q", "y": 3}, "y": 3}


@pytest.mark.parametrize("given", [{}, {"a": 1}, {"a": "", "e": 1}, {"a": "", "o": {}}])
def test_the_class_refuses_what_the_schema_refuses(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        module_of(INPUTS).WInputs.model_validate(given)


SLOTS = """
inputs: {type: object, properties: {v: {type: string}, n: {type: [integer, 'null']}}}
steps:
- stepId: s
  operationId: post-a
  parameters:
  - {name: q, in: query, value: $inputs.v}
  - {name: r, in: query, value: $inputs.n}
  requestBody: {payload: {v: $inputs.v, n: $inputs.n, l: [$inputs.v, $inputs.n, 1]}}
"""


@pytest.mark.parametrize(
    ("given", "query", "body"),
    [
        ({}, "", {"l": [1]}),
        ({"n": None}, "", {"n": None, "l": [None, 1]}),
        ({"n": 5, "v": "x"}, "?q=x&r=5", {"v": "x", "n": 5, "l": ["x", 5, 1]}),
    ],
)
def test_null_is_left_out_of_the_query_and_kept_in_the_body(
    given: dict[str, object], query: str, body: dict[str, object]
) -> None:
    found = run(SLOTS, [200], given)
    assert found.sent == [f"POST /a{query}"]
    assert found.bodies == [body]


def test_a_text_around_what_is_not_given_is_an_error_before_the_request() -> None:
    around = SLOTS.replace("value: $inputs.v", "value: 'pre-{$inputs.v}'")
    assert "a text needs" in run(around, []).error.reason
    assert run(around, [200], {"v": "x"}).sent == ["POST /a?q=pre-x"]


TEXTS = """
inputs:
  type: object
  required: [i, f, b, o, l, s]
  properties:
    i: {type: integer}
    f: {type: number}
    b: {type: boolean}
    o: {type: object}
    l: {type: array}
    s: {type: string}
    n: {type: [string, 'null']}
steps:
- stepId: s
  operationId: post-a
  requestBody:
    payload:
      i: '{$inputs.i}'
      f: 'x{$inputs.f}'
      b: '{$inputs.b}'
      o: '{$inputs.o}'
      l: '-{$inputs.l}-'
      s: '{$inputs.s}{$inputs.s}'
      n: '{$inputs.n}'
      e: 'a{b}c {{$inputs.i}}'
"""


def test_a_value_in_a_text_is_spelled_as_json_and_never_searched_again() -> None:
    given = {"i": 5, "f": 1.0, "b": True, "o": {"a": "é", "b": None}, "l": [1, "x"]}
    found = run(TEXTS, [200], {**given, "s": "{$inputs.i}", "n": None})
    assert found.bodies == [
        {
            "i": "5",
            "f": "x1.0",
            "b": "true",
            "o": '{"a":"é","b":null}',
            "l": '-[1,"x"]-',
            "s": "{$inputs.i}{$inputs.i}",
            "n": "null",
            "e": "a{b}c {5}",
        }
    ]


def test_dollar_text_that_is_no_expression_is_text() -> None:
    members = {"a": "$5.00", "b": "$HOME", "c": "$.items[*]", "d": "$", "e": "{$}"}
    text = f"steps: [{{stepId: s, operationId: post-a, requestBody: {{payload: {members}}}}}]"
    assert run(text, [200]).bodies == [members]


ODD = (
    "self",
    "class",
    "model_config",
    "model_dump",
    "inputs",
    "a-b",
    "a_b",
    "aB",
    "1x",
)


def test_inputs_of_odd_names() -> None:
    properties = {name: {"type": "string"} for name in ODD}
    payload = {name: f"$inputs.{name}" for name in ODD}
    odd = f"""
    inputs: {{type: object, properties: {properties}}}
    steps: [{{stepId: s, operationId: post-a, requestBody: {{payload: {payload}}}}}]
    """
    given = {name: f"{name}!" for name in ODD}
    assert run(odd, [200], given).bodies == [given]


def test_an_enum_of_integers_that_type_checkers_cannot_hold_is_any_integer() -> None:
    properties = f"{{a: {{enum: [{2**70}, -1]}}, b: {{enum: [{2**63 - 1}, -1]}}}}"
    text = text_of(
        f"inputs: {{type: object, properties: {properties}}}\n"
        "steps: [{stepId: s, operationId: pet}]"
    )
    assert "a: int | None = None" in text
    assert f"b: Literal[{2**63 - 1}, -1] | None = None" in text
