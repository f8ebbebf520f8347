"""What a structured flow tells of its steps and ends."""

from __future__ import annotations

from collections.abc import Iterator

from .tree import Block, Branch, Dispatch, Flow, Loop, Node, Once, Return, RunStep, Try


def nodes_of(block: Block) -> Iterator[Node]:
    """All nodes of a tree, each before those within it."""
    for node in block:
        yield node
        match node:
            case Branch(_, then, otherwise):
                yield from nodes_of((*then, *otherwise))
            case Try(body, handlers, otherwise):
                yield from nodes_of((*body, *otherwise))
                for handler in handlers:
                    yield from nodes_of(handler.body)
            case Loop(body) | Once(body):
                yield from nodes_of(body)
            case Dispatch(cases):
                for case in cases:
                    yield from nodes_of(case.body)


def asking_steps(flow: Flow) -> Iterator[str]:
    """The steps of which the workflow asks which success action applies."""
    for node in nodes_of(flow.body):
        if isinstance(node, RunStep) and node.captures_action:
            yield node.step_id


def number_of_catches(flow: Flow) -> int:
    """At how many places the workflow catches the failures of its steps."""
    return sum(isinstance(node, Try) for node in nodes_of(flow.body))


def completed_at_returns(flow: Flow) -> frozenset[str]:
    """The steps that have completed wherever the workflow returns its outputs."""
    ends = [node.completed for node in nodes_of(flow.body) if isinstance(node, Return)]
    if flow.completed_at_end is not None:
        ends.append(flow.completed_at_end)
    return frozenset.intersection(*ends) if ends else frozenset()
