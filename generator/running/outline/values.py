"""Values of a workflow before it runs: known, or an expression in braces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ...expressions.format import format_expression
from ...expressions.model import Expression, Input
from ...expressions.pointer import split_pointer
from ...expressions.template import text_of as text_of_value
from ...link.model import (
    ArrayValue,
    ExpressionValue,
    LiteralValue,
    ObjectValue,
    SelectorValue,
    TemplateValue,
    Value,
)
from ...mock.parts import at_pointer
from ...mock.values import NOTHING, MaybeValue
from ...read.document import JsonValue


@dataclass(frozen=True)
class Later:
    """What is known only when the workflow runs.

    Attributes:
        text: The expression, in braces.
    """

    text: str


Outlined: TypeAlias = "MaybeValue | Later"
"""NOTHING where it is left out of the request."""


@dataclass(frozen=True)
class Outliner:
    """Gives the values of a workflow's parameters and payloads.

    Attributes:
        inputs: What is known of the workflow's inputs.
        optional: Inputs that are left out where they are not given.
    """

    inputs: Mapping[str, Outlined]
    optional: frozenset[str]

    def value(self, value: Value) -> Outlined:
        """The value; expressions within objects, arrays and texts stand in braces."""
        match value:
            case LiteralValue(literal):
                return literal
            case ExpressionValue(expression):
                return self._expression(expression)
            case SelectorValue(context, selector, kind):
                return self._selected(context, selector, kind)
            case TemplateValue(template):
                texts = [
                    part if isinstance(part, str) else self._text(part)
                    for part in template.parts
                ]
                return "".join(texts)
            case ObjectValue(members):
                found = ((name, self.inner(member)) for name, member in members)
                return {name: one for name, one in found if one is not NOTHING}
            case ArrayValue(items):
                inner = (self.inner(item) for item in items)
                return [one for one in inner if one is not NOTHING]

    def inner(self, value: Value) -> MaybeValue:
        """A value within another one: text where it comes later."""
        found = self.value(value)
        return found.text if isinstance(found, Later) else found

    def _expression(self, expression: Expression) -> Outlined:
        if not isinstance(expression, Input):
            return Later("{" + format_expression(expression) + "}")
        found = self.inputs.get(expression.name, NOTHING)
        if isinstance(found, Later):
            return found
        found = at_pointer(found, expression.pointer)
        if found is NOTHING and expression.name not in self.optional:
            return Later("{" + format_expression(expression) + "}")
        return found

    def _selected(self, context: Expression, selector: str, kind: str) -> Outlined:
        found = self._expression(context)
        tokens = split_pointer(selector) if kind == "jsonpointer" else None
        if isinstance(found, Later) or tokens is None:
            return Later("{" + f"{format_expression(context)} {kind} {selector}" + "}")
        return at_pointer(found, tokens)

    def _text(self, expression: Expression) -> str:
        found = self._expression(expression)
        if found is NOTHING:
            return "{" + format_expression(expression) + "}"
        return text_of(found)


def is_missing(value: Outlined) -> bool:
    """Whether a parameter with that value is left out."""
    return value is NOTHING or value is None


def text_of(value: Outlined) -> str:
    """A value as text: strings as they are, anything else as compact JSON."""
    return value.text if isinstance(value, Later) else text_of_value(value)


def known(value: Outlined) -> JsonValue:
    """A value as JSON; a text where it comes later, null where there is none."""
    if isinstance(value, Later):
        return value.text
    return None if value is NOTHING else value
