"""The names that schemas give themselves inside a document: `$id` and `$anchor`."""

from __future__ import annotations

from dataclasses import dataclass

from ..read.document import Document, Node


@dataclass(frozen=True, eq=False)
class Identifiers:
    """What can be referred to by another name than its place.

    Attributes:
        identified: By `$id`, and the document by its `$self` (OpenAPI 3.2); as written.
        anchors: By `$anchor` or `$dynamicAnchor`.
    """

    identified: dict[str, Node]
    anchors: dict[str, Node]

    @classmethod
    def of(cls, document: Document) -> Identifiers:
        """Search a whole document; of names given twice the first counts."""
        identified: dict[str, Node] = {}
        anchors: dict[str, Node] = {}
        if self_uri := document.root.text("$self"):
            identified[self_uri.partition("#")[0]] = document.root
        waiting = [document.root]
        while waiting:
            node = waiting.pop()
            if uri := node.text("$id"):
                identified.setdefault(uri.partition("#")[0], node)
            for keyword in ("$anchor", "$dynamicAnchor"):
                if anchor := node.text(keyword):
                    anchors.setdefault(anchor, node)
            children = [child for _, child in node.members()] or list(node.items())
            waiting.extend(
                child
                for child in reversed(children)
                if isinstance(child.value, dict | list)
            )
        return cls(identified, anchors)
