"""Which workflows a workflow runs, and the order in which they can be looked at."""

from __future__ import annotations

from collections.abc import Mapping

from ..link.model import Workflow, WorkflowCall, WorkflowKey, WorkflowTarget


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


def in_call_order(
    workflows: Mapping[WorkflowKey, Workflow],
) -> tuple[tuple[WorkflowKey, ...], tuple[tuple[WorkflowKey, ...], ...]]:
    """The workflows, those that are called first, and the cycles among them.

    A workflow of a cycle, and one that leads to a cycle, is not among the first.
    """
    order: list[WorkflowKey] = []
    cycles: list[tuple[WorkflowKey, ...]] = []
    state: dict[WorkflowKey, bool] = {}
    for start in workflows:
        _visit(start, workflows, state, [], order, cycles)
    return tuple(order), tuple(cycles)


def _visit(
    start: WorkflowKey,
    workflows: Mapping[WorkflowKey, Workflow],
    state: dict[WorkflowKey, bool],
    path: list[WorkflowKey],
    order: list[WorkflowKey],
    cycles: list[tuple[WorkflowKey, ...]],
) -> None:
    """Depth first, without recursion: documents may chain many workflows."""
    stack = [(start, iter(called_by(workflows[start])))] if start not in state else []
    path[:] = [start] if stack else []
    while stack:
        key, rest = stack[-1]
        following = next(rest, None)
        if following is None:
            stack.pop()
            path.pop()
            whole = all(state.get(other, False) for other in called_by(workflows[key]))
            state[key] = whole
            if whole:
                order.append(key)
        elif following in path:
            cycles.append(tuple(path[path.index(following) :]))
        elif following in workflows and following not in state:
            path.append(following)
            stack.append((following, iter(called_by(workflows[following]))))
