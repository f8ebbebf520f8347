"""What follows from a failure: retries, jumps and the end of the workflow."""

from __future__ import annotations

import pytest

from ..fuzz.typing_check import mypy_complaints
from ..support.compiled import Reply, function_of, run, text_of

DOWN = OSError("refused")

EVERY = """
steps:
- stepId: a
  operationId: a
  successCriteria: [{condition: $statusCode == 200}]
  outputs: {x: $response.body#/x}
  onFailure:
  - name: again
    type: retry
    retryAfter: 2
    retryLimit: 2
    criteria: [{condition: $statusCode == 503}]
  - {name: stop, type: end, criteria: [{condition: $statusCode == 410}]}
  - {name: away, type: goto, stepId: c, criteria: [{condition: $statusCode == 404}]}
  - {name: over, type: goto, stepId: d, criteria: [{condition: $statusCode == 409}]}
  - {name: fin, type: end}
- {stepId: b, operationId: b}
- {stepId: c, operationId: c}
- {stepId: d, operationId: d}
outputs: {x: $steps.a.outputs.x}
"""


@pytest.mark.parametrize(
    ("replies", "sent"),
    [
        ([(200, {"x": 1}), 200, 200, 200], ["/a", "/b", "/c", "/d"]),
        ([503, 503, (200, {}), 200, 200, 200], ["/a", "/a", "/a", "/b", "/c", "/d"]),
        ([404, 200, 200], ["/a", "/c", "/d"]),
        ([503, 409, 200], ["/a", "/a", "/d"]),
    ],
)
def test_the_first_matching_action_leads_on(
    replies: list[Reply], sent: list[str]
) -> None:
    found = run(EVERY, replies)
    assert found.error is None
    assert found.sent == [f"GET {path}" for path in sent]


@pytest.mark.parametrize("replies", [[410], [500], [503] * 3, [DOWN]])
def test_the_workflow_fails_where_no_action_leads_on(replies: list[Reply]) -> None:
    error = run(EVERY, replies).error
    assert (error.step_id, error.action) == ("a", None)


def test_an_end_matters_only_before_another_action() -> None:
    assert (
        "            if step.status() == 410:\n"
        '                step.action("stop")\n'
        "                raise\n"
        "            if step.status() == 404:\n"
        '                failure.action = step.action("away")\n'
        "            elif step.status() == 409:\n"
        '                failure.action = step.action("over")\n'
        "            raise\n"
        '        return step.outputs(AOutputs, x=_at(step.body(), "x"))\n'
    ) in function_of(EVERY, "a")


def test_a_step_whose_failure_only_ends_the_workflow_catches_nothing() -> None:
    ends = "steps: [{stepId: a, operationId: a, onFailure: [{name: x, type: end}]}]"
    assert "try:" not in function_of(ends, "a")
    assert run(ends, [500]).error is not None


TWO_ENDINGS = """
steps:
- stepId: a
  operationId: a
  onFailure: [{name: over, type: goto, stepId: c}]
- {stepId: b, operationId: b, outputs: {y: $response.body#/y}}
- stepId: c
  operationId: post-c
  requestBody: {payload: {y: $steps.b.outputs.y, l: [$steps.b.outputs.y, 2]}}
- stepId: d
  operationId: d
  parameters: [{name: q, in: query, value: $steps.b.outputs.y}]
outputs: {y: $steps.b.outputs.y}
"""


def test_outputs_of_a_skipped_step_are_not_given() -> None:
    found = run(TWO_ENDINGS, [500, 200, 200])
    assert found.bodies == [{"l": [2]}]
    assert found.sent[2] == "GET /d"
    assert found.outputs == {}


def test_a_null_output_of_a_step_that_ran_is_given() -> None:
    found = run(TWO_ENDINGS, [200, (200, {"y": None}), 200, 200])
    assert found.bodies == [{"y": None, "l": [None, 2]}]
    assert found.outputs == {"y": None}


def test_a_skipped_output_in_a_path_fails_before_the_request() -> None:
    path = TWO_ENDINGS.replace("operationId: d\n", "operationId: item\n").replace(
        "{name: q, in: query", "{name: id, in: path"
    )
    found = run(path, [500, 200])
    assert found.error.step_id == "d"
    assert found.error.response is None


CANNOT_SEND = """
inputs: {type: object, properties: {id: {type: string}}}
steps:
- stepId: a
  operationId: item
  parameters: [{name: id, in: path, value: $inputs.id}]
  onFailure: [{name: r, type: retry, retryLimit: 5}, {name: g, type: goto, stepId: b}]
- {stepId: b, operationId: b}
"""
WRONG_ANSWER = """
steps:
- stepId: a
  operationId: pet
  outputs: {id: $response.body#/id}
  onFailure: [{name: r, type: retry, retryLimit: 5}, {name: g, type: goto, stepId: b}]
- {stepId: b, operationId: b}
"""


def test_a_request_that_cannot_be_built_is_not_repeated() -> None:
    found = run(CANNOT_SEND, [])
    assert "'id' has no usable value" in found.error.reason


@pytest.mark.parametrize("reply", [(200, {}), (200, {"id": "7"}), 200])
def test_an_answer_of_another_type_is_not_asked_for_again(reply: Reply) -> None:
    assert run(WRONG_ANSWER, [reply]).error.response.status_code == 200


def test_actions_of_one_name_are_told_apart_by_their_steps() -> None:
    same = """
    steps:
    - stepId: a
      operationId: a
      onFailure: [{name: go, type: goto, stepId: b}]
      onSuccess: [{name: go, type: goto, stepId: d}]
    - {stepId: b, operationId: b, onFailure: [{name: go, type: goto, stepId: d}]}
    - {stepId: c, operationId: c}
    - {stepId: d, operationId: d}
    """
    assert run(same, [500, 500, 200]).sent == ["GET /a", "GET /b", "GET /d"]
    assert run(same, [200, 200]).sent == ["GET /a", "GET /d"]


def test_an_action_with_quotes_and_braces_in_its_name() -> None:
    odd = """
    steps:
    - stepId: a
      operationId: a
      onFailure: [{name: "it's \\"q\\" {x} \\\\", type: goto, stepId: c}]
    - {stepId: b, operationId: b}
    - {stepId: c, operationId: c}
    """
    assert run(odd, [500, 200]).sent == ["GET /a", "GET /c"]


ODD_COUNTERS = """
steps:
- stepId: a
  operationId: a
  onFailure:
  - {name: response, type: retry, criteria: [{condition: $statusCode == 500}]}
  - {name: a, type: retry, criteria: [{condition: $statusCode == 501}]}
  - {name: isinstance, type: retry, criteria: [{condition: $statusCode == 502}]}
  - {name: re, type: retry, criteria: [{condition: '^5', context: $statusCode, type: regex}]}
"""


def test_counters_take_no_name_that_the_function_uses() -> None:
    found = run(ODD_COUNTERS, [500, 501, 502, 503, 200])
    assert found.error is None


NESTED = """
steps:
- stepId: a
  operationId: a
  onSuccess: [{name: again, type: goto, stepId: a}]
  onFailure: [{name: a, type: goto, stepId: b}]
- stepId: b
  operationId: b
  onSuccess: [{name: done, type: end}]
  onFailure: [{name: b, type: goto, stepId: failure2}]
- stepId: failure2
  operationId: c
  onSuccess: [{name: done, type: end}]
  onFailure: [{name: a, type: goto, stepId: a}]
"""


def test_failures_while_failures_are_handled_lead_on() -> None:
    assert mypy_complaints([text_of(NESTED)]) == ""

    found = run(NESTED, [200, 500, 500, 500, 500, 200])
    assert found.error is None
    assert found.sent == [f"GET /{path}" for path in "aabcab"]
