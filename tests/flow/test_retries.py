"""Retries: their waits, their budgets, and what they run before the next attempt."""

from __future__ import annotations

import httpx
import pytest

from ..fuzz.typing_check import mypy_complaints
from ..support.compiled import errors_of, function_of, run, text_of

RETRY = """
steps:
- stepId: a
  operationId: a
  onFailure: [{name: again, type: retry, retryAfter: 4, retryLimit: 1}]
"""


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        (" 3 ", 3),
        ("301", 300),
        ("9" * 400, 300),
        ("-5", 0),
        ("1.5", 4),
        ("3e2", 4),
        ("soon", 4),
        ("", 4),
        ("Wed, 21 Oct 2015 07:28:10 GMT", 10),
        ("Wed, 21 Oct 2015 07:27:10 GMT", 0),
        ("Wed, 21 Oct 2015 07:28:10 -0000", 4),
        ("Wed, 21 Oct 2015 07:28:10 +" + "9" * 21, 4),
    ],
)
def test_retry_after_of_the_response_overrules(header: str, seconds: float) -> None:
    headers = {"Retry-After": header, "Date": "Wed, 21 Oct 2015 07:28:00 GMT"}
    assert run(RETRY, [httpx.Response(503, headers=headers), 200]).waits == [seconds]


def test_an_empty_part_of_a_repeated_payload_has_a_type() -> None:
    payloads = {
        "{x: []}": 'payload: dict[str, object] = {"x": []}',
        "[{}]": "payload: list[object] = [{}]",
        "{x: [1]}": 'payload = {"x": [1]}',
        "{}": "json={}",
    }
    texts = []
    for payload, sent in payloads.items():
        body = f"operationId: post-a\n  requestBody: {{payload: {payload}}}"
        workflow = RETRY.replace("operationId: a", body)
        assert sent in function_of(workflow, "a")
        texts.append(text_of(workflow))

    query = "operationId: a\n  parameters: [{name: z, in: query, value: []}]"
    texts.append(text_of(RETRY.replace("operationId: a", query)))
    assert mypy_complaints(texts) == ""


@pytest.mark.parametrize(
    ("operation", "name", "counter"),
    [("item", "id", "id_"), ("kind", "class", "class__")],
)
def test_a_retry_that_is_called_as_a_path_parameter_counts_for_itself(
    operation: str, name: str, counter: str
) -> None:
    parameter = f"{{name: {name}, in: path, value: {'x' * 80}}}"
    called = f"operationId: {operation}\n  parameters: [{parameter}]"
    workflow = RETRY.replace("operationId: a", called).replace("again", name)

    assert f"    {counter} = 0\n" in function_of(workflow, "a")
    assert len(run(workflow, [503, 200]).sent) == 2


def test_the_wait_of_the_document_has_no_cap() -> None:
    long = RETRY.replace("retryAfter: 4", "retryAfter: 1000")
    assert run(long, [OSError(), 200]).waits == [1000]


def test_a_budget_is_anew_when_a_jump_enters_the_step_again() -> None:
    again = """
    steps:
    - stepId: a
      operationId: a
      onFailure: [{name: r, type: retry, retryLimit: 1}]
    - stepId: b
      operationId: b
      onFailure: [{name: back, type: goto, stepId: a}]
    """
    found = run(again, [500, 200, 500, 500, 200, 200], poll_interval=0)
    assert found.error is None


REFRESH = """
steps:
- {stepId: seed, operationId: post-s, outputs: {v: $response.body#/v}}
- stepId: login
  operationId: a
  parameters: [{name: q, in: query, value: $steps.seed.outputs.v}]
  outputs: {token: $response.body#/t}
  onFailure: [{name: reseed, type: retry, stepId: seed}]
- stepId: use
  operationId: b
  parameters:
  - {name: q, in: query, value: $steps.login.outputs.token}
  - {name: r, in: query, value: $steps.seed.outputs.v}
  onFailure: [{name: relog, type: retry, stepId: login, retryLimit: 2}]
"""


def test_what_a_retry_runs_refreshes_what_the_step_reads() -> None:
    tokens = [(200, {"t": "1"}), (200, {"t": "2"})]
    found = run(REFRESH, [(200, {"v": "s"}), tokens[0], 401, tokens[1], 200])
    assert found.sent[2::2] == ["GET /b?q=1&r=s", "GET /b?q=2&r=s"]


def test_what_a_retry_runs_may_retry_itself() -> None:
    seeds = [(200, {"v": "s1"}), (200, {"v": "s2"})]
    token = (200, {"t": "t"})
    found = run(REFRESH, [seeds[0], token, 401, 500, seeds[1], token, 200])
    assert found.sent[3:] == [
        "GET /a?q=s1",
        "POST /s",
        "GET /a?q=s2",
        "GET /b?q=t&r=s2",
    ]


def test_a_failure_of_what_a_retry_runs_fails_the_workflow() -> None:
    found = run(REFRESH, [(200, {}), (200, {}), 401, 500, 200, 500])
    assert found.error.step_id == "login"


def test_jumps_of_what_a_retry_runs_are_not_taken() -> None:
    jumps = """
    steps:
    - stepId: login
      operationId: l
      outputs: {token: $response.body#/t}
      onSuccess: [{name: go, type: goto, stepId: use}]
      onFailure: [{name: help, type: goto, stepId: help}]
    - {stepId: mid, operationId: m}
    - stepId: use
      operationId: b
      parameters: [{name: q, in: query, value: $steps.login.outputs.token}]
      onFailure: [{name: relog, type: retry, stepId: login, retryLimit: 2}]
      onSuccess: [{name: fin, type: end}]
    - {stepId: help, operationId: h}
    """
    first, second = (200, {"t": "1"}), (200, {"t": "2"})
    assert run(jumps, [first, 500, second, 200]).sent[-1] == "GET /b?q=2"
    failed = run(jumps, [first, 500, 500]).error
    assert (failed.step_id, failed.action) == ("login", None)
    assert run(jumps, [500, 200]).sent[-1] == "GET /h"


def test_a_retry_may_run_a_step_that_nothing_else_leads_to() -> None:
    later = """
    steps:
    - stepId: use
      operationId: b
      onFailure: [{name: fix, type: retry, stepId: fixer}]
      onSuccess: [{name: fin, type: end}]
    - {stepId: fixer, operationId: post-c, outputs: {f: $response.body#/f}}
    outputs: {f: $steps.fixer.outputs.f}
    """
    assert run(later, [500, (200, {"f": 9}), 200]).outputs == {"f": 9}
    assert run(later, [200]).outputs == {}


def test_the_step_itself_as_target_means_none() -> None:
    own = RETRY.replace("type: retry", "type: retry, stepId: a")
    assert run(own, [500, 200]).sent == ["GET /a", "GET /a"]


def test_retries_that_run_each_other_are_an_error() -> None:
    circle = """
    steps:
    - {stepId: a, operationId: a, onFailure: [{name: x, type: retry, stepId: b}]}
    - {stepId: b, operationId: b, onFailure: [{name: x, type: retry, stepId: a}]}
    """
    assert errors_of(circle)


WORKFLOW = """
- workflowId: w
  inputs: {type: object, properties: {u: {type: string}}, required: [u]}
  steps:
  - stepId: use
    operationId: b
    parameters: [{name: q, in: query, value: $workflows.fix.outputs.k}]
    onFailure:
    - name: refresh
      type: retry
      workflowId: fix
      parameters: [{name: user, value: $inputs.u}]
- workflowId: fix
  inputs: {type: object, properties: {user: {type: string}}, required: [user]}
  steps:
  - stepId: s
    operationId: post-s
    requestBody: {payload: {u: $inputs.user}}
    outputs: {k: $response.body#/k}
  outputs: {k: $steps.s.outputs.k}
"""


def test_a_retry_may_run_a_workflow_and_read_its_outputs() -> None:
    found = run(WORKFLOW, [500, (200, {"k": "z"}), 200], {"u": "bob"})
    assert found.sent == ["GET /b", "POST /s", "GET /b?q=z"]
    assert found.bodies == [{"u": "bob"}]


def test_a_failure_of_the_workflow_that_a_retry_runs_is_the_cause() -> None:
    found = run(WORKFLOW, [500, 500], {"u": "bob"})
    assert found.error.step_id == "use"
    assert found.error.__cause__.step_id == "s"


def test_the_outputs_of_a_retried_step_are_returned_at_once() -> None:
    assert function_of(RETRY, "a").endswith("        return AOutputs()\n")


def test_the_workflow_that_a_retry_runs_takes_what_the_failure_says() -> None:
    says = WORKFLOW.replace("value: $inputs.u", "value: $response.body#/user").replace(
        ", required: [user]}", "}"
    )
    found = run(says, [(500, {"user": "eve"}), 200, 200], {"u": "bob"})
    assert found.bodies == [{"u": "eve"}]
    assert run(says, [OSError(), 200, 200], {"u": "bob"}).bodies == [{}]


@pytest.mark.parametrize(
    "criterion",
    [
        "{condition: $request.body#/k == 'V'}",
        "{condition: $request.query.q == 'Q'}",
        "{context: $url, condition: 'q=Q', type: regex}",
        "{condition: $method == 'post'}",
        "{condition: $statusCode == null}",
        "{condition: $statusCode != 404}",
    ],
)
def test_a_failure_without_a_response_tells_of_the_request(criterion: str) -> None:
    reads = f"""
    steps:
    - stepId: a
      operationId: post-a
      parameters: [{{name: q, in: query, value: Q}}]
      requestBody: {{payload: {{k: v}}}}
      onFailure: [{{name: r, type: retry, criteria: [{criterion}]}}]
    """
    assert run(reads, [OSError(), 200]).error is None
