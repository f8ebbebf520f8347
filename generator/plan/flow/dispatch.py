"""Makes a dispatch, a case a step that is jumped to, of what nothing else can hold."""

from __future__ import annotations

from ...check.flow_graph import Edge
from .jumps import NOWHERE, Jumps, Place, Scope, terminates
from .loops import Arm, NodeGraph
from .tree import ActionIs, Block, Branch, Case, Handler, Node, RunStep, Try


def run_step(nodes: NodeGraph, step: int) -> RunStep:
    """The run of a step."""
    names = {name for arm in nodes.failures[step] for name in _edge(arm).actions}
    return RunStep(
        nodes.graph.id_of(step),
        captures_action=nodes.success[step].edge is None,
        catches=tuple(
            action.name
            for action in nodes.graph.steps[step].on_failure
            if action.name in names
        ),
        counted=bool(nodes.graph.cyclic),
    )


def try_step(
    nodes: NodeGraph, step: int, bodies: list[Block], otherwise: Block = ()
) -> Node:
    """The run of a step, with a handler for each of its failure arms."""
    run = run_step(nodes, step)
    if not run.catches:
        return run
    handlers = zip(nodes.failures[step], bodies, strict=True)
    return Try(
        (run,),
        tuple(Handler(_edge(arm).actions, body) for arm, body in handlers),
        otherwise,
    )


def asks(nodes: NodeGraph, decision: int, *, negated: bool = False) -> ActionIs:
    """The question of a decision."""
    asked = nodes.decisions[decision]
    return ActionIs(nodes.graph.id_of(asked.step), asked.actions, negated)


def _edge(arm: Arm) -> Edge:
    assert arm.edge is not None
    return arm.edge


class DispatchMaker:
    """Makes the cases for some steps and decisions.

    Args:
        nodes: All nodes.
        jumps: Makes the jumps.
        members: The steps and decisions.
        entries: The steps where they are entered.
        after: What follows the dispatch.
    """

    def __init__(
        self,
        nodes: NodeGraph,
        jumps: Jumps,
        members: set[int],
        entries: Place,
        after: Place,
    ) -> None:
        self._nodes = nodes
        self._jumps = jumps
        self._members = members
        labels = frozenset(self._labels(entries))
        self.scope = Scope(NOWHERE, after, members, labels)

    def cases(self) -> tuple[Case, ...]:
        """The cases in list order."""
        return tuple(
            Case(self._nodes.graph.id_of(label), self._case(label))
            for label in sorted(self.scope.labels)
        )

    def _labels(self, entries: Place) -> set[int]:
        """The steps which need a case: those that not only the one before leads to."""
        labels = set(entries)
        led_to: set[int] = set()
        for node in sorted(self._members):
            on, *aside = self._ways(node)
            for arm in aside:
                labels.update(self._steps_along(arm))
            if on.target in led_to or (on.edge is not None and on.edge.back):
                labels.add(on.target)
            led_to.add(on.target)
        return labels & self._members

    def _ways(self, node: int) -> tuple[Arm, ...]:
        """The arms of a node, first the one that goes on in the same block."""
        if node in self._nodes.decisions:
            decision = self._nodes.decisions[node]
            return decision.other, decision.chosen
        return self._nodes.success[node], *self._nodes.failures[node]

    def _steps_along(self, arm: Arm) -> set[int]:
        steps: set[int] = set()
        waiting = [arm]
        while waiting:
            target = waiting.pop().target
            if target in self._nodes.decisions and target in self._members:
                waiting.extend(self._ways(target))
            else:
                steps.add(target)
        return steps

    def _case(self, label: int) -> Block:
        out: list[Node] = []
        node = label
        while True:
            on, *aside = self._ways(node)
            bodies = [self._leave(arm) for arm in aside]
            if node in self._nodes.decisions:
                out.append(Branch(asks(self._nodes, node), bodies[0]))
            else:
                out.append(try_step(self._nodes, node, bodies))
            node = on.target
            if node not in self._members or node in self.scope.labels:
                return (*out, *self._leave(on))

    def _leave(self, arm: Arm) -> Block:
        if arm.target in self._nodes.decisions and arm.target in self._members:
            on, aside = self._ways(arm.target)
            ask = Branch(asks(self._nodes, arm.target), self._leave(aside))
            return (ask, *self._leave(on))
        block, pending = self._jumps.jump(arm, NOWHERE, self.scope)
        assert not pending
        assert terminates(block)
        return block
