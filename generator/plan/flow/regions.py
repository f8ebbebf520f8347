"""What dominates what, in each loop's body and outside of all loops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

from .loops import TOP, NodeGraph


@dataclass(frozen=True)
class Region:
    """The nodes of one level: of a loop's body, inner loops as one node each.

    Attributes:
        home: The loop, or TOP.
        root: Where it is entered.
        order: The nodes, each after all that lead to it, else in list order.
        entered_from: By node, the nodes that lead to it, one a way.
        dominator: By node, the nearest node that every way to it passes.
    """

    home: int
    root: int
    order: tuple[int, ...]
    entered_from: dict[int, list[int]]
    dominator: dict[int, int]

    @cached_property
    def rank(self) -> dict[int, int]:
        return {node: rank for rank, node in enumerate(self.order)}

    @cached_property
    def joins(self) -> dict[int, list[int]]:
        """By node, those that several ways from it lead to, in order."""
        joins: dict[int, list[int]] = {node: [] for node in self.order}
        for node in self.order[1:]:
            if len(self.entered_from[node]) > 1:
                joins[self.dominator[node]].append(node)
        return joins

    def is_inline(self, node: int) -> bool:
        """Whether a single way leads to a node, so that it can stand there."""
        return node != self.root and len(self.entered_from[node]) == 1

    def below(self, nodes: Iterable[int]) -> set[int]:
        """These nodes and all that they dominate."""
        found = set(nodes)
        for node in self.order[1:]:
            if self.dominator[node] in found:
                found.add(node)
        return found

    def clusters(self, node: int) -> list[tuple[int, ...]]:
        """A node and its joins, parted where no way leads over the border."""
        sections = [node, *self.joins[node]]
        reach = list(range(len(sections)))
        for index, join in enumerate(sections[1:], start=1):
            for source in self.entered_from[join]:
                at = self._section(sections, source)
                reach[at] = max(reach[at], index - 1)
        clusters: list[tuple[int, ...]] = []
        start = end = 0
        for index in range(len(sections)):
            end = max(end, reach[index])
            if index == end:
                clusters.append(tuple(sections[start : index + 1]))
                start = end = index + 1
        return clusters

    def _section(self, sections: list[int], node: int) -> int:
        among = {section: index for index, section in enumerate(sections)}
        while node not in among:
            node = self.dominator[node]
        return among[node]


def region_of(nodes: NodeGraph, home: int) -> Region:
    """The region of a loop's body, or of what stands outside of all loops."""
    header = nodes.loops[home].entries if home != TOP else frozenset[int]()
    first = min(header) if header else nodes.graph.reachable[0]
    root = nodes.item(first, home)
    assert root is not None
    members = [node for node, at in nodes.home.items() if at == home]
    leads_to: dict[int, list[int]] = {}
    entered_from: dict[int, list[int]] = {node: [] for node in members}
    for node in members:
        targets = (arm.target for arm in nodes.arms(node) if arm.target not in header)
        items = (nodes.item(target, home) for target in targets)
        leads_to[node] = [item for item in items if item is not None]
        for item in leads_to[node]:
            entered_from[item].append(node)
    order = _order(nodes, root, leads_to, entered_from)
    return Region(home, root, order, entered_from, _dominators(order, entered_from))


def _order(
    nodes: NodeGraph,
    root: int,
    leads_to: dict[int, list[int]],
    entered_from: dict[int, list[int]],
) -> tuple[int, ...]:
    missing = {node: len(sources) for node, sources in entered_from.items()}
    ready = [(_place(nodes, root), root)]
    order: list[int] = []
    while ready:
        _, node = heappop(ready)
        order.append(node)
        for target in leads_to[node]:
            missing[target] -= 1
            if missing[target] == 0:
                heappush(ready, (_place(nodes, target), target))
    return tuple(order)


def _place(nodes: NodeGraph, node: int) -> int:
    """Where in the list a node belongs; a decision stands with its step."""
    if node in nodes.decisions:
        return nodes.decisions[node].step
    return min(nodes.entries(node))


def _dominators(
    order: tuple[int, ...], entered_from: dict[int, list[int]]
) -> dict[int, int]:
    rank = {node: index for index, node in enumerate(order)}
    dominator = {order[0]: order[0]}
    for node in order[1:]:
        nearest, *others = entered_from[node]
        for other in others:
            while nearest != other:
                if rank[nearest] > rank[other]:
                    nearest = dominator[nearest]
                else:
                    other = dominator[other]  # noqa: PLW2901
        dominator[node] = nearest
    return dominator
