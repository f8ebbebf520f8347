"""The stages in their order: from paths to the texts of a package of modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .cache.modules import emit_changed
from .check.calls import with_called
from .check.checker import check_workflows
from .diagnostics.model import Diagnostics
from .diagnostics.order import with_places_found
from .diagnostics.rules.reading import UNREADABLE
from .emit.module import emit_module, package_file
from .emit.modules import emit_modules
from .link.linker import Linked, link_documents
from .link.model import Workflow, WorkflowKey
from .link.references import References
from .pipeline import Compilation, CompiledModule, CompileRequest
from .plan.flavours import FLAVOURS
from .plan.model import ModulePlan
from .plan.modules import plan_modules
from .progress import Progress, unwatched
from .read.discovery import default_roots, find_documents
from .read.library import Library
from .read.read_set import ReadSet
from .read.remote_access import is_url
from .write.model import GeneratedFile


@dataclass(frozen=True)
class _Planned:
    """What is left of the documents when the modules are planned: no document, unless
    tests are asked for."""

    plans: list[ModulePlan]
    diagnostics: Diagnostics
    unreadable: bool
    has_documents: bool
    to_test: PlannedWorkflows | None
    """The workflows with their documents, where tests are asked for."""


@dataclass(frozen=True, eq=False)
class PlannedWorkflows:
    """Workflows that were planned, for what has to know more of them than their text.

    Attributes:
        plans: The modules in the order of their documents, those that they call
            included; empty where errors leave none.
        workflows: Every workflow without errors.
        references: Follows the `$ref`s of all documents.
        unreadable, has_documents: As of a compilation.
    """

    plans: Mapping[WorkflowKey, ModulePlan]
    workflows: Mapping[WorkflowKey, Workflow]
    references: References
    diagnostics: Diagnostics
    unreadable: bool = False
    has_documents: bool = True

    def emit(self, keys: Iterable[WorkflowKey] | None = None) -> Compilation:
        """The modules of some workflows and of those that they call; of all by
        default."""
        wanted = set(self.plans if keys is None else self.with_called(keys))
        plans = [plan for key, plan in self.plans.items() if key in wanted]
        files = (*(emit_module(plan) for plan in plans), *_package_files(plans))
        return Compilation(
            tuple(_compiled(plan) for plan in plans),
            files,
            self.diagnostics,
            self.unreadable,
            self.has_documents,
        )

    def with_called(self, keys: Iterable[WorkflowKey]) -> list[WorkflowKey]:
        """The workflows and all that they run."""
        return with_called(keys, self.workflows)


def run_stages(
    request: CompileRequest, reads: ReadSet, progress: Progress
) -> Compilation:
    """Read, link, check, plan and emit; note what is read."""
    planned = _plan(request, reads, progress)
    plans = planned.plans
    told = progress("emit")

    def emit(new: Sequence[ModulePlan]) -> list[GeneratedFile]:
        kept = len(plans) - len(new)

        def tell(number: int) -> None:
            told(new[number].document_name, kept + number, len(plans))

        return emit_modules(new, request.jobs, tell)

    modules = emit_changed(plans, emit) if request.cached else emit(plans)
    files = (*modules, *_package_files(plans))
    return Compilation(
        tuple(_compiled(plan) for plan in plans),
        files,
        planned.diagnostics,
        planned.unreadable,
        planned.has_documents,
        _tests(planned.to_test, files, request.tested_package),
    )


def _tests(
    planned: PlannedWorkflows | None,
    modules: Sequence[GeneratedFile],
    package: str | None,
) -> tuple[GeneratedFile, ...]:
    """The files of tests, which yield to those that people took over."""
    if planned is None or package is None:
        return ()
    from .testing.files import test_files  # noqa: PLC0415

    return tuple(test_files(planned, modules, package))


def plan_workflows(request: CompileRequest) -> PlannedWorkflows:
    """Read, link, check and plan; keep what the stages know of the workflows.

    Never raises for what documents hold: that is a diagnostic.
    """
    return _plan_all(request, ReadSet(), unwatched)


def _plan(request: CompileRequest, reads: ReadSet, progress: Progress) -> _Planned:
    """Read, link, check and plan. No plan is given where errors leave none to emit."""
    found = _plan_all(request, reads, progress)
    return _Planned(
        list(found.plans.values()),
        with_places_found(found.diagnostics),
        found.unreadable,
        found.has_documents,
        found if request.tested_package is not None else None,
    )


def _plan_all(
    request: CompileRequest, reads: ReadSet, progress: Progress
) -> PlannedWorkflows:
    diagnostics = Diagnostics(request.strict, request.selection)
    overrides = {
        name: word if is_url(word) else Path(word) for name, word in request.sources
    }
    files = (word.parent for word in overrides.values() if isinstance(word, Path))
    roots = (*default_roots(request.specs), *files)
    library = Library(roots, reads, request.remote)
    found = find_documents(request.specs, library)
    diagnostics.extend(found.faults)
    linked = link_documents(
        found.documents, library, overrides, diagnostics, progress("link")
    )
    checked = check_workflows(linked, diagnostics, progress("check"))
    kept: dict[WorkflowKey, ModulePlan] = {}
    if not request.checks_only:
        plans = plan_modules(
            checked,
            request.layout == "document",
            replace(FLAVOURS[request.flavour], parallel=request.parallel),
            diagnostics,
            progress("plan"),
        )
        if request.keep_going or not diagnostics.has_errors:
            kept = dict(_in_document_order(plans, linked))
    return PlannedWorkflows(
        kept,
        {one.workflow.key: one.workflow for one in checked},
        linked.references,
        diagnostics,
        any(fault.rule in UNREADABLE for fault in found.faults),
        bool(found.documents),
    )


def _in_document_order(
    plans: Mapping[WorkflowKey, ModulePlan], linked: Linked
) -> Iterator[tuple[WorkflowKey, ModulePlan]]:
    """The modules of the given documents, and of all that they call."""
    given = set(linked.documents)
    own = (key for key in linked.workflows if key.document in given)
    wanted = set(with_called(own, linked.workflows))
    for key in linked.workflows:
        if key in plans and key in wanted:
            yield key, plans[key]


def _compiled(plan: ModulePlan) -> CompiledModule:
    return CompiledModule(
        plan.workflow_id,
        plan.document_name,
        plan.path,
        plan.function.name,
        plan.inputs,
        plan.outputs,
        plan.error.name,
        plan.async_function,
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
