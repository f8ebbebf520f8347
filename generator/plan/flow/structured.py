"""Turns the jumps of a workflow into structured Python control flow."""

from __future__ import annotations

from collections.abc import Sequence

from ...check.flow_graph import RETURN, graph_of
from ...check.flow_model import FlowStep
from .jumps import Jumps, terminates
from .loops import node_graph
from .structure import Structurer
from .tidy import tidied, with_one_end
from .tree import Flow, Return


def structured_flow(steps: Sequence[FlowStep]) -> Flow:
    """The flow of a workflow as a tree of loops and branches.

    Args:
        steps: The steps in execution order, with the actions that leave them.

    Returns:
        The tree: a straight line where the flow is one, loops and branches where they
        hold the jumps, and a dispatch for the parts which nothing else can hold.

    Raises:
        KeyError: An action goes to a step that is not there.
    """
    graph = graph_of(steps)
    if not graph.reachable:
        return Flow((), frozenset())
    nodes = node_graph(graph)
    body = tidied(Structurer(nodes).body(frozenset((RETURN,))))
    completed = frozenset[str]()
    if terminates(body):
        last = body[-1]
        at_end = None
        if isinstance(last, Return):
            body, at_end = body[:-1], last.completed
    else:
        jumps = Jumps(nodes)
        edges = (e for step in graph.reachable for e in graph.successes[step])
        at_end = next(
            (
                jumps.completed(edge)
                for edge in edges
                if edge.default and edge.target < 0
            ),
            completed,
        )
    if at_end is not None:
        body, at_end = with_one_end(body, at_end)
    unreachable = set(range(len(steps))) - set(graph.reachable)
    return Flow(
        body=body,
        completed_at_end=at_end,
        loops=bool(graph.cyclic),
        unreachable=tuple(steps[index].step_id for index in sorted(unreachable)),
    )
