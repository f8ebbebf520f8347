"""Values in slots that take text: parameters, and the fields of forms."""

from __future__ import annotations

from dataclasses import replace

from ..check.media_types import is_json
from ..check.payloads import is_json_text, is_text_payload
from ..check.schema_types import type_of_schema
from ..check.types import ALL_KINDS, Kind
from ..expressions.model import Input
from ..link.model import ExpressionValue, SelectorValue, Value
from ..link.openapi_model import MediaType, Style
from ..read.document import Node
from .code import Code, Uses, call, literal
from .operands import Operand
from .scope import Arguments, StepScope
from .values import slot_of, value_of

_SCALARS: frozenset[Kind] = frozenset(("string", "integer", "number", "boolean"))

DELIMITERS: dict[Style, str] = {
    "form": ",",
    "cookie": ",",
    "spaceDelimited": "%20",
    "pipeDelimited": "%7C",
    "tabDelimited": "%09",
}
"""What stands between the parts of an array or object that does not explode."""


def is_file(value: Value, scope: StepScope) -> bool:
    """Whether a value is an input that stands for bytes, or an array of them."""
    if not isinstance(value, ExpressionValue):
        return False
    expression = value.expression
    if not isinstance(expression, Input) or expression.pointer:
        return False
    field = scope.context.input_field(expression.name)
    return field is not None and (field.binary or field.binary_items)


def peek(value: Value, scope: StepScope) -> Operand:
    """What is known of a value; nothing is noted of what its code would use."""
    context = replace(scope.context, uses=Uses())
    return value_of(value, replace(scope, context=context, arguments=Arguments()))


def kinds_of(value: Value, schema: Node | None, scope: StepScope) -> frozenset[Kind]:
    """The JSON types that a value in a slot may have, null aside.

    As the value is typed, narrowed by the slot's schema where both agree on something.
    A scalar where nothing is known.
    """
    given = scope.context.reader.value(value, scope.step).type.kinds - {"null"}
    declared = ALL_KINDS - {"null"}
    if schema is not None:
        declared = type_of_schema(schema, scope.context.references).kinds - {"null"}
    both = _with_integers(given) & _with_integers(declared)
    found = both or given
    return found if found and found != ALL_KINDS - {"null"} else _SCALARS


def _with_integers(kinds: frozenset[Kind]) -> frozenset[Kind]:
    number: frozenset[Kind] = frozenset(("integer", "number"))
    return kinds | number if "number" in kinds else kinds


def is_scalar(kinds: frozenset[Kind]) -> bool:
    return kinds <= _SCALARS


def slot_value(value: Value, name: str, required: bool, scope: StepScope) -> Code:
    """The expression of a value in a slot where null and absent are the same.

    Args:
        name: What messages call the slot.
        required: Whether the slot has to be filled: else that is an error of the step.
    """
    code = slot_of(value, scope)
    if not required or not isinstance(value, ExpressionValue | SelectorValue):
        return code
    operand = peek(value, scope)
    if not operand.may_be_absent and "null" not in operand.kinds:
        return code
    return call(scope.context.uses.method("required"), literal(name), code)


def content_value(
    value: Value, name: str, required: bool, content: MediaType, scope: StepScope
) -> Code:
    """The text of a parameter that is described by a media type (`content`)."""
    is_text = is_text_payload(value) and is_json_text(value)
    if not is_json(content.name) or is_text:
        return slot_value(value, name, required, scope)
    operand = value_of(value, scope)
    code = operand.code
    if required and operand.may_be_absent:
        code = call(scope.context.uses.method("given"), literal(name), code)
    return call(scope.context.uses.method("json"), code)
