"""Whether a workflow's `inputs` is a JSON Schema that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import names, structure
from ..read.document import Node
from .references import References, reference_of
from .shape import nearest

_TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")
_SCHEMAS = (
    "additionalProperties",
    "contains",
    "else",
    "if",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAPS = ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties")


def check_inputs(
    workflow: Node, references: References, diagnostics: Diagnostics
) -> None:
    """Report what is wrong with the schema of a workflow's inputs (JSON Schema
    2020-12), and with the schemas that it refers to."""
    inputs = workflow.get("inputs")
    if inputs is not None:
        _Check(references, diagnostics).schema(inputs)


@dataclass
class _Check:
    references: References
    diagnostics: Diagnostics
    _seen: set[int] = field(default_factory=set)

    def schema(self, first: Node) -> None:
        """Check a schema and all those in it, without recursion."""
        waiting = [first]
        while waiting:
            schema = waiting.pop()
            if isinstance(schema.value, bool) or id(schema.value) in self._seen:
                continue
            self._seen.add(id(schema.value))
            if not isinstance(schema.value, dict):
                self._report(schema, "a JSON Schema is an object, true or false")
                continue
            self._type(schema)
            waiting.extend(self._target(schema))
            waiting.extend(self._inner(schema))

    def _target(self, schema: Node) -> Iterator[Node]:
        """What a `$ref` leads to, one step."""
        if reference_of(schema) is None:
            return
        place = schema.get("$ref") or schema
        target = self.references.target(schema)
        if target is None or self._goes_in_a_circle(schema):
            self.diagnostics.add(
                names.UNDECLARED_REFERENCE,
                self.references.explain(schema),
                place.place,
                "correct it; components/inputs holds schemas for reuse",
            )
        else:
            yield target

    def _goes_in_a_circle(self, schema: Node) -> bool:
        """Whether a chain of nothing but `$ref`s leads back to the schema itself."""
        node: Node | None = schema
        for _ in range(len(self._seen) + 1):
            node = self.references.target(node) if node is not None else None
            if node is None or node.value is schema.value:
                break
        return node is not None and node.value is schema.value

    def _type(self, schema: Node) -> None:
        type_ = schema.get("type")
        if type_ is None:
            return
        listed = isinstance(type_.value, list)
        for node in type_.items() if listed else (type_,):
            if node.value not in _TYPES:
                meant = nearest(str(node.value), _TYPES)
                self._report(
                    node,
                    f"{node.value!r} is no type of JSON Schema",
                    f"did you mean {meant!r}?" if meant else None,
                )

    def _inner(self, schema: Node) -> Iterator[Node]:
        for keyword in _SCHEMAS:
            inner = schema.get(keyword)
            if inner is not None:
                yield inner
        for keyword in _LISTS:
            yield from self._listed(schema, keyword)
        for keyword in _MAPS:
            yield from self._mapped(schema, keyword)
        items = schema.get("items")
        if items is not None:
            # Older drafts of JSON Schema write a list for the first items.
            is_list = isinstance(items.value, list)
            yield from items.items() if is_list else (items,)

    def _listed(self, schema: Node, keyword: str) -> Iterator[Node]:
        listed = schema.get(keyword)
        if listed is not None and not isinstance(listed.value, list):
            self._report(listed, f"{keyword!r} is a list of schemas")
        elif listed is not None:
            yield from listed.items()

    def _mapped(self, schema: Node, keyword: str) -> Iterator[Node]:
        mapped = schema.get(keyword)
        if mapped is not None and not isinstance(mapped.value, dict):
            self._report(mapped, f"{keyword!r} is an object of schemas")
        elif mapped is not None:
            yield from (node for _, node in mapped.members())

    def _report(self, node: Node, message: str, hint: str | None = None) -> None:
        self.diagnostics.add(structure.INVALID_SCHEMA, message, node.place, hint)
