"""The stages in their order: from paths to the texts of a package of modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .check.calls import called_by
from .check.checker import check_workflows
from .diagnostics.model import Diagnostics
from .diagnostics.rules.reading import UNREADABLE
from .emit.module import package_file
from .emit.modules import emit_modules
from .link.linker import Linked, link_documents
from .link.model import WorkflowKey
from .pipeline import Compilation, CompiledModule, CompileRequest, Progress
from .plan.model import ModulePlan
from .plan.modules import plan_modules
from .read.discovery import default_roots, find_documents
from .read.library import Library
from .read.read_set import ReadSet
from .write.model import GeneratedFile


@dataclass(frozen=True)
class _Planned:
    """What is left of the documents when the modules are planned: no document."""

    plans: list[ModulePlan]
    diagnostics: Diagnostics
    unreadable: bool
    has_documents: bool


def run_stages(
    request: CompileRequest, reads: ReadSet, progress: Progress | None
) -> Compilation:
    """Read, link, check, plan and emit; note what is read."""
    planned = _plan(request, reads)
    plans = planned.plans

    def tell(number: int) -> None:
        if progress is not None:
            progress(plans[number].document_name, number, len(plans))

    files = emit_modules(plans, request.jobs, tell)
    return Compilation(
        tuple(_compiled(plan) for plan in plans),
        (*files, *_package_files(plans)),
        planned.diagnostics,
        planned.unreadable,
        planned.has_documents,
    )


def _plan(request: CompileRequest, reads: ReadSet) -> _Planned:
    """Read, link, check and plan. No plan is given where errors leave none to emit."""
    diagnostics = Diagnostics(request.strict, request.selection)
    overrides = {name: Path(path) for name, path in request.sources}
    roots = (*default_roots(request.specs), *(p.parent for p in overrides.values()))
    library = Library(roots, reads)
    found = find_documents(request.specs, library)
    diagnostics.extend(found.faults)
    linked = link_documents(found.documents, library, overrides, diagnostics)
    checked = check_workflows(linked, diagnostics)
    kept: list[ModulePlan] = []
    if not request.checks_only:
        plans = plan_modules(checked, request.layout == "document", diagnostics)
        if request.keep_going or not diagnostics.has_errors:
            kept = list(_in_document_order(plans, linked))
    unreadable = any(fault.rule in UNREADABLE for fault in found.faults)
    return _Planned(kept, diagnostics, unreadable, bool(found.documents))


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
