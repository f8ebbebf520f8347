"""Tries every workflow as `run --mock` and `run --dry-run` do, and reports.

    python -m tests.tools.mock_corpus FOLDER... [-v]

A FOLDER holds documents as for `run_workflows`. What is sent to the mock is compared with
what the dry run says would be.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx

from arazzo_codegen.cli.run.command import Session
from arazzo_codegen.cli.run.options import RunOptions
from arazzo_codegen.cli.run.report import Report, write_report
from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.link.model import WorkflowKey
from arazzo_codegen.mock.rehearsal import Stage
from arazzo_codegen.planned import PlannedWorkflows
from arazzo_codegen.running.outline.requests import Outline, OutlinedRequest
from arazzo_codegen.running.program import Program, program_of
from arazzo_codegen.stages import plan_workflows

from .run_workflows import folders_of

_LATER = re.compile(r"\\\{\\\$.*?\\\}")


@dataclass(frozen=True)
class Trial:
    """How a workflow was tried.

    Attributes:
        stop: Why `run --mock` did not end with 0, in words that are the same for all of
            a kind; None where it did.
        differences: Where a request was another one than the dry run had said.
    """

    name: str
    stop: str | None
    detail: str
    differences: tuple[str, ...]


def trials_of(folder: Path) -> Iterator[Trial]:
    """Try every workflow of a folder that compiles."""
    request = CompileRequest(specs=(folder,), layout="document", keep_going=True)
    planned = plan_workflows(request)
    with program_of(planned) as program:
        for key in planned.plans:
            yield _trial(planned, program, key)


def _trial(planned: PlannedWorkflows, program: Program, key: WorkflowKey) -> Trial:
    name = f"{key.document} {key.workflow_id}"
    shown = StringIO()
    try:
        with redirect_stdout(shown), redirect_stderr(shown):
            reports = [
                Session(options, planned, program, key, []).report()
                for options in (
                    RunOptions("", mock=True, output_format="json"),
                    RunOptions("", dry_run=True, output_format="json"),
                )
            ]
            for report in reports:
                write_report(report, "text")
                write_report(report, "json")
        differences = tuple(_differences(planned, program, key))
    except Exception:
        last = traceback.format_exc().strip().splitlines()[-1]
        return Trial(name, f"an exception: {last}", traceback.format_exc(), ())
    mocked, dry = reports
    stop, detail = _stop(mocked)
    if dry.status:
        stop, detail = f"the dry run ends with {dry.status}", _messages(dry)
    if any(not one.isprintable() and one != "\n" for one in shown.getvalue()):
        stop, detail = "a control character is shown", shown.getvalue()
    return Trial(name, stop, detail, differences)


def _stop(report: Report) -> tuple[str | None, str]:
    if report.status == 0:
        return None, ""
    kinds = (
        ("does not meet", "a success criterion is not met"),
        ("no usable value", "a parameter has no value that can be sent"),
        ("was not given", "a parameter has no value that can be sent"),
        ("the body is not JSON", "a pointer into a response that is not JSON"),
        ("the mock stopped", "the mock has no way on"),
    )
    said = _messages(report)
    kind = next((kind for part, kind in kinds if part in said), "something else")
    return f"exit {report.status}: {kind}", said


def _messages(report: Report) -> str:
    return " | ".join(one.message for one in report.diagnostics)


def _differences(
    planned: PlannedWorkflows, program: Program, key: WorkflowKey
) -> Iterator[str]:
    """Where requests to the mock are others than the dry run says."""
    stage = Stage(planned)
    run = stage.rehearse(program, key)
    inputs = {key: stage.inputs(key), **run.inputs_before}
    outline = Outline(
        planned.workflows, planned.plans, lambda server: server.url, inputs  # type: ignore[arg-type]
    )
    expected = {
        (one.workflow_id, one.step_id): one
        for one in outline.of(key)
        if isinstance(one, OutlinedRequest)
    }
    for played in run.played:
        scene = played.scene
        said = expected.get((scene.workflow.key.workflow_id, scene.step.id))
        if said is not None and scene.workflow.key == key:
            for difference in _request_differences(said, played.request):
                yield f"{scene.step.id}: {difference}"


def _request_differences(said: OutlinedRequest, sent: httpx.Request) -> Iterator[str]:
    if said.method != sent.method:
        yield f"{sent.method} for {said.method}"
    if not said.url.startswith("{"):
        url = unquote(str(sent.url))
        if not _fits(unquote(said.url), url):
            yield f"URL {url} for {said.url}"
    for name, text in said.headers:
        got = sent.headers.get(name, "")
        is_boundary = got.startswith("multipart/")
        if text != "***" and not _fits(text, got) and not is_boundary:
            yield f"header {name}: {got!r} for {text!r}"
    if said.has_body is not bool(sent.content) and said.body != "":
        yield f"a body of {len(sent.content)} bytes for {said.body!r}"
    if "json" in sent.headers.get("content-type", "") and not said.later:
        body: Any = json.loads(sent.content) if sent.content else None
        yield from _value_differences(said.body, body, "")


def _value_differences(said: Any, sent: Any, place: str) -> Iterator[str]:
    if isinstance(said, str) and "{$" in said:
        return
    if isinstance(said, str) and not isinstance(sent, str):
        # A text of JSON is sent as what it spells.
        return
    if isinstance(said, dict) and isinstance(sent, dict):
        for name in said | sent:
            is_later = "{$" in json.dumps(said.get(name))
            if (name in said) is not (name in sent) and not is_later:
                yield f"body {place}/{name}: only in one of them"
            elif name in said and name in sent:
                yield from _value_differences(said[name], sent[name], f"{place}/{name}")
    elif isinstance(said, list) and isinstance(sent, list):
        if len(said) == len(sent):
            for index, (one, other) in enumerate(zip(said, sent, strict=True)):
                yield from _value_differences(one, other, f"{place}/{index}")
    elif said != sent:
        yield f"body {place}: {sent!r} for {said!r}"[:300]


def _fits(said: str, sent: str) -> bool:
    """Whether a text is what was said, expressions standing for anything. An expression
    in a query may turn out to be nothing, or the members of an object."""
    pattern = _LATER.sub(".*", re.escape(said.replace("***", "{$}")))
    pattern = re.sub(r"(\\?[?]|\\?&)[^&?]*?=\.\*", ".*", pattern)
    return re.fullmatch(pattern, sent, re.DOTALL) is not None


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 if nine of ten workflows ran to their end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--examples", type=int, default=3, help="how many of each kind")
    options = parser.parse_args(arguments)
    trials = [
        one for folder in folders_of(options.folders) for one in trials_of(folder)
    ]
    ended = sum(one.stop is None for one in trials)
    share = 100 * ended / len(trials) if trials else 100.0
    print(f"run --mock: {ended} of {len(trials)} workflows end well ({share:.1f} %)")
    kinds: dict[str, list[Trial]] = defaultdict(list)
    for one in trials:
        if one.stop is not None:
            kinds[one.stop].append(one)
    for kind, count in Counter({k: len(v) for k, v in kinds.items()}).most_common():
        print(f"  {count:5d} {kind}")
        for one in kinds[kind][: options.examples]:
            print(f"        {one.name}: {one.detail}")
    differing = [one for one in trials if one.differences]
    print(f"run --dry-run: {len(differing)} workflows send something else than it says")
    for one in differing[: 10 * options.examples]:
        print(f"        {one.name}: {one.differences[0]}")
    return int(ended < 0.9 * len(trials))


if __name__ == "__main__":
    sys.exit(main())
