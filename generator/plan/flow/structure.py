"""Makes loops and branches of a workflow's jumps.

Every node stands where the node that dominates it ends: in its arm when one way leads
there, behind it when several do (Ramsey, Beyond Relooper, 2022). Python leaves one
loop at a time and nothing else, so a jump over what stands behind sets `next_step`,
which is asked there. Where that would be asked too often, or blocks would be nested
too deeply, the part becomes a dispatch.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .dispatch import DispatchMaker, asks, try_step
from .jumps import (
    MAX_GUARDS,
    NOWHERE,
    Emitted,
    Jumps,
    Place,
    Scope,
    TangledError,
    View,
    depth_of,
    guards_in,
    terminates,
    waits,
)
from .loops import TOP, Arm, NodeGraph
from .regions import Region, region_of
from .tree import Block, Branch, Condition, Dispatch, Loop, Next, Node, Once

RETRY_DEPTH = 1
"""Down to which depth a tangled part is replaced where it stands."""

SOFT_DEPTH = 2
"""How deeply a part may be nested before it is tried in a `Once`."""


@dataclass(frozen=True)
class _Section:
    """Nodes that are emitted one behind the other.

    Attributes:
        nodes: The nodes.
        opened: Whether the joins of the first stand in sections of their own.
    """

    nodes: tuple[int, ...]
    opened: bool = False

    def parted(self) -> list[_Section]:
        first, *rest = self.nodes
        return [_Section((first,), self.opened), *(_Section((node,)) for node in rest)]


@dataclass(frozen=True)
class _Part:
    """What a section gives.

    Attributes:
        block: The nodes.
        pending: Where the end of the block may jump to, over what follows.
        following: The node that follows at the same depth, where one does.
        start: Where in the nodes emitted before it belongs; at their end if None.
    """

    block: Block
    pending: Place = NOWHERE
    following: int | None = None
    start: int | None = None


@dataclass(frozen=True)
class _Start:
    """The node that a step's or a loop's decisions belong to, and where it begins."""

    node: int
    length: int
    flags: frozenset[int]


@dataclass(frozen=True)
class _Work:
    """A section at work: what comes before and after it."""

    section: _Section
    fall: Place
    view: View
    start: _Start


class Structurer:
    """Emits the tree of a workflow, a region at a time."""

    def __init__(self, nodes: NodeGraph) -> None:
        self._nodes = nodes
        self._jumps = Jumps(nodes)
        self._regions: dict[int, Region] = {}

    def body(self, end: Place) -> Block:
        """The workflow's tree; its end leads to `end`."""
        view = View(self._region(TOP), None, 0)
        block, pending = self._run([_Section((view.region.root,))], end, view)
        assert not pending
        return block

    def _region(self, home: int) -> Region:
        if home not in self._regions:
            self._regions[home] = region_of(self._nodes, home)
        return self._regions[home]

    def _run(self, sections: Iterable[_Section], fall: Place, view: View) -> Emitted:
        """Emits sections one behind the other, and what follows from them."""
        out: list[Node] = []
        pending: Place = NOWHERE
        asked_from: int | None = None
        queue = deque(sections)
        start: _Start | None = None
        while queue:
            section = queue.popleft()
            first = section.nodes[0]
            if not section.opened and len(section.nodes) == 1:
                opened, *rest = view.region.clusters(first)
                queue.extendleft(_Section(nodes) for nodes in reversed(rest))
                section = _Section(opened, opened=True)
            after = self._nodes.entries(queue[0].nodes[0]) if queue else fall
            pending -= self._nodes.entries(first)
            if pending:
                if asked_from is not None:
                    out.insert(asked_from, Next(None))
                    asked_from = None
                guard = self._jumps.guard(pending, negated=True)
                block, more = self._run([section], after, view.deeper())
                out.append(Branch(guard, block))
                pending |= more
                start = None
                continue
            if start is None or first not in self._nodes.decisions:
                start = _Start(first, len(out), self._flags(view))
            part = self._part(_Work(section, after, view, start))
            if part.start is not None:
                del out[part.start :]
            named = self._nodes.needs_dispatch(first)
            asked_from = len(out) if part.pending and not named else None
            out += part.block
            pending = part.pending
            if part.following is not None:
                queue.appendleft(_Section((part.following,)))
        return tuple(out), pending

    def _flags(self, view: View) -> frozenset[int]:
        return frozenset(view.scope.flags) if view.scope else frozenset()

    def _restore(self, view: View, flags: frozenset[int]) -> None:
        if view.scope:
            view.scope.flags.clear()
            view.scope.flags.update(flags)

    def _part(self, work: _Work) -> _Part:
        """Emits a section in the form that reads best."""
        if work.view.depth > RETRY_DEPTH:
            return self._structured(work)
        flags = self._flags(work.view)
        best: _Part | None = None
        best_flags = flags
        for form in (self._structured, self._once):
            self._restore(work.view, flags)
            try:
                part = form(work)
            except TangledError:
                continue
            depth = depth_of(part.block)
            if guards_in(part.block) > MAX_GUARDS:
                continue
            if best is None or depth < depth_of(best.block):
                best, best_flags = part, self._flags(work.view)
            if depth <= SOFT_DEPTH:
                break
        self._restore(work.view, best_flags)
        return best or self._dispatch(work)

    def _structured(self, work: _Work) -> _Part:
        section, view = work.section, work.view
        node, *behind = section.nodes
        if behind:
            return _Part(*self._run(section.parted(), work.fall, view))
        if node in self._nodes.loops:
            return self._loop(node, work.fall, view)
        if node in self._nodes.decisions:
            decision = self._nodes.decisions[node]
            return self._decision(node, decision.chosen, decision.other, work)
        return self._step(node, work.fall, view)

    def _members(self, work: _Work, start: int) -> set[int]:
        """The nodes of a section, and those from `start` on that lead to it."""
        region, section = work.view.region, work.section
        first = section.nodes[0]
        elsewhere = set(region.joins[first]) if section.opened else set[int]()
        node = first
        while node != start:
            node = region.dominator[node]
            elsewhere.update(region.joins[node])
        elsewhere.difference_update(section.nodes)
        items = region.below({start, *section.nodes}) - region.below(elsewhere)
        loops = [self._nodes.loops[item] for item in items if item in self._nodes.loops]
        return items.union(*(loop.members for loop in loops))

    def _once(self, work: _Work) -> _Part:
        """A section in a `Once`, which is left for what follows by a `break`."""
        first = work.section.nodes[0]
        if self._nodes.needs_dispatch(first):
            raise TangledError
        members = self._members(work, first)
        members.discard(work.view.region.root)
        scope = Scope(NOWHERE, work.fall, members)
        view = work.view.within(scope)
        body, pending = self._run(work.section.parted(), NOWHERE, view)
        assert not pending
        return self._left(Once(body), scope, None, work.fall, work.view)

    def _dispatch(self, work: _Work) -> _Part:
        """A section, from the step or loop that its decisions belong to, as dispatch."""
        start = work.start
        if start.node in self._nodes.decisions:
            raise TangledError
        self._restore(work.view, start.flags)
        members = self._members(work, start.node)
        members -= self._nodes.loops.keys()
        entries = self._nodes.entries(start.node)
        maker = DispatchMaker(self._nodes, self._jumps, members, entries, work.fall)
        name = self._nodes.label(min(entries)) if len(entries) == 1 else None
        node = Dispatch(maker.cases(), name)
        part = self._left(node, maker.scope, None, work.fall, work.view)
        return replace(part, start=start.length)

    def _loop(self, number: int, fall: Place, view: View) -> _Part:
        loop = self._nodes.loops[number]
        targets = {arm.target for arm in self._nodes.arms(number) if arm.target >= 0}
        inline = {self._inline(target, view) for target in targets} - {None}
        following = None
        if inline and not targets & fall:
            following = max(node for node in inline if node is not None)
        after = fall if following is None else self._nodes.entries(following)
        if self._nodes.needs_dispatch(number):
            members = loop.members - self._nodes.loops.keys()
            maker = DispatchMaker(
                self._nodes, self._jumps, members, loop.entries, after
            )
            dispatch = Dispatch(maker.cases())
            return self._left(dispatch, maker.scope, following, fall, view)
        scope = Scope(loop.entries, after, loop.members)
        within = view.within(scope, self._region(number))
        root = _Section((within.region.root,))
        body, pending = self._run([root], loop.entries, within)
        assert not pending
        return self._left(Loop(body), scope, following, fall, view)

    def _left(
        self,
        node: Node,
        scope: Scope,
        following: int | None,
        fall: Place,
        view: View,
    ) -> _Part:
        """A loop, and behind it the ways to where it was left for."""
        asked: dict[Block, list[int]] = {}
        ways: list[tuple[Condition, Block]] = []
        pending: Place = NOWHERE
        for target in sorted(scope.flags):
            inline = self._inline(target, view)
            if inline is not None:
                guard = self._jumps.guard([target])
                block, more = self._nested(inline, fall, view)
                ways.append((guard, block))
            else:
                arm = Arm(target, None)
                block, more = self._jumps.jump(arm, fall, view.scope, named=True)
                asked.setdefault(block, []).append(target)
            pending |= more
        for block, nodes in asked.items():
            if block or following is not None:
                ways.append((self._jumps.guard(nodes), block))
        clear = scope.flags and not isinstance(node, Dispatch)
        before: Block = (Next(None),) if clear else ()
        part = self._choose(ways, following, fall, view)
        return replace(
            part, block=(*before, node, *part.block), pending=part.pending | pending
        )

    def _choose(
        self,
        ways: list[tuple[Condition, Block]],
        following: int | None,
        fall: Place,
        view: View,
        before: Block = (),
    ) -> _Part:
        """Asks conditions one after the other, and goes on with what follows."""
        if all(terminates(block) for _, block in ways):
            asked = tuple(Branch(condition, block) for condition, block in ways)
            return _Part(asked + before, NOWHERE, following)
        rest = before
        pending: Place = NOWHERE
        if following is not None:
            block, pending = self._nested(following, fall, view)
            rest += block
        for condition, block in reversed(ways):
            rest = (Branch(condition, block, rest),)
        return _Part(rest, pending)

    def _inline(self, target: int, view: View) -> int | None:
        """The node of the region that a target is in, if it stands where the only way
        to it ends."""
        item = self._nodes.item(target, view.region.home) if target >= 0 else None
        return item if item is not None and view.region.is_inline(item) else None

    def _nested(self, node: int, fall: Place, view: View) -> Emitted:
        return self._run([_Section((node,))], fall, view.deeper())

    def _follow(self, arm: Arm, fall: Place, view: View) -> Emitted:
        """What leads along an arm, with what stands there if nothing else leads to it."""
        inline = self._inline(arm.target, view)
        if inline is not None:
            block, pending = self._nested(inline, fall, view)
            return waits(arm) + block, pending
        return self._jumps.jump(arm, fall, view.scope)

    def _decision(self, node: int, chosen: Arm, other: Arm, work: _Work) -> _Part:
        fall, view = work.fall, work.view
        following = self._inline(other.target, view)
        if following is None:
            rest, pending = self._jumps.jump(other, fall, view.scope)
            inline = self._inline(chosen.target, view)
            if terminates(rest) and inline is not None:
                negated = asks(self._nodes, node, negated=True)
                return _Part((Branch(negated, rest), *waits(chosen)), pending, inline)
            block, more = self._follow(chosen, fall, view)
            branch = Branch(asks(self._nodes, node), block, rest)
            return _Part((branch,), pending | more)
        block, more = self._follow(chosen, fall, view)
        ways: list[tuple[Condition, Block]] = [(asks(self._nodes, node), block)]
        part = self._choose(ways, following, fall, view, waits(other))
        return replace(part, pending=part.pending | more)

    def _step(self, step: int, fall: Place, view: View) -> _Part:
        followed = [self._follow(a, fall, view) for a in self._nodes.failures[step]]
        bodies = [block for block, _ in followed]
        pending = NOWHERE.union(*(more for _, more in followed))
        arm = self._nodes.success[step]
        following = self._inline(arm.target, view)
        if all(terminates(body) for body in bodies):
            run = try_step(self._nodes, step, bodies)
            if following is not None:
                return _Part((run, *waits(arm)), pending, following)
            rest, more = self._jumps.jump(arm, fall, view.scope)
            return _Part((run, *rest), pending | more)
        rest, more = self._follow(arm, fall, view)
        return _Part((try_step(self._nodes, step, bodies, rest),), pending | more)
