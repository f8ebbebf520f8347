"""Values that may be missing where one is needed."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..diagnostics.rules import data
from ..expressions.format import format_expression
from ..expressions.model import Expression, Input, StepOutput
from ..expressions.pointer import array_index
from ..link.directory import declarations, schema_parts
from ..link.model import ExpressionValue, Step, TemplateValue, Value
from ..read.document import Node, Place
from .inspection import Inspection
from .schema_types import walk
from .types import Presence, ValueType


@dataclass(frozen=True, eq=False)
class PresenceCheck:
    """Reports each value that may be missing once, where it is first needed."""

    inspection: Inspection
    _reported: set[Expression] = field(default_factory=set)

    def needed(self, value: Value, step: Step, slot: str) -> None:
        """Report a value that may be missing and goes to a slot that needs one.

        Args:
            slot: What it goes to, in words.
        """
        match value:
            case ExpressionValue(expression):
                self._check(expression, value, step, slot)
            case TemplateValue():
                self.in_text(value, step)

    def in_text(self, value: Value, step: Step) -> None:
        """Report the expressions of a text that may be missing: it needs them all."""
        if isinstance(value, TemplateValue):
            for part in value.template.parts:
                if not isinstance(part, str):
                    self._check(part, value, step, "the text around it")

    def _check(
        self, expression: Expression, value: Value, step: Step, slot: str
    ) -> None:
        if expression in self._reported or not self._may_be_missing(expression, step):
            return
        self._reported.add(expression)
        shown = format_expression(expression)
        self.inspection.diagnostics.add(
            data.OPTIONAL_VALUE,
            f"{shown!r} may be missing, and {slot} needs it",
            value.node.place,
            _hint(expression),
            related=self._declared(expression),
        )

    def _may_be_missing(self, expression: Expression, step: Step) -> bool:
        """Whether the schemas say so: an input that is not required, or a member of a
        response that is left out of a list of required ones."""
        reader = self.inspection.reader
        typed = reader.expression(expression, step)
        if typed.presence is not Presence.OPTIONAL:
            return False
        if isinstance(expression, Input):
            return True
        return isinstance(expression, StepOutput) and self._is_left_out(expression)

    def _is_left_out(self, expression: StepOutput) -> bool:
        source = self.inspection.workflow.step(expression.step_id)
        output = next((o for o in source.outputs if o.name == expression.name), None)
        if output is None or not isinstance(output.value, ExpressionValue):
            return False
        inner = output.value.expression
        pointer = (*getattr(inner, "pointer", ()), *expression.pointer)
        body = self.inspection.reader.body(source)
        if body is None or not pointer:
            return False
        return _lists_others(body.type, pointer, self.inspection)

    def _declared(self, expression: Expression) -> tuple[tuple[Place, str], ...]:
        if not isinstance(expression, Input):
            return ()
        inputs, references = self.inspection.workflow.inputs, self.inspection.references
        if inputs is not None:
            for found in declarations(inputs, expression.name, references):
                return ((found.key_place, "the input is not required here"),)
        return ()


def _lists_others(
    type_: ValueType, pointer: tuple[str, ...], inspection: Inspection
) -> bool:
    """Whether a member on the way is left out of a `required` that lists others, beside
    its own declaration."""
    owner = type_
    for token, (reached, presence) in zip(
        pointer, walk(type_, pointer, inspection.references), strict=True
    ):
        if presence is Presence.OPTIONAL and array_index(token) is None:
            return any(
                _leaves_out(part, token)
                for schema in owner.schemas
                for part in schema_parts(schema, inspection.references)
            )
        owner = reached
    return False


def _leaves_out(schema: Node, name: str) -> bool:
    properties = schema.get("properties")
    declares = properties is not None and properties.get(name) is not None
    return declares and schema.get("required") is not None


def _hint(expression: Expression) -> str:
    if isinstance(expression, Input) and not expression.pointer:
        return f"list {expression.name!r} in 'required' of the inputs, or give it a default"
    return "make it required where it is declared, if it is always there"
