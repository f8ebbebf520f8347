"""Values as Python expressions: payloads, parameters and outputs."""

from __future__ import annotations

from ..check.schema_kinds import kind_of
from ..check.schema_types import item, member, required_members
from ..check.types import ANY, ValueType
from ..link.model import (
    ArrayValue,
    ExpressionValue,
    LiteralValue,
    ObjectValue,
    SelectorValue,
    TemplateValue,
    Value,
)
from .code import Code, call, join, literal
from .criteria import compile_selector
from .operands import Operand
from .scope import StepScope


def value_of(value: Value, scope: StepScope, type_: ValueType = ANY) -> Operand:
    """The expression that gives a value as JSON has it.

    Members and items of it that may be absent are left out; the value itself may be
    absent as the operand says.

    Args:
        type_: What is demanded of it: members that this requires are not left out.
    """
    match value:
        case LiteralValue():
            return Operand(
                literal(value.value), frozenset((kind_of(value.value),)), False
            )
        case ExpressionValue():
            return scope.read(value.expression)
        case TemplateValue():
            return Operand(
                scope.template(value.template), frozenset(("string",)), False
            )
        case SelectorValue():
            return compile_selector(value, scope)
        case ObjectValue():
            return Operand(
                _object_of(value, scope, type_), frozenset(("object",)), False
            )
        case ArrayValue():
            return Operand(_array_of(value, scope, type_), frozenset(("array",)), False)


def _object_of(value: ObjectValue, scope: StepScope, type_: ValueType) -> Code:
    """A dict display; members that may be absent are left out, but those that are
    required: they are an error of the step."""
    uses, references = scope.context.uses, scope.context.references
    required = required_members(type_, references)
    members: list[Code] = []
    some_absent = False
    for name, child in value.members:
        operand = value_of(child, scope, member(type_, name, references)[0])
        code = operand.code
        if operand.may_be_absent and name in required:
            code = call(uses.method("given"), literal(name), code)
        elif operand.may_be_absent:
            some_absent = True
        members.append(Code(f"{literal(name)}: {code}"))
    display = Code("{" + join(", ", members) + "}")
    return call(uses.helper("_given"), display) if some_absent else display


def _array_of(value: ArrayValue, scope: StepScope, type_: ValueType) -> Code:
    references = scope.context.references
    operands = [
        value_of(child, scope, item(type_, index, references)[0])
        for index, child in enumerate(value.items)
    ]
    display = Code("[" + join(", ", (operand.code for operand in operands)) + "]")
    if any(operand.may_be_absent for operand in operands):
        return call(scope.context.uses.helper("_given_items"), display)
    return display


def slot_of(value: Value, scope: StepScope) -> Code:
    """The expression that gives a value where null and absent are the same: in paths,
    queries, headers and cookies."""
    if isinstance(value, ExpressionValue):
        return scope.or_none(value.expression)
    return value_of(value, scope).code
