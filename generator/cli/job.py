"""From a command line and settings to what is to be compiled."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..compilation import Compilation, CompileRequest
from ..diagnostics.model import Diagnostic, TextPlace
from ..diagnostics.rules import files as rules
from ..read.beside import hint_beside
from ..read.document import Position
from ..read.remote_access import RemoteAccess
from ..write.location import check_location
from .asynchronous import flavour_of
from .options import Options
from .selection import selection_of
from .settings import Settings, read_settings
from .sources import check_sources, hosts_of, split_sources
from .tests_folder import check_tests_location, import_package

if TYPE_CHECKING:
    from ..planned import PlannedWorkflows


@dataclass(frozen=True)
class Job:
    """What to compile, and the folder it goes to; `out` is None for `lint`.

    Attributes:
        tests: The folder that tests go to; None where none are asked for.
    """

    request: CompileRequest
    out: Path | None
    tests: Path | None = None


def lint_job(options: Options) -> Job | list[Diagnostic]:
    """The job of `lint`, or what is wrong with the command line or the settings."""
    settings, faults = read_settings(Path.cwd())
    request, wrong = _request(options, settings)
    faults += wrong
    return faults or Job(replace(request, checks_only=True), None)


def generate_job(options: Options) -> Job | list[Diagnostic]:
    """The job of `generate`, or what is wrong with the command line, the settings or
    the output folder."""
    settings, faults = read_settings(Path.cwd())
    request, wrong = _request(options, settings)
    faults += wrong
    word = options.out or settings.out
    if word is None:
        hint = "give -o OUT, or set `out` in [tool.arazzo-codegen] of pyproject.toml"
        message = "no output folder given"
        faults.append(Diagnostic(rules.NO_OUTPUT, message, None, hint))
        return faults
    out = Path(word)
    faults += check_location(out, request.specs)
    tests_word = options.tests or settings.tests
    if tests_word is None:
        return faults or Job(request, out)
    tests = Path(tests_word)
    faults += check_tests_location(tests, out, request.specs)
    package = import_package(out)
    if not isinstance(package, str):
        return [*faults, package]
    if request.flavour == "async":
        message = "--tests calls functions that block: write --async both"
        raise click.UsageError(message)
    return faults or Job(replace(request, tested_package=package), out, tests)


def findings_of(result: Compilation | PlannedWorkflows) -> list[Diagnostic]:
    """What was found, and a finding where there was nothing to compile."""
    found = list(result.diagnostics)
    if result.has_documents or result.diagnostics.has_errors:
        return found
    message = "no Arazzo document found"
    hint = "name a document that has the member `arazzo`, or a folder that holds one"
    return [*found, Diagnostic(rules.NO_DOCUMENT, message, None, hint)]


def _request(
    options: Options, settings: Settings
) -> tuple[CompileRequest, list[Diagnostic]]:
    specs = tuple(Path(word) for word in options.specs)
    named, faults = split_sources(options.sources)
    sources = tuple((dict(settings.sources) | dict(named)).items())
    strict = settings.strict if options.strict is None else options.strict
    flavour, parallel = flavour_of(options, settings)
    remote = _remote(options, settings, named)
    selection, wrong_codes = selection_of(options, settings)
    faults += wrong_codes
    request = CompileRequest(
        specs=specs,
        layout=options.layout or settings.layout or "flat",
        flavour=flavour,
        parallel=parallel,
        sources=sources,
        strict=bool(strict),
        keep_going=options.keep_going,
        selection=selection,
        jobs=options.jobs or _cores(),
        cached=not options.no_cache,
        remote=remote,
    )
    faults += check_sources(sources, remote is not None)
    return request, [*faults, *_missing(specs)]


def _remote(
    options: Options, settings: Settings, named: Iterable[tuple[str, str]]
) -> RemoteAccess | None:
    """Leave to fetch. A host that settings or documents name is not trusted for that:
    they may come with a change that nobody has read yet."""
    is_allowed = options.allow_remote
    if is_allowed is None:
        is_allowed = settings.allow_remote
    return RemoteAccess((*options.hosts, *hosts_of(named))) if is_allowed else None


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _missing(specs: Iterable[Path]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for spec in specs:
        if not spec.exists():
            shown = spec.as_posix()
            place = TextPlace(shown, Position(1, 1))
            message = f"there is no file or folder {shown!r}"
            hint = hint_beside(spec, shown) or "check the path and the current folder"
            found.append(Diagnostic(rules.SPECS_NOT_FOUND, message, place, hint))
    return found
