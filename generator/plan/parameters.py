"""Parameters of operations as Python expressions: styles and encodings."""

from __future__ import annotations

from ..link.model import Parameter
from ..link.openapi_model import OperationParameter
from .code import Code, call, literal
from .scope import StepScope
from .values import slot_of


def path_value(
    parameter: Parameter,
    declared: OperationParameter | None,
    reserved: bool,
    scope: StepScope,
) -> Code:
    """The text of a path parameter, encoded for its segment.

    Args:
        declared: The operation's parameter, which has the style; None where it
            declares none.
        reserved: Whether the template expands it as `{+name}`.
    """
    value = slot_of(parameter.value, scope)
    return call(scope.context.uses.method("path"), literal(parameter.name), value)


def query_members(
    parameter: Parameter, declared: OperationParameter | None, scope: StepScope
) -> list[Code]:
    """The members of the `params` dict that a query parameter makes."""
    value = slot_of(parameter.value, scope)
    return [Code(f"{literal(parameter.name)}: {value}")]


def header_value(
    parameter: Parameter, declared: OperationParameter | None, scope: StepScope
) -> Code:
    """The value of a header field or cookie, which may be None or absent."""
    return slot_of(parameter.value, scope)
