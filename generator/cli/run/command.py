"""The command `run`: compile in memory, run, tell."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import click

from ...diagnostics.model import Diagnostic, Severity
from ...diagnostics.printable import printable
from ...diagnostics.rules import running as rules
from ...diagnostics.rules.files import USAGE
from ...link.model import WorkflowKey
from ...mock.mock_api import MockError
from ...mock.rehearsal import Stage, connect_to
from ...planned import PlannedWorkflows
from ...read.document import JsonValue
from ...running.failure import Examiner
from ...running.outline.requests import Outline
from ...running.program import (
    CallRequest,
    Connect,
    Program,
    outputs_by_name,
    program_of,
)
from ...running.redaction import Redaction, secret_inputs
from ...running.trace import Event, Sending, Trace
from ...stages import plan_workflows
from ..console import write_error, write_out
from ..failure import diagnose
from ..job import Job, findings_of, lint_job
from .choice import choose_workflow
from .connections import (
    Connections,
    CredentialsError,
    credential_lines,
    credentials_given,
)
from .dry import entry_json, entry_lines
from .inputs import InputReader, InputValues
from .options import RunOptions
from .report import (
    Report,
    failure_diagnostic,
    mock_diagnostic,
    write_made_up,
    write_report,
    write_warnings,
)
from .screen import Screen
from .servers import BaseUrls, missing_servers, read_servers

_MOST_ENTRIES = 1_000
"""Of an outline: workflows that call others twice, which do so too, have no end."""

_USAGE = USAGE | {
    rule.code for rule in (rules.WRONG_WORKFLOW, rules.WRONG_INPUT, rules.WRONG_SERVER)
}


def run_workflow(options: RunOptions) -> int:
    """Run a workflow, or show what it would send; tell what came of it.

    Returns:
        The exit status: 0: it ended; 1: a step failed, or a document has an error;
        2: the command was called wrongly; 130: interrupted.

    Raises:
        click.UsageError: Options exclude each other.
    """
    if options.mock and (options.dry_run or options.servers):
        other = "--dry-run" if options.dry_run else "--server"
        raise click.UsageError(f"--mock sends nothing, and leaves {other} no meaning")
    try:
        report = _report(options)
    except (click.ClickException, click.Abort):
        raise
    except Exception as error:
        # Whatever it is, the user gets a diagnostic, in JSON where JSON is expected.
        if options.verbose or os.environ.get("ARAZZO_CODEGEN_TRACEBACK"):
            write_error("".join(traceback.format_exception(error)))
        report = Report(diagnostics=[diagnose(error)], status=1)
    write_report(report, options.output_format)
    return report.status


def _report(options: RunOptions) -> Report:
    job = lint_job(options.compiling)
    if not isinstance(job, Job):
        return _refusal(job)
    # The functions that wait are run, whatever the settings compile for others.
    request = replace(
        job.request, checks_only=False, cached=False, flavour="sync", parallel=False
    )
    planned = plan_workflows(request)
    found = findings_of(planned)
    if any(one.severity is Severity.ERROR for one in found):
        refused = _refusal(found)
        return replace(refused, status=2) if planned.unreadable else refused
    if options.output_format == "text" and not options.quiet:
        write_warnings(found, options.verbose)
    workflows = {key: planned.workflows[key] for key in planned.plans}
    key = choose_workflow(options.workflow, workflows)
    if isinstance(key, Diagnostic):
        return _refusal([*found, key])
    with program_of(planned, (key,)) as program:
        return Session(options, planned, program, key, found).report()


def _refusal(found: Sequence[Diagnostic]) -> Report:
    errors = [one for one in found if one.severity is Severity.ERROR]
    is_usage = any(one.rule.code in _USAGE for one in errors)
    return Report(diagnostics=list(found), status=2 if is_usage else 1)


@dataclass
class Session:
    """A run of one workflow."""

    options: RunOptions
    planned: PlannedWorkflows
    program: Program
    key: WorkflowKey
    found: list[Diagnostic]
    redaction: Redaction = field(default_factory=Redaction)

    def report(self) -> Report:
        """Run the workflow, or outline its requests, unless the inputs or servers are
        wrong."""
        reader = InputReader(self.planned, self.program, self.key)
        report = Report(self.key, self.found, redaction=self.redaction)
        values = self._values(reader, report)
        urls, faults = read_servers(self.options.servers, self.key, self.planned)
        faults += values.faults
        if not (self.options.mock or self.options.dry_run):
            faults += missing_servers(urls, self.program.plans[self.key])
        if faults:
            refused = Report(diagnostics=[*self.found, *faults], status=2)
            if values.faults:
                refused.usage = ["the inputs:", *reader.usage()]
            return refused
        if not (self.options.mock or self.options.quiet):
            lines = credential_lines(self.program.plans[self.key], urls)
            write_error("".join(f"{printable(line)}\n" for line in lines))
        if self.options.dry_run:
            self._outline(report, values, urls)
        else:
            if self.options.mock and not self.options.quiet:
                write_made_up(report.inputs)
            self._run(report, values, urls)
        return report

    def _values(self, reader: InputReader, report: Report) -> InputValues:
        """The inputs: given, from the environment or asked for, or made up."""
        values = reader.read(self.options)
        if self.options.dry_run:
            self._learn(values)
            reader.check(values, lambda key, name: True)
        elif self.options.mock:
            self._learn(values)
            report.inputs = self._make_up(values, reader)
            reader.check(values, lambda key, name: False)
        else:
            reader.add_from_environment(values)
            asked = reader.to_ask(values)
            reader.check(values, lambda key, name: (key, name) in asked)
            if asked and not values.faults:
                reader.ask(values)
                reader.check(values, lambda key, name: False)
            self._learn(values)
        return values

    def _learn(self, values: InputValues) -> None:
        """Note the secrets among the inputs."""
        for key, given in values.values.items():
            self.redaction.learn(dict(given), secret_inputs(self.program.plans[key]))
        credentials = credentials_given(self.program.plans[self.key])
        self.redaction.secrets.update(credentials)

    def _outline(self, report: Report, values: InputValues, urls: BaseUrls) -> None:
        """Note the requests as far as they are known, and show them."""
        outline = Outline(
            self.planned.workflows, self.planned.plans, urls.of, values.values
        )
        entries = list(islice(outline.of(self.key), _MOST_ENTRIES + 1))
        if len(entries) > _MOST_ENTRIES:
            entries.pop()
            write_error(f"only the first {_MOST_ENTRIES:,} requests are shown\n")
        report.requests = [entry_json(one, self.redaction) for one in entries]
        if self.options.output_format == "text":
            lines = entry_lines(entries, self.redaction)
            write_out("".join(f"{line}\n" for line in lines))

    def _make_up(
        self, values: InputValues, reader: InputReader
    ) -> dict[str, JsonValue]:
        """Complete the inputs with values of the schema; the values that were made up."""
        stage = Stage(self.planned)
        made_up: dict[str, JsonValue] = {}
        for key, given in values.values.items():
            for name, value in stage.inputs(key).items():
                if name not in given and (key, name) not in values.refused:
                    given[name] = made_up[reader.name(key, name)] = value
                    values.made_up.add((key, name))
        return made_up

    def _run(self, report: Report, values: InputValues, urls: BaseUrls) -> None:
        """Call the function of the workflow, and note what comes of it."""
        screen = self._screen()
        tell = _telling(report.events, None if self.options.quiet else screen.show)
        examiner = Examiner(self.planned, self.program, self.redaction)
        trace = Trace(self.program, self.planned.workflows, examiner, tell)
        inputs = values.values
        connect: Connect = Connections(self.program.module(self.key), urls)
        sleep = _waiting(trace)
        if self.options.mock:
            stage = Stage(self.planned)
            connect = connect_to(stage.mock(self.key, dict(inputs[self.key])))
            sleep = trace.waiting
        request = CallRequest(
            dict(inputs[self.key]),
            {key: dict(one) for key, one in inputs.items()},
            trace.connecting(connect),
            sleep,
        )
        try:
            with trace.following(self.key):
                result = self.program.call(self.key, request)
            report.outputs = outputs_by_name(result)
        except KeyboardInterrupt as interrupt:
            found = examiner.interrupted(self.key, interrupt.__traceback__)
            report.completed, report.status = found, 130
        except CredentialsError as error:
            report.diagnostics.append(error.diagnostic)
            report.status = 2
        except MockError as error:
            report.diagnostics.append(mock_diagnostic(error))
            report.status = 1
        except Exception as error:
            report.failure = examiner.failure(error)
            if report.failure is None:
                raise
            report.diagnostics.append(failure_diagnostic(report.failure))
            report.status = 1
        finally:
            screen.clear()

    def _screen(self) -> Screen:
        steps = self.planned.workflows[self.key].steps
        width = max((len(printable(step.id)) for step in steps), default=0)
        return Screen(width, skips_waits=self.options.mock)


def _telling(
    events: list[Event], show: Callable[[Event], None] | None
) -> Callable[[Event], None]:
    """Notes what has happened, and shows it."""

    def tell(event: Event) -> None:
        if not isinstance(event, Sending):
            events.append(event)
        if show is not None:
            show(event)

    return tell


def _waiting(trace: Trace) -> Callable[[float], None]:
    """Waits, and tells so before."""

    def wait(seconds: float) -> None:
        trace.waiting(seconds)
        time.sleep(seconds)

    return wait
