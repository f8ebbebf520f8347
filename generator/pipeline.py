"""The stages in their order: from paths to the texts of a package of modules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from .diagnostics.model import Diagnostics
from .write.model import GeneratedFile

Layout: TypeAlias = Literal["flat", "document"]
"""OUT/<workflow>.py, or OUT/<document>/<workflow>.py."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told the document at hand, how many are done and how many there are."""


@dataclass(frozen=True)
class CompileRequest:
    """What to compile, and how.

    Attributes:
        specs: Files and folders, as the command line names them.
        sources: Replacements of source descriptions: name, and path or URL.
        strict: The letter of the specification; the dialect is an error.
        keep_going: Give the modules that compile although others do not.
        allow_remote: Sources may be fetched by https.
    """

    specs: tuple[Path, ...]
    layout: Layout = "flat"
    sources: tuple[tuple[str, str], ...] = ()
    strict: bool = False
    keep_going: bool = False
    allow_remote: bool = False


@dataclass(frozen=True)
class CompiledModule:
    """A module that was compiled.

    Attributes:
        workflow: The workflow's id.
        document: The name of the Arazzo document that holds it.
        path: The module's file, relative to OUT, with forward slashes.
        function, inputs, outputs, error: Names in the module; None where it has none.
    """

    workflow: str
    document: str
    path: str
    function: str
    inputs: str | None
    outputs: str | None
    error: str


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
    """

    modules: tuple[CompiledModule, ...]
    files: tuple[GeneratedFile, ...]
    diagnostics: Diagnostics
    unreadable: bool = False


def compile_specs(
    request: CompileRequest, progress: Progress | None = None
) -> Compilation:
    """Read, link, check, plan and emit; write nothing.

    Never raises for what documents hold: that is a diagnostic.
    """
    raise NotImplementedError
