"""How control gets from one place of the tree to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ...check.flow_graph import RETURN, Edge, completed_along, completed_bits, step_ids
from .loops import Arm, NodeGraph
from .regions import Region
from .tree import (
    Block,
    Branch,
    Break,
    Continue,
    Dispatch,
    Loop,
    Next,
    NextIs,
    Node,
    Once,
    Return,
    Transfer,
    Try,
    Wait,
)

MAX_DEPTH = 4
"""How deeply loops and branches may be nested."""

MAX_GUARDS = 3
"""How many questions for `next_step` a part may hold before it becomes a dispatch."""

Place: TypeAlias = frozenset[int]
"""The nodes that stand at a place; several only where a dispatch does."""

Emitted: TypeAlias = tuple[Block, frozenset[int]]
"""A block, and the nodes that its end may jump to over what follows it: `next_step`
names the one."""

NOWHERE: Place = frozenset()


class TangledError(Exception):
    """The jumps allow no structure that a person could follow."""


@dataclass
class Scope:
    """The innermost `while True:` around a place.

    Attributes:
        header: Where `continue` leads.
        after: Where `break` leads.
        members: The nodes inside.
        labels: The nodes that are cases, where it is a dispatch.
        flags: The nodes that it was left for, by a `break` with `next_step` set.
    """

    header: Place
    after: Place
    members: set[int]
    labels: Place = NOWHERE
    flags: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class View:
    """Where something is emitted: in which region, in which scope, how deep."""

    region: Region
    scope: Scope | None
    depth: int

    def deeper(self) -> View:
        if self.depth == MAX_DEPTH:
            raise TangledError
        return replace(self, depth=self.depth + 1)

    def within(self, scope: Scope, region: Region | None = None) -> View:
        return replace(self.deeper(), scope=scope, region=region or self.region)


class Jumps:
    """Makes the statements that lead along an arm."""

    def __init__(self, nodes: NodeGraph) -> None:
        self._nodes = nodes
        self._completed = completed_bits(nodes.graph)

    def completed(self, edge: Edge) -> frozenset[str]:
        return step_ids(self._nodes.graph, completed_along(self._completed, edge))

    def jump(
        self, arm: Arm, fall: Place, scope: Scope | None, *, named: bool = False
    ) -> Emitted:
        """What leads along an arm from the end of a block.

        Args:
            arm: The arm.
            fall: Where control goes if nothing is done.
            scope: The scope of the block.
            named: Whether `next_step` names the target, and waiting is done.
        """
        target, edge = arm.target, arm.edge
        if edge is not None and target < 0:
            return self._exit(edge, fall, scope), NOWHERE
        wait = () if named else waits(arm)
        name: Block = () if named else (Next(self._nodes.label(target)),)
        if target in fall:
            return wait + (name if len(fall) > 1 else ()), NOWHERE
        if scope is not None:
            if target in scope.labels:
                return (*wait, *name, Continue()), NOWHERE
            if target in scope.header:
                return (*wait, Continue()), NOWHERE
            if target in scope.after:
                return (
                    wait + (name if len(scope.after) > 1 else ()) + (Break(),),
                    NOWHERE,
                )
            if target not in scope.members:
                scope.flags.add(target)
                return (*wait, *name, Break()), NOWHERE
        return wait + name, frozenset((target,))

    def _exit(self, edge: Edge, fall: Place, scope: Scope | None) -> Block:
        completed = self.completed(edge)
        if edge.target != RETURN:
            return (Transfer(self._nodes.graph.transfers[edge.target], completed),)
        if edge.default and edge.target in fall:
            return ()
        if edge.default and scope is not None and edge.target in scope.after:
            return (Break(),)
        return (Return(completed),)

    def guard(self, pending: Iterable[int], *, negated: bool = False) -> NextIs:
        """The question whether `next_step` names one of these."""
        return NextIs(tuple(map(self._nodes.label, sorted(pending))), negated)


def waits(arm: Arm) -> Block:
    """The waiting before the target of an arm is entered, where a jump goes back."""
    return (Wait(),) if arm.edge is not None and arm.edge.back else ()


def terminates(block: Block) -> bool:
    """Whether the end of a block is never reached."""
    return any(_node_terminates(node) for node in block)


def _node_terminates(node: Node) -> bool:
    if isinstance(node, Break | Continue | Return | Transfer):
        return True
    if isinstance(node, Branch):
        return terminates(node.then) and terminates(node.otherwise)
    if isinstance(node, Try):
        handled = all(terminates(handler.body) for handler in node.handlers)
        return handled and (terminates(node.body) or terminates(node.otherwise))
    if isinstance(node, Loop):
        return not has_break(node.body)
    if isinstance(node, Once):
        return terminates(node.body) and not has_break(node.body)
    if isinstance(node, Dispatch):
        return not any(has_break(case.body) for case in node.cases)
    return False


def blocks_in(node: Node) -> tuple[Block, ...]:
    """The blocks of a node."""
    if isinstance(node, Branch):
        return node.then, node.otherwise
    if isinstance(node, Try):
        return node.body, *(handler.body for handler in node.handlers), node.otherwise
    if isinstance(node, Loop | Once):
        return (node.body,)
    if isinstance(node, Dispatch):
        return tuple(case.body for case in node.cases)
    return ()


def has_break(block: Block) -> bool:
    """Whether a block holds a `break` that leaves the loop around it."""
    return any(isinstance(node, Break) for node in _own_nodes(block))


def has_jump(block: Block) -> bool:
    """Whether a block holds a `break` or `continue` of the loop around it."""
    return any(isinstance(node, Break | Continue) for node in _own_nodes(block))


def _own_nodes(block: Block) -> Iterator[Node]:
    """The nodes of a block and its branches, but for those in inner loops."""
    for node in block:
        yield node
        if isinstance(node, Branch | Try):
            for inner in blocks_in(node):
                yield from _own_nodes(inner)


def depth_of(block: Block) -> int:
    """How deeply the blocks in a block are nested."""
    inner = (depth_of(part) + 1 for node in block for part in blocks_in(node) if part)
    return max(inner, default=0)


def guards_in(block: Block) -> int:
    """How many questions for `next_step` a block holds."""
    own = sum(
        isinstance(node, Branch) and isinstance(node.condition, NextIs)
        for node in block
    )
    return own + sum(guards_in(part) for node in block for part in blocks_in(node))
