"""Which workflows a workflow runs, and the order in which they can be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..link.model import Workflow, WorkflowCall, WorkflowKey, WorkflowTarget
from ..read.document import Node, Place


def called_by(workflow: Workflow) -> tuple[WorkflowKey, ...]:
    """The workflows that one runs: before it, in its steps and by its actions."""
    keys = list(workflow.depends_on)
    for step in workflow.steps:
        if isinstance(step.call, WorkflowCall):
            keys.append(step.call.workflow)
        for action in (*step.on_success, *step.on_failure):
            if isinstance(action.target, WorkflowTarget):
                keys.append(action.target.workflow)
    return tuple(dict.fromkeys(keys))


def with_called(
    keys: Iterable[WorkflowKey], workflows: Mapping[WorkflowKey, Workflow]
) -> list[WorkflowKey]:
    """Workflows and all that they run, those of workflows that they run included."""
    found: dict[WorkflowKey, None] = {}
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key in workflows and key not in found:
            found[key] = None
            waiting += called_by(workflows[key])
    return list(found)


def place_of_call(workflow: Workflow, key: WorkflowKey) -> Place:
    """Where a workflow names another one that it runs."""
    listed = workflow.node.get("dependsOn")
    for item in listed.items() if listed is not None else ():
        if key in workflow.depends_on and _names(item, key):
            return item.place
    for step in workflow.steps:
        if isinstance(step.call, WorkflowCall) and step.call.workflow == key:
            return _field(step.node, "workflowId")
        for action in (*step.on_success, *step.on_failure):
            if action.target == WorkflowTarget(key):
                return _field(action.node, "workflowId")
    return workflow.node.place


def _names(item: Node, key: WorkflowKey) -> bool:
    text = str(item.value)
    return text == key.workflow_id or text.endswith(f".{key.workflow_id}")


def _field(node: Node, name: str) -> Place:
    found = node.get(name)
    return node.place if found is None else found.place


def in_call_order(
    workflows: Mapping[WorkflowKey, Workflow],
) -> tuple[tuple[WorkflowKey, ...], tuple[tuple[WorkflowKey, ...], ...]]:
    """The workflows, those that are called first, and the cycles among them.

    A workflow of a cycle, and one that leads to a cycle, is not among the first.
    """
    search = _Search(workflows)
    for start in workflows:
        search.visit(start)
    return tuple(search.order), tuple(search.cycles)


@dataclass
class _Search:
    """Goes through the calls, depth first.

    Attributes:
        state: Of what has been gone through, whether it leads to no cycle.
    """

    workflows: Mapping[WorkflowKey, Workflow]
    order: list[WorkflowKey] = field(default_factory=list)
    cycles: list[tuple[WorkflowKey, ...]] = field(default_factory=list)
    state: dict[WorkflowKey, bool] = field(default_factory=dict)

    def visit(self, start: WorkflowKey) -> None:
        """Go through all that a workflow leads to. Without recursion: documents may
        chain many workflows."""
        if start in self.state:
            return
        stack = [(start, iter(called_by(self.workflows[start])))]
        while stack:
            key, rest = stack[-1]
            following = next(rest, None)
            path = [one for one, _ in stack]
            if following is None:
                stack.pop()
                self._leave(key)
            elif following in path:
                self.cycles.append(tuple(path[path.index(following) :]))
            elif following in self.workflows and following not in self.state:
                stack.append((following, iter(called_by(self.workflows[following]))))

    def _leave(self, key: WorkflowKey) -> None:
        called = called_by(self.workflows[key])
        self.state[key] = all(self.state.get(other, False) for other in called)
        if self.state[key]:
            self.order.append(key)
