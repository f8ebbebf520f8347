"""What a run tells its user: text, JSON, annotations of GitHub or SARIF."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from ..compilation import CompiledModule
from ..diagnostics.model import Diagnostic, Severity
from ..diagnostics.order import LocatedDiagnostic, in_source_order
from ..diagnostics.render_github import render_github
from ..diagnostics.render_json import render_json
from ..diagnostics.render_sarif import render_sarif
from ..diagnostics.render_text import COLOURED, PLAIN, render_text
from ..diagnostics.rules.files import USAGE
from ..version import __version__
from ..write.result import TreeDifference, WriteResult
from .console import shows_colour, write_error, write_out
from .options import Options
from .summary import (
    add_time,
    describe_changes,
    is_test,
    summarize,
    summarize_tests,
)

Purpose: TypeAlias = Literal["write", "compare", "lint"]
"""What the run was for."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes:
        purpose: What it was for.
        diagnostics: Everything that was found.
        modules: What compiled.
        out: The output folder; None where none is concerned.
        files: What was or would be done to it; None where it did not come to that.
        unreadable: Whether a document could not be read.
        tests: The folder of tests, and what was or would be done to it; None where no
            tests are asked for, or it did not come to that.
    """

    purpose: Purpose
    diagnostics: Sequence[Diagnostic]
    modules: tuple[CompiledModule, ...] = ()
    out: Path | None = None
    files: WriteResult | TreeDifference | None = None
    unreadable: bool = False
    tests: tuple[Path, WriteResult | TreeDifference] | None = None
    findings: list[LocatedDiagnostic] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "findings", in_source_order(self.diagnostics))

    @property
    def trees(self) -> list[tuple[Path, WriteResult | TreeDifference]]:
        """The folders concerned, each with what was or would be done to it."""
        found = [self.tests] if self.tests is not None else []
        if self.files is not None and self.out is not None:
            found.insert(0, (self.out, self.files))
        return found


def exit_status(outcome: Outcome, options: Options) -> int:
    """The exit status that the documentation of the command line promises."""
    if outcome.unreadable or any(
        found.rule.code in USAGE for found in outcome.diagnostics
    ):
        return 2
    if any(found.severity is Severity.ERROR for found in outcome.diagnostics):
        return 1
    differs = any(
        isinstance(files, TreeDifference) and files.changes
        for _, files in outcome.trees
    )
    return 1 if differs and options.check else 0


def report(outcome: Outcome, options: Options, seconds: float) -> None:
    """Tell the user: findings as text on standard error, or in another form on standard
    output; what came of the run on standard error, unless JSON says it.

    Args:
        seconds: How long the run took.
    """
    match options.output_format:
        case "json":
            write_out(_json(outcome))
            return
        case "github":
            annotations = render_github(_shown(outcome, options), _checkout())
            write_out(_lines(annotations))
        case "sarif":
            log = render_sarif(outcome.findings, Path.cwd(), __version__)
            write_out(json.dumps(log, indent=2) + "\n")
        case "text":
            palette = COLOURED if shows_colour(sys.stderr) else PLAIN
            write_error(_lines(render_text(_shown(outcome, options), palette)))
    if not options.quiet:
        write_error(_lines(_ending(outcome, options, seconds)))


def _json(outcome: Outcome) -> str:
    touched = _touched(outcome.files)
    modules = [
        {
            "workflow": module.workflow,
            "document": module.document,
            "path": module.path,
            "function": module.function,
            **_async_function(module),
            "inputs": module.inputs,
            "outputs": module.outputs,
            "error": module.error,
            "changed": module.path in touched,
        }
        for module in (outcome.modules if outcome.files is not None else ())
    ]
    content = {"modules": modules, "diagnostics": render_json(outcome.findings)}
    if outcome.tests is not None:
        folder, files = outcome.tests
        content["tests"] = [
            {"path": (folder / path).as_posix(), "changed": path in _touched(files)}
            for path in sorted((*_touched(files), *files.unchanged))
            if is_test(path)
        ]
    return json.dumps(content, indent=2) + "\n"


def _async_function(module: CompiledModule) -> dict[str, str]:
    """The function to be awaited, where there is one."""
    name = module.async_function
    return {} if name is None else {"async_function": name}


def _checkout() -> Path:
    """The folder from which GitHub names the files of a repository."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())


def _shown(outcome: Outcome, options: Options) -> list[LocatedDiagnostic]:
    if not options.quiet:
        return outcome.findings
    return [found for found in outcome.findings if _is_error(found)]


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _ending(outcome: Outcome, options: Options, seconds: float) -> Iterator[str]:
    """What was done to the files, and a line that sums the run up."""
    yield from _changes(outcome, options)
    line = summarize(
        outcome.purpose,
        [found.diagnostic.severity for found in outcome.findings],
        _touched_modules(outcome),
        outcome.files,
        outcome.out,
    )
    if outcome.tests is not None:
        yield summarize_tests(*outcome.tests)
    yield add_time(line, seconds)


def _changes(outcome: Outcome, options: Options) -> Iterator[str]:
    for folder, files in outcome.trees:
        is_compared = isinstance(files, TreeDifference)
        if options.verbose or (is_compared and options.check):
            yield from describe_changes(files, folder, options.verbose)


def _is_error(located: LocatedDiagnostic) -> bool:
    return located.diagnostic.severity is Severity.ERROR


def _touched(files: WriteResult | TreeDifference | None) -> frozenset[str]:
    if files is None:
        return frozenset()
    return frozenset((*files.created, *files.changed))


def _touched_modules(outcome: Outcome) -> tuple[int, int]:
    """How many modules were (or would be) written, and how many were current."""
    touched = _touched(outcome.files)
    written = sum(module.path in touched for module in outcome.modules)
    return written, len(outcome.modules) - written
