"""What is known of an operation before it is read, and what all versions share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..read.document import JsonValue, Node
from .openapi_model import OperationParameter
from .references import References

_STATUS = re.compile(r"[1-9](?:[0-9]{2}|XX)|default")


@dataclass(frozen=True, eq=False)
class OperationEntry:
    """Where an operation stands.

    Attributes:
        method: In upper case, e.g. `GET`.
        path: The path template.
        path_item: Its path item, and what the path item's `$ref` leads to.
        node: The operation itself.
    """

    path: str
    method: str
    path_item: tuple[Node, ...]
    node: Node


def parameter_nodes(entry: OperationEntry, references: References) -> list[Node]:
    """The Parameter Objects in force, `$ref` followed: the path item's, overridden by
    the operation's of the same name and location."""
    found: dict[tuple[str, str], Node] = {}
    for holder in (*reversed(entry.path_item), entry.node):
        parameters = holder.get("parameters")
        for reference in parameters.items() if parameters else ():
            parameter = references.follow(reference)
            if parameter is None:
                continue
            name = parameter.text("name")
            location = parameter.text("in")
            if name is not None and location is not None:
                folded = name.casefold() if location == "header" else name
                found[folded, location] = parameter
    return list(found.values())


def read_parameters(
    nodes: Iterable[Node], read: Callable[[Node], OperationParameter | None]
) -> tuple[OperationParameter, ...]:
    """The parameters that a reader makes of their nodes, without those it refuses."""
    return tuple(parameter for node in nodes if (parameter := read(node)))


def response_nodes(operation: Node, references: References) -> list[tuple[str, Node]]:
    """The Response Objects of an operation, `$ref` followed, by normalised status.

    What stands under another key than a status is left out: it documents none. One whose `$ref` leads nowhere stays as it is: a workflow may never look at it.
    """
    responses = operation.get("responses")
    if responses is None:
        return []
    named = ((normalise_status(status), node) for status, node in responses.members())
    return [
        (status, references.probe(node) or node)
        for status, node in named
        if _STATUS.fullmatch(status)
    ]


def normalise_status(status: str) -> str:
    """`200`, `2XX` or `default`, whatever the case it is written in."""
    status = status.strip()
    return "default" if status.casefold() == "default" else status.upper()


def security_of(
    operation: Node, root: Node
) -> tuple[dict[str, tuple[str, ...]], ...] | None:
    """The Security Requirement Objects in force: the operation's, else the document's.

    None where neither declares any.
    """
    declared = operation.get("security") or root.get("security")
    if declared is None or not isinstance(declared.value, list):
        return None
    return tuple(
        {name: strings(scopes.value) for name, scopes in requirement.members()}
        for requirement in declared.items()
        if isinstance(requirement.value, dict)
    )


def strings(value: JsonValue) -> tuple[str, ...]:
    """The strings of a list; none for any other value."""
    if not isinstance(value, list):
        return ()
    return tuple(item for item in value if isinstance(item, str))


def child_node(node: Node, token: str, value: JsonValue) -> Node:
    """A value that was made of a part of a document, standing at that part's place."""
    return Node(node.document, (*node.pointer, token), value)
