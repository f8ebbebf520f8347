"""The commands `generate` and `lint`."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from .. import pipeline
from ..compilation import Compilation, CompileRequest
from ..diagnostics.printable import printable
from ..write.difference import compare_tree
from ..write.location import check_importable
from ..write.model import GeneratedFile
from ..write.result import TreeDifference, WriteResult
from ..write.tree import write_tree
from ..write.unified import unified_diff
from .console import shows_colour, write_error, write_out
from .failure import diagnose
from .job import Job, findings_of, generate_job, lint_job
from .options import Options
from .progress import ProgressBar
from .report import Outcome, Purpose, exit_status, report

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def run_generate(options: Options) -> int:
    """Compile and write, compare or show the difference; report.

    Returns:
        The exit status.
    """
    if options.diff and options.output_format != "text":
        message = (
            "--diff shows text; use --check with --output-format "
            f"{options.output_format}"
        )
        raise click.UsageError(message)
    is_comparing = options.check or options.diff
    purpose: Purpose = "compare" if is_comparing else "write"
    return _run(_generate, purpose, options)


def run_lint(options: Options) -> int:
    """Compile, write nothing, report.

    Returns:
        The exit status.
    """
    return _run(_lint, "lint", options)


def _run(
    run: Callable[[Options, Purpose], Outcome], purpose: Purpose, options: Options
) -> int:
    started = time.monotonic()
    outcome = _attempt(run, purpose, options)
    if options.diff:
        for folder, files in outcome.trees:
            if isinstance(files, TreeDifference):
                _show_difference(files, folder)
    report(outcome, options, time.monotonic() - started)
    return exit_status(outcome, options)


def _attempt(
    run: Callable[[Options, Purpose], Outcome], purpose: Purpose, options: Options
) -> Outcome:
    try:
        return run(options, purpose)
    except click.UsageError:
        raise
    except Exception as error:
        # Whatever it is, the user gets a diagnostic, in JSON where JSON is expected.
        if options.verbose or os.environ.get("ARAZZO_CODEGEN_TRACEBACK"):
            write_error("".join(traceback.format_exception(error)))
        return Outcome(purpose, [diagnose(error)])


def _generate(options: Options, purpose: Purpose) -> Outcome:
    job = generate_job(options)
    if not isinstance(job, Job) or job.out is None:
        return Outcome(purpose, job if isinstance(job, list) else [])
    compilation = _compile(job, options)
    compilation.diagnostics.extend(check_importable(job.out))
    diagnostics = findings_of(compilation)
    has_errors = any(found.severity == "error" for found in diagnostics)
    if not compilation.files or (has_errors and not options.keep_going):
        return Outcome(
            purpose, diagnostics, out=job.out, unreadable=compilation.unreadable
        )
    trees = [(job.out, compilation.files)]
    if job.tests is not None:
        trees.append((job.tests, compilation.tests))
    files, *tests = _compare_or_write(purpose, job.request, trees)
    for one in (files, *tests):
        compilation.diagnostics.extend(one.diagnostics)
    is_refused = any(one.is_refused for one in (files, *tests))
    return Outcome(
        purpose=purpose,
        diagnostics=list(compilation.diagnostics),
        modules=compilation.modules,
        out=job.out,
        files=None if is_refused else files,
        unreadable=compilation.unreadable,
        tests=None if is_refused or job.tests is None else (job.tests, tests[0]),
    )


def _compare_or_write(
    purpose: Purpose,
    request: CompileRequest,
    trees: Sequence[tuple[Path, Sequence[GeneratedFile]]],
) -> list[TreeDifference] | list[WriteResult]:
    """Compare folders with their files or write them, none of them where something
    stands in the way in one."""
    if purpose == "compare":
        return [compare_tree(folder, files) for folder, files in trees]
    later = [compare_tree(folder, files) for folder, files in trees[1:]]
    if any(one.is_refused for one in later):
        return [WriteResult(), *(WriteResult(diagnostics=o.diagnostics) for o in later)]
    return [write_tree(folder, files, request.specs) for folder, files in trees]


def _lint(options: Options, purpose: Purpose) -> Outcome:
    job = lint_job(options)
    if not isinstance(job, Job):
        return Outcome(purpose, job)
    compilation = _compile(job, options)
    diagnostics = findings_of(compilation)
    return Outcome(purpose, diagnostics, unreadable=compilation.unreadable)


def _compile(job: Job, options: Options) -> Compilation:
    with ProgressBar(None if options.quiet else sys.stderr) as progress:
        return pipeline.compile_specs(job.request, progress)


def _show_difference(difference: TreeDifference, out: Path) -> None:
    lines = unified_diff(difference, out)
    if not shows_colour(sys.stdout):
        write_out("".join(lines))
        return
    for line in lines:
        text = printable(line.rstrip("\n"))
        write_out(click.style(text, fg=_COLOURS.get(line[0])) + "\n")
