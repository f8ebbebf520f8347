"""The stages in their order: from paths to the texts of a package of modules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from .check.calls import called_by
from .check.checker import check_workflows
from .diagnostics.model import Diagnostics
from .diagnostics.rules.reading import UNREADABLE
from .diagnostics.severity import EVERYTHING, Selection
from .emit.module import emit_module, package_file
from .link.linker import Linked, link_documents
from .link.model import WorkflowKey
from .plan.model import ModulePlan
from .plan.modules import plan_modules
from .read.discovery import default_roots, find_documents
from .read.library import Library
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
        sources: Replacements of source descriptions: name, and path.
        strict: The letter of the specification; the dialect is an error.
        keep_going: Give the modules that compile although others do not.
        selection: Which warnings are wanted, and how grave they are.
        checks_only: End after the check stage: findings, and no modules.
    """

    specs: tuple[Path, ...]
    layout: Layout = "flat"
    sources: tuple[tuple[str, str], ...] = ()
    strict: bool = False
    keep_going: bool = False
    selection: Selection = EVERYTHING
    checks_only: bool = False


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
        has_documents: Whether there was an Arazzo document to compile.
    """

    modules: tuple[CompiledModule, ...]
    files: tuple[GeneratedFile, ...]
    diagnostics: Diagnostics
    unreadable: bool = False
    has_documents: bool = True


def compile_specs(
    request: CompileRequest, progress: Progress | None = None
) -> Compilation:
    """Read, link, check, plan and emit; write nothing.

    Never raises for what documents hold: that is a diagnostic.
    """
    diagnostics = Diagnostics(request.strict, request.selection)
    overrides = {name: Path(path) for name, path in request.sources}
    roots = (*default_roots(request.specs), *(p.parent for p in overrides.values()))
    library = Library(roots)
    found = find_documents(request.specs, library)
    diagnostics.extend(found.faults)
    linked = link_documents(found.documents, library, overrides, diagnostics)
    checked = check_workflows(linked, diagnostics)
    unreadable = any(fault.rule in UNREADABLE for fault in found.faults)
    has_documents = bool(found.documents)
    if request.checks_only:
        return Compilation((), (), diagnostics, unreadable, has_documents)
    plans = plan_modules(checked, request.layout == "document", diagnostics)
    kept = (
        []
        if diagnostics.has_errors and not request.keep_going
        else list(_in_document_order(plans, linked))
    )
    files: list[GeneratedFile] = []
    for number, plan in enumerate(kept):
        if progress is not None:
            progress(plan.document_name, number, len(kept))
        files.append(emit_module(plan))
    modules = tuple(_compiled(plan) for plan in kept)
    every_file = (*files, *_package_files(kept))
    return Compilation(modules, every_file, diagnostics, unreadable, has_documents)


def _in_document_order(
    plans: Mapping[WorkflowKey, ModulePlan], linked: Linked
) -> Iterator[ModulePlan]:
    """The modules of the given documents, and those that they call."""
    given = set(linked.documents)
    called = {
        other
        for key, workflow in linked.workflows.items()
        if key.document in given
        for other in called_by(workflow)
    }
    for key in linked.workflows:
        if key in plans and (key.document in given or key in called):
            yield plans[key]


def _compiled(plan: ModulePlan) -> CompiledModule:
    return CompiledModule(
        plan.workflow_id,
        plan.document_name,
        plan.path,
        plan.function.name,
        plan.inputs,
        plan.outputs,
        plan.error.name,
    )


def _package_files(plans: Sequence[ModulePlan]) -> Iterator[GeneratedFile]:
    """What makes packages of the folders: `__init__.py` and `py.typed`."""
    if not plans:
        return
    yield GeneratedFile("__init__.py", package_file("Workflows, one module each."))
    yield GeneratedFile("py.typed", "")
    folders = {
        plan.path.rpartition("/")[0]: plan.document
        for plan in plans
        if "/" in plan.path
    }
    for folder, document in sorted(folders.items()):
        text = package_file(f"The workflows of {document}.")
        yield GeneratedFile(f"{folder}/__init__.py", text)
