"""The plan stage: from checked workflows to the plans of their modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..check.checker import CheckedWorkflow
from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import layout as rules
from ..link.model import WorkflowKey
from ..progress import Told, nobody
from .context import OtherModule
from .flavour import Flavour
from .locations import ModuleLocation
from .model import ModulePlan
from .module import ModulePlanner
from .names import folder_names, function_names


@dataclass
class _Planned:
    plans: dict[WorkflowKey, ModulePlan] = field(default_factory=dict)
    others: dict[WorkflowKey, OtherModule] = field(default_factory=dict)


def plan_modules(
    checked: Sequence[CheckedWorkflow],
    document_folders: bool,
    flavour: Flavour,
    diagnostics: Diagnostics,
    told: Told = nobody,
) -> dict[WorkflowKey, ModulePlan]:
    """The plan of each workflow's module.

    Args:
        checked: The workflows; those that others call come before them.
        document_folders: Whether each document gets a folder of its own.
        flavour: How the modules wait for what takes time.

    Returns:
        The plans by workflow. Of workflows that lead to one module there is none, and
        a finding.
    """
    locations = (
        _in_folders(checked) if document_folders else _in_one(checked, diagnostics)
    )
    planned = _Planned()
    for number, one in enumerate(checked):
        told(one.workflow.key.document, number, len(checked))
        location = locations.get(one.workflow.key)
        if location is None or any(key not in planned.plans for key in one.called):
            continue
        planner = ModulePlanner(one, location, planned.others, locations, flavour)
        plan, other = planner.plan()
        planned.plans[one.workflow.key] = plan
        planned.others[one.workflow.key] = other
    return planned.plans


def _in_folders(
    checked: Sequence[CheckedWorkflow],
) -> dict[WorkflowKey, ModuleLocation]:
    keys = [one.workflow.key for one in checked]
    folders = folder_names([key.document for key in keys])
    return {
        key: ModuleLocation(folders[document], names[key.workflow_id])
        for document in folders
        for names in [
            function_names([k.workflow_id for k in keys if k.document == document])
        ]
        for key in keys
        if key.document == document
    }


def _in_one(
    checked: Sequence[CheckedWorkflow], diagnostics: Diagnostics
) -> dict[WorkflowKey, ModuleLocation]:
    names = function_names([one.workflow.key.workflow_id for one in checked])
    first: dict[str, CheckedWorkflow] = {}
    repeated: set[str] = set()
    for one in checked:
        workflow_id = one.workflow.key.workflow_id
        earlier = first.setdefault(workflow_id, one)
        if earlier is not one:
            repeated.add(workflow_id)
            _report_repeated(earlier, one, diagnostics)
    return {
        one.workflow.key: ModuleLocation("", names[one.workflow.key.workflow_id])
        for one in checked
        if one.workflow.key.workflow_id not in repeated
    }


def _report_repeated(
    earlier: CheckedWorkflow, later: CheckedWorkflow, diagnostics: Diagnostics
) -> None:
    nodes = [one.workflow.node.get("workflowId") for one in (earlier, later)]
    places = [node.place for node in nodes if node is not None]
    diagnostics.add(
        rules.SAME_MODULE,
        f"the workflow {later.workflow.key.workflow_id!r} is in "
        f"{earlier.workflow.key.document} too",
        places[1],
        "compile with --layout document, or rename one of the two",
        related=((places[0], "the other"),),
    )
