"""Lets steps that nothing orders run at the same time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .tree import (
    Block,
    Branch,
    Dispatch,
    Flow,
    Loop,
    Node,
    Once,
    RunStep,
    Started,
    Together,
    Try,
)


@dataclass(frozen=True)
class Order:
    """What orders the steps of a workflow beside their list.

    Attributes:
        reads: By step, the steps whose outputs its function takes.
        follows: By step, the steps that its dependsOn names.
        alone: Steps that run while no other does: they change the flow, are entered by
            a jump, or see what another step sets while it runs.
    """

    reads: Mapping[str, Collection[str]]
    follows: Mapping[str, Collection[str]]
    alone: Collection[str]

    def needs(self, step_id: str) -> set[str]:
        return {*self.reads.get(step_id, ()), *self.follows.get(step_id, ())}


def run_together(flow: Flow, order: Order) -> Flow:
    """The flow, with steps in a row that need nothing of each other at the same time.

    What runs before and after such a row is as it was: loops, branches, and steps that
    are alone wait for all of it.
    """
    return replace(flow, body=_block(flow.body, order))


def _block(block: Block, order: Order) -> Block:
    out: list[Node] = []
    row: list[RunStep] = []
    for node in block:
        if isinstance(node, RunStep) and _may_overlap(node, order):
            row.append(node)
            continue
        out += _row(row, order)
        row = []
        out.append(_inside(node, lambda inner: _block(inner, order)))
    return (*out, *_row(row, order))


def _may_overlap(node: RunStep, order: Order) -> bool:
    asked = node.captures_action or node.catches
    return not asked and node.step_id not in order.alone


def _inside(node: Node, change: Callable[[Block], Block]) -> Node:
    """The node with its blocks changed; what a `try` handles stays as it is."""
    match node:
        case Branch():
            then, otherwise = change(node.then), change(node.otherwise)
            return replace(node, then=then, otherwise=otherwise)
        case Try():
            handlers = (replace(one, body=change(one.body)) for one in node.handlers)
            otherwise = change(node.otherwise)
            return replace(node, handlers=tuple(handlers), otherwise=otherwise)
        case Loop() | Once():
            return replace(node, body=change(node.body))
        case Dispatch():
            cases = (replace(case, body=change(case.body)) for case in node.cases)
            return replace(node, cases=tuple(cases))
        case _:
            return node


def _row(row: Sequence[RunStep], order: Order) -> Iterator[Node]:
    """Steps in a row: those that wait for all before them, and for which all after
    them wait, run by themselves."""
    before = _before(row, order)
    group: list[RunStep] = []
    for number, step in enumerate(row):
        earlier = {one.step_id for one in row[:number]}
        later = row[number + 1 :]
        if before[step.step_id] >= earlier and all(
            step.step_id in before[one.step_id] for one in later
        ):
            yield from _group(group, before, order)
            group = []
            yield step
        else:
            group.append(step)
    yield from _group(group, before, order)


def _before(row: Sequence[RunStep], order: Order) -> dict[str, set[str]]:
    """By step, the steps of the row that it waits for, directly or not."""
    before: dict[str, set[str]] = {}
    for step in row:
        needed = order.needs(step.step_id) & before.keys()
        before[step.step_id] = needed.union(*(before[one] for one in needed))
    return before


def _group(
    group: Sequence[RunStep], before: Mapping[str, set[str]], order: Order
) -> Iterator[Node]:
    """Steps at the same time; first those that wait for the fewest in a chain."""
    if not group:
        return
    depth: dict[str, int] = {}
    for step in group:
        waits = before[step.step_id] & depth.keys()
        depth[step.step_id] = 1 + max((depth[one] for one in waits), default=0)
    started = sorted(group, key=lambda step: depth[step.step_id])
    yield Together(
        tuple(
            Started(step, _only_followed(step.step_id, depth.keys(), order))
            for step in started
        ),
        tuple(group),
    )


def _only_followed(
    step_id: str, group: Collection[str], order: Order
) -> tuple[str, ...]:
    """The steps of the group that a step waits for although it reads nothing of them."""
    reads = order.reads.get(step_id, ())
    follows = order.follows.get(step_id, ())
    return tuple(one for one in group if one in follows and one not in reads)
