"""The flow of a workflow as statements of its function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..code import Code, Uses, literal
from ..statements import Clause, Statement, Statements, assign, block, line
from .queries import asking_steps
from .tree import (
    ActionIs,
    Block,
    Branch,
    Break,
    Case,
    Condition,
    Continue,
    Dispatch,
    Flow,
    Handler,
    Loop,
    Next,
    NextIs,
    Node,
    Once,
    Return,
    RunStep,
    Together,
    Transfer,
    Try,
    Wait,
)

Ran = Callable[[str], Code]
"""The outputs of a step that has certainly completed."""


@dataclass(frozen=True)
class Parallel:
    """How steps at the same time are spelled.

    Attributes:
        task: By step, the variable of what awaits its outputs.
        block: The statements that start steps, with what has to stand around them;
            given what spells the same steps one after the other, too.
    """

    task: Callable[[str], str]
    block: Callable[[Statements, Callable[[], Statements]], Statements]


@dataclass(frozen=True)
class FlowCode:
    """What the statements of a flow are made of.

    Attributes:
        error: The name of the module's error class.
        failure: The variable of an error that is caught, given how many others are
            being handled there.
        completed: By step id, the attribute of `done`.
        run: The call of a step's function.
        awaited: The call of a function that takes time, as one that is waited for.
        together: What runs steps at the same time.
        returns: The statements that return the outputs, given what has completed.
        transfer: The statements that return another workflow's result.
        pause: The wait for so many seconds.
    """

    error: str
    failure: Callable[[int], str]
    completed: Callable[[str], str]
    run: Callable[[str, Ran], Code]
    awaited: Callable[[Code], Code]
    together: Parallel
    returns: Callable[[Return, Ran], Statements]
    transfer: Callable[[Transfer, Ran], Statements]
    pause: Callable[[Code], Code]
    uses: Uses


@dataclass
class FlowSpeller:
    """Spells a flow, and follows which steps type checkers know to have run.

    Attributes:
        ran: The steps that have run where the next statement stands, as far as the
            form of the code tells.
        together: The steps that run at the same time as others.
    """

    code: FlowCode
    ran: set[str] = field(default_factory=set)
    together: set[str] = field(default_factory=set)
    _exits: list[list[set[str]]] = field(default_factory=list)
    _handling: int = 0

    def outputs_of(self, step_id: str) -> Code:
        """The outputs of a step that has certainly completed."""
        outputs = Code(f"done.{self.code.completed(step_id)}")
        if step_id in self.ran:
            return outputs
        return Code(f"{self.code.uses.helper('_ran')}({outputs})")

    def spell(self, flow: Flow) -> Statements:
        """The statements of the whole flow, without the return at its end."""
        first: list[Statement] = []
        if len(set(asking_steps(flow))) > 1:
            # Each step names actions of its own: the variable has to hold any of them.
            first.append(line("action: str | None"))
        if _uses_next(flow.body):
            first.append(line("next_step: str | None = None"))
        if flow.loops:
            first.append(assign("steps", Code("0")))
        return (*first, *self.block(flow.body))

    def block(self, nodes: Block) -> Statements:
        return tuple(statement for node in nodes for statement in self._node(node))

    def _node(self, node: Node) -> Statements:
        match node:
            case RunStep():
                return self._run(node)
            case Together():
                return self._together(node)
            case Branch():
                return self._branch(node)
            case Try():
                return self._try(node)
            case Loop(body):
                return (block("while True", self._loop(body)),)
            case Once(body):
                inside = self._loop(body, closed=False)
                return (block("while True", (*inside, line("break"))),)
            case Dispatch():
                return self._dispatch(node)
            case Next(step_id):
                return (assign("next_step", literal(step_id)),)
            case Break() | Continue():
                return self._jump(node)
            case Wait():
                return (line(self.code.pause(Code("poll_interval"))),)
            case Return():
                return self.code.returns(node, self.outputs_of)
            case Transfer():
                return self.code.transfer(node, self.outputs_of)

    def _jump(self, node: Break | Continue) -> Statements:
        if isinstance(node, Continue):
            return (line("continue"),)
        self._exits[-1].append(set(self.ran))
        return (line("break"),)

    def _run(self, node: RunStep) -> Statements:
        target = f"done.{self.code.completed(node.step_id)}"
        called = self.code.awaited(self.code.run(node.step_id, self.outputs_of))
        self.ran.add(node.step_id)
        if node.captures_action:
            target += ", action"
        return (*self._count(node), assign(target, called))

    def _count(self, node: RunStep) -> Statements:
        if not node.counted:
            return ()
        count = self.code.uses.helper("_count")
        counted = Code(f"{count}(steps, max_steps, {literal(node.step_id)})")
        return (assign("steps", counted),)

    def _together(self, node: Together) -> Statements:
        ids = {step.step_id for step in node.listed}
        awaited: set[str] = set()

        def ran(step_id: str) -> Code:
            if step_id not in ids:
                return self.outputs_of(step_id)
            awaited.add(step_id)
            return self.code.awaited(Code(self.code.together.task(step_id)))

        starts: list[tuple[RunStep, Statements, Code]] = []
        for one in node.started:
            step = one.step
            waits = tuple(line(ran(step_id)) for step_id in one.follows)
            name = literal(self.code.completed(step.step_id))
            called = self.code.run(step.step_id, ran)
            start = Code(f"together.start({name}, {called})")
            starts.append((step, (*self._count(step), *waits), start))
        statements: list[Statement] = []
        for step, before, start in starts:
            task = self.code.together.task(step.step_id)
            run = assign(task, start) if step.step_id in awaited else line(start)
            statements += [*before, run]
        known = set(self.ran)
        whole = self.code.together.block(
            tuple(statements), lambda: self.block(node.listed)
        )
        self.ran = known
        self.together |= ids
        return whole

    def _branch(self, node: Branch) -> Statements:
        entry = set(self.ran)
        then = self.block(node.then)
        after_then = None if _leaves(node.then) else set(self.ran)
        self.ran = set(entry)
        clauses: list[Statement] = [block(f"if {_condition(node.condition)}", then)]
        clauses += self._otherwise(node.otherwise)
        after_else = None if _leaves(node.otherwise) else set(self.ran)
        self.ran = _joined([after_then, after_else], entry)
        return tuple(clauses)

    def _otherwise(self, nodes: Block) -> list[Statement]:
        if not nodes:
            return []
        if len(nodes) == 1 and isinstance(nodes[0], Branch):
            first, *rest = self._branch(nodes[0])
            assert isinstance(first, Clause)
            return [block(f"el{first.header}", first.body), *rest]
        return [block("else", self.block(nodes))]

    def _try(self, node: Try) -> Statements:
        entry = set(self.ran)
        body = self.block(node.body)
        otherwise = self.block(node.otherwise)
        ends: list[set[str] | None] = [
            None if _leaves((*node.body, *node.otherwise)) else set(self.ran)
        ]
        failure = self.code.failure(self._handling)
        self._handling += 1
        handled: list[Statements] = []
        for handler in node.handlers:
            self.ran = set(entry)
            handled.append(self.block(handler.body))
            ends.append(None if _leaves(handler.body) else set(self.ran))
        self._handling -= 1
        self.ran = _joined(ends, entry)
        caught = _dispatched(f"{failure}.action", node.handlers, handled)
        return (
            block("try", body),
            block(f"except {self.code.error} as {failure}", caught),
            *([block("else", otherwise)] if otherwise else []),
        )

    def _loop(self, body: Block, closed: bool = True) -> Statements:
        entry = set(self.ran)
        self._exits.append([])
        inside = self.block(body)
        exits: list[set[str] | None] = list(self._exits.pop())
        if not closed and not _leaves(body):
            exits.append(set(self.ran))
        self.ran = _joined(exits, entry)
        return inside

    def _dispatch(self, node: Dispatch) -> Statements:
        entry = set(self.ran)
        self._exits.append([])
        cases: list[Statement] = []
        for case in node.cases:
            self.ran = set(entry)
            cases.append(self._case(case))
        self.ran = _joined(list(self._exits.pop()), entry)
        loop = block("while True", (block("match next_step", cases),))
        if node.start is None:
            return (loop,)
        return (line(f"next_step = {literal(node.start)}"), loop)

    def _case(self, case: Case) -> Statement:
        return block(f"case {literal(case.step_id)}", self.block(case.body))


def _dispatched(
    action: str, handlers: Sequence[Handler], handled: Sequence[Statements]
) -> Statements:
    """The body of an except clause: what the actions lead to, or the error goes on."""
    if len(handlers) == 1:
        test = _is_one_of(action, handlers[0].actions, negated=True)
        return (block(f"if {test}", (line("raise"),)), *handled[0])
    clauses = [
        block(
            f"{'elif' if number else 'if'} {_is_one_of(action, handler.actions)}",
            statements or (line("pass"),),
        )
        for number, (handler, statements) in enumerate(
            zip(handlers, handled, strict=True)
        )
    ]
    return (*clauses, block("else", (line("raise"),)))


def _condition(condition: Condition) -> Code:
    match condition:
        case ActionIs():
            return _is_one_of("action", condition.actions, condition.negated)
        case NextIs():
            return _is_one_of("next_step", condition.step_ids, condition.negated)


def _is_one_of(variable: str, names: tuple[str, ...], negated: bool = False) -> Code:
    if len(names) == 1:
        return Code(f"{variable} {'!=' if negated else '=='} {literal(names[0])}")
    listed = ", ".join(literal(name) for name in names)
    return Code(f"{variable} {'not in' if negated else 'in'} ({listed})")


def _leaves(nodes: Block) -> bool:
    """Whether control never comes out at the end of a block."""
    if not nodes:
        return False
    match nodes[-1]:
        case Break() | Continue() | Return() | Transfer():
            return True
        case Branch(_, then, otherwise):
            return _leaves(then) and _leaves(otherwise)
        case _:
            return False


def _joined(ends: list[set[str] | None], entry: set[str]) -> set[str]:
    """What has run on every way that comes out here."""
    open_ends = [end for end in ends if end is not None]
    return set.intersection(*open_ends) if open_ends else set(entry)


def _uses_next(nodes: Block) -> bool:
    for node in nodes:
        match node:
            case Next() | Dispatch() | Branch(NextIs()):
                return True
            case Branch(_, then, otherwise):
                inner: tuple[Block, ...] = (then, otherwise)
            case Try(body, handlers, rest):
                inner = (body, rest, *(handler.body for handler in handlers))
            case Loop(body) | Once(body):
                inner = (body,)
            case _:
                inner = ()
        if any(_uses_next(part) for part in inner):
            return True
    return False
