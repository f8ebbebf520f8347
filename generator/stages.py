"""The stages in their order: from paths to the texts of a package of modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .cache.modules import emit_changed
from .check.calls import with_called
from .check.checker import check_workflows
from .compilation import Compilation, CompileRequest
from .diagnostics.model import Diagnostics
from .diagnostics.order import with_places_found
from .diagnostics.rules.reading import UNREADABLE
from .emit.modules import emit_modules
from .link.linker import Linked, link_documents
from .link.model import WorkflowKey
from .plan.flavours import FLAVOURS
from .plan.model import ModulePlan
from .plan.modules import plan_modules
from .planned import PlannedWorkflows, compiled_module, package_files
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
    files = (*modules, *package_files(plans))
    return Compilation(
        tuple(compiled_module(plan) for plan in plans),
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
