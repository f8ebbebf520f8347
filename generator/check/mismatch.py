"""Reports values that cannot fit where they go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from ..diagnostics.rules import data
from ..link.model import ExpressionValue, Step, Value
from ..read.document import Node, Place
from .fitting import (
    describe_kinds,
    describe_values,
    fits_json,
    fits_text,
    outside_enum_of_json,
    outside_enum_of_text,
)
from .inspection import Inspection
from .schema_types import item
from .types import ValueType


@dataclass(frozen=True, eq=False)
class Slot:
    """Where a value goes.

    Attributes:
        what: In words: `the query parameter 'limit' of GET /pets`.
        type: What may be there.
        node: Where it is declared.
    """

    what: str
    type: ValueType
    node: Node


@dataclass(frozen=True, eq=False)
class MismatchCheck:
    """Compares values with their slots; an expression that does not fit is reported
    once for each type that it should have."""

    inspection: Inspection
    _reported: set[tuple[object, str]] = field(default_factory=set)

    def as_json(self, value: Value, slot: Slot, step: Step) -> bool:
        """Whether a value that is sent as JSON fits, with a finding if not."""
        return self._check(value, slot, step, fits_json, outside_enum_of_json)

    def as_text(self, value: Value, slot: Slot, step: Step) -> bool:
        """Whether a value that is sent as text fits, with a finding if not."""
        outside = partial(outside_enum_of_text, references=self.inspection.references)
        return self._check(value, slot, step, fits_text, outside)

    def _check(
        self,
        value: Value,
        slot: Slot,
        step: Step,
        fits: Callable[[ValueType, ValueType], bool],
        outside: Callable[[ValueType, ValueType], bool],
    ) -> bool:
        source = self.inspection.reader.value(value, step).type
        if not fits(source, slot.type):
            self._report_type(value, source, slot)
            return False
        if outside(source, slot.type):
            self._report_enum(value, source, slot)
        return True

    def _report_type(self, value: Value, source: ValueType, slot: Slot) -> None:
        wanted = describe_kinds(slot.type)
        if isinstance(value, ExpressionValue):
            key = (value.expression, wanted)
            if key in self._reported:
                return
            self._reported.add(key)
        self.inspection.diagnostics.add(
            data.TYPE_DOES_NOT_FIT,
            f"{slot.what} is {wanted}, and this is {describe_kinds(source)}",
            value.node.place,
            "send a value of that type, or correct the schema",
            related=_declared(slot),
        )

    def _report_enum(self, value: Value, source: ValueType, slot: Slot) -> None:
        of_items = item(slot.type, None, self.inspection.references)[0].enum
        listed = slot.type.enum or of_items or ()
        self.inspection.diagnostics.add(
            data.NOT_IN_ENUM,
            f"{slot.what} cannot be {describe_values(source.enum or ())}",
            value.node.place,
            f"it is one of {describe_values(listed)}",
            related=_declared(slot),
        )


def _declared(slot: Slot) -> tuple[tuple[Place, str], ...]:
    schemas = slot.type.schemas
    node = schemas[0] if schemas else slot.node
    return ((node.place, "what is declared"),)
