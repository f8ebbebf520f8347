"""The error of a workflow: what it holds, and what its text never shows."""

from __future__ import annotations

import pickle
import traceback

import httpx

from ..support.compiled import Reply, module_of, run

SECRET = "s3cr3t-value"

TWO = """
inputs:
  type: object
  required: [token]
  properties: {token: {type: string, format: password}, n: {type: integer}}
steps:
- stepId: a
  operationId: a
  parameters: [{name: q, in: query, value: $inputs.token}]
  outputs: {x: $response.body#/x}
- stepId: b
  operationId: pet
  parameters:
  - {name: Authorization, in: header, value: 'Bearer {$inputs.token}'}
  outputs: {id: $response.body#/id}
  onFailure: [{name: c, type: goto, stepId: c, criteria: [{condition: $statusCode == 404}]}]
- stepId: c
  operationId: item
  parameters: [{name: id, in: path, value: $steps.a.outputs.x}]
"""


def test_the_error_holds_what_was_completed_and_the_response() -> None:
    error = run(TWO, [(200, {"x": 1}), 500], {"token": SECRET}).error
    assert error.completed.a.x == 1
    assert error.completed.b is None
    assert error.response.status_code == 500
    assert str(error) == "step 'b': GET /pet (500): does not meet $statusCode < 400"


def test_the_error_after_a_jump_is_that_of_the_later_step() -> None:
    error = run(TWO, [(200, {}), 404], {"token": SECRET}).error
    assert (error.step_id, error.action, error.response) == ("c", None, None)
    assert (
        error.reason == "GET /items/{id}: the path parameter 'id' has no usable value"
    )


def test_the_error_survives_pickling() -> None:
    error = run(TWO, [(200, {"x": 1}), 500], {"token": SECRET}).error
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is module_of(TWO).WError
    assert str(again) == str(error)
    assert again.completed == error.completed
    assert again.response.status_code == 500
    assert again.action is None


def test_the_response_of_an_error_holds_what_was_sent_pickled_too() -> None:
    error = run(TWO, [(200, {"x": 1}), 500], {"token": SECRET}).error
    again = pickle.loads(pickle.dumps(error))
    for response in (error.response, again.response):
        assert response.request.headers["Authorization"] == f"Bearer {SECRET}"


def test_no_text_shows_a_credential() -> None:
    wrong: list[Reply] = [(200, {"x": SECRET}), (200, {"id": SECRET})]
    replies: list[list[Reply]] = [[OSError(SECRET)], [500], wrong]
    for answers in replies:
        error = run(TWO, answers, {"token": SECRET}).error
        assert SECRET not in f"{error} {error!r} {error.reason}"
    module = module_of(TWO)
    assert SECRET not in repr(module.WInputs(token=SECRET))


def test_the_output_of_another_type_is_named_without_its_value() -> None:
    error = run(TWO, [(200, {}), (200, {"id": SECRET})], {"token": SECRET}).error
    assert error.reason == "GET /pet (200): id: Input should be a valid integer"
    assert error.response.json() == {"id": SECRET}


HANDED_ON = """
- workflowId: w
  inputs:
    type: object
    properties:
      user: {type: object, properties: {token: {type: string}}}
      again: {type: string}
      plain: {type: string}
  steps:
  - stepId: a
    operationId: a
    parameters: [{name: Authorization, in: header, value: $inputs.user#/token}]
    onFailure:
    - name: r
      type: retry
      workflowId: login
      parameters: [{name: key, value: $inputs.again}, {name: other, value: $inputs.plain}]
- workflowId: login
  inputs: {type: object, properties: {key: {type: string}, other: {type: string}}}
  steps:
  - stepId: l
    operationId: l
    parameters:
    - {name: Authorization, in: header, value: $inputs.key}
    - {name: q, in: query, value: $inputs.other}
"""


def test_a_credential_is_one_wherever_it_is_handed_on() -> None:
    inputs = module_of(HANDED_ON).WInputs(
        user={"token": SECRET}, again=SECRET, plain="shown"
    )
    assert repr(inputs) == "WInputs(plain='shown')"


SPREAD = """
- workflowId: w
  inputs:
    type: object
    properties: {key: {type: string}, plain: {type: string}}
  steps:
  - stepId: log
    workflowId: login
    outputs: {t: $outputs.token, u: $outputs.user}
  - stepId: a
    operationId: a
    parameters:
    - {name: Authorization, in: header, value: 'Bearer {$steps.log.outputs.t}'}
    - {name: X-API-Key, in: header, value: $inputs.key}
    outputs: {sent: $request.header.Authorization, given: $inputs.key, x: $response.body#/x}
  outputs:
    token: $steps.log.outputs.t
    sent: $steps.a.outputs.sent
    text: 'key {$inputs.key}'
    user: $steps.log.outputs.u
- workflowId: login
  steps:
  - {stepId: l, operationId: l, outputs: {token: $response.body#/t, user: $response.body#/u}}
  outputs: {token: $steps.l.outputs.token, user: $steps.l.outputs.user}
"""


def test_a_credential_is_one_under_every_name_that_it_gets() -> None:
    module = module_of(SPREAD)
    given = {"key": SECRET, "plain": "shown"}
    login = (200, {"t": SECRET, "u": "me"})
    assert repr(module.WInputs(**given)) == "WInputs(plain='shown')"

    outputs = module.w(module.WInputs(**given), client=_client(login, (200, {"x": 1})))
    assert repr(outputs) == "WOutputs(user='me')"
    assert outputs.token == SECRET

    error = run(SPREAD, [login, 500], given).error
    assert (
        repr(error.completed) == "WCompleted(log=LogOutputs(u='me', user='me'), a=None)"
    )
    assert SECRET not in "".join(traceback.format_exception(error))


def _client(*replies: tuple[int, object]) -> httpx.Client:
    waiting = iter(replies)

    def answer(_: httpx.Request) -> httpx.Response:
        status, body = next(waiting)
        return httpx.Response(status, json=body)

    return httpx.Client(base_url="http://a", transport=httpx.MockTransport(answer))
