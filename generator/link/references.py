"""Follows `$ref` within documents and between them."""

from __future__ import annotations

from urllib.parse import unquote

from ..diagnostics.model import Diagnostic
from ..expressions.pointer import array_index
from ..read.document import Document, JsonValue, Node, Pointer
from .identifiers import Identifiers
from .locate import DocumentLoader, load_from


class References:
    """Follows the `$ref`s of documents, each once.

    Understood are JSON pointers (`#/components/schemas/Pet`), names of `$anchor`
    (`#pet`), `$id` of the same document, and other documents (`./pets.yml#/Pet`),
    relative to the one that holds the reference.
    """

    def __init__(self, loader: DocumentLoader) -> None:
        self._loader = loader
        self._targets: dict[tuple[Document, Pointer, str], Node | str] = {}
        self._identifiers: dict[Document, Identifiers] = {}
        self._dangling: dict[tuple[Document, Pointer], Node] = {}

    @property
    def dangling(self) -> tuple[Node, ...]:
        """The objects whose `$ref` was followed and leads nowhere, in the order asked.

        What nobody asked for is not in it: `explain` says of each what is wrong.
        """
        return tuple(self._dangling.values())

    def follow(self, node: Node) -> Node | None:
        """What a chain of `$ref`s leads to: the node itself where it has none.

        What stands beside a `$ref` is left out; see `target` for schemas, where it
        counts. None where the chain leads nowhere or in a circle.
        """
        followed = self._chain(node)
        if isinstance(followed, Node):
            return followed
        self._dangling.setdefault((node.document, node.pointer), node)
        return None

    def probe(self, node: Node) -> Node | None:
        """As `follow`, for a node that may turn out not to be used: a reference that
        leads nowhere is not noted in `dangling`."""
        followed = self._chain(node)
        return followed if isinstance(followed, Node) else None

    def target(self, node: Node) -> Node | None:
        """What the node's own `$ref` leads to, one step; None where it has none, or
        one that leads nowhere (which is noted in `dangling`)."""
        reference = reference_of(node)
        if reference is None:
            return None
        found = self._resolve(node.document, node.pointer, reference)
        if isinstance(found, Node):
            return found
        self._dangling.setdefault((node.document, node.pointer), node)
        return None

    def explain(self, node: Node) -> str:
        """Why `follow` gives None for this node: one line, for a diagnostic."""
        followed = self._chain(node)
        return (
            followed if isinstance(followed, str) else "the reference can be followed"
        )

    def _chain(self, node: Node) -> Node | str:
        seen: list[str] = []
        places: set[tuple[Document, Pointer]] = set()
        while (reference := reference_of(node)) is not None:
            place = (node.document, node.pointer)
            if place in places:
                return f"$ref goes in a circle: {' -> '.join([*seen, reference])}"
            places.add(place)
            seen.append(reference)
            found = self._resolve(node.document, node.pointer, reference)
            if isinstance(found, str):
                return found
            node = found
        return node

    def _resolve(self, document: Document, at: Pointer, reference: str) -> Node | str:
        base = _schema_resource(document, at)
        key = (document, base, reference)
        if key not in self._targets:
            self._targets[key] = f"$ref goes in a circle: {reference}"
            self._targets[key] = self._locate(document, base, reference)
        return self._targets[key]

    def _locate(self, document: Document, base: Pointer, reference: str) -> Node | str:
        uri, _, fragment = reference.partition("#")
        resource = self._resource(document, base, uri)
        if isinstance(resource, str):
            return f"$ref {reference!r} leads nowhere: {resource}"
        found = self._in_resource(resource, fragment)
        if found is None and resource.pointer:
            found = self._in_resource(resource.document.root, fragment)
        if found is None:
            name = resource.document.name
            return f"$ref {reference!r} leads nowhere: {name} has no '#{fragment}'"
        return found

    def _resource(self, document: Document, base: Pointer, uri: str) -> Node | str:
        """The document or embedded schema that the part before the `#` names."""
        if not uri:
            return _descend(document.root, base) or document.root
        if not document.url and document.path.parent / unquote(uri) == document.path:
            return document.root
        identified = self._identifiers_of(document).identified.get(uri)
        if identified is not None:
            return identified
        loaded = load_from(document, uri, self._loader)
        return loaded.message if isinstance(loaded, Diagnostic) else loaded.root

    def _in_resource(self, resource: Node, fragment: str) -> Node | None:
        if not fragment:
            return resource
        if fragment.startswith("/"):
            found = self._at(resource, unquote(fragment))
            return found or self._at(resource, fragment)
        anchors = self._identifiers_of(resource.document).anchors
        return anchors.get(unquote(fragment))

    def _at(self, resource: Node, pointer: str) -> Node | None:
        """The value at a pointer; `$ref`s on the way are followed where it needs to."""
        node = resource
        for escaped in pointer.split("/")[1:]:
            token = escaped.replace("~1", "/").replace("~0", "~")
            child = _child(node, token)
            if child is None and reference_of(node) is not None:
                followed = self.probe(node)
                child = _child(followed, token) if followed else None
            if child is None:
                return None
            node = child
        return node

    def _identifiers_of(self, document: Document) -> Identifiers:
        if document not in self._identifiers:
            self._identifiers[document] = Identifiers.of(document)
        return self._identifiers[document]


def reference_of(node: Node) -> str | None:
    """The text of the node's `$ref` (or `$dynamicRef`), or None where it has none."""
    return node.text("$ref") or node.text("$dynamicRef")


def _child(node: Node, token: str) -> Node | None:
    if isinstance(node.value, list):
        index = array_index(token)
        return None if index is None else node.get(index)
    return node.get(token)


def _descend(node: Node, pointer: Pointer) -> Node | None:
    for token in pointer:
        child = node.get(token)
        if child is None:
            return None
        node = child
    return node


def _schema_resource(document: Document, pointer: Pointer) -> Pointer:
    """Where the innermost schema around a place begins that has an `$id`: pointers in
    its references start there (JSON Schema 2020-12, section 8.2.1)."""
    resource: Pointer = ()
    value: JsonValue = document.value
    for depth, token in enumerate(pointer, start=1):
        if isinstance(value, dict) and isinstance(token, str):
            value = value.get(token)
        elif isinstance(value, list) and isinstance(token, int) and token < len(value):
            value = value[token]
        else:
            break
        if isinstance(value, dict) and isinstance(value.get("$id"), str):
            resource = pointer[:depth]
    return resource
