"""Recognises OpenAPI documents and finds operations in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import sources as rules
from ..read.document import Document, Node
from . import openapi3, swagger2
from .openapi_entry import OperationEntry
from .openapi_model import Operation, Source
from .references import References, reference_of

_SUPPORTED = re.compile(r"(3\.[012])(?:\.\d+)?(?:-.*)?")
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def read_source(
    name: str, document: Document, base_url: str = ""
) -> Source | Diagnostic:
    """Recognise an OpenAPI document of version 2.0, 3.0, 3.1 or 3.2.

    Args:
        name: The name of the source description.
        base_url: The URL the document was read from; empty for a file.

    Returns:
        The source, or what is wrong with it: the document is something else.
    """
    root = document.root
    version = _version_text(root)
    if version is None:
        return _not_openapi(root)
    if version == "2.0":
        return Source(name, version, root, base_url)
    supported = _SUPPORTED.fullmatch(version)
    if supported and root.get("openapi"):
        return Source(name, supported[1], root, base_url)
    field = root.get("openapi") or root.get("swagger")
    return Diagnostic(
        rules.UNSUPPORTED_VERSION,
        f"OpenAPI version {version!r} is not supported",
        field.place if field else root.place,
        "use Swagger 2.0 or OpenAPI 3.0, 3.1 or 3.2",
    )


def _version_text(root: Node) -> str | None:
    """What `openapi` or `swagger` says; numbers (`swagger: 2.0`) as text."""
    field = root.get("openapi") or root.get("swagger")
    if field is None or isinstance(field.value, bool | dict | list | None):
        return None
    return str(field.value).strip()


def _not_openapi(root: Node) -> Diagnostic:
    for field, kind in (("arazzo", "an Arazzo"), ("asyncapi", "an AsyncAPI")):
        if found := root.get(field):
            message = f"{kind} document is given where an OpenAPI document is expected"
            hint = (
                f"write 'type: {field}' in the source description, or correct its url"
            )
            return Diagnostic(
                rules.NOT_AN_OPENAPI_DOCUMENT, message, found.key_place, hint
            )
    return Diagnostic(
        rules.NOT_AN_OPENAPI_DOCUMENT,
        "the document is no OpenAPI document: it has no 'openapi' or 'swagger' version",
        root.place,
        "correct the url of the source description",
    )


class Operations:
    """The operations of a source: found by id, path or pointer, read when asked for.

    Making it looks at the keys of the path items only.
    """

    def __init__(self, source: Source, references: References) -> None:
        self.source = source
        self._references = references
        self._entries = {entry.node: entry for entry in _entries(source, references)}
        self._read: dict[Node, Operation] = {}
        self._by_id: dict[str, list[Node]] = {}
        self._by_folded_id: dict[str, list[Node]] = {}
        self._by_path: dict[str, dict[str, Node]] = {}
        for node, entry in self._entries.items():
            self._by_path.setdefault(entry.path, {}).setdefault(entry.method, node)
            if identifier := node.text("operationId"):
                self._by_id.setdefault(identifier, []).append(node)
                folded = identifier.casefold()
                self._by_folded_id.setdefault(folded, []).append(node)

    def by_id(self, operation_id: str) -> tuple[Node, ...]:
        """The operations of that id: several where the document repeats it."""
        return tuple(self._by_id.get(operation_id, ()))

    def by_id_ignoring_case(self, operation_id: str) -> tuple[Node, ...]:
        """The operations whose id differs in upper and lower case at most."""
        return tuple(self._by_folded_id.get(operation_id.casefold(), ()))

    def by_path(self, path_template: str, method: str) -> Node | None:
        """The operation of a path template, as the document writes it."""
        methods = self._by_path.get(path_template, {})
        return methods.get(method.upper()) or methods.get(method)

    def by_pointer(self, tokens: tuple[str, ...]) -> Node | None:
        """The operation at a pointer's tokens: `("paths", "/pets/{id}", "get")`."""
        match tokens:
            case ("paths", path, method) | (
                "paths",
                path,
                "additionalOperations",
                method,
            ):
                return self.by_path(path, method)
            case _:
                return None

    def ids(self) -> tuple[str, ...]:
        """All operation ids, in the document's order."""
        return tuple(self._by_id)

    def paths(self) -> tuple[str, ...]:
        """All path templates that have an operation, in the document's order."""
        return tuple(self._by_path)

    def methods(self, path_template: str) -> tuple[str, ...]:
        """The methods of a path, in upper case; none where there is no such path."""
        return tuple(self._by_path.get(path_template, ()))

    def all(self) -> tuple[Node, ...]:
        """All operations, in the document's order."""
        return tuple(self._entries)

    def operation(self, node: Node) -> Operation:
        """All of an operation that one of the `by_…` methods found.

        Parameters and bodies whose reference leads nowhere are left out, and
        `References.dangling` has them; responses stay, without content.

        Raises:
            KeyError: The node is not one that this index gave out.
        """
        if node not in self._read:
            reader = swagger2 if self.source.version == "2.0" else openapi3
            entry = self._entries[node]
            self._read[node] = reader.read_operation(
                self.source, entry, self._references
            )
        return self._read[node]


@dataclass(frozen=True, eq=False)
class _PathItem:
    """A path item: its own object and, where it has a `$ref`, what that leads to."""

    path: str
    parts: tuple[Node, ...]


def _entries(source: Source, references: References) -> Iterator[OperationEntry]:
    paths = source.root.get("paths")
    if paths is None:
        return
    for path, node in paths.members():
        if not path.startswith("x-") and isinstance(node.value, dict):
            yield from _path_entries(source, _path_item(path, node, references))


def _path_item(path: str, node: Node, references: References) -> _PathItem:
    if reference_of(node) is None:
        return _PathItem(path, (node,))
    target = references.probe(node)
    return _PathItem(path, (node, target) if target else (node,))


def _path_entries(source: Source, item: _PathItem) -> Iterator[OperationEntry]:
    methods = (*_METHODS, "query") if source.version == "3.2" else _METHODS
    found: set[str] = set()
    for part in item.parts:
        for name, node in part.members():
            if name in methods and name not in found and isinstance(node.value, dict):
                found.add(name)
                yield OperationEntry(item.path, name.upper(), item.parts, node)
        additional = part.get("additionalOperations")
        if additional is not None and source.version == "3.2":
            for name, node in additional.members():
                if isinstance(node.value, dict):
                    yield OperationEntry(item.path, name, item.parts, node)
