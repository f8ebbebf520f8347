"""Values in the making: made of a schema, then changed at pointers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..check.schema_kinds import type_of_schema
from ..check.schema_types import at
from ..check.types import ANY, ValueType
from ..expressions.model import Tokens
from ..expressions.pointer import array_index
from ..link.references import References
from ..read.document import JsonValue, Node
from .labels import Label
from .parts import at_pointer
from .shapes import shape_of
from .values import NOTHING, MaybeValue, make_value

_MOST_ITEMS = 1_000
"""Longer arrays are not made, whatever index of theirs is read."""
_MOST_LEVELS = 100
"""Deeper values are not made: Python reads no text that nests 200 brackets."""


@dataclass(frozen=True)
class Slot:
    """Where a value goes: a parameter, or a part of a body.

    Attributes:
        schema: What the operation demands of it there.
        is_text: Whether it is sent as text, so that a text of a number fits a number.
    """

    schema: Node
    is_text: bool


@dataclass
class Draft:
    """A value whose parts can be read, set and removed.

    Attributes:
        type: What is known of it; ANY where nothing is.
        number: Of the step whose response it is, from 1; 0 where it is none.
    """

    references: References
    type: ValueType = ANY
    value: MaybeValue = NOTHING
    number: int = 0

    @classmethod
    def of_schema(
        cls,
        schema: Node | None,
        references: References,
        suggestion: MaybeValue = NOTHING,
        number: int = 0,
    ) -> Draft:
        """A draft with a value of the schema in it; without a schema, the suggestion."""
        if schema is None:
            return cls(references, ANY, suggestion, number)
        label = Label(number=number)
        value = make_value(schema, references, suggestion=suggestion, label=label)
        return cls(references, type_of_schema(schema, references), value, number)

    def get(self, tokens: Tokens) -> MaybeValue:
        """The value at a pointer, or NOTHING."""
        return at_pointer(self.value, tokens)

    def put(self, tokens: Tokens, value: JsonValue) -> None:
        """Set the value at a pointer, if it is not too deep; what lies on the way is
        made where missing."""
        if not tokens:
            self.value = value
        if not 0 < len(tokens) <= _MOST_LEVELS:
            return
        parent = self._container(tokens[:-1], tokens[-1])
        _put_child(parent, tokens[-1], value)

    def remove(self, tokens: Tokens) -> None:
        """Take away the value at a pointer, if there is one."""
        parent = self.get(tokens[:-1]) if tokens else NOTHING
        if not tokens:
            self.value = NOTHING
        elif isinstance(parent, dict):
            parent.pop(tokens[-1], None)
        elif (
            isinstance(parent, list) and (index := array_index(tokens[-1])) is not None
        ):
            del parent[index:]

    def ensure(self, tokens: Tokens, slots: Sequence[Slot] = ()) -> None:
        """Have a value at a pointer that is not null, and that fits where it goes."""
        present = self.get(tokens)
        if present is not NOTHING and present is not None and not slots:
            return
        suggestion = NOTHING if present is None else present
        self.put(tokens, self.fitting(tokens, slots, suggestion))

    def fitting(
        self, tokens: Tokens, slots: Sequence[Slot], suggestion: MaybeValue = NOTHING
    ) -> JsonValue:
        """A value for a pointer, by the draft's own schema and by where it goes."""
        type_, _ = at(self.type, tokens, self.references)
        own = [one for one in type_.schemas if isinstance(one.value, dict)][:1]
        kinds = type_.kinds
        path = tuple(token for token in tokens if array_index(token) is None)
        label = Label(path, self.number)
        close: list[Node] = []
        for slot in slots:
            wanted = type_of_schema(slot.schema, self.references).kinds
            if kinds & wanted or {"integer", "number"} <= kinds | wanted:
                close.append(slot.schema)
            elif slot.is_text and "string" in kinds:
                made = make_value(slot.schema, self.references, label=label)
                return _as_text(made)
        schemas = (*own, *close)
        if schemas:
            first, *others = schemas
            return make_value(
                first,
                self.references,
                also=others,
                suggestion=suggestion,
                label=label,
            )
        return label.text if suggestion is NOTHING else suggestion

    def _container(
        self, tokens: Tokens, child: str
    ) -> list[JsonValue] | dict[str, JsonValue]:
        found = self.get(tokens)
        if isinstance(found, dict | list):
            return found
        kinds = at(self.type, tokens, self.references)[0].kinds
        made: list[JsonValue] | dict[str, JsonValue]
        made = [] if array_index(child) is not None and "array" in kinds else {}
        if found is NOTHING and kinds != ANY.kinds:
            value = self.fitting(tokens, ())
            if isinstance(value, dict | list):
                made = value
        self.put(tokens, made)
        return made


def listed_values(draft: Draft, tokens: Tokens) -> tuple[JsonValue, ...]:
    """The values that the schema of a part lists."""
    type_, _ = at(draft.type, tokens, draft.references)
    if type_.enum is not None:
        return type_.enum
    return shape_of(type_.schemas[:1], draft.references).type.enum or ()


def _put_child(
    parent: list[JsonValue] | dict[str, JsonValue], token: str, value: JsonValue
) -> None:
    index = array_index(token)
    if isinstance(parent, dict):
        parent[token] = value
    elif index is not None and index < _MOST_ITEMS:
        while len(parent) <= index:
            parent.append(parent[-1] if parent else value)
        parent[index] = value


def _as_text(value: JsonValue) -> str:
    if isinstance(value, list) and value:
        return _as_text(value[0])
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
