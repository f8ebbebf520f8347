"""What the tests of the flow share: a graph that runs, a tree that runs, and its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from arazzo_codegen.check.flow_graph import graph_of, step_ids
from arazzo_codegen.check.flow_model import (
    End,
    FlowAction,
    FlowStep,
    GotoStep,
    TransferWorkflow,
)
from arazzo_codegen.plan.flow.tree import (
    ActionIs,
    Block,
    Branch,
    Break,
    Condition,
    Continue,
    Dispatch,
    Flow,
    Loop,
    Next,
    NextIs,
    Node,
    Once,
    Return,
    RunStep,
    Transfer,
    Try,
    Wait,
)

Outcome = tuple[bool, str | None]
"""Whether a step fails, and the action that applies."""

Oracle = Callable[[str], Outcome]
"""Says how the next run of a step turns out."""


class OutOfStepsError(Exception):
    """The run has been long enough."""


def goto(name: str, step_id: str, *, always: bool = False) -> FlowAction:
    return FlowAction(name, GotoStep(step_id), always)


def end(name: str, *, always: bool = False) -> FlowAction:
    return FlowAction(name, End(), always)


def transfer(name: str, key: str, *, always: bool = False) -> FlowAction:
    return FlowAction(name, TransferWorkflow(key), always)


def step(
    step_id: str, *on_success: FlowAction, failing: Sequence[FlowAction] = ()
) -> FlowStep:
    return FlowStep(step_id, on_success, tuple(failing))


@dataclass
class Run:
    """What happens in a run.

    Attributes:
        oracle: How steps turn out.
        limit: How many steps may be entered.
        trace: What happened.
        completed: The steps that have completed.
    """

    oracle: Oracle
    limit: int = 40
    trace: list[str] = field(default_factory=list)
    completed: set[str] = field(default_factory=set)

    def enter(self, step_id: str) -> Outcome:
        if sum(not line.startswith("=") for line in self.trace) >= self.limit:
            raise OutOfStepsError
        self.trace.append(step_id)
        failed, action = self.oracle(step_id)
        if not failed:
            self.completed.add(step_id)
        return failed, action


def simulate(steps: Sequence[FlowStep], run: Run, again: set[tuple[str, str]]) -> str:
    """Follows the jumps as the specification has them. `again` holds the jumps, by
    source and target, that enter a step again."""
    index = {step.step_id: number for number, step in enumerate(steps)}
    at = 0
    while at < len(steps):
        current = steps[at]
        failed, name = run.enter(current.step_id)
        actions = current.on_failure if failed else current.on_success
        action = next((a for a in actions if a.name == name), None)
        if action is None:
            if failed:
                return "raise"
            at += 1
            continue
        match action.target:
            case GotoStep(step_id):
                if index[step_id] <= at and (current.step_id, step_id) in again:
                    run.trace.append("= wait")
                at = index[step_id]
            case TransferWorkflow(key):
                return f"transfer {key}"
            case End():
                return "raise" if failed else "return"
    return "return"


class FailureError(Exception):
    def __init__(self, action: str | None) -> None:
        self.action = action


class _LeaveError(Exception):
    def __init__(self, result: str) -> None:
        self.result = result


class Interpreter:
    """Runs a tree as the Python that it stands for."""

    def __init__(self, flow: Flow, run: Run) -> None:
        self._flow = flow
        self._run = run
        self._action: tuple[str, str | None] | None = None
        self._next: str | None = None

    def result(self) -> str:
        try:
            signal = self._block(self._flow.body)
        except FailureError:
            return "raise"
        except _LeaveError as leave:
            return leave.result
        assert signal is None
        assert self._flow.completed_at_end is not None
        assert self._flow.completed_at_end <= self._run.completed
        return "return"

    def _block(self, block: Block) -> Node | None:
        for node in block:
            signal = self._node(node)
            if signal is not None:
                return signal
        return None

    def _node(self, node: Node) -> Node | None:
        match node:
            case RunStep():
                self._step(node)
            case Wait():
                self._run.trace.append("= wait")
            case Next(step_id):
                self._next = step_id
            case Break() | Continue():
                return node
            case Return(completed):
                assert completed <= self._run.completed
                raise _LeaveError("return")
            case Transfer(key, completed):
                assert completed <= self._run.completed
                raise _LeaveError(f"transfer {key}")
            case _:
                return self._compound(node)
        return None

    def _compound(self, node: Node) -> Node | None:
        match node:
            case Branch(condition, then, otherwise):
                assert then
                return self._block(then if self._holds(condition) else otherwise)
            case Loop(body):
                while True:
                    if isinstance(self._block(body), Break):
                        return None
            case Once(body):
                assert not isinstance(self._block(body), Continue)
            case Try():
                return self._try(node)
            case Dispatch():
                self._dispatch(node)
        return None

    def _step(self, node: RunStep) -> None:
        failed, action = self._run.enter(node.step_id)
        if failed:
            self._action = None
            raise FailureError(action if action in node.catches else None)
        self._action = (node.step_id, action) if node.captures_action else None

    def _holds(self, condition: Condition) -> bool:
        if isinstance(condition, NextIs):
            return (self._next in condition.step_ids) != condition.negated
        assert self._action is not None
        step_id, action = self._action
        assert step_id == condition.step_id
        return (action in condition.actions) != condition.negated

    def _try(self, node: Try) -> Node | None:
        assert node.handlers
        try:
            signal = self._block(node.body)
        except FailureError as failure:
            for handler in node.handlers:
                if failure.action in handler.actions:
                    return self._block(handler.body)
            raise
        return signal or self._block(node.otherwise)

    def _dispatch(self, node: Dispatch) -> None:
        cases = {case.step_id: case.body for case in node.cases}
        self._next = node.start or self._next
        while True:
            assert self._next is not None
            if isinstance(self._block(cases[self._next]), Break):
                return


def text_of(flow: Flow) -> str:
    """The tree as the Python that it stands for."""
    return "\n".join(_lines(flow.body))


def _lines(block: Block, indent: str = "") -> Iterator[str]:
    for node in block:
        for line in _node_lines(node):
            yield indent + line


def _inner(block: Block) -> Iterator[str]:
    return _lines(block or (), "    ") if block else iter(["    pass"])


def _node_lines(node: Node) -> Iterator[str]:
    match node:
        case RunStep(step_id, captures):
            yield f"{step_id}()" if not captures else f"action = {step_id}()"
        case Wait():
            yield "wait()"
        case Next(step_id):
            yield f"next_step = {step_id!r}"
        case Break():
            yield "break"
        case Continue():
            yield "continue"
        case Return():
            yield "return"
        case Transfer(key):
            yield f"return {key}()"
        case Loop(body):
            yield "while True:"
            yield from _inner(body)
        case Once(body):
            yield "while True:  # once"
            yield from _inner((*body, Break()))
        case _:
            yield from _branching_lines(node)


def _branching_lines(node: Node) -> Iterator[str]:
    match node:
        case Branch(condition, then, otherwise):
            yield f"if {_condition(condition)}:"
            yield from _inner(then)
            if len(otherwise) == 1 and isinstance(otherwise[0], Branch):
                first, *others = _node_lines(otherwise[0])
                yield f"el{first}"
                yield from others
            elif otherwise:
                yield "else:"
                yield from _inner(otherwise)
        case Try(body, handlers, otherwise):
            yield "try:"
            yield from _inner(body)
            for handler in handlers:
                yield f"except {' | '.join(handler.actions)}:"
                yield from _inner(handler.body)
            if otherwise:
                yield "else:"
                yield from _inner(otherwise)
        case Dispatch(cases, start):
            if start is not None:
                yield f"next_step = {start!r}"
            yield "while True:"
            yield "    match next_step:"
            for case in cases:
                yield f"        case {case.step_id!r}:"
                yield from ("        " + line for line in _inner(case.body))


def _condition(condition: Condition) -> str:
    names = condition.actions if isinstance(condition, ActionIs) else condition.step_ids
    subject = "action" if isinstance(condition, ActionIs) else "next_step"
    if len(names) == 1:
        return f"{subject} {'!=' if condition.negated else '=='} {names[0]!r}"
    return f"{subject} {'not in' if condition.negated else 'in'} {names!r}"


def may_follow(steps: Sequence[FlowStep]) -> dict[str, frozenset[str]]:
    """By reachable step, the steps that can have run before it is entered.

    A step that a loop enters again is among its own.
    """
    graph = graph_of(steps)
    earlier = dict.fromkeys(graph.reachable, 0)
    waiting = list(graph.reachable)
    while waiting:
        step = waiting.pop()
        for edge in graph.edges(step):
            if edge.target < 0:
                continue
            bits = earlier[edge.target] | earlier[step] | 1 << step
            if bits != earlier[edge.target]:
                earlier[edge.target] = bits
                waiting.append(edge.target)
    return {graph.id_of(step): step_ids(graph, bits) for step, bits in earlier.items()}
