"""Steps and actions that nothing leads to, loops without an exit, and outputs of steps
that a jump can skip."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..diagnostics.rules import data, flow
from ..expressions.model import Expression, StepOutput
from ..link.model import Action, Step, StepTarget, Workflow
from ..read.document import Node, Place
from .flow_graph import Graph, always_completed_before, components, graph_of
from .flow_steps import flow_steps
from .inspection import Inspection
from .reads import (
    expressions_of_action,
    expressions_of_criteria,
    expressions_of_request,
)


def check_reachability(inspection: Inspection) -> None:
    """Report what the jumps of a workflow leave out, and where they go in a circle."""
    workflow = inspection.workflow
    for step in workflow.steps:
        _check_actions(step, "onSuccess", step.on_success, inspection)
        _check_actions(step, "onFailure", step.on_failure, inspection)
    if not any(step.on_success or step.on_failure for step in workflow.steps):
        return
    graph = graph_of(flow_steps(workflow.steps))
    _check_steps(graph, inspection)
    _check_loops(graph, inspection)
    _check_skipped(inspection)


def _check_actions(
    step: Step, field: str, actions: tuple[Action, ...], inspection: Inspection
) -> None:
    """Actions of the step's own list after one that always holds. Those that the
    workflow adds serve other steps too."""
    listed = step.node.get(field)
    own = list(actions[: len(list(listed.items())) if listed is not None else 0])
    for number, action in enumerate(own):
        # A retry gives way to the next action when it is exhausted.
        if action.criteria or action.kind == "retry":
            continue
        for later in own[number + 1 :]:
            inspection.diagnostics.add(
                flow.UNREACHABLE_ACTION,
                f"the action {later.name!r} is never taken: {action.name!r} before it "
                "has no criteria",
                _place(later.node, "name"),
                f"give {action.name!r} criteria, or put it last",
                related=((_place(action.node, "name"), "this one always holds"),),
            )
        return


def _check_steps(graph: Graph, inspection: Inspection) -> None:
    steps = inspection.workflow.steps
    reachable = set(graph.reachable)
    by_retry = {
        action.target.step_id
        for index in graph.reachable
        for action in (*steps[index].on_success, *steps[index].on_failure)
        if action.kind == "retry" and isinstance(action.target, StepTarget)
    }
    lost = [
        index
        for index, step in enumerate(steps)
        if index not in reachable and step.id not in by_retry
    ]
    for run in _runs(lost):
        names = " and ".join(repr(steps[index].id) for index in run)
        inspection.diagnostics.add(
            flow.UNREACHABLE_STEP,
            f"{'the step' if len(run) == 1 else 'the steps'} {names} can never run",
            _place(steps[run[0]].node, "stepId"),
            "let an action lead there, or give the one before it criteria",
        )


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    """Numbers that follow each other, together."""
    run: list[int] = numbers[:1]
    for before, number in pairwise(numbers):
        if number != before + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _check_loops(graph: Graph, inspection: Inspection) -> None:
    """Circles of steps out of which no success leads."""
    targets = [
        [edge.target for edge in graph.edges(index)]
        for index in range(len(graph.steps))
    ]
    for members in components(graph.reachable, targets):
        within = set(members)
        if len(members) == 1 and members[0] not in targets[members[0]]:
            continue
        leaves = any(
            edge.target not in within
            for index in members
            for edge in graph.edges(index)
        )
        if not leaves and not _may_end(members, inspection.workflow):
            _report_loop(members, inspection)


def _may_end(members: list[int], workflow: Workflow) -> bool:
    """Whether a failure action ends the workflow from within a loop."""
    return any(
        action.kind == "end"
        for index in members
        for action in workflow.steps[index].on_failure
    )


def _report_loop(members: list[int], inspection: Inspection) -> None:
    steps = inspection.workflow.steps
    ids = [steps[index].id for index in members]
    back = next(
        action
        for index in reversed(members)
        for action in (*steps[index].on_success, *steps[index].on_failure)
        if isinstance(action.target, StepTarget) and action.target.step_id in ids
    )
    circle = "jumps to itself" if len(ids) == 1 else f"leads back to {ids[0]!r}"
    inspection.diagnostics.add(
        flow.LOOP_WITHOUT_EXIT,
        f"the step {ids[-1]!r} always {circle}: nothing but a failure ends the loop",
        _place(back.node, "stepId"),
        f"give the action {back.name!r} criteria",
    )


def _check_skipped(inspection: Inspection) -> None:
    workflow = inspection.workflow
    completed = always_completed_before(flow_steps(workflow.steps)).before
    for step in workflow.steps:
        before = completed.get(step.id)
        if before is None:
            continue
        reported: set[str] = set()
        for expression, node in _reads(step):
            if not isinstance(expression, StepOutput):
                continue
            other = expression.step_id
            if other in before or other in reported or other == step.id:
                continue
            reported.add(other)
            inspection.diagnostics.add(
                data.SKIPPED_OUTPUT,
                f"the step {other!r} may not have completed when {step.id!r} reads its "
                "output",
                node.place,
                "read a value that is there on each way here",
                related=_jumps_past(workflow, other, step.id),
            )


def _reads(step: Step) -> Iterator[tuple[Expression, Node]]:
    yield from expressions_of_request(step)
    yield from expressions_of_criteria(step.success_criteria)
    for action in (*step.on_success, *step.on_failure):
        yield from expressions_of_action(action)


def _jumps_past(
    workflow: Workflow, skipped: str, reader: str
) -> tuple[tuple[Place, str], ...]:
    """The first jump over a step, or out of it where it fails."""
    position = {step.id: index for index, step in enumerate(workflow.steps)}
    for index, step in enumerate(workflow.steps):
        for action in (*step.on_success, *step.on_failure):
            if not isinstance(action.target, StepTarget) or action.kind != "goto":
                continue
            target = position[action.target.step_id]
            leaves = index < position[skipped] or step.id == skipped
            if leaves and position[skipped] < target <= position[reader]:
                place = _place(action.node, "stepId")
                return ((place, f"this jump leaves {skipped!r} out"),)
    return ()


def _place(node: Node, field: str) -> Place:
    found = node.get(field)
    return node.place if found is None else found.place
