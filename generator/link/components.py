"""Reusable Objects: parameters and actions of `components`, with their overrides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import names
from ..expressions.model import ArazzoVersion, ComponentReference, SyntaxFault
from ..expressions.parse import parse_expression
from ..read.document import Document, Node
from .scope import suggestion


@dataclass(frozen=True)
class Entry:
    """An entry of a list, its `reference` followed.

    Attributes:
        node: The object itself, in the list or in `components`.
        value: The `value` of a Reusable Object, which replaces the parameter's.
        listed: Where it stands in the list.
    """

    node: Node
    value: Node | None
    listed: Node


@dataclass(frozen=True)
class Components:
    """The `components` of one document."""

    document: Document
    diagnostics: Diagnostics

    def entries(self, holder: Node, field: str, kind: str) -> Iterator[Entry]:
        """The entries of a list of objects that may be given by reference.

        Args:
            holder: The object that has the list; it may lack it.
            field: The list's name.
            kind: What it holds: `parameters`, `successActions`, `failureActions`.
        """
        listed = holder.get(field)
        for item in listed.items() if listed is not None else ():
            reference = item.get("reference")
            if reference is None:
                yield Entry(item, None, item)
                continue
            found = self._follow(reference, kind)
            if found is not None:
                yield Entry(found, item.get("value"), item)

    def _follow(self, reference: Node, kind: str) -> Node | None:
        expression = parse_expression(str(reference.value), ArazzoVersion.V1_1)
        if isinstance(expression, SyntaxFault):
            self.diagnostics.add(
                names.NOT_A_REFERENCE,
                f"{reference.value!r} is no reference: {expression.message}",
                reference.place,
                f"write $components.{kind}.<name>",
            )
            return None
        if not isinstance(expression, ComponentReference) or expression.kind != kind:
            self.diagnostics.add(
                names.NOT_A_REFERENCE,
                f"{reference.value!r} names no component of {kind!r}",
                reference.place,
                f"write $components.{kind}.<name>",
            )
            return None
        components = self.document.root.get("components")
        of_kind = components.get(kind) if components is not None else None
        found = of_kind.get(expression.name) if of_kind is not None else None
        if found is None:
            known = [name for name, _ in of_kind.members()] if of_kind else []
            self.diagnostics.add(
                names.UNKNOWN_COMPONENT,
                f"components/{kind} has no entry {expression.name!r}",
                reference.place,
                suggestion(expression.name, known),
            )
        return found
