"""Steps that run workflows: what goes in, what comes out, and how they fail."""

from __future__ import annotations

import pytest

from ..support.compiled import errors_of, run

CHILD = """
- workflowId: child
  inputs:
    type: object
    properties: {u: {type: string, default: anon}, n: {type: [integer, 'null']}}
  steps:
  - stepId: s
    operationId: post-a
    requestBody: {payload: {u: $inputs.u, n: $inputs.n}}
    outputs: {x: $response.body#/x, y: $response.body#/y}
  outputs: {x: $steps.s.outputs.x, y: $steps.s.outputs.y}
"""
PASSED = """
- workflowId: w
  inputs: {type: object, properties: {u: {type: string}, n: {type: [integer, 'null']}}}
  steps:
  - stepId: call
    workflowId: child
    parameters: [{name: u, value: $inputs.u}, {name: n, value: $inputs.n}]
    outputs: {mine: $outputs.x, also: $workflows.child.outputs.y}
  - stepId: after
    operationId: post-b
    requestBody:
      payload:
        mine: $steps.call.outputs.mine
        x: $steps.call.outputs.x
        y: $workflows.child.outputs.y
        also: $steps.call.outputs.also
  outputs: {x: $steps.call.outputs.x, y: $workflows.child.outputs.y}
""" + CHILD


def test_all_spellings_read_the_outputs_of_the_workflow() -> None:
    found = run(PASSED, [(200, {"x": 1.0, "y": None}), 200], {"u": "U", "n": 3})
    assert found.bodies[0] == {"u": "U", "n": 3}
    assert found.bodies[1] == {"mine": 1.0, "x": 1.0, "y": None, "also": None}
    assert found.outputs == {"x": 1.0, "y": None}


def test_what_is_not_given_stays_so_in_both_directions() -> None:
    found = run(PASSED, [(200, {}), 200])
    assert found.bodies == [{"u": "anon"}, {}]
    assert found.outputs == {}


def test_a_null_that_is_given_is_passed_on() -> None:
    assert run(PASSED, [(200, {}), 200], {"n": None}).bodies[0] == {
        "u": "anon",
        "n": None,
    }


TWICE = """
- workflowId: w
  steps:
  - {stepId: one, workflowId: child}
  - stepId: mid
    operationId: b
    parameters: [{name: q, in: query, value: $workflows.child.outputs.x}]
  - {stepId: two, workflowId: child}
  outputs: {last: $workflows.child.outputs.x, first: $steps.one.outputs.x}
""" + CHILD


def test_the_latest_outputs_count_where_two_steps_run_a_workflow() -> None:
    found = run(TWICE, [(200, {"x": "A"}), 200, (200, {"x": "B"})])
    assert found.sent[1] == "GET /b?q=A"
    assert found.outputs == {"last": "B", "first": "A"}


def test_a_step_output_of_the_same_name_hides_none_of_the_workflow() -> None:
    renamed = """
- workflowId: w
  steps:
  - {stepId: one, workflowId: child, outputs: {x: $outputs.y}}
  outputs: {child: $workflows.child.outputs.x, step: $steps.one.outputs.x}
""" + CHILD
    found = run(renamed, [(200, {"x": "X", "y": "Y"})])
    assert found.outputs == {"child": "X", "step": "Y"}


JUDGED = """
- workflowId: w
  steps:
  - stepId: call
    workflowId: child
    successCriteria: [{condition: $outputs.x == 'ok'}]
    onFailure:
    - {name: g, type: goto, stepId: z, criteria: [{condition: $outputs.x == 'gone'}]}
    - {name: r, type: retry, criteria: [{condition: $workflows.child.outputs.y == 1}]}
    onSuccess:
    - {name: e, type: end, criteria: [{condition: $steps.call.outputs.y == 2}]}
  - {stepId: y, operationId: y}
  - {stepId: z, operationId: z}
""" + CHILD


@pytest.mark.parametrize(
    ("replies", "sent"),
    [
        ([(200, {"x": "gone"}), 200], ["GET /z"]),
        (
            [(200, {"y": 1}), (200, {"x": "OK"}), 200, 200],
            ["POST /a", "GET /y", "GET /z"],
        ),
        ([(200, {"x": "ok", "y": 2})], []),
    ],
)
def test_criteria_and_actions_read_the_outputs(
    replies: list[tuple[int, object]], sent: list[str]
) -> None:
    found = run(JUDGED, replies)
    assert found.error is None
    assert found.sent[1:] == sent


def test_a_failure_action_finds_no_outputs_where_the_workflow_failed() -> None:
    error = run(JUDGED, [500]).error
    assert error.step_id == "call"
    assert error.__cause__.step_id == "s"
    assert error.reason.startswith("workflow child: step 's': POST /a (500): does not")


@pytest.mark.parametrize(
    "what", ["$statusCode", "$response.body#/x", "$request.body#/x"]
)
def test_a_criterion_on_the_message_of_a_workflow_is_an_error(what: str) -> None:
    assert errors_of(
        JUDGED.replace("{condition: $outputs.x ==", f"{{condition: {what} ==")
    )


INPUTS = """
- workflowId: w
  inputs: {type: object, properties: {u: {type: string}}}
  steps:
  - stepId: c
    workflowId: d
    parameters: [{name: x, value: $inputs.u}]
    onFailure: [{name: g, type: goto, stepId: b}]
  - {stepId: b, operationId: b}
- workflowId: d
  inputs: {type: object, required: [x], properties: {x: {type: string}}}
  steps: [{stepId: a, operationId: a}]
"""


def test_inputs_that_do_not_fit_fail_the_workflow_at_once() -> None:
    assert run(INPUTS, []).error.reason == "inputs: x: Field required"


OTHER = """
- workflowId: child
  inputs: {type: object, properties: {u: {type: string}}}
  steps:
  - stepId: s
    operationId: a
    parameters: [{name: q, in: query, value: $inputs.u}]
    outputs: {x: $response.body#/x}
  outputs: {x: $steps.s.outputs.x}
"""
COLLISIONS = """
inputs: {type: object, properties: {u: {type: string}}}
steps:
- {stepId: child_workflow, operationId: a}
- {stepId: openapi_other_api, operationId: b}
- {stepId: openapi_client, operationId: c}
- {stepId: openapi_other, operationId: d}
- stepId: result
  workflowId: $sourceDescriptions.arazzo_other.child
  parameters: [{name: u, value: $inputs.u}]
  onFailure:
  - {name: result, type: retry, stepId: cause}
  - {name: openapi_other_client, type: retry}
  - {name: child_workflow, type: retry}
- {stepId: cause, operationId: e}
"""


def test_steps_and_counters_take_no_name_of_a_client_or_module() -> None:
    theirs = "GET https://other.example.com/a?q=U"
    replies = [200, 200, 200, 200, 500, 200, 500, 500, 200, 200]
    found = run(COLLISIONS, replies, {"u": "U"}, other=OTHER)
    assert found.error is None
    assert found.sent[4:] == [theirs, "GET /e", theirs, theirs, theirs, "GET /e"]


DEPENDS = """
- workflowId: w
  dependsOn: [b, a]
  steps:
  - stepId: s
    operationId: w
    parameters:
    - {name: q, in: query, value: $workflows.a.outputs.v}
    - {name: r, in: query, value: $workflows.b.outputs.v}
- workflowId: b
  dependsOn: [a, none]
  steps:
  - stepId: s
    operationId: b
    parameters: [{name: q, in: query, value: $workflows.a.outputs.v}]
    outputs: {v: $response.body#/v}
  outputs: {v: $steps.s.outputs.v}
- workflowId: a
  steps: [{stepId: s, operationId: a, outputs: {v: $response.body#/v}}]
  outputs: {v: $steps.s.outputs.v}
- workflowId: none
  steps: [{stepId: s, operationId: n}]
"""


def test_what_several_workflows_depend_on_runs_once() -> None:
    found = run(DEPENDS, [(200, {"v": "A"}), 200, (200, {"v": "B"}), 200])
    assert found.sent == ["GET /a", "GET /n", "GET /b?q=A", "GET /w?q=A&r=B"]


def test_a_dependency_that_fails_stops_the_workflow() -> None:
    error = run(DEPENDS, [(200, {}), 200, 500]).error
    assert error.reason.startswith("workflow b: step 's': GET /b (500)")
