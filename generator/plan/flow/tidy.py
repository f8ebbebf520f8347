"""Brings a flow into the form that a person would write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, TypeAlias

from .jumps import has_break, has_jump, terminates
from .tree import (
    Block,
    Branch,
    Break,
    Condition,
    Continue,
    Dispatch,
    Handler,
    Loop,
    Next,
    Node,
    Once,
    Return,
    RunStep,
    Try,
)

End: TypeAlias = Literal["break", "continue"] | None
"""What the end of a block does by itself."""


def tidied(block: Block, end: End = None) -> Block:
    """A block that does the same: no `else` after a jump, no jump that the end of the
    block makes anyway, one `try` around steps that are handled alike."""
    out: list[Node] = []
    waiting = list(reversed(block))
    while waiting:
        node = waiting.pop()
        last = not waiting
        if isinstance(node, Branch):
            waiting.extend(reversed(_branch(node, end if last else None, out)))
        elif isinstance(node, Try):
            waiting.extend(reversed(_try(node, end if last else None, out)))
        elif not (last and _is_end(node, end)):
            out += _inside(node)
        if out and terminates((out[-1],)):
            break
    return tuple(_unwrapped(node) for node in _joined(out))


def with_one_end(
    body: Block, completed: frozenset[str]
) -> tuple[Block, frozenset[str]]:
    """The body of a function whose end returns the outputs, without a second return
    where two ways of similar length lead there: they become `if` and `else`.

    Args:
        completed: The steps that have certainly completed at its end.

    Returns:
        The body, and the steps that have completed at its end now.
    """
    for index, node in enumerate(body):
        if not isinstance(node, Branch) or node.otherwise:
            continue
        *way, last = node.then
        other = body[index + 1 :]
        if isinstance(last, Return) and 0 < _length(other) <= 2 * _length(tuple(way)):
            other, completed = with_one_end(other, completed)
            joined = Branch(node.condition, tuple(way), other)
            return (*body[:index], joined), completed & last.completed
    return body, completed


def _unwrapped(node: Node) -> Node:
    """A `try` for a `Once` that only its failures leave."""
    if not isinstance(node, Once) or len(node.body) == 0:
        return node
    tried, *rest = node.body
    if not isinstance(tried, Try):
        return node
    leaving = all(handler.body == (Break(),) for handler in tried.handlers)
    if not leaving or tried.otherwise or has_break(tuple(rest)):
        return node
    handlers = tuple(replace(handler, body=()) for handler in tried.handlers)
    return Try(tried.body, handlers, tuple(rest))


def _is_end(node: Node, end: End) -> bool:
    if isinstance(node, Continue):
        return end == "continue"
    return isinstance(node, Break) and end == "break"


def _inside(node: Node) -> Block:
    if isinstance(node, Loop):
        body = tidied(node.body, "continue")
        once = body[-1:] == (Break(),) and not has_jump(body[:-1])
        return body[:-1] if once else (Loop(body),)
    if isinstance(node, Once):
        return (Once(tidied(node.body, "break")),)
    if isinstance(node, Dispatch):
        cases = (replace(c, body=tidied(c.body, "continue")) for c in node.cases)
        return (replace(node, cases=tuple(cases)),)
    return (node,)


def _branch(node: Branch, end: End, out: list[Node]) -> Block:
    """Adds a branch; gives what follows it where it needs no `else`."""
    condition, then, otherwise = node.condition, node.then, node.otherwise
    ends = terminates(then), terminates(otherwise)
    if ends == (False, True) or (all(ends) and _length(otherwise) < _length(then)):
        condition, then, otherwise = negation(condition), otherwise, then
        ends = True, False
    if ends[0] and otherwise:
        out.append(Branch(condition, tidied(then)))
        return otherwise
    then, otherwise = tidied(then, end), tidied(otherwise, end)
    if not then:
        condition, then, otherwise = negation(condition), otherwise, then
    if then:
        out.append(Branch(condition, then, otherwise))
    return ()


def _try(node: Try, end: End, out: list[Node]) -> Block:
    """Adds a `try`; gives what follows it where that needs no `else`."""
    body = tidied(node.body)
    bodies = [handler.body for handler in node.handlers]
    if len(bodies) == 1 and terminates(node.otherwise):
        handlers = (replace(node.handlers[0], body=()),)
        out.append(Try(body, handlers, tidied(node.otherwise)))
        return bodies[0]
    if all(map(terminates, bodies)):
        out.append(Try(body, tuple(_handlers(node.handlers, None))))
        return node.otherwise
    otherwise = tidied(node.otherwise, end)
    out.append(Try(body, tuple(_handlers(node.handlers, end)), otherwise))
    return ()


def _handlers(handlers: Iterable[Handler], end: End) -> Iterable[Handler]:
    return (replace(handler, body=tidied(handler.body, end)) for handler in handlers)


def negation(condition: Condition) -> Condition:
    """The opposite of a condition."""
    return replace(condition, negated=not condition.negated)


def _length(block: Block) -> int:
    """How long a block is: its statements, those inside included."""
    total = 0
    waiting = list(block)
    while waiting:
        node = waiting.pop()
        total += 1
        if isinstance(node, Branch):
            waiting += node.then + node.otherwise
        elif isinstance(node, Try):
            waiting += node.body + node.otherwise
            waiting += [inner for handler in node.handlers for inner in handler.body]
        elif isinstance(node, Loop | Once):
            waiting += node.body
        elif isinstance(node, Dispatch):
            waiting += [inner for case in node.cases for inner in case.body]
    return total


def _joined(nodes: list[Node]) -> Block:
    """Joins a `try` with the one before it where they handle the same alike, a `Once`
    with the step whose action it asks for; of names set in a row the last counts."""
    out: list[Node] = []
    for node in nodes:
        if out and isinstance(out[-1], Next) and _names_next(node):
            out.pop()
        before = out[-1] if out else None
        if isinstance(node, Try) and isinstance(before, Try) and _alike(before, node):
            out[-1] = Try(before.body + node.body, node.handlers, node.otherwise)
        elif isinstance(node, Once):
            names = [out.pop()] if isinstance(before, Next) else []
            asked = [out.pop()] if out and _captures(out[-1]) else []
            out += [*names, Once((*asked, *node.body))]
        else:
            out.append(node)
    return tuple(out)


def _names_next(node: Node) -> bool:
    return isinstance(node, Next) or (
        isinstance(node, Dispatch) and node.start is not None
    )


def _captures(node: Node) -> bool:
    return isinstance(node, RunStep) and node.captures_action


def _alike(before: Try, node: Try) -> bool:
    return (
        not before.otherwise
        and node.handlers == before.handlers
        and all(terminates(handler.body) for handler in node.handlers)
    )
