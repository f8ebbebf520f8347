"""The request of a step: its path, parameters and body as arguments of `send`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..check.inspection import declared_parameter
from ..check.payloads import media_of_body
from ..link.model import LiteralValue, OperationCall, Step
from ..link.openapi_model import Operation
from .bodies import Body, plan_body
from .code import Code, call, fstring, identifier, join, literal
from .names import LOCAL_NAMES
from .naming import BUILTINS, SOFT_KEYWORDS, snake_case, unique_names
from .parameters import Sent, cookies_value, header_value, path_parts, query_options
from .scope import StepScope
from .slots import slot_value
from .statements import Statements, assign

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_OWN_HEADERS = {
    "accept-encoding": "Accept-Encoding",
    "content-type": "Content-Type",
}
"""Headers that `send` gives as well: spelled alike, a step's own takes their place."""
_LONG = 76
"""Characters of a path that fit on a line as an argument of `send`."""


@dataclass(frozen=True)
class Request:
    """The arguments of `send`.

    Attributes:
        before: Statements for what the path is made of.
        variables: What they assign.
        path: The path with its parameters filled in.
        options: The keyword arguments, by the names of `SEND_OPTIONS`.
    """

    before: Statements
    path: Code
    options: Mapping[str, Code]
    variables: tuple[str, ...] = ()


def plan_request(step: Step, scope: StepScope) -> Request:
    """The request of a step that calls an operation."""
    assert isinstance(step.call, OperationCall)
    operation = step.call.operation
    by_location = _by_location(step, operation)
    parts, in_template = _path(operation, by_location, scope)
    variables, before, path = _assigned(parts, step, scope)
    query = [
        sent
        for location in ("query", "querystring")
        for sent in by_location.get(location, [])
        if sent.name not in in_template
    ]
    options = query_options(query, scope)
    body = plan_body(step, operation, scope)
    headers = _headers(by_location.get("header", []), body, scope)
    if headers is not None:
        options["headers"] = headers
    if cookies := by_location.get("cookie"):
        options["cookies"] = cookies_value(cookies, scope)
    options.update(body.options)
    if step.timeout is not None:
        options["timeout"] = literal(step.timeout)
    scope.context.uses.send_options.update(options)
    return Request(before, path, options, variables)


def _by_location(step: Step, operation: Operation) -> dict[str, list[Sent]]:
    media = media_of_body(step, operation).name if step.body is not None else ""
    found: dict[str, list[Sent]] = {}
    for parameter in step.parameters:
        location = parameter.location or ""
        declared = declared_parameter(operation, parameter.name, location)
        sent = Sent(parameter, declared)
        if not (media.lower().startswith("multipart/") and _is_content_type(sent)):
            found.setdefault(location, []).append(sent)
    return found


def _is_content_type(sent: Sent) -> bool:
    """A literal Content-Type: with multipart, only httpx knows the boundary."""
    is_literal = isinstance(sent.parameter.value, LiteralValue)
    named = (sent.parameter.location, sent.name.casefold())
    return is_literal and named == ("header", "content-type")


def _path(
    operation: Operation, by_location: Mapping[str, list[Sent]], scope: StepScope
) -> tuple[list[str | Code], set[str]]:
    """The path template with its parameters in pieces, and the parameters of the query
    that its own query string holds."""
    template = operation.path.partition("#")[0]
    before, mark, query = template.partition("?")
    in_path = {sent.name: sent for sent in by_location.get("path", [])}
    in_query = {sent.name: sent for sent in by_location.get("query", [])} | in_path
    parts = list(_path_pieces(before, in_path, scope))
    if mark:
        parts += ["?", *_query_pieces(query, in_query, scope)]
    if before.startswith("/{+"):
        # A value that begins with a slash would make the path look like a host.
        parts.insert(0, ".")
    used = {found[1].removeprefix("+") for found in _VARIABLE.finditer(query)}
    return _merged([part for part in parts if part]), used


def _path_pieces(
    template: str, given: Mapping[str, Sent], scope: StepScope
) -> Iterator[str | Code]:
    for text, name in _split(template):
        yield text
        sent = given.get(name.removeprefix("+"))
        if sent is not None:
            yield from path_parts(sent, name.startswith("+"), scope)
        elif name:
            yield "{" + name + "}"


def _query_pieces(
    template: str, given: Mapping[str, Sent], scope: StepScope
) -> Iterator[str | Code]:
    for text, name in _split(template):
        yield text
        sent = given.get(name.removeprefix("+"))
        if sent is not None:
            helper = "_reserved" if name.startswith("+") else "_encoded"
            value = slot_value(sent.parameter.value, sent.name, True, scope)
            yield call(scope.context.uses.helper(helper), value)
        elif name:
            yield "{" + name + "}"


def _split(template: str) -> Iterator[tuple[str, str]]:
    """Texts, each with the name of the variable after it; the last with none."""
    end = 0
    for found in _VARIABLE.finditer(template):
        yield template[end : found.start()], found[1]
        end = found.end()
    yield template[end:], ""


def _assigned(
    parts: Sequence[str | Code], step: Step, scope: StepScope
) -> tuple[tuple[str, ...], Statements, Code]:
    """The path, and where it is long its parameters in variables before it."""
    whole = fstring(parts)
    values = [part for part in parts if isinstance(part, Code)]
    if len(whole) <= _LONG or len(set(values)) < len(values):
        return (), (), whole
    names = _variables(len(values), step, scope)
    before = tuple(assign(*pair) for pair in zip(names, values, strict=True))
    filled = iter(identifier(name) for name in names)
    short = [next(filled) if isinstance(part, Code) else part for part in parts]
    return tuple(names), before, _lines(short)


def _variables(count: int, step: Step, scope: StepScope) -> list[str]:
    """Names for the variables of a path, after its parameters."""
    assert isinstance(step.call, OperationCall)
    listed = [
        found[1].removeprefix("+")
        for found in _VARIABLE.finditer(step.call.operation.path)
    ]
    taken = {
        *LOCAL_NAMES,
        *SOFT_KEYWORDS,
        *BUILTINS,
        *scope.context.names.steps.values(),
    }
    if len(listed) != count or len(set(listed)) < count:
        return [f"path_{index}" for index in range(count)]
    return list(unique_names(listed, snake_case, taken).values())


def _lines(parts: Sequence[str | Code]) -> Code:
    """A path in one string, or where that is long in one a line."""
    whole = fstring(parts)
    if len(whole) <= _LONG or not whole.startswith('f"'):
        return whole
    pieces: list[list[str | Code]] = [[]]
    length = 0
    for part in parts:
        if length + len(part) > _LONG - 10 and pieces[-1]:
            pieces.append([])
            length = 0
        pieces[-1].append(part)
        length += len(part) + 2
    if len(pieces) == 1:
        return whole
    return Code("(" + "\n".join(fstring(piece) for piece in pieces) + ")")


def _merged(parts: Sequence[str | Code]) -> list[str | Code]:
    """The parts, with texts that follow each other as one."""
    merged: list[str | Code] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last is None or isinstance(part, Code) or isinstance(last, Code):
            merged.append(part)
        else:
            merged[-1] = last + part
    return merged


def _headers(sent: Sequence[Sent], body: Body, scope: StepScope) -> Code | None:
    """The header fields: the parameters', and that of the body's media type."""
    fields: dict[str, Code] = {}
    checked = False
    for one in sent:
        name = _OWN_HEADERS.get(one.name.casefold(), one.name)
        fields[name] = header_value(one, scope)
        value = one.parameter.value
        checked |= not isinstance(value, LiteralValue)
        checked |= isinstance(value, LiteralValue) and not isinstance(value.value, str)
    if body.media_type is not None:
        fields.setdefault("Content-Type", literal(body.media_type))
    if not fields:
        return None
    shown = (Code(f"{literal(name)}: {code}") for name, code in fields.items())
    display = Code("{" + join(", ", shown) + "}")
    if not checked:
        return display
    return call(scope.context.uses.method("headers"), display)
