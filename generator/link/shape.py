"""Whether a document has the shape that the specification demands.

What passes can be read by the rest of the stage without looking at types again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..diagnostics.model import Diagnostics
from ..diagnostics.nearest import nearest
from ..diagnostics.rules import structure
from ..expressions.model import ArazzoVersion
from ..read.document import Node, Place
from .shape_model import OBJECTS, REUSABLE, Field

__all__ = ["Shape", "nearest"]

_KEY = re.compile(r"[a-zA-Z0-9.\-_]+")
_NOUNS = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "object": "an object",
    "list": "a list",
    "schema": "a JSON Schema",
    "any": "a value",
}


@dataclass(frozen=True)
class Shape:
    """Checks objects against the tables of the specification.

    Attributes:
        version: The feature set of the document.
        diagnostics: Where findings go.
    """

    version: ArazzoVersion
    diagnostics: Diagnostics

    def check(self, node: Node, object_name: str) -> None:
        """Check an object and all that stands in it."""
        if not isinstance(node.value, dict):
            self._wrong_type(node, f"a {object_name} Object", object_name)
            return
        if object_name in REUSABLE and "reference" in node.value:
            self._check_reusable(node)
            return
        fields = OBJECTS[object_name]
        for name, field in fields.items():
            if field.required and name not in node.value:
                self.diagnostics.add(
                    structure.MISSING_FIELD,
                    f"{_article(object_name)} needs the field {name!r}",
                    node.place,
                    f"add {name!r}",
                )
        for name, member in node.members():
            if name in fields:
                self._check_field(name, member, fields[name])
            elif not name.startswith("x-"):
                self._unknown_field(name, member, object_name)

    def _check_reusable(self, node: Node) -> None:
        reference = node.get("reference")
        if reference is not None and not isinstance(reference.value, str):
            self._wrong_type(reference, "an expression", "reference")

    def _check_field(self, name: str, node: Node, field: Field) -> None:
        if field.since_1_1:
            self._check_newer(name, node.key_place)
        types = (field.type, *field.alternatives)
        if not any(_has_type(node, type_) for type_ in types):
            self._wrong_type(node, " or ".join(_NOUNS[t] for t in types), name)
            return
        if isinstance(node.value, str) and field.values:
            self._check_values(name, node, field)
        if field.non_empty and node.value == []:
            self.diagnostics.add(
                structure.EMPTY_LIST,
                f"{name!r} must hold at least one entry",
                node.place,
                "add an entry, or remove the field if it is optional",
            )
        self._check_inside(name, node, field)

    def _check_inside(self, name: str, node: Node, field: Field) -> None:
        if field.keyed:
            for key, member in node.members():
                self._check_key(key, member)
                if field.shape:
                    self.check(member, field.shape)
        elif field.type == "list" and field.shape == "string":
            for item in node.items():
                if not isinstance(item.value, str):
                    self._wrong_type(item, "a text", f"{name} entry")
        elif field.type == "list" and field.shape:
            for item in node.items():
                self.check(item, field.shape)
        elif isinstance(node.value, dict) and field.shape:
            self.check(node, field.shape)

    def _check_key(self, key: str, member: Node) -> None:
        if not _KEY.fullmatch(key):
            self.diagnostics.add(
                structure.KEY_PATTERN,
                f"the key {key!r} may hold only letters, digits, '.', '-' and '_'",
                member.key_place,
                "rename it",
            )

    def _check_values(self, name: str, node: Node, field: Field) -> None:
        if node.value in field.newer_values:
            self._check_newer(f"{name}: {node.value}", node.place)
        if node.value in field.values:
            return
        meant = nearest(str(node.value), field.values)
        allowed = ", ".join(repr(value) for value in field.values)
        self.diagnostics.add(
            structure.VALUE_NOT_ALLOWED,
            f"{name!r} must be one of {allowed}, not {node.value!r}",
            node.place,
            f"did you mean {meant!r}?" if meant else None,
        )

    def _check_newer(self, what: str, place: Place) -> None:
        if self.version is ArazzoVersion.V1_0:
            self.diagnostics.add(
                structure.NEWER_FEATURE,
                f"{what!r} came with Arazzo 1.1, and this document is of 1.0",
                place,
                "set 'arazzo' to '1.1.0'",
            )

    def _unknown_field(self, name: str, member: Node, object_name: str) -> None:
        meant = nearest(name, OBJECTS[object_name])
        if meant and isinstance(member.value, (str, list, dict)):
            self.diagnostics.add(
                structure.MISSPELT_FIELD,
                f"{_article(object_name)} has no field {name!r}",
                member.key_place,
                f"did you mean {meant!r}?",
            )
        else:
            self.diagnostics.add(
                structure.UNKNOWN_FIELD,
                f"{_article(object_name)} has no field {name!r}; it has no effect",
                member.key_place,
                "remove it, or begin its name with 'x-'",
            )

    def _wrong_type(self, node: Node, expected: str, name: str) -> None:
        hint = "quote it" if expected == "a text" and _is_scalar(node) else None
        self.diagnostics.add(
            structure.WRONG_TYPE,
            f"{name!r} must be {expected}, not {_kind(node)}",
            node.place,
            hint,
        )


def _article(object_name: str) -> str:
    spaced = re.sub(r"(?<!^)(?=[A-Z])", " ", object_name)
    return f"{'an' if spaced[0] in 'AEIO' else 'a'} {spaced} Object"


def _has_type(node: Node, type_: str) -> bool:
    value = node.value
    match type_:
        case "string":
            return isinstance(value, str)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "object":
            return isinstance(value, dict)
        case "list":
            return isinstance(value, list)
        case "schema":
            return isinstance(value, (dict, bool))
        case _:
            return True


def _is_scalar(node: Node) -> bool:
    return isinstance(node.value, (bool, int, float))


def _kind(node: Node) -> str:
    value = node.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "an object"
