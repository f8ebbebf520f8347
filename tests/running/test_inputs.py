"""The inputs of a run: typed by the schema, from words, a file and the environment."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Command

Specs = Callable[..., Path]

WORKFLOWS = """
- workflowId: list
  inputs:
    type: object
    required: [limit, secret]
    properties:
      limit: {type: integer, description: How many at most.}
      secret: {type: string, format: password}
      name: {type: string}
      either: {type: [string, 'null']}
      labels: {type: array, items: {type: string}}
      box: {type: object}
      exact: {type: boolean}
      ratio: {type: number, default: 0.5}
      kind: {type: string, enum: [new, old]}
      none: {type: 'null'}
      any: {}
  steps:
  - stepId: create
    operationId: createJob
    requestBody:
      contentType: application/json
      payload:
        limit: $inputs.limit
        name: $inputs.name
        either: $inputs.either
        labels: $inputs.labels
        box: $inputs.box
        exact: $inputs.exact
        ratio: $inputs.ratio
        kind: $inputs.kind
        none: $inputs.none
        any: $inputs.any
"""


@pytest.fixture
def body(specs: Specs, run: Command) -> Callable[..., Any]:
    """The body that would be sent with inputs."""
    specs(WORKFLOWS)

    def call(*words: str) -> Any:
        pairs = [part for word in words for part in ("-i", word)]
        result = run("--dry-run", "--output-format", "json", *pairs)
        assert result.status == 0, result.out
        (request,) = result.json["requests"]
        return {
            name: value
            for name, value in request["body"].items()
            if value != f"{{$inputs.{name}}}"
        }

    return call


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("name=7", "7"),
        ("name=a=b", "a=b"),
        ("name=", ""),
        ('name:="a b"', "a b"),
        ("either=null", "null"),
        ("either:=null", None),
        ("limit=7", 7),
        ('labels=["new"]', ["new"]),
        ('box={"a": {"b": 1}}', {"a": {"b": 1}}),
        ("exact=true", True),
        ("ratio=1.5", 1.5),
        ("none=null", None),
        ("any=7", "7"),
        ("any:=7", 7),
    ],
)
def test_a_value_is_read_as_the_schema_says(
    body: Callable[..., Any], word: str, value: object
) -> None:
    name = word.partition("=")[0].removesuffix(":")

    assert body(word)[name] == value


def test_the_last_word_for_an_input_wins(body: Callable[..., Any]) -> None:
    assert body("name=a", "name=b")["name"] == "b"


def test_a_value_can_be_the_text_of_a_file(body: Callable[..., Any]) -> None:
    Path("name.txt").write_text("Ada\n")
    Path("labels.json").write_text('["new"]')

    assert body("name=@name.txt", "labels=@labels.json") == {
        "name": "Ada",
        "labels": ["new"],
        "ratio": 0.5,
    }


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("limit=ten", "the input 'limit' has to be an integer", "write it as JSON: 3"),
        ("limit=1.5", "the input 'limit': input should be a valid integer", ""),
        ("exact=yes", "the input 'exact' has to be a boolean", "true or false"),
        ("labels=new", "the input 'labels' has to be an array", '["a", "b"]'),
        ("kind=newest", "the input 'kind': input should be 'new' or 'old'", "one of"),
        ("name:=Ada", "the input 'name' has to be JSON", ""),
        ("nam=Ada", "there is no input 'nam'", "did you mean 'name'?"),
        ("labels=[1]", "the input 'labels[0]': input should be a valid string", ""),
        ("name", "-i 'name' has no name or no value", "write -i name=value"),
        ("=x", "-i '' has no name or no value", "write -i name=value"),
        ("name=@no.txt", "the input 'name' cannot be read from 'no.txt'", ':="@…"'),
    ],
)
def test_what_is_wrong_with_a_value_is_said(
    specs: Specs, run: Command, word: str, message: str, hint: str
) -> None:
    specs(WORKFLOWS)

    result = run("--dry-run", "-i", word)

    assert (result.status, result.out) == (2, "")
    assert f"error[AZ031]: {message}" in result.error
    assert hint in result.error.partition("hint: ")[2]


def test_all_that_is_missing_or_unknown_is_said_at_once(
    specs: Specs, run: Command
) -> None:
    specs(WORKFLOWS)

    result = run("-i", "nam=Ada")

    assert result.status == 2
    assert [line for line in result.error.splitlines() if "AZ031" in line] == [
        "specs/jobs.arazzo.yaml:17:7: error[AZ031]: the input 'limit' is missing",
        "specs/jobs.arazzo.yaml:20:7: error[AZ031]: the input 'secret' is missing",
        "error[AZ031]: there is no input 'nam'",
    ]
    assert "hint: give -i limit=VALUE, an integer: How many at most.\n" in result.error
    assert "hint: set ARAZZO_INPUT_SECRET, or give -i secret=VALUE" in result.error
    _, _, listed = result.error.partition("the inputs:\n")
    assert "  limit   integer, required: How many at most.\n" in listed
    assert "  kind    one of 'new', 'old', optional\n" in listed
    assert "  either  text or null, optional\n" in listed


def test_a_file_gives_inputs_and_words_win(specs: Specs, run: Command) -> None:
    specs(WORKFLOWS)
    Path("inputs.yaml").write_text("limit: 3\nname: Ada\nlabels: [new]\n")

    words = ("--input-file", "inputs.yaml", "-i", "name=Grace", "--dry-run")
    (request,) = run(*words, "--output-format", "json").json["requests"]

    body = request["body"]
    assert (body["limit"], body["name"], body["labels"]) == (3, "Grace", ["new"])


def test_standard_input_gives_inputs(
    specs: Specs, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs(WORKFLOWS)
    given = io.TextIOWrapper(io.BytesIO(json.dumps({"limit": 4}).encode()))
    monkeypatch.setattr(sys, "stdin", given)

    words = ("--input-file", "-", "--dry-run", "--output-format", "json")
    (request,) = run(*words).json["requests"]

    assert request["body"]["limit"] == 4


@pytest.mark.parametrize(
    ("text", "code"), [("- limit\n", "AZ031"), ("a: [\n", "AZ1"), (None, "AZ031")]
)
def test_a_file_that_gives_no_inputs_is_refused(
    specs: Specs, run: Command, text: str | None, code: str
) -> None:
    specs(WORKFLOWS)
    if text is not None:
        Path("inputs.yaml").write_text(text)

    result = run("--input-file", "inputs.yaml", "--dry-run")

    assert (result.status, result.out) == (2, "")
    assert f"error[{code}" in result.error


def test_a_secret_comes_from_the_environment(
    specs: Specs, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs(WORKFLOWS)
    monkeypatch.setenv("ARAZZO_INPUT_SECRET", "s")
    monkeypatch.setenv("ARAZZO_INPUT_LIMIT", "3")

    result = run()

    assert "'limit' is missing" in result.error
    assert "'secret' is missing" not in result.error


def test_a_secret_is_asked_for_on_a_terminal(
    specs: Specs, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs(WORKFLOWS)
    asked: list[str] = []

    def prompt(text: str, **options: object) -> str:
        asked.append(text)
        assert options == {"hide_input": True, "err": True}
        return "s"

    monkeypatch.setattr("arazzo_codegen.cli.run.inputs._can_ask", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)

    incomplete = run()
    assert "'limit' is missing" in incomplete.error
    assert "'secret' is missing" not in incomplete.error
    assert asked == []

    run("-i", "limit=3", "--server", "jobs=http://127.0.0.1:1")
    assert asked == ["secret"]


BEFORE = """
- workflowId: main
  dependsOn: [logIn]
  steps:
  - {stepId: list, operationId: listJobs}
- workflowId: logIn
  inputs: {type: object, required: [id], properties: {id: {type: string}}}
  steps:
  - stepId: get
    operationId: getJob
    parameters: [{name: id, in: path, value: $inputs.id}]
"""


def test_inputs_of_workflows_that_run_before_bear_their_name(
    specs: Specs, run: Command
) -> None:
    specs(BEFORE)

    missing = run("main")
    given = run("main", "-i", "logIn.id=j1", "--mock", "--output-format", "json")

    assert "the input 'logIn.id' is missing" in missing.error
    assert [one.get("url") for one in given.json["steps"]] == [
        None,
        "https://jobs.example.com/v1/jobs/j1",
        "https://jobs.example.com/v1/jobs",
    ]


def test_a_workflow_without_inputs_takes_none(specs: Specs, run: Command) -> None:
    specs("- {workflowId: w, steps: [{stepId: l, operationId: listJobs}]}")

    result = run("-i", "name=x")

    assert result.status == 2
    assert "hint: the inputs are none: the workflow takes none" in result.error
