"""A goto of a workflow hands over to it: its result is the result."""

from __future__ import annotations

import httpx

from ..support.compiled import errors_of, run

TRANSFER = """
- workflowId: w
  inputs: {type: object, properties: {u: {type: string}}}
  steps:
  - stepId: a
    operationId: a
    outputs: {v: $response.body#/v}
    onSuccess:
    - name: t
      type: goto
      workflowId: other
      criteria: [{condition: $response.body#/go == true}]
      parameters:
      - {name: p, value: $steps.a.outputs.v}
      - {name: q, value: $inputs.u}
    onFailure:
    - name: f
      type: goto
      workflowId: other
      criteria: [{condition: $statusCode == 404}]
      parameters: [{name: p, value: failed}]
  - {stepId: b, operationId: b, outputs: {v: $response.body#/v}}
  outputs: {v: $steps.b.outputs.v}
- workflowId: other
  inputs: {type: object, properties: {p: {type: string}, q: {type: string}}, required: [p]}
  steps:
  - stepId: o
    operationId: post-o
    requestBody: {payload: {p: $inputs.p, q: $inputs.q}}
    outputs: {z: $response.body#/z}
  outputs: {z: $steps.o.outputs.z}
"""


def test_a_success_hands_over_with_parameters() -> None:
    found = run(TRANSFER, [(200, {"go": True, "v": "V"}), (200, {"z": 1})], {"u": "U"})
    assert found.bodies == [{"p": "V", "q": "U"}]
    assert found.outputs == {"z": 1}


def test_a_failure_hands_over_with_parameters() -> None:
    found = run(TRANSFER, [404, (200, {"z": 2})])
    assert found.bodies == [{"p": "failed"}]
    assert found.outputs == {"z": 2}


def test_without_a_match_the_workflow_goes_on() -> None:
    assert run(TRANSFER, [200, (200, {"v": 9})]).outputs == {"v": 9}
    assert run(TRANSFER, [500]).error.step_id == "a"


def test_a_parameter_that_is_not_given_though_required_is_an_error() -> None:
    found = run(TRANSFER, [(200, {"go": True})])
    assert found.error.reason == "inputs: p: Field required"
    assert found.error.completed.a is not None


def test_a_failure_after_the_transfer_is_the_failure_of_the_step() -> None:
    error = run(TRANSFER, [404, 500]).error
    assert (error.step_id, error.__cause__.step_id) == ("a", "o")


CALLER = """
- workflowId: top
  steps:
  - {stepId: c, workflowId: w}
  - stepId: d
    operationId: post-d
    requestBody: {payload: {v: $steps.c.outputs.v}}
  outputs: {v: $steps.c.outputs.v}
""" + TRANSFER


def test_a_caller_finds_no_outputs_of_a_workflow_that_handed_over() -> None:
    found = run(CALLER, [404, (200, {"z": 2, "v": 3}), 200], name="top")
    assert found.bodies[-1] == {}
    assert found.outputs == {}


def test_a_caller_reads_the_outputs_of_a_workflow_that_did_not() -> None:
    found = run(CALLER, [200, (200, {"v": 3}), 200], name="top")
    assert found.outputs == {"v": 3}


def test_a_workflow_that_hands_over_to_itself_is_an_error() -> None:
    assert errors_of(
        "steps: [{stepId: a, operationId: a,"
        " onSuccess: [{name: g, type: goto, workflowId: w}]}]"
    )


MESSAGE = """
- workflowId: w
  steps:
  - stepId: a
    operationId: a
    onSuccess:
    - name: t
      type: goto
      workflowId: other
      criteria: [{condition: $response.body#/go == true}]
      parameters:
      - {name: p, value: $response.body#/v}
      - {name: q, value: $statusCode}
      - {name: r, value: 'x{$response.header.X-Y}'}
    onFailure:
    - name: f
      type: goto
      workflowId: other
      parameters: [{name: p, value: $response.body#/v}, {name: q, value: $statusCode}]
- workflowId: other
  inputs:
    type: object
    properties: {p: {type: string}, q: {type: integer}, r: {type: string}}
  steps:
  - stepId: o
    operationId: post-o
    requestBody: {payload: {p: $inputs.p, q: $inputs.q, r: $inputs.r}}
"""


def test_parameters_read_the_response_after_which_the_other_takes_over() -> None:
    reply = httpx.Response(200, json={"go": True, "v": "V"}, headers={"X-Y": "y"})
    assert run(MESSAGE, [reply, 200]).bodies == [{"p": "V", "q": 200, "r": "xy"}]
    assert run(MESSAGE, [(500, {"v": "V"}), 200]).bodies == [{"p": "V", "q": 500}]
    assert run(MESSAGE, [OSError(), 200]).bodies == [{}]


def test_parameters_read_the_outputs_of_the_workflow_that_the_step_ran() -> None:
    outputs = """
- workflowId: w
  steps:
  - stepId: c
    workflowId: child
    onSuccess:
    - name: t
      type: goto
      workflowId: other
      parameters: [{name: p, value: $outputs.v}, {name: q, value: $steps.c.outputs.v}]
- workflowId: child
  steps: [{stepId: a, operationId: a, outputs: {v: $response.body#/v}}]
  outputs: {v: $steps.a.outputs.v}
- workflowId: other
  inputs: {type: object, properties: {p: {type: string}, q: {type: string}}}
  steps:
  - stepId: o
    operationId: post-o
    requestBody: {payload: {p: $inputs.p, q: $inputs.q}}
"""
    assert run(outputs, [(200, {"v": "V"}), 200]).bodies == [{"p": "V", "q": "V"}]
