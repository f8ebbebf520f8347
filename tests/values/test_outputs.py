"""Outputs of steps and workflows, and what later requests make of them."""

from __future__ import annotations

import httpx
import pytest

from ..support.compiled import BASE, Reply, errors_of, function_of, run

TYPED = """
steps:
- stepId: s
  operationId: pet
  outputs:
    id: $response.body#/id
    name: $response.body#/name
    tag: $response.body#/tag
    toy: $response.body#/toys/0/k
    all: $response.body
    status: $statusCode
- stepId: t
  operationId: post-z
  requestBody:
    payload:
      id: $steps.s.outputs.id
      name: $steps.s.outputs.name
      tag: $steps.s.outputs.tag
      toy: $steps.s.outputs.toy
      all: $steps.s.outputs.all
outputs:
  id: $steps.s.outputs.id
  name: $steps.s.outputs.name
  tag: $steps.s.outputs.tag
  all: $steps.s.outputs.all
  toy: $steps.s.outputs.all#/toys/0/k
  status: $steps.s.outputs.status
"""


@pytest.mark.parametrize(
    "body",
    [
        {"id": 1},
        {"id": 1.0, "weight": 2},
        {"id": 10**40, "name": None, "tag": None},
        {"z": {"b": 1.0, "a": None}, "id": 2, "toys": [{"k": "v", "x": [2.0]}]},
    ],
)
def test_a_body_arrives_unchanged(body: dict[str, object]) -> None:
    found = run(TYPED, [(200, body), 200])
    toy: dict[str, object] = {"toy": "v"} if "toys" in body else {}
    members = {name: body[name] for name in ("id", "name", "tag") if name in body}
    assert repr(found.bodies) == repr([{**members, **toy, "all": body}])
    assert found.outputs == {**members, **toy, "all": body, "status": 200}


@pytest.mark.parametrize(
    "reply",
    [
        (200, {}),
        (200, {"id": None}),
        (200, {"id": "1"}),
        (200, {"id": 1.5}),
        (200, {"id": True}),
        (200, {"id": 1, "name": 5}),
        (200, []),
        (200, None),
        httpx.Response(200, text="<html>"),
        200,
    ],
)
def test_a_body_of_another_type_is_an_error_with_the_response(reply: Reply) -> None:
    error = run(TYPED, [reply]).error
    assert (error.step_id, error.response.status_code) == ("s", 200)


UNTYPED = """
steps:
- stepId: s
  operationId: a
  parameters: [{name: q, in: query, value: 'a b&c'}]
  outputs:
    x: $response.body#/x
    header: $response.header.x-THING
    all: $response.body
    url: $url
    method: $method
    query: $request.query.q
    sent: $request.header.HOST
outputs:
  x: $steps.s.outputs.x
  header: $steps.s.outputs.header
  all: $steps.s.outputs.all
  url: $steps.s.outputs.url
  method: $steps.s.outputs.method
  query: $steps.s.outputs.query
  sent: $steps.s.outputs.sent
"""
REQUEST = {
    "url": f"{BASE}/a?q=a%20b%26c",
    "method": "GET",
    "query": "a b&c",
    "sent": "api.example.com",
}


def test_outputs_tell_of_the_request_and_the_headers() -> None:
    reply = httpx.Response(200, json={"x": 0}, headers={"X-Thing": "T"})
    found = run(UNTYPED, [reply])
    assert found.outputs == {"x": 0, "header": "T", "all": {"x": 0}, **REQUEST}


@pytest.mark.parametrize("reply", [204, (200, None)])
def test_an_empty_body_reads_as_null(reply: Reply) -> None:
    assert run(UNTYPED, [reply]).outputs == {"all": None, **REQUEST}


def test_a_pointer_into_a_text_is_an_error() -> None:
    found = run(UNTYPED, [httpx.Response(200, text="hello")])
    assert found.error.reason == "GET /a (200): the body is not JSON"


def test_a_text_is_passed_on() -> None:
    text = """
    steps:
    - {stepId: s, operationId: text, outputs: {t: $response.body}}
    - stepId: u
      operationId: a
      parameters: [{name: q, in: query, value: $steps.s.outputs.t}]
    outputs: {t: $steps.s.outputs.t}
    """
    found = run(text, [httpx.Response(200, text="12"), 200])
    assert found.sent[1] == "GET /a?q=12"
    assert found.outputs == {"t": "12"}
    empty = httpx.Response(200, headers={"Content-Type": "text/plain"})
    assert run(text, [empty, 200]).outputs == {"t": ""}


SELECTORS = """
steps:
- stepId: s
  operationId: a
  outputs:
    one: {context: $response.body, selector: '$.l[?@.id==2].n', type: jsonpath}
    many: {context: $response.body, selector: '$.l[*].n', type: jsonpath}
    first: {context: $response.body, selector: /l/0/n, type: jsonpointer}
- stepId: t
  operationId: post-b
  parameters:
  - name: q
    in: query
    value: {context: $steps.s.outputs.many, selector: '$[0]', type: jsonpath}
  requestBody:
    payload: {x: {context: $steps.s.outputs.many, selector: /1, type: jsonpointer}}
outputs:
  one: $steps.s.outputs.one
  many: $steps.s.outputs.many
  last: {context: $steps.s.outputs.many, selector: '$[-1]', type: jsonpath}
"""
ITEMS = b'{"l": [{"id": 1, "n": "A"}, {"id": 2, "n": "B"}]}'


def test_selectors_select_from_json_whatever_the_response_says_it_is() -> None:
    found = run(SELECTORS, [httpx.Response(200, content=ITEMS), 200])
    assert found.sent[1] == "POST /b?q=A"
    assert found.bodies == [{"x": "B"}]
    assert found.outputs == {"one": "B", "many": ["A", "B"], "last": "B"}


def test_selectors_that_find_nothing_give_nothing() -> None:
    found = run(SELECTORS, [(200, {"l": []}), 200])
    assert found.sent[1] == "POST /b"
    assert found.outputs == {}


def test_a_body_that_several_selectors_read_is_parsed_once() -> None:
    assert function_of(SELECTORS, "s").count("step.body()") == 1


ODD = ("self", "model", "step_id", "values", "class", "body", "inputs", "step-id", "_x")


def test_outputs_of_odd_names() -> None:
    outputs = {name: f"$response.body#/{name}" for name in ODD}
    results = {name: f"$steps.response.outputs.{name}" for name in ODD}
    odd = f"""
    steps: [{{stepId: response, operationId: a, outputs: {outputs}}}]
    outputs: {results}
    """
    body = {name: f"{name}!" for name in ODD}
    assert run(odd, [(200, body)]).outputs == body


OWN = """
steps:
- stepId: s
  operationId: pet
  successCriteria:
  - condition: $steps.s.outputs.toy.k == 'v'
  - context: $steps.s.outputs.toy
    type: jsonpath
    condition: $.k
  outputs:
    toy: $response.body#/toys/0
    k: $steps.s.outputs.toy#/k
    text: 'k={$steps.s.outputs.k}'
outputs:
  k: $steps.s.outputs.k
  text: $steps.s.outputs.text
"""


def test_a_step_reads_its_own_outputs_as_what_they_read_of_the_response() -> None:
    body = {"id": 1, "name": "n", "toys": [{"k": "v"}]}
    assert run(OWN, [(200, body)]).outputs == {"k": "v", "text": "k=v"}
    failed = run(OWN, [(200, {**body, "toys": [{"k": "w"}]})])
    assert failed.error.reason.endswith("does not meet $steps.s.outputs.toy.k == 'v'")


SUB = """
- workflowId: w
  steps:
  - stepId: s
    workflowId: sub
    successCriteria: [{condition: $steps.s.outputs.id == 1}]
    outputs: {id: $steps.s.outputs.id}
  outputs: {id: $steps.s.outputs.id}
- workflowId: sub
  steps:
  - stepId: a
    operationId: pet
    outputs: {id: $response.body#/id}
  outputs: {id: $steps.a.outputs.id}
"""


def test_a_step_reads_its_own_outputs_as_those_of_the_workflow_it_runs() -> None:
    assert run(SUB, [(200, {"id": 1, "name": "n"})]).outputs == {"id": 1}
    assert run(SUB, [(200, {"id": 2, "name": "n"})]).error.step_id == "s"


@pytest.mark.parametrize(
    "read",
    ["$steps.s.outputs.x", "$steps.s.outputs.text", "$steps.s.outputs.status#/a"],
)
def test_an_own_output_that_no_response_gives_is_an_error(read: str) -> None:
    found = errors_of(
        "steps: [{stepId: s, operationId: pet, outputs: {status: $statusCode, "
        f"text: 'a {{$url}}', x: {read}}}}}]"
    )
    assert found == [
        f"{read!r} cannot be read here: the step 's' has put out nothing yet"
    ]
