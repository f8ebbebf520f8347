"""What a module logs of a run: its steps and its actions, and nothing that is secret."""

from __future__ import annotations

import logging

import httpx
import pytest

from ..support.compiled import Reply, module_of, run, text_of

SECRET = "sw0rdfish"

SENDING = """
inputs: {type: object, properties: {secret: {type: string}}}
steps:
- stepId: look
  operationId: item
  parameters:
  - {name: id, in: path, value: $inputs.secret}
  - {name: q, in: query, value: $inputs.secret}
  - {name: Authorization, in: header, value: 'Bearer {$inputs.secret}'}
  outputs: {x: $response.body#/x}
- stepId: tell
  operationId: post-a
  requestBody: {payload: {secret: $inputs.secret}}
"""


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    for other in ("httpx", "httpcore"):
        caplog.set_level(logging.WARNING, logger=other)
    caplog.set_level(logging.DEBUG)
    return caplog


def test_each_request_is_one_line_of_the_logger_of_the_module(
    log: pytest.LogCaptureFixture,
) -> None:
    run(SENDING, [(200, {"x": SECRET}), 503], {"secret": SECRET})
    assert log.messages == [
        "step look: GET /items/{id}: 200",
        "step tell: POST /a: 503",
    ]
    assert {(one.name, one.levelname) for one in log.records} == {
        (module_of(SENDING).__name__, "DEBUG")
    }


@pytest.mark.parametrize(
    "replies",
    [
        [(200, {"x": SECRET}), 200],
        [(400, {"message": SECRET})],
        [httpx.Response(302, headers={"Location": f"https://{SECRET}.org"}), 200],
        [httpx.Response(200, headers={"Set-Cookie": f"id={SECRET}"}, text=SECRET)],
        [ConnectionError(SECRET)],
    ],
    ids=["body", "refusal", "redirect", "cookie", "transport"],
)
def test_no_record_holds_a_value_of_the_request_or_the_response(
    log: pytest.LogCaptureFixture, replies: list[Reply]
) -> None:
    run(SENDING, replies, {"secret": SECRET})
    assert log.records
    for record in log.records:
        shown = f"{record.getMessage()} {record.__dict__} {record.exc_info}"
        assert SECRET not in shown


def test_a_request_without_response_is_a_line_with_the_class_of_the_exception(
    log: pytest.LogCaptureFixture,
) -> None:
    run("steps: [{stepId: a, operationId: a}]", [ConnectionError("refused")])
    assert log.messages == ["step a: GET /a: ConnectError"]


RETRIED = """
steps:
- stepId: a
  operationId: a
  onFailure:
  - {name: later, type: retry, retryLimit: 1}
  - {name: enough, type: end, criteria: [{condition: $statusCode == 410}]}
  - {name: over, type: goto, stepId: c}
- {stepId: b, operationId: b}
- stepId: c
  operationId: c
  onSuccess: [{name: done, type: end, criteria: [{condition: $statusCode == 200}]}]
- {stepId: d, operationId: d}
"""


@pytest.mark.parametrize(
    ("replies", "lines"),
    [
        (
            [503, 500, 200],
            [
                "a: GET /a: 503",
                "a: action later",
                "a: GET /a: 500",
                "a: action over",
                "c: GET /c: 200",
                "c: action done",
            ],
        ),
        (
            [503, 410],
            [
                "a: GET /a: 503",
                "a: action later",
                "a: GET /a: 410",
                "a: action enough",
            ],
        ),
    ],
)
def test_an_action_that_changes_the_flow_is_a_line(
    log: pytest.LogCaptureFixture, replies: list[Reply], lines: list[str]
) -> None:
    run(RETRIED, replies)
    assert log.messages == [f"step {line}" for line in lines]


CALLING = """
- workflowId: w
  steps:
  - stepId: call
    workflowId: child
    onSuccess:
    - {name: again, type: retry, retryLimit: 1, criteria: [{condition: $outputs.x == 1}]}
    onFailure: [{name: once, type: retry, retryAfter: 3}]
- workflowId: child
  steps: [{stepId: s, operationId: a, outputs: {x: $response.body#/x}}]
  outputs: {x: $steps.s.outputs.x}
"""


def test_each_run_of_a_workflow_by_a_step_is_a_line(
    log: pytest.LogCaptureFixture,
) -> None:
    found = run(CALLING, [500, (200, {"x": 1}), (200, {"x": 2})])
    assert found.error is None
    assert found.waits == [3, 0]
    assert [(one.name.rpartition(".")[2], one.getMessage()) for one in log.records] == [
        ("w", "step call: workflow child"),
        ("child", "step s: GET /a: 500"),
        ("w", "step call: action once"),
        ("w", "step call: workflow child"),
        ("child", "step s: GET /a: 200"),
        ("w", "step call: action again"),
        ("w", "step call: workflow child"),
        ("child", "step s: GET /a: 200"),
    ]


def test_a_criterion_that_cannot_be_evaluated_is_a_warning_of_the_same_logger(
    log: pytest.LogCaptureFixture,
) -> None:
    criteria = "[{context: $response.body#/x, type: regex, condition: '{$inputs.p}'}]"
    matching = f"""
inputs: {{type: object, properties: {{p: {{type: string}}}}}}
steps: [{{stepId: a, operationId: a, successCriteria: {criteria}}}]
"""
    run(matching, [(200, {"x": "y"})], {"p": f"({SECRET}"})
    assert [(one.levelname, one.getMessage()) for one in log.records] == [
        ("DEBUG", "step a: GET /a: 200"),
        ("WARNING", "regex: error"),
    ]
    assert text_of(matching).count("getLogger(__name__)") == 1
