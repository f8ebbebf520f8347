"""Nothing secret is shown of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import yaml

from arazzo_codegen.running.redaction import Redaction, UrlSecrets

from .conftest import Api, Command, Reply
from .test_run import CREATE

Specs = Callable[..., Path]
SECRET = 's3cr/et "q"-9'
TOKEN = "issued-t0ken"

KEYS = """
- workflowId: keys
  inputs:
    type: object
    required: [key]
    properties:
      key: {type: string}
      job: {type: string, format: password, default: plain}
  steps:
  - stepId: list
    operationId: listJobs
    parameters: [{name: api_key, in: query, value: $inputs.key}]
    outputs: {token: $response.body#/next}
  - stepId: create
    operationId: createJob
    parameters:
    - {name: Authorization, in: header, value: 'Bearer {$steps.list.outputs.token}'}
    requestBody: {contentType: application/json, payload: {name: x}}
    outputs: {id: $response.body#/id}
  - stepId: get
    operationId: getJob
    parameters: [{name: id, in: path, value: $inputs.job}]
"""


def shown_of(run: Command, api: Api, *words: str) -> str:
    server = ("--server", f"jobs={api.url}", "-v")
    result = run("-i", f"key={SECRET}", *words, *server)
    return result.out + result.error


HANDED_ON = """
- workflowId: main
  steps:
  - {stepId: list, operationId: listJobs, outputs: {token: $response.body#/next}}
  - stepId: create
    operationId: createJob
    parameters:
    - {name: Authorization, in: header, value: 'Bearer {$steps.list.outputs.token}'}
    requestBody: {contentType: application/json, payload: {name: x}}
  - stepId: again
    operationId: listJobs
    parameters: [{name: limit, in: query, value: $steps.list.outputs.token}]
  - stepId: other
    workflowId: other
    parameters: [{name: job, value: $steps.list.outputs.token}]
- workflowId: other
  inputs: {type: object, properties: {job: {type: string}}}
  steps:
  - {stepId: get, operationId: getJob, parameters: [{name: id, in: path, value: $inputs.job}]}
"""


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("sent", ["credential", "password"])
def test_an_output_that_is_a_credential_is_in_no_url_of_a_later_step(
    sent: str, form: str, specs: Specs, run: Command, api: Api
) -> None:
    folder = specs(HANDED_ON)
    if sent == "password":
        password = HANDED_ON.replace("'Bearer {$steps.list.outputs.token}'", "x")
        specs(password.replace("{name: x}", "{name: $steps.list.outputs.token}"))
        path = folder / "jobs.openapi.yaml"
        path.write_text(_with_password(path.read_text()))
    api.on("GET /jobs", Reply(200, {"next": TOKEN, "total": 1}))
    api.on("POST /jobs", Reply(201, {"id": "j", "state": "done"}))

    server = ("--server", f"jobs={api.url}", "--output-format", form)
    result = run("main", *server)

    assert f"GET /jobs/{TOKEN}" in api.received
    assert f"GET /jobs?limit={TOKEN}" in api.received
    assert "/jobs?limit=***" in result.out + result.error
    assert TOKEN not in result.out + result.error


def _with_password(openapi: str) -> str:
    """The document, in which the name of a job is a password."""
    document = yaml.safe_load(openapi)
    body = document["paths"]["/jobs"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    schema["properties"]["name"]["format"] = "password"
    return yaml.safe_dump(document)


@pytest.mark.parametrize("form", ["text", "json"])
def test_credentials_are_neither_in_urls_nor_in_bodies_nor_in_what_was_completed(
    specs: Specs, run: Command, api: Api, form: str
) -> None:
    specs(KEYS)
    api.on("GET /jobs", Reply(200, {"next": TOKEN, "total": 1}))
    echo = {"given": SECRET, "bearer": f"Bearer {TOKEN}"}
    headers = {"Location": f"https://x.example/{TOKEN}", "WWW-Authenticate": SECRET[:7]}
    api.on("POST /jobs", Reply(403, echo, headers))

    shown = shown_of(run, api, "--output-format", form)

    assert "api_key=***" in shown
    assert "***" in shown.partition("completed")[2]
    assert '"token": "***"' in shown
    for secret in (SECRET, "s3cr", TOKEN):
        assert secret not in shown
    assert api.received[0] == "GET /jobs?api_key=s3cr%2Fet%20%22q%22-9"


def test_a_secret_in_a_path_leaves_the_template(
    specs: Specs, run: Command, api: Api
) -> None:
    specs(KEYS)
    api.on("GET /jobs", Reply(200, {"next": TOKEN, "total": 1}))
    api.on("POST /jobs", Reply(201, {"id": "j", "state": "done"}))

    shown = shown_of(run, api, "-i", "job=my-secret-job")

    assert f"GET {api.url}/jobs/{{id}}  404" in shown
    assert "my-secret-job" not in shown


def test_the_error_of_an_input_does_not_show_its_value(
    specs: Specs, run: Command
) -> None:
    specs(CREATE)

    result = run("-i", 'token:=["my-secret"]', "-i", "jobName=x")

    assert result.status == 2
    assert "my-secret" not in result.error


def test_a_word_without_a_name_is_not_shown(specs: Specs, run: Command) -> None:
    specs(CREATE)

    assert "my-secret" not in run("-i", "=my-secret").error


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ada:pw@x.example:8443/a", "https://x.example:8443/a"),
        ("https://x.example/a/s%2Fcret/b", "https://x.example/a/***/b"),
        ("https://x.example/a?q=s%2Fcret&r=1", "https://x.example/a?q=***&r=1"),
        ("https://x.example/a?API_KEY=1&b", "https://x.example/a?API_KEY=***&b"),
        ("https://x.example/a?s%2Fcret", "https://x.example/a?***"),
    ],
)
def test_urls_are_shown_without_secrets(url: str, shown: str) -> None:
    redaction = Redaction({"s/cret"})
    secret = UrlSecrets(False, frozenset(("api_key",)))

    assert redaction.url(httpx.URL(url), secret, "/a") == shown


def test_the_longest_secret_is_hidden_first() -> None:
    assert Redaction({"abc", "abcdef"}).text("x abcdef abc y") == "x *** *** y"


def test_members_are_learned_at_any_depth() -> None:
    redaction = Redaction()
    redaction.learn({"a": [{"pin": {"code": 1234}}], "open": "shown"}, ("pin",))

    assert redaction.value({"is": "1234", "open": "shown"}) == {
        "is": "***",
        "open": "shown",
    }


def test_a_dry_run_hides_keys_and_tokens(specs: Specs, run: Command) -> None:
    specs(KEYS.replace("value: $inputs.key", "value: literal-key"))

    shown = run("--dry-run", "-i", "job=my-secret-job", "-i", "key=x").out

    assert "GET https://jobs.example.com/v1/jobs?api_key=***\n" in shown
    assert "Authorization: Bearer {$steps.list.outputs.token}\n" in shown
    assert "/jobs/***\n" in shown
    assert "literal-key" not in shown
    assert "my-secret-job" not in shown
