"""Which operation a step calls: `operationId` and `operationPath`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import dialect, names
from ..expressions.pointer import split_pointer
from ..read.document import Node
from .openapi import Operations
from .openapi_model import Operation
from .scope import suggestion
from .sources import SourceDescriptions

_QUALIFIED = re.compile(r"\$sourceDescriptions\.([A-Za-z0-9_\-]+)\.(.+)", re.DOTALL)
_PATH = re.compile(r"\{\$sourceDescriptions\.([A-Za-z0-9_\-]+)\.url\}#(/.*)", re.DOTALL)
_UNBRACED_PATH = re.compile(
    r"\$sourceDescriptions\.([A-Za-z0-9_\-]+)(?:\.url)?#(/.*)", re.DOTALL
)
_NAMED_PATH = re.compile(r"([A-Za-z0-9_\-]+)#(/.*)", re.DOTALL)
_METHOD_AND_PATH = re.compile(r"([A-Za-z]+)\s+(/\S*)")


@dataclass(frozen=True)
class OperationFinder:
    """Finds the operations that the steps of one document call."""

    sources: SourceDescriptions
    diagnostics: Diagnostics

    def by_id(self, node: Node) -> Operation | None:
        """The operation of an `operationId`; None with a finding."""
        text = str(node.value)
        qualified = _QUALIFIED.fullmatch(text)
        if qualified is not None:
            source, operation_id = qualified.groups()
            operations = self._source(source, node)
            return self._pick(operation_id, operations, node) if operations else None
        candidates = self.sources.named("openapi")
        if len(candidates) == 1:
            operations = self._source(candidates[0], node)
            return self._pick(text, operations, node) if operations else None
        return self._unqualified(text, candidates, node)

    def by_path(self, node: Node) -> Operation | None:
        """The operation of an `operationPath`; None with a finding."""
        text = str(node.value)
        found = _PATH.fullmatch(text)
        if found is None:
            return self._dialect_path(text, node)
        return self._at_pointer(found[1], found[2], node)

    def _dialect_path(self, text: str, node: Node) -> Operation | None:
        found = _UNBRACED_PATH.fullmatch(text) or _NAMED_PATH.fullmatch(text)
        name = self.sources.name_of(found[1]) if found is not None else None
        if found is not None and name is not None:
            self.diagnostics.add(
                dialect.OPERATION_PATH,
                f"{text!r} is not how the specification names an operation",
                node.place,
                f"write '{{$sourceDescriptions.{name}.url}}#{found[2]}'",
            )
            return self._at_pointer(found[1], found[2], node)
        by_method = _METHOD_AND_PATH.fullmatch(text)
        if by_method is not None:
            return self._by_method(by_method[1], by_method[2], node)
        self.diagnostics.add(
            names.UNKNOWN_OPERATION,
            f"{text!r} names no operation",
            node.place,
            "write '{$sourceDescriptions.<name>.url}#/paths/~1<path>/<method>'",
        )
        return None

    def _by_method(self, method: str, path: str, node: Node) -> Operation | None:
        for name in self.sources.named("openapi"):
            operations = self.sources.operations(name)
            found = operations.by_path(path, method) if operations else None
            if operations is not None and found is not None:
                escaped = path.replace("~", "~0").replace("/", "~1")
                self.diagnostics.add(
                    dialect.OPERATION_PATH,
                    f"'{method} {path}' is not how the specification names an operation",
                    node.place,
                    f"write '{{$sourceDescriptions.{name}.url}}#/paths/{escaped}/"
                    f"{method.lower()}'",
                )
                return operations.operation(found)
        self.diagnostics.add(
            names.UNKNOWN_OPERATION,
            f"no source description has the operation {method.upper()} {path}",
            node.place,
        )
        return None

    def _at_pointer(self, source: str, pointer: str, node: Node) -> Operation | None:
        operations = self._source(source, node)
        if operations is None:
            return None
        tokens = split_pointer(unquote(pointer)) or ()
        found = operations.by_pointer(tokens)
        found = found or operations.by_pointer(split_pointer(pointer) or ())
        if found is None:
            path = tokens[1] if len(tokens) > 1 else pointer
            self.diagnostics.add(
                names.UNKNOWN_OPERATION,
                f"the source description {source!r} has no operation at {pointer!r}",
                node.place,
                suggestion(path, operations.paths()),
            )
            return None
        return operations.operation(found)

    def _source(self, written: str, node: Node) -> Operations | None:
        name = self.sources.find(written, node, self.diagnostics)
        return None if name is None else self.sources.operations(name)

    def _pick(
        self, operation_id: str, operations: Operations, node: Node
    ) -> Operation | None:
        """The one operation of an id, in another case where only that one fits."""
        found = operations.by_id(operation_id)
        if len(found) == 1:
            return operations.operation(found[0])
        if found:
            self.diagnostics.add(
                names.AMBIGUOUS_OPERATION,
                f"{len(found)} operations have the id {operation_id!r}",
                node.place,
                "use 'operationPath'",
                related=tuple((other.place, "one of them") for other in found),
            )
            return None
        similar = operations.by_id_ignoring_case(operation_id)
        if len(similar) == 1:
            written = similar[0].text("operationId")
            self.diagnostics.add(
                dialect.OPERATION_ID_CASE,
                f"the operation id {operation_id!r} is written {written!r} in the source",
                node.place,
                f"write {written!r}",
            )
            return operations.operation(similar[0])
        self.diagnostics.add(
            names.UNKNOWN_OPERATION,
            f"the source description {operations.source.name!r} has no operation "
            f"{operation_id!r}",
            node.place,
            suggestion(operation_id, operations.ids()),
        )
        return None

    def _unqualified(
        self, operation_id: str, candidates: tuple[str, ...], node: Node
    ) -> Operation | None:
        """An id without its source, although there are several or none."""
        found: list[tuple[str, Operations]] = []
        every: list[str] = []
        for name in candidates:
            operations = self.sources.operations(name)
            if operations is None:
                return None
            every += operations.ids()
            if operations.by_id(operation_id):
                found.append((name, operations))
        if len(found) == 1:
            name, operations = found[0]
            self.diagnostics.add(
                dialect.UNQUALIFIED_OPERATION_ID,
                f"there are {len(candidates)} source descriptions, so the operation id "
                f"{operation_id!r} needs the name of its own",
                node.place,
                f"write '$sourceDescriptions.{name}.{operation_id}'",
            )
            return self._pick(operation_id, operations, node)
        if found:
            self.diagnostics.add(
                names.AMBIGUOUS_OPERATION,
                f"the operation id {operation_id!r} is in "
                + " and ".join(repr(name) for name, _ in found),
                node.place,
                f"write '$sourceDescriptions.{found[0][0]}.{operation_id}'",
            )
            return None
        if not candidates and self.sources.named("asyncapi"):
            self.sources.operations(self.sources.named("asyncapi")[0])
            return None
        self.diagnostics.add(
            names.UNKNOWN_OPERATION,
            f"no source description has an operation {operation_id!r}",
            node.place,
            suggestion(operation_id, every),
        )
        return None
