"""The order in which the steps of a workflow are taken (Arazzo 1.1, dependsOn)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from heapq import heapify, heappop, heappush

from .flow_model import Cycle


def execution_order(
    steps: Sequence[str],
    depends_on: Mapping[str, Collection[str]],
    reads: Mapping[str, Collection[str]],
) -> tuple[str, ...] | Cycle:
    """The order of execution of a workflow's steps.

    List order where no step uses dependsOn. Otherwise each step comes after those it
    depends on and those whose outputs it reads; among steps that are ready, list order.

    Args:
        steps: Ids of the steps in list order.
        depends_on: By step, the steps of this workflow that its dependsOn names.
        reads: By step, the steps of this workflow whose outputs it reads.

    Returns:
        The ids in order, or steps that wait for each other.
    """
    if not any(depends_on.get(step) for step in steps):
        return tuple(steps)
    index = {step: number for number, step in enumerate(steps)}
    needed = {
        step: {
            index[name]
            for name in (*depends_on.get(step, ()), *reads.get(step, ()))
            if name in index and (name != step or name in depends_on.get(step, ()))
        }
        for step in steps
    }
    needed_by: list[list[int]] = [[] for _ in steps]
    missing = [len(needed[step]) for step in steps]
    for step in steps:
        for number in needed[step]:
            needed_by[number].append(index[step])
    ready = [number for number, count in enumerate(missing) if count == 0]
    heapify(ready)
    order: list[str] = []
    while ready:
        number = heappop(ready)
        order.append(steps[number])
        for later in needed_by[number]:
            missing[later] -= 1
            if missing[later] == 0:
                heappush(ready, later)
    if len(order) == len(steps):
        return tuple(order)
    return _cycle(steps, needed, set(order))


def _cycle(
    steps: Sequence[str], needed: Mapping[str, Collection[int]], done: Collection[str]
) -> Cycle:
    """A cycle among the steps that are not done: each of them waits for another."""
    step = next(step for step in steps if step not in done)
    path: list[str] = []
    while step not in path:
        path.append(step)
        step = steps[min(n for n in needed[step] if steps[n] not in done)]
    return Cycle(tuple(path[path.index(step) :]))
