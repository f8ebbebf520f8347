"""Credentials: which values are, and that they stay out of URLs."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.rules import data
from ..expressions.format import format_expression
from ..expressions.model import Expression, Input, StepOutput
from ..link.model import Parameter
from ..link.openapi_model import Operation
from .inspection import Inspection
from .reads import expressions_of_value
from .types import ValueType

CREDENTIAL_HEADERS = frozenset(
    (
        "api-key",
        "apikey",
        "authorization",
        "cookie",
        "proxy-authorization",
        "x-access-token",
        "x-api-key",
        "x-auth-token",
    )
)
"""Headers that hold credentials, whether a security scheme names them or not."""


def is_credential(parameter: Parameter, operation: Operation) -> bool:
    """Whether a parameter sends a credential: by a header that is known for that, or
    by what an apiKey scheme of the operation's document names."""
    name = parameter.name.casefold()
    if parameter.location == "header" and name in CREDENTIAL_HEADERS:
        return True
    return (name, parameter.location or "") in api_keys(operation)


def api_keys(operation: Operation) -> frozenset[tuple[str, str]]:
    """The name, casefolded, and the location of each apiKey scheme of an operation's
    document."""
    root = operation.source.root
    components = root.get("components")
    schemes = (
        components.get("securitySchemes")
        if components is not None
        else root.get("securityDefinitions")
    )
    return frozenset(
        (name.casefold(), location)
        for _, scheme in (schemes.members() if schemes is not None else ())
        if scheme.text("type") == "apiKey"
        and (name := scheme.text("name")) is not None
        and (location := scheme.text("in")) is not None
    )


def check_urls(inspection: Inspection) -> None:
    """Report credentials in the path or the query of a request."""
    secrets = frozenset(_credentials(inspection))
    reported: set[tuple[Expression, str]] = set()
    for step, operation in inspection.operation_steps:
        keys = api_keys(operation)
        for parameter in step.parameters:
            if parameter.location not in ("path", "query", "querystring"):
                continue
            is_key = (parameter.name.casefold(), parameter.location) in keys
            for expression, node in expressions_of_value(parameter.value):
                base = _whole(expression)
                known = base in secrets or _is_password_input(base, inspection)
                seen = (base, parameter.name) in reported
                if base is None or seen or not (is_key or known):
                    continue
                reported.add((base, parameter.name))
                inspection.diagnostics.add(
                    data.SECRET_IN_URL,
                    f"{format_expression(expression)!r} is a secret, and the "
                    f"{parameter.location} parameter {parameter.name!r} puts it into "
                    "a URL",
                    node.place,
                    "send it in a header, if the API takes it there",
                )


def _credentials(inspection: Inspection) -> Iterator[Expression]:
    """The inputs and outputs that some step sends as a credential."""
    for step, operation in inspection.operation_steps:
        for parameter in step.parameters:
            if not is_credential(parameter, operation):
                continue
            for expression, _ in expressions_of_value(parameter.value):
                base = _whole(expression)
                if base is not None:
                    yield base


def _whole(expression: Expression) -> Input | StepOutput | None:
    """The input or output itself, where it is read as a whole."""
    if isinstance(expression, Input | StepOutput) and not expression.pointer:
        return expression
    return None


def _is_password_input(expression: Expression | None, inspection: Inspection) -> bool:
    if not isinstance(expression, Input):
        return False
    return is_password(inspection.reader.input(expression.name).type)


def is_password(type_: ValueType) -> bool:
    """Whether a schema says that a value is a password."""
    return any(schema.text("format") == "password" for schema in type_.schemas)
