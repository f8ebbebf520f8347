"""The loops of a workflow, and the decisions after its steps, as nodes of one graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...check.flow_graph import RETURN, Edge, Graph, components

TOP = -1
"""The home of what stands in no loop."""

SMALL = 2
"""How many steps on the way out of a loop may stand inside it."""


@dataclass
class FlowLoop:
    """Steps that can be entered again from each other.

    Attributes:
        number: Its node.
        entries: The steps where it is entered; a single one is its header. With
            several no `while` can hold it.
        members: All of its nodes, those of inner loops included.
        parent: The loop around it, or TOP.
        only_exit: The step whose success alone leaves it for another step.
    """

    number: int
    entries: frozenset[int]
    members: set[int]
    parent: int
    only_exit: int | None = None


@dataclass(frozen=True)
class Arm:
    """One way out of a node: to a node, along an edge if that is no decision."""

    target: int
    edge: Edge | None


@dataclass(frozen=True)
class Decision:
    """A question which action of a step applies: `chosen` for these, or `other`."""

    step: int
    actions: tuple[str, ...]
    chosen: Arm
    other: Arm


@dataclass
class NodeGraph:
    """Steps, decisions and loops as nodes, and the loop that each stands in."""

    graph: Graph
    loops: dict[int, FlowLoop] = field(default_factory=dict)
    home: dict[int, int] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    success: dict[int, Arm] = field(default_factory=dict)
    failures: dict[int, tuple[Arm, ...]] = field(default_factory=dict)

    def arms(self, node: int) -> Iterator[Arm]:
        """The ways out of a node; of a loop, those that leave it."""
        if node in self.loops:
            members = self.loops[node].members
            for member in sorted(members):
                if member not in self.loops:
                    yield from (a for a in self.arms(member) if a.target not in members)
        elif node in self.decisions:
            yield self.decisions[node].chosen
            yield self.decisions[node].other
        else:
            yield self.success[node]
            yield from self.failures[node]

    def entries(self, node: int) -> frozenset[int]:
        """The nodes that edges into a node have as target."""
        return self.loops[node].entries if node in self.loops else frozenset((node,))

    def item(self, node: int, region: int) -> int | None:
        """The node or loop of a region that a node is in, or None."""
        while self.home.get(node, node) != region:
            if node not in self.home or self.home[node] == TOP:
                return None
            node = self.home[node]
        return node if node in self.home else None

    def needs_dispatch(self, node: int) -> bool:
        return node in self.loops and len(self.loops[node].entries) > 1

    def label(self, node: int) -> str:
        """What `next_step` is where a node is next; no decision has a step's id."""
        if node not in self.decisions:
            return self.graph.id_of(node)
        step = self.decisions[node].step
        same = [n for n, d in self.decisions.items() if d.step == step and n <= node]
        return f"after {self.graph.id_of(step)}" + (f" {len(same)}" if same[1:] else "")

    def around(self, node: int) -> Iterator[FlowLoop]:
        """The loops that a node stands in, the innermost first."""
        home = self.home[node]
        while home != TOP:
            yield self.loops[home]
            home = self.loops[home].parent


def node_graph(graph: Graph) -> NodeGraph:
    """The nodes of a workflow: its steps, its loops, and the decisions in between."""
    nodes = NodeGraph(graph, home=dict.fromkeys(graph.reachable, TOP))
    _find_loops(nodes)
    for loop in nodes.loops.values():
        _settle_exits(nodes, loop)
    for step in graph.reachable:
        nodes.failures[step] = tuple(Arm(e.target, e) for e in graph.failures[step])
        nodes.success[step] = _decide(nodes, graph.successes[step], nodes.home[step])
    return nodes


def _find_loops(nodes: NodeGraph) -> None:
    """Finds loops from the outermost inwards: those that remain without the header."""
    graph = nodes.graph
    waiting: list[tuple[int, frozenset[int]]] = [(TOP, frozenset(graph.reachable))]
    while waiting:
        parent, within = waiting.pop(0)
        header = nodes.loops[parent].entries if parent != TOP else frozenset[int]()
        following = [
            (
                [e.target for e in graph.edges(step) if e.target not in header]
                if step in within
                else []
            )
            for step in range(len(graph.steps))
        ]
        for found in sorted(components(within, following)):
            members = frozenset(found)
            if len(found) == 1 and found[0] not in following[found[0]]:
                continue
            entered = {t for s in within - members for t in following[s]} & members
            if parent == TOP and graph.reachable[0] in members:
                entered.add(graph.reachable[0])
            number = len(graph.steps) + len(nodes.loops)
            loop = FlowLoop(number, frozenset(entered), set(members), parent)
            nodes.loops[number] = loop
            nodes.home[number] = parent
            nodes.home.update(dict.fromkeys(found, number))
            for outer in nodes.around(number):
                outer.members.add(number)
            if len(entered) == 1:
                waiting.append((number, members))


def _settle_exits(nodes: NodeGraph, loop: FlowLoop) -> None:
    """Sees that one `break` is enough for a loop, where that can be had."""
    graph = nodes.graph
    leaving = [
        edge
        for step in sorted(loop.members & set(graph.reachable))
        for edge in graph.edges(step)
        if edge.target not in loop.members and (edge.target >= 0 or edge.default)
    ]
    if len({edge.target for edge in leaving}) < 2 or len(loop.entries) > 1:
        return
    sources = {edge.source for edge in leaving}
    if len(sources) == 1 and not any(edge.failed for edge in leaving):
        loop.only_exit = leaving[0].source
        return
    targets = sorted({edge.target for edge in leaving})
    usual = [edge.target for edge in leaving if edge.default]
    for target in targets:
        if target not in (RETURN, *(usual[:1] or targets[-1:])):
            _take_in(nodes, loop, target, targets)


def _take_in(nodes: NodeGraph, loop: FlowLoop, first: int, exits: list[int]) -> None:
    """Takes a way out into the loop, if it is short and then leaves the workflow or
    joins another way out."""
    graph = nodes.graph
    taken: list[int] = []
    step = first
    while len(taken) < SMALL:
        if nodes.home[step] != loop.parent or _entering(graph, step) != 1:
            return
        taken.append(step)
        targets = {edge.target for edge in graph.edges(step)}
        following = [t for t in targets if t >= 0 and t not in exits]
        if not following:
            nodes.home.update(dict.fromkeys(taken, loop.number))
            loop.members.update(taken)
            return
        if len(targets) > 1:
            return
        step = following[0]


def _entering(graph: Graph, step: int) -> int:
    edges = (e for source in graph.reachable for e in graph.edges(source))
    return sum(e.target == step for e in edges) + (step == graph.reachable[0])


def _decide(nodes: NodeGraph, groups: Iterable[Edge], home: int) -> Arm:
    """The decisions by which one of several edges is chosen."""
    edges = list(groups)
    if len(edges) == 1:
        return Arm(edges[0].target, edges[0])
    for edge in edges:
        if edge.target < 0 and not edge.default:
            return _ask(nodes, home, [edge], [e for e in edges if e is not edge])
    if home != TOP:
        loop = nodes.loops[home]
        stay = [edge for edge in edges if edge.target in loop.members]
        leave = [edge for edge in edges if edge.target not in loop.members]
        if loop.only_exit == edges[0].source and len(leave) > 1:
            if not stay:
                return _decide(nodes, leave, loop.parent)
            return _ask(nodes, home, leave, stay, leaving=loop.parent)
        ranked = sorted(stay, key=_farthest_first)
        if leave and stay:
            return _ask(nodes, home, ranked[:1], [*ranked[1:], *leave])
    first, *rest = sorted(edges, key=_farthest_first)
    return _ask(nodes, home, [first], rest)


def _farthest_first(edge: Edge) -> tuple[bool, bool, int]:
    return edge.default, not edge.back, -edge.target


def _ask(
    nodes: NodeGraph,
    home: int,
    first: list[Edge],
    rest: list[Edge],
    *,
    leaving: int | None = None,
) -> Arm:
    """A decision between edges, asked by the side that the default is not on."""
    chosen = _decide(nodes, first, home if leaving is None else leaving)
    other = _decide(nodes, rest, home)
    if any(edge.default for edge in first):
        first, chosen, other = rest, other, chosen
    actions = {name for edge in first for name in edge.actions}
    step = first[0].source
    names = tuple(
        action.name
        for action in nodes.graph.steps[step].on_success
        if action.name in actions
    )
    number = len(nodes.graph.steps) + len(nodes.loops) + len(nodes.decisions)
    nodes.decisions[number] = Decision(step, names, chosen, other)
    nodes.home[number] = home
    for loop in nodes.around(number):
        loop.members.add(number)
    return Arm(number, None)
