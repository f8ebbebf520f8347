"""What came of a run, as text or as one JSON object."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ...diagnostics.model import Diagnostic, Severity
from ...diagnostics.order import in_source_order
from ...diagnostics.printable import printable
from ...diagnostics.render_json import render_json
from ...diagnostics.render_text import COLOURED, PLAIN, render_text
from ...diagnostics.rules.running import MOCK_FAILED, STEP_FAILED
from ...link.model import WorkflowKey
from ...read.document import JsonValue
from ...running.failure import Failure
from ...running.redaction import Redaction
from ...running.response_text import response_json, response_lines
from ...running.trace import Event, as_json
from ..console import shows_colour, write_error, write_out


@dataclass
class Report:
    """What is to be told of a run.

    Attributes:
        diagnostics: Findings, and what stopped it.
        inputs: Those that were made up, by their names.
        usage: Lines that say what the inputs are.
        outputs: None where the workflow has none, or did not end.
        status: The exit status.
    """

    workflow: WorkflowKey | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    inputs: dict[str, JsonValue] = field(default_factory=dict)
    usage: list[str] = field(default_factory=list)
    outputs: dict[str, JsonValue] | None = None
    failure: Failure | None = None
    completed: Mapping[str, JsonValue] | None = None
    events: list[Event] = field(default_factory=list)
    requests: list[dict[str, Any]] | None = None
    redaction: Redaction = field(default_factory=Redaction)
    status: int = 0

    @property
    def is_interrupted(self) -> bool:
        return self.status == 130


def write_report(report: Report, output_format: Literal["text", "json"]) -> None:
    """Tell the user: the outputs on standard output, the rest on standard error; or
    all of it as JSON on standard output."""
    if output_format == "json":
        write_out(_dumped(_as_json(report)))
        return
    write_error("".join(f"{line}\n" for line in _lines(report)))
    if report.status == 0 and report.outputs is not None:
        write_out(_dumped(report.outputs))


def write_warnings(diagnostics: Iterable[Diagnostic], verbose: bool) -> None:
    """Tell of the warnings before the run: how many, or all of them."""
    found = [one for one in diagnostics if one.severity is Severity.WARNING]
    if verbose:
        palette = COLOURED if shows_colour(sys.stderr) else PLAIN
        lines = render_text(in_source_order(found), palette)
        write_error("".join(f"{line}\n" for line in lines))
    elif found:
        noun = "warning" if len(found) == 1 else "warnings"
        write_error(f"{len(found)} {noun} about the documents; -v shows them\n")


def write_made_up(inputs: Mapping[str, JsonValue]) -> None:
    """Tell that nothing is sent, and with which inputs."""
    lines = [
        "nothing is sent: a mock answers",
        *(["inputs made up:"] if inputs else []),
    ]
    for name, value in inputs.items():
        lines.append(f"  {name} = {json.dumps(value, ensure_ascii=False)}")
    write_error("".join(f"{printable(line)}\n" for line in lines))


def failure_diagnostic(failure: Failure) -> Diagnostic:
    """The finding that a step failed, at its place in the document."""
    innermost = list(failure.chain())[-1]
    message = f"step {failure.step_id!r}: {failure.reason}"
    hint = None
    if failure.last_response is not None and failure.last_response.status_code in (
        401,
        403,
    ):
        hint = "look at the credentials: the API does not take them, or wants others"
    return Diagnostic(STEP_FAILED, message, innermost.place or failure.place, hint)


def mock_diagnostic(error: Exception) -> Diagnostic:
    """The finding that the mock has no way on."""
    hint = "look whether a response can meet the criteria of the last step shown"
    return Diagnostic(MOCK_FAILED, f"the mock stopped: {error}", None, hint)


def _lines(report: Report) -> Iterator[str]:
    palette = COLOURED if shows_colour(sys.stderr) else PLAIN
    errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
    yield from render_text(in_source_order(errors), palette)
    yield from report.usage
    if report.is_interrupted:
        yield "interrupted"
    if report.failure is not None and report.failure.last_response is not None:
        yield from response_lines(report.failure.last_response, report.redaction)
    if report.failure is not None:
        for one in report.failure.chain():
            title = "" if one is report.failure else f" in {one.workflow_id}"
            yield from _completed_lines(one.completed, title, report.redaction)
    elif report.completed is not None:
        yield from _completed_lines(report.completed, "", report.redaction)


def _completed_lines(
    completed: Mapping[str, JsonValue], where: str, redaction: Redaction
) -> Iterator[str]:
    if not completed:
        yield printable(f"completed{where}: nothing")
        return
    yield printable(f"completed{where}:")
    shown = redaction.value(dict(completed))
    for line in json.dumps(shown, indent=2, ensure_ascii=False).splitlines():
        yield printable(line)


def _as_json(report: Report) -> dict[str, Any]:
    findings = render_json(in_source_order(report.diagnostics))
    found: dict[str, Any] = {
        "workflow": report.workflow.workflow_id if report.workflow else None,
        "document": report.workflow.document if report.workflow else None,
        "outputs": report.outputs,
    }
    if report.inputs:
        found["madeUpInputs"] = report.inputs
    if report.requests is not None:
        found["requests"] = report.requests
    else:
        found["steps"] = [one for one in map(as_json, report.events) if one]
    found["error"] = _error(report)
    found["diagnostics"] = findings
    return found


def _error(report: Report) -> dict[str, Any] | None:
    if report.failure is not None:
        return _failure(report.failure, report.redaction)
    if report.is_interrupted:
        return {"interrupted": True, "completed": _hidden(report, report.completed)}
    return None


def _hidden(report: Report, completed: Mapping[str, JsonValue] | None) -> JsonValue:
    return report.redaction.value(dict(completed or {}))


def _failure(failure: Failure, redaction: Redaction) -> dict[str, Any]:
    response = failure.response
    return {
        "workflow": failure.workflow_id,
        "step": failure.step_id,
        "reason": failure.reason,
        "response": response_json(response, redaction) if response else None,
        "completed": redaction.value(dict(failure.completed)),
        "cause": _failure(failure.cause, redaction) if failure.cause else None,
    }


def _dumped(value: Any) -> str:
    """JSON text; escaped so that a terminal obeys nothing in it, which JSON allows."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return (
        "".join(
            one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1]
            for one in text
        )
        + "\n"
    )
