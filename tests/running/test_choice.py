"""Which workflow runs, and on which servers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from arazzo_codegen.cli.main import main

from .conftest import Api, Command, Reply, write_documents

Specs = Callable[..., Path]
ONE = "- {workflowId: ID, steps: [{stepId: l, operationId: listJobs}]}\n"
CASES = Path(__file__).parents[1] / "cases"


def test_the_only_workflow_need_not_be_named(specs: Specs, run: Command) -> None:
    specs(ONE)

    assert run("--dry-run", "-q").status == 0


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ((), "there are 2 workflows, and none is named", "name one of one, two"),
        (("tow",), "there is no workflow 'tow'", "did you mean 'two'? "),
        (("zebra",), "there is no workflow 'zebra'", "the workflows are one, two"),
        (("x.yaml#one",), "there is no workflow 'x.yaml#one'", "did you mean 'one'? "),
    ],
)
def test_a_workflow_that_is_not_clear_is_refused(
    specs: Specs, run: Command, words: tuple[str, ...], message: str, hint: str
) -> None:
    specs(ONE.replace("ID", "one") + ONE.replace("ID", "two"))

    result = run(*words)

    assert (result.status, result.out) == (2, "")
    assert f"error[AZ030]: {message}\n  hint: {hint}" in result.error


def test_one_id_in_several_documents_needs_the_document(
    specs: Specs, run: Command
) -> None:
    specs(ONE.replace("ID", "one"), "a.arazzo.yaml")
    specs(ONE.replace("ID", "one"), "b.arazzo.yaml")

    result = run("one")
    named = run("b.arazzo.yaml#one", "--dry-run", "--output-format", "json")

    assert result.status == 2
    both = "specs/a.arazzo.yaml#one or specs/b.arazzo.yaml#one"
    assert f"hint: write {both}" in result.error
    assert named.json["document"] == "specs/b.arazzo.yaml"


def test_documents_that_are_not_there_are_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Command
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run().status == 2
    Path("specs").mkdir()
    assert run().status == 2


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        (
            "jobs=localhost:8000",
            "the server of 'jobs' has to be an http",
            "for example",
        ),
        ("jobs=ftp://x", "the server of 'jobs' has to be an http or https URL", ""),
        ("jobs=http://x?a=1", "the server of 'jobs' has to be an http", ""),
        ("job=http://x", "the workflow uses no source 'job'", "did you mean 'jobs'?"),
        ("pets=http://x", "the workflow uses no source 'pets'", "the sources are jobs"),
        ("jobs", "--server 'jobs' has no URL", "write --server SOURCE=URL"),
    ],
)
def test_a_server_that_is_wrong_is_refused(
    specs: Specs, run: Command, word: str, message: str, hint: str
) -> None:
    specs(ONE)

    result = run("--server", word)

    assert result.status == 2
    assert f"error[AZ032]: {message}" in result.error
    assert hint in result.error


def test_one_of_several_servers_is_named_by_its_url(
    capsys: pytest.CaptureFixture[str], api: Api
) -> None:
    case = str(CASES / "several_sources")
    api.on("GET /orders/o1", Reply(200, {"amount": 3}))
    api.on("POST /transfers", Reply(202))
    words = ["-q", "-i", "orderId=o1", "--server", f"shop={api.url}"]
    with pytest.raises(SystemExit) as ended:
        main(
            ["run", case, *words, "--server", f"https://bank.example.com/api={api.url}"]
        )

    assert (ended.value.code, capsys.readouterr().err) == (0, "")
    assert api.received == ["GET /orders/o1", "POST /transfers"]


def test_a_source_without_a_url_needs_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", str(CASES / "no_server")])

    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert "error[AZ032]: no document says the URL of the source" in error
    assert "hint: give --server " in error


def test_options_that_exclude_each_other_are_wrong_usage(
    specs: Specs, run: Command
) -> None:
    specs(ONE)

    assert run("--mock", "--dry-run").status == 2
    assert run("--mock", "--server", "jobs=http://x").status == 2


def test_a_document_may_be_named_in_place_of_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_documents(tmp_path / "specs", ONE)
    with pytest.raises(SystemExit) as ended:
        main(["run", str(folder / "jobs.arazzo.yaml"), "--mock"])

    assert (ended.value.code, capsys.readouterr().out) == (0, "")
