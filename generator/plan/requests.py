"""The request of a step: its path, parameters and body as arguments of `send`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..link.model import OperationCall, Parameter, Step
from ..link.openapi_model import Operation, OperationParameter
from .bodies import plan_body
from .code import Code, call, fstring, join, literal
from .parameters import header_value, path_value, query_members
from .scope import StepScope

_EXPRESSION = re.compile(r"\{([^{}]+)\}")
_LONG = 60


@dataclass(frozen=True)
class Request:
    """The arguments of `send`.

    Attributes:
        path: The path with its parameters filled in.
        options: The keyword arguments, by the names of `SEND_OPTIONS`.
    """

    path: Code
    options: Mapping[str, Code]


def plan_request(step: Step, scope: StepScope) -> Request:
    """The request of a step that calls an operation."""
    assert isinstance(step.call, OperationCall)
    operation = step.call.operation
    body = plan_body(step, operation, scope)
    options: dict[str, Code] = {}
    by_location = _by_location(step.parameters)
    path = _path(operation, by_location.get("path", []), scope)
    query = _query(operation, by_location, scope)
    if query is not None:
        options["params"] = query
    headers = _headers(operation, by_location, body.headers, scope)
    if headers is not None:
        options["headers"] = headers
    options.update(body.options)
    if step.timeout is not None:
        options["timeout"] = literal(step.timeout)
    scope.context.uses.send_options.update(options)
    return Request(path, options)


def _by_location(parameters: Sequence[Parameter]) -> dict[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = {}
    for parameter in parameters:
        found.setdefault(parameter.location or "", []).append(parameter)
    return found


def declared_parameter(
    operation: Operation, name: str, location: str
) -> OperationParameter | None:
    """The operation's parameter that a step's parameter fills, or None."""
    for parameter in operation.parameters:
        if parameter.location == location and (
            parameter.name == name
            or (location == "header" and parameter.name.casefold() == name.casefold())
        ):
            return parameter
    return None


def _path(
    operation: Operation, parameters: Sequence[Parameter], scope: StepScope
) -> Code:
    """The path template with its parameters, as one or, where long, several pieces."""
    given = {parameter.name: parameter for parameter in parameters}
    parts: list[str | Code] = []
    end = 0
    for found in _EXPRESSION.finditer(operation.path):
        parts.append(operation.path[end : found.start()])
        end = found.end()
        name = found[1].removeprefix("+")
        parameter = given.get(name)
        if parameter is None:
            parts.append(found[0])
            continue
        declared = declared_parameter(operation, name, "path")
        reserved = found[1].startswith("+")
        parts.append(path_value(parameter, declared, reserved, scope))
    parts.append(operation.path[end:])
    return _pieces([part for part in parts if part])


def _pieces(parts: list[str | Code]) -> Code:
    whole = fstring(parts)
    if len(whole) <= _LONG or not whole.startswith('f"'):
        return whole
    pieces: list[list[str | Code]] = [[]]
    for part in parts:
        if isinstance(part, str) and not isinstance(part, Code) and pieces[-1]:
            pieces.append([])
        pieces[-1].append(part)
    return Code("(" + "\n".join(fstring(piece) for piece in pieces) + ")")


def _query(
    operation: Operation, parameters: Mapping[str, list[Parameter]], scope: StepScope
) -> Code | None:
    members = [
        member
        for parameter in parameters.get("query", [])
        for member in query_members(
            parameter, declared_parameter(operation, parameter.name, "query"), scope
        )
    ]
    return Code("{" + join(", ", members) + "}") if members else None


def _headers(
    operation: Operation,
    parameters: Mapping[str, list[Parameter]],
    of_body: Sequence[tuple[str, Code]],
    scope: StepScope,
) -> Code | None:
    """The header fields: the parameters', the cookies', and those of the body."""
    uses = scope.context.uses
    fields: list[tuple[str, Code]] = []
    for parameter in parameters.get("header", []):
        declared = declared_parameter(operation, parameter.name, "header")
        fields.append((parameter.name, header_value(parameter, declared, scope)))
    cookies = parameters.get("cookie", [])
    if cookies:
        pairs = [
            Code(f"{literal(cookie.name)}: {header_value(cookie, None, scope)}")
            for cookie in cookies
        ]
        jar = Code("{" + join(", ", pairs) + "}")
        fields.append(("Cookie", call(uses.method("cookie"), jar)))
    given = {name.casefold() for name, _ in fields}
    fields += [(name, code) for name, code in of_body if name.casefold() not in given]
    if not fields:
        return None
    shown = (Code(f"{literal(name)}: {code}") for name, code in fields)
    return call(uses.method("headers"), Code("{" + join(", ", shown) + "}"))
