"""What a run of the compiler is asked for, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from .diagnostics.model import Diagnostics
from .diagnostics.severity import EVERYTHING, Selection
from .read.remote_access import RemoteAccess
from .write.model import GeneratedFile

Layout: TypeAlias = Literal["flat", "document"]
"""OUT/<workflow>.py, or OUT/<document>/<workflow>.py."""

Flavour: TypeAlias = Literal["sync", "async", "both"]
"""Functions that block, `async` ones, or both in one module."""


@dataclass(frozen=True)
class CompileRequest:
    """What to compile, and how.

    Attributes:
        specs: Files and folders, as the command line names them.
        sources: Replacements of source descriptions: name, and path or https URL.
        remote: Leave to fetch documents; None for none.
        flavour: What functions the modules have.
        parallel: Whether steps that nothing orders run at the same time.
        strict: The letter of the specification; the dialect is an error.
        keep_going: Give the modules that compile although others do not.
        selection: Which warnings are wanted, and how grave they are.
        checks_only: End after the check stage: findings, and no modules.
        jobs: How many processes may work at a time.
        cached: Whether the user's cache of results may be used.
        tested_package: The name under which tests import the modules; None for no
            tests.
    """

    specs: tuple[Path, ...]
    layout: Layout = "flat"
    sources: tuple[tuple[str, str], ...] = ()
    flavour: Flavour = "sync"
    parallel: bool = False
    strict: bool = False
    keep_going: bool = False
    selection: Selection = EVERYTHING
    checks_only: bool = False
    jobs: int = 1
    cached: bool = False
    tested_package: str | None = None
    remote: RemoteAccess | None = None


@dataclass(frozen=True)
class CompiledModule:
    """A module that was compiled.

    Attributes:
        workflow: The workflow's id.
        document: The name of the Arazzo document that holds it.
        path: The module's file, relative to OUT, with forward slashes.
        function, inputs, outputs, error: Names in the module; None where it has none.
        async_function: The function to be awaited: the only one, or one of two.
    """

    workflow: str
    document: str
    path: str
    function: str
    inputs: str | None
    outputs: str | None
    error: str
    async_function: str | None = None


@dataclass(frozen=True)
class Compilation:
    """What a run of the compiler gives; nothing of it is written yet.

    Attributes:
        modules: In the order of the documents and of the workflows in them.
        files: Every file of the output, `__init__.py` and `py.typed` included; empty
            where errors leave nothing to write.
        diagnostics: All findings.
        unreadable: Whether a document named on the command line, or found below it,
            could not be read or is no YAML or JSON (exit status 2).
        has_documents: Whether there was an Arazzo document to compile.
        tests: The files of tests, relative to a folder of their own.
    """

    modules: tuple[CompiledModule, ...]
    files: tuple[GeneratedFile, ...]
    diagnostics: Diagnostics
    unreadable: bool = False
    has_documents: bool = True
    tests: tuple[GeneratedFile, ...] = ()
