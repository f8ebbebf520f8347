"""Workflows that are planned, and what of a compilation follows from their plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .check.calls import with_called
from .compilation import Compilation, CompiledModule
from .diagnostics.model import Diagnostics
from .emit.module import emit_module, package_file
from .link.model import Workflow, WorkflowKey
from .link.references import References
from .plan.model import ModulePlan
from .write.model import GeneratedFile


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
        files = (*(emit_module(plan) for plan in plans), *package_files(plans))
        return Compilation(
            tuple(compiled_module(plan) for plan in plans),
            files,
            self.diagnostics,
            self.unreadable,
            self.has_documents,
        )

    def with_called(self, keys: Iterable[WorkflowKey]) -> list[WorkflowKey]:
        """The workflows and all that they run."""
        return with_called(keys, self.workflows)


def compiled_module(plan: ModulePlan) -> CompiledModule:
    return CompiledModule(
        workflow=plan.workflow_id,
        document=plan.document_name,
        path=plan.path,
        function=plan.function.name,
        inputs=plan.inputs,
        outputs=plan.outputs,
        error=plan.error.name,
        async_function=plan.async_function,
    )


def package_files(plans: Sequence[ModulePlan]) -> Iterator[GeneratedFile]:
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
