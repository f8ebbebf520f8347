"""The command `run`: what is sent, shown, and told of failures."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from .conftest import Api, Command, Reply

Specs = Callable[..., Path]

CREATE = """
- workflowId: create
  inputs:
    type: object
    required: [jobName, token]
    properties:
      jobName: {type: string, description: What the job is called.}
      token: {type: string, format: password}
  steps:
  - stepId: createJob
    operationId: createJob
    parameters:
    - {name: Authorization, in: header, value: 'Bearer {$inputs.token}'}
    requestBody: {contentType: application/json, payload: {name: $inputs.jobName}}
    successCriteria:
    - condition: $statusCode == 201
    outputs: {jobId: $response.body#/id}
  - stepId: readJob
    operationId: getJob
    parameters:
    - {name: id, in: path, value: $steps.createJob.outputs.jobId}
    successCriteria:
    - condition: $statusCode == 200
    outputs: {state: $response.body#/state, note: $response.body#/note}
  outputs:
    jobId: $steps.createJob.outputs.jobId
    note: $steps.readJob.outputs.note
"""
POLL = """
- workflowId: poll
  steps:
  - stepId: readJob
    operationId: getJob
    parameters:
    - {name: id, in: path, value: j1}
    successCriteria:
    - condition: $statusCode == 200
    onFailure:
    - {name: again, type: retry, retryAfter: 2, retryLimit: 3}
    onSuccess:
    - name: wait
      type: goto
      stepId: readJob
      criteria: [{condition: $response.body#/state == 'running'}]
    outputs: {state: $response.body#/state}
  outputs: {state: $steps.readJob.outputs.state}
"""
TOKEN = ("-i", "token=tok-en-7")
DONE = Reply(200, {"id": "j1", "state": "done"})


def seconds_hidden(text: str) -> str:
    return re.sub(r"\d+\.\d\d s", "N s", text)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    found: list[float] = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


def test_the_outputs_are_json_and_each_step_is_shown(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(CREATE)
    api.on("POST /jobs", Reply(201, {"id": "j1", "state": "running"}))
    api.on("GET /jobs/j1", DONE)

    result = run("create", *TOKEN, "-i", "jobName=Shop", "--server", f"jobs={api.url}")

    assert (result.status, result.out) == (0, '{\n  "jobId": "j1"\n}\n')
    assert seconds_hidden(result.error).splitlines()[-2:] == [
        f"createJob  POST {api.url}/jobs  201  N s",
        f"readJob    GET {api.url}/jobs/j1  200  N s",
    ]
    assert json.loads(api.sent[0][1]) == {"name": "Shop"}


def test_a_failure_tells_step_criterion_response_and_what_was_completed(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(CREATE)
    api.on("POST /jobs", Reply(201, {"id": "j1", "state": "running"}))
    gone = Reply(503, {"title": "down"}, {"Retry-After": "30", "Set-Cookie": "s=1"})
    api.on("GET /jobs/j1", gone)

    result = run(
        "create", *TOKEN, "-i", "jobName=Shop", "--server", f"jobs={api.url}", "-q"
    )

    assert (result.status, result.out) == (1, "")
    line = "specs/jobs.arazzo.yaml:45:18: error[AZ040]: step 'readJob': GET /jobs/{id}"
    assert result.error.startswith(f"{line} (503): does not meet $statusCode == 200\n")
    assert result.error.partition("\nresponse:")[2] == (
        " 503 Service Unavailable\n"
        "  content-type: application/json\n"
        "  retry-after: 30\n"
        '  | {"title": "down"}\n'
        'completed:\n{\n  "createJob": {\n    "jobId": "j1"\n  }\n}\n'
    )


def test_no_connection_is_a_failure(specs: Specs, run: Command) -> None:
    specs(CREATE)

    result = run(
        "create", *TOKEN, "-i", "jobName=x", "--server", "jobs=http://127.0.0.1:1"
    )

    assert result.status == 1
    shown = seconds_hidden(result.error)
    assert "createJob  POST http://127.0.0.1:1/jobs  ConnectError  N s\n" in shown
    assert "POST /jobs: no response: ConnectError" in shown
    assert shown.endswith("completed: nothing\n")


def test_attempts_stand_below_their_step_with_what_follows(
    specs: Specs, run: Command, api: Api, waits: list[float]
) -> None:
    specs(POLL)
    running = Reply(200, {"id": "j1", "state": "running"})
    api.on("GET /jobs/j1", Reply(500), running, DONE)

    result = run("--server", f"jobs={api.url}")

    assert result.json == {"state": "done"}
    url = f"GET {api.url}/jobs/j1"
    assert seconds_hidden(result.error).splitlines() == [
        f"readJob  {url}  500  N s  retry again",
        "  waits 2 s",
        f"  attempt 2  {url}  200  N s  goto wait",
        "  waits 1 s",
        f"readJob  {url}  200  N s",
    ]
    assert waits == [2.0, 1.0]


SUB = """
- workflowId: outer
  steps:
  - stepId: makeOne
    workflowId: inner
    parameters: [{name: id, value: j1}]
    outputs: {state: $outputs.state}
  - stepId: list
    operationId: listJobs
  outputs: {state: $steps.makeOne.outputs.state}
- workflowId: inner
  inputs: {type: object, required: [id], properties: {id: {type: string}}}
  steps:
  - stepId: read
    operationId: getJob
    parameters: [{name: id, in: path, value: $inputs.id}]
    outputs: {state: $response.body#/state}
  outputs: {state: $steps.read.outputs.state}
"""


def test_the_steps_of_a_workflow_that_a_step_runs_are_indented(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(SUB)
    api.on("GET /jobs/j1", DONE)
    api.on("GET /jobs", Reply(200, {}))

    result = run("outer", "--server", f"jobs={api.url}")

    assert result.json == {"state": "done"}
    assert seconds_hidden(result.error).splitlines() == [
        "makeOne  workflow inner",
        f"  read     GET {api.url}/jobs/j1  200  N s",
        f"list     GET {api.url}/jobs  200  N s",
    ]


def test_a_failure_in_a_workflow_that_a_step_runs_is_told_with_its_place(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(SUB)
    api.on("GET /jobs/j1", Reply(404, {"title": "no such job"}))

    result = run("outer", "--server", f"jobs={api.url}", "--output-format", "json")

    error = result.json["error"]
    assert (error["step"], error["cause"]["step"]) == ("makeOne", "read")
    assert error["cause"]["response"]["status"] == 404
    (finding,) = result.json["diagnostics"]
    assert (finding["code"], finding["pointer"]) == (
        "AZ040",
        "/workflows/1/steps/0/stepId",
    )


def test_json_holds_outputs_steps_and_error(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(POLL)
    api.on("GET /jobs/j1", DONE)

    result = run("--server", f"jobs={api.url}", "--output-format", "json")

    found = result.json
    assert (found["outputs"], found["error"]) == ({"state": "done"}, None)
    (step,) = found["steps"]
    assert isinstance(step.pop("seconds"), float)
    assert step == {
        "workflow": "poll",
        "step": "readJob",
        "depth": 0,
        "attempt": 1,
        "method": "GET",
        "url": f"{api.url}/jobs/j1",
        "status": 200,
        "fault": None,
        "action": None,
    }


def test_an_interrupt_tells_what_was_completed(
    specs: Specs, run: Command, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs(CREATE)
    api.on("POST /jobs", Reply(201, {"id": "j1", "state": "running"}))
    send = httpx.Client.send

    def interrupted(
        client: httpx.Client, request: httpx.Request, **options: object
    ) -> httpx.Response:
        if request.method == "GET":
            raise KeyboardInterrupt
        return send(client, request, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(httpx.Client, "send", interrupted)

    result = run(
        "create", *TOKEN, "-i", "jobName=x", "--server", f"jobs={api.url}", "-q"
    )

    assert (result.status, result.out) == (130, "")
    assert result.error == (
        'interrupted\ncompleted:\n{\n  "createJob": {\n    "jobId": "j1"\n  }\n}\n'
    )


def test_hostile_text_of_a_response_is_shown_and_not_obeyed(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(POLL.replace("retryLimit: 3", "retryLimit: 0"))
    body = b"\x1b]0;owned\x07\x9b31m\r\x08 \xe2\x80\xae\xff ok"
    api.on("GET /jobs/j1", Reply(500, body, {"Content-Type": "text/plain"}))

    result = run("--server", f"jobs={api.url}")

    assert result.status == 1
    assert "  | \\x1b]0;owned\\x07" in result.error
    assert all(one.isprintable() or one == "\n" for one in result.error)


def test_hostile_text_of_outputs_is_escaped(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(POLL)
    text = "\x1b[2J\u202edone\x7f\x9b"
    api.on("GET /jobs/j1", Reply(200, {"id": "j1", "state": text}))

    result = run("--server", f"jobs={api.url}")

    assert result.json == {"state": text}
    assert all(one.isprintable() or one == "\n" for one in result.out)


def test_a_long_body_is_shown_in_part(specs: Specs, run: Command, api: Api) -> None:
    specs(POLL.replace("retryLimit: 3", "retryLimit: 0"))
    api.on("GET /jobs/j1", Reply(500, b"x" * 50_000, {"Content-Type": "text/plain"}))

    result = run("--server", f"jobs={api.url}")

    assert len(result.error) < 4_000
    assert "… 48000 more characters" in result.error


def test_an_error_in_a_document_refuses_the_run(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(POLL.replace("$response.body#/state}", "$steps.nowhere.outputs.x}"))

    result = run("--server", f"jobs={api.url}")

    assert (result.status, result.out, api.received) == (1, "", [])
    assert "error[AZ3" in result.error


def test_warnings_are_counted_and_shown_when_asked_for(
    specs: Specs, run: Command
) -> None:
    specs(
        POLL.replace("goto\n", "goto\n      x-note: 1\n").replace(
            "state == 'running'", "stat == 'running'"
        )
    )

    few, all_ = run("--dry-run"), run("--dry-run", "-v")

    assert few.error == "1 warning about the documents; -v shows them\n"
    assert "warning[AZ" in all_.error
    assert run("--dry-run", "-q").error == ""


def test_settings_for_other_modules_do_no_harm(specs: Specs, run: Command) -> None:
    specs(POLL)
    settings = (
        '[tool.arazzo-codegen]\nasync = "only"\nparallel = true\nlayout = "flat"\n'
    )
    Path("pyproject.toml").write_text(settings)

    assert run("--dry-run", "-q").status == 0
    assert run("--mock", "-q").status == 0
