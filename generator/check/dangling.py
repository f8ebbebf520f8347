"""References that lead nowhere, in what a workflow uses of its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..diagnostics.model import Diagnostics, Rule
from ..diagnostics.rules import sources
from ..link.model import OperationCall, Workflow
from ..link.openapi_model import Operation
from ..link.references import References, reference_of
from ..read.document import Node, Place


def check_operations(
    workflow: Workflow, references: References, diagnostics: Diagnostics
) -> None:
    """Report the parameters and bodies of operations whose reference leads nowhere:
    what has to be sent is not known."""
    calls = (step.call for step in workflow.steps)
    operations = [call.operation for call in calls if isinstance(call, OperationCall)]
    # Several steps may call one operation, and operations share a path item.
    parts = {
        (part.document, part.pointer): part
        for operation in operations
        for part in _parts_of_request(operation)
    }
    for part in parts.values():
        if reference_of(part) is not None and references.probe(part) is None:
            _report(sources.DANGLING_REFERENCE, part, references, diagnostics)


def check_schemas(
    dangling: Sequence[Node], references: References, diagnostics: Diagnostics
) -> None:
    """Report references that were followed for the types of a workflow and lead
    nowhere: of the values there nothing is known.

    Args:
        dangling: The objects that hold them.
    """
    for node in dangling:
        _report(sources.UNKNOWN_TYPE, node, references, diagnostics)


def _parts_of_request(operation: Operation) -> Iterator[Node]:
    """What may be a reference of what the operation says about its requests."""
    for holder in (operation.node, *_path_items(operation)):
        listed = holder.get("parameters")
        yield from listed.items() if listed is not None else ()
    body = operation.node.get("requestBody")
    if body is not None:
        yield body
    holders = [parameter.node for parameter in operation.parameters]
    if operation.body is not None:
        holders.append(operation.body.node)
    for holder in holders:
        content = holder.get("content")
        for _, media in content.members() if content is not None else ():
            yield media


def _path_items(operation: Operation) -> Iterator[Node]:
    """The path item by its path, and the one that the operation stands in, which is
    another where the first is a reference."""
    paths = operation.source.root.get("paths")
    listed = paths.get(operation.path) if paths is not None else None
    if listed is not None:
        yield listed
    holder: Node | None = operation.node.document.root
    for token in operation.node.pointer[:-1]:
        holder = holder.get(token) if holder is not None else None
    if holder is not None and (listed is None or holder.value is not listed.value):
        yield holder


def _report(
    rule: Rule, node: Node, references: References, diagnostics: Diagnostics
) -> None:
    diagnostics.add(
        rule,
        references.explain(node),
        _place(node),
        "correct it, or add what it names",
    )


def _place(node: Node) -> Place:
    written = node.get("$ref") or node.get("$dynamicRef")
    return node.place if written is None else written.place
