"""`run --dry-run`: the requests as far as they are known, and nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arazzo_codegen.cli.main import main

from .conftest import Command
from .test_run import CREATE, POLL, SUB

Specs = Callable[..., Path]
CASES = Path(__file__).parents[1] / "cases"


def test_what_is_known_is_filled_in_and_the_rest_is_an_expression(
    specs: Specs, run: Command
) -> None:
    specs(CREATE)

    result = run("-i", "jobName=Shop", "--dry-run", "-q")

    assert (result.status, result.error) == (0, "")
    assert result.out == (
        "### createJob\n"
        "POST https://jobs.example.com/v1/jobs\n"
        "Content-Type: application/json\n"
        "Authorization: Bearer {$inputs.token}\n"
        "\n"
        "{\n"
        '  "name": "Shop"\n'
        "}\n"
        "\n"
        "### readJob\n"
        "GET https://jobs.example.com/v1/jobs/{$steps.createJob.outputs.jobId}\n"
    )


def test_secrets_are_hidden(specs: Specs, run: Command) -> None:
    specs(CREATE)

    result = run("-i", "jobName=x", "-i", "token=tok-en-7", "--dry-run")

    assert "Authorization: Bearer ***\n" in result.out
    assert "tok-en-7" not in result.out + result.error


def test_what_may_follow_a_step_is_told(specs: Specs, run: Command) -> None:
    specs(POLL)

    result = run("--dry-run", "--server", "jobs=http://localhost:8000")

    assert result.out == (
        "### readJob\n"
        "# on success if $response.body#/state == 'running': goto readJob\n"
        "# on failure: retry, at most 3 times, waiting 2 s\n"
        "GET http://localhost:8000/jobs/j1\n"
    )


def test_the_requests_of_a_workflow_that_a_step_runs_are_shown(
    specs: Specs, run: Command
) -> None:
    specs(SUB)

    result = run("outer", "--dry-run", "--output-format", "json")

    assert [(one["step"], one["depth"]) for one in result.json["requests"]] == [
        ("makeOne", 0),
        ("read", 1),
        ("list", 0),
    ]
    made, read, _ = result.json["requests"]
    assert made["inputs"] == {"id": "j1"}
    assert read["url"] == "https://jobs.example.com/v1/jobs/j1"


def test_parameters_are_spelled_by_their_styles(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["-q", "-i", 'tags=["a b","c"]', "-i", 'box={"low":1,"high":2}']
    with pytest.raises(SystemExit):
        main(["run", str(CASES / "parameter_styles"), "--dry-run", *words])

    shown = capsys.readouterr().out
    assert "/a%20b,c/.a%20b,c/;low=1;high=2\n" in shown
    assert "?each=a%20b&each=c&piped=a%20b%7Cc" in shown


def test_an_input_that_lacks_a_member_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--dry-run", "-i", 'box={"low":1}']
    with pytest.raises(SystemExit) as ended:
        main(["run", str(CASES / "parameter_styles"), *words])

    assert ended.value.code == 2
    assert "the input 'box.high': field required" in capsys.readouterr().err
