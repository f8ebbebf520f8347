"""The steps of a workflow as a graph: outcomes, loops, and what must have completed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from .flow_model import (
    Completed,
    End,
    FlowAction,
    FlowStep,
    GotoStep,
    StepSet,
    TransferWorkflow,
)

RETURN = -1
"""The target of edges that return the outputs; transfers are below it."""


@dataclass(frozen=True)
class Edge:
    """Where a step leads, for all of its outcomes that lead there.

    Attributes:
        source: Index of the step.
        target: Index of a step, RETURN, or a number below it for a transfer.
        actions: Names of the actions that lead there.
        failed: Whether they are failure actions.
        default: Whether list order leads there too.
        back: Whether it is a jump back that enters a step again.
    """

    source: int
    target: int
    actions: tuple[str, ...]
    failed: bool = False
    default: bool = False
    back: bool = False


@dataclass(frozen=True)
class Graph:
    """The reachable steps, and the edges between them.

    Attributes:
        steps: All steps, in list order.
        reachable: Indexes of those that can run, ascending.
        successes: By step, an edge a target, in the order of the actions; the
            default's edge last.
        failures: The same for failure actions.
        transfers: The key of each transfer, by its target.
        cyclic: The steps that can be entered again.
    """

    steps: Sequence[FlowStep]
    reachable: tuple[int, ...]
    successes: Sequence[tuple[Edge, ...]]
    failures: Sequence[tuple[Edge, ...]]
    transfers: dict[int, str]
    cyclic: frozenset[int]

    def edges(self, step: int) -> tuple[Edge, ...]:
        return self.successes[step] + self.failures[step]

    def id_of(self, step: int) -> str:
        return self.steps[step].step_id


@dataclass
class _Targets:
    """Numbers for the places that actions lead to."""

    indexes: dict[str, int]
    transfers: dict[str, int] = field(default_factory=dict)

    def number(self, action: FlowAction) -> int:
        target = action.target
        if isinstance(target, GotoStep):
            return self.indexes[target.step_id]
        if isinstance(target, TransferWorkflow):
            return self.transfers.setdefault(
                target.key, RETURN - 1 - len(self.transfers)
            )
        return RETURN


def graph_of(steps: Sequence[FlowStep]) -> Graph:
    """The graph of a workflow's steps, which are in execution order.

    Raises:
        KeyError: An action goes to a step that is not there.
    """
    targets = _Targets({step.step_id: index for index, step in enumerate(steps)})
    successes = [_successes(steps, index, targets) for index in range(len(steps))]
    failures = [_failures(step, index, targets) for index, step in enumerate(steps)]
    following = [
        [edge.target for edge in (*successes[index], *failures[index])]
        for index in range(len(steps))
    ]
    reachable = _reachable(following)
    cyclic: set[int] = set()
    component: dict[int, int] = {}
    for number, nodes in enumerate(components(reachable, following)):
        component.update(dict.fromkeys(nodes, number))
        if len(nodes) > 1 or nodes[0] in following[nodes[0]]:
            cyclic.update(nodes)

    def marked(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
        return tuple(
            (
                Edge(e.source, e.target, e.actions, e.failed, e.default, back=True)
                if 0 <= e.target <= e.source
                and component[e.source] == component[e.target]
                else e
            )
            for e in edges
        )

    live = set(reachable)
    return Graph(
        steps=steps,
        reachable=reachable,
        successes=[marked(e) if i in live else () for i, e in enumerate(successes)],
        failures=[marked(e) if i in live else () for i, e in enumerate(failures)],
        transfers={number: key for key, number in targets.transfers.items()},
        cyclic=frozenset(cyclic),
    )


def _successes(
    steps: Sequence[FlowStep], index: int, targets: _Targets
) -> tuple[Edge, ...]:
    names: dict[int, list[str]] = {}
    for action in steps[index].on_success:
        names.setdefault(targets.number(action), []).append(action.name)
        if action.always:
            break
    else:
        following = index + 1 if index + 1 < len(steps) else RETURN
        names[following] = names.pop(following, [])
        return tuple(
            Edge(index, target, tuple(actions), default=target == following)
            for target, actions in names.items()
        )
    return tuple(Edge(index, target, tuple(n)) for target, n in names.items())


def _failures(step: FlowStep, index: int, targets: _Targets) -> tuple[Edge, ...]:
    names: dict[int, list[str]] = {}
    for action in step.on_failure:
        if not isinstance(action.target, End):
            names.setdefault(targets.number(action), []).append(action.name)
        if action.always:
            break
    return tuple(
        Edge(index, target, tuple(n), failed=True) for target, n in names.items()
    )


def _reachable(following: Sequence[Sequence[int]]) -> tuple[int, ...]:
    seen: set[int] = set()
    waiting = [0] if following else []
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(target for target in following[node] if target >= 0)
    return tuple(sorted(seen))


def components(
    nodes: Iterable[int], following: Sequence[Collection[int]]
) -> list[list[int]]:
    """The strongly connected components of the nodes, each ascending (Tarjan)."""
    within = set(nodes)
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    open_nodes: list[int] = []
    is_open: set[int] = set()
    found: list[list[int]] = []
    for root in sorted(within):
        work = [(root, iter(following[root]))] if root not in order else []
        while work:
            node, targets = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                open_nodes.append(node)
                is_open.add(node)
            for target in targets:
                if target not in within:
                    continue
                if target not in order:
                    work.append((target, iter(following[target])))
                    break
                if target in is_open:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == order[node]:
                    found.append(_close(node, open_nodes, is_open))
    return found


def _close(node: int, open_nodes: list[int], is_open: set[int]) -> list[int]:
    component = [open_nodes.pop()]
    while component[-1] != node:
        component.append(open_nodes.pop())
    is_open.difference_update(component)
    return sorted(component)


def completed_bits(graph: Graph) -> dict[int, int]:
    """By reachable step, the steps completed on every path to it, as bits."""
    everything = (1 << len(graph.steps)) - 1
    before = dict.fromkeys(graph.reachable, everything)
    waiting = list(graph.reachable[:1])
    for start in waiting:
        before[start] = 0
    seen: set[int] = set()
    while waiting:
        step = waiting.pop()
        seen.add(step)
        for edge in graph.edges(step):
            if edge.target < 0:
                continue
            bits = before[edge.target] & completed_along(before, edge)
            if bits != before[edge.target] or edge.target not in seen:
                before[edge.target] = bits
                waiting.append(edge.target)
    return before


def completed_along(before: dict[int, int], edge: Edge) -> int:
    """The steps completed on every path along an edge, as bits."""
    done = before[edge.source]
    return done if edge.failed else done | 1 << edge.source


def step_ids(graph: Graph, bits: int) -> frozenset[str]:
    """The steps of a set of bits."""
    return frozenset(
        step.step_id for index, step in enumerate(graph.steps) if bits >> index & 1
    )


def always_completed_before(steps: Sequence[FlowStep]) -> Completed:
    """Which steps have certainly completed when a step or an exit is reached.

    What a step outside these sets gives may be missing: None, or not given.
    """
    graph = graph_of(steps)
    before = completed_bits(graph)
    indexes = {step.step_id: index for index, step in enumerate(steps)}
    at_end: int | None = None
    at_action: dict[tuple[str, str], frozenset[str]] = {}
    for step in graph.reachable:
        for edge in graph.edges(step):
            if edge.target >= 0:
                continue
            bits = completed_along(before, edge)
            if edge.default:
                at_end = bits
            for name in edge.actions:
                at_action[graph.id_of(step), name] = step_ids(graph, bits)
    return Completed(
        before={graph.id_of(step): StepSet(indexes, before[step]) for step in before},
        at_end=None if at_end is None else step_ids(graph, at_end),
        at_action=at_action,
    )
