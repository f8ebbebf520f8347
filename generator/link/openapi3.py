"""Reads one operation of an OpenAPI 3.0, 3.1 or 3.2 document."""

from __future__ import annotations

from typing import cast, get_args

from ..read.document import Node
from .openapi_entry import (
    OperationEntry,
    parameter_nodes,
    read_parameters,
    response_nodes,
    security_of,
    strings,
)
from .openapi_model import (
    MediaType,
    Operation,
    OperationBody,
    OperationParameter,
    OperationResponse,
    ParameterLocation,
    Server,
    ServerVariable,
    Source,
    Style,
)
from .path_templates import plain_template
from .references import References

_DEFAULT_STYLES: dict[ParameterLocation, Style] = {
    "path": "simple",
    "query": "form",
    "querystring": "form",
    "header": "simple",
    "cookie": "form",
}
_STYLES: dict[ParameterLocation, tuple[Style, ...]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "querystring": (),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
_IGNORED_HEADERS = ("accept", "content-type", "authorization")
"""A definition of these headers is ignored (Parameter Object, `name`)."""


def read_operation(
    source: Source, entry: OperationEntry, references: References
) -> Operation:
    """All that the document says of an operation, its references followed.

    Parameters and bodies whose reference leads nowhere are left out;
    `References.dangling` has them. Responses stay, without content.
    """
    node = entry.node
    body = node.get("requestBody")
    parameters = read_parameters(
        parameter_nodes(entry, references),
        lambda parameter: _read_parameter(parameter, references),
    )
    return Operation(
        source=source,
        method=entry.method,
        path=plain_template(entry.path, parameters),
        operation_id=node.text("operationId"),
        parameters=parameters,
        body=_read_body(body, references) if body else None,
        responses=tuple(
            OperationResponse(
                status,
                _read_content(response, references),
                _read_headers(response, references),
                response,
            )
            for status, response in response_nodes(node, references)
        ),
        servers=_read_servers((node, *entry.path_item, source.root)),
        security=security_of(node, source.root),
        node=node,
    )


def _read_parameter(node: Node, references: References) -> OperationParameter | None:
    location = node.text("in")
    name = node.text("name")
    if name is None or location not in get_args(ParameterLocation):
        return None
    location = cast("ParameterLocation", location)
    content = _read_content(node, references)
    style = _read_style(node, location)
    explode = _flag(node, "explode")
    ignored = location == "header" and name.casefold() in _IGNORED_HEADERS
    return OperationParameter(
        name=name,
        location=location,
        required=location == "path"
        or (_flag(node, "required") is True and not ignored),
        style=style,
        explode=style in ("form", "cookie") if explode is None else explode,
        allow_reserved=_flag(node, "allowReserved") is True,
        schema=None if content else node.get("schema"),
        content=content[0] if content else None,
        node=node,
    )


def _read_style(node: Node, location: ParameterLocation) -> Style:
    """The style as written, if the location knows it, else the location's default."""
    written = node.text("style")
    for style in _STYLES[location]:
        if style == written:
            return style
    return _DEFAULT_STYLES[location]


def _flag(node: Node, name: str) -> bool | None:
    field = node.get(name)
    return field.value if field and isinstance(field.value, bool) else None


def _read_body(reference: Node, references: References) -> OperationBody | None:
    node = references.follow(reference)
    if node is None:
        return None
    required = _flag(node, "required") is True
    return OperationBody(required, _read_content(node, references), node)


def _read_content(holder: Node, references: References) -> tuple[MediaType, ...]:
    """The entries of `content`, in the document's order."""
    content = holder.get("content")
    if content is None:
        return ()
    return tuple(
        _read_media_type(name, media_type)
        for name, reference in content.members()
        if (media_type := references.follow(reference))
    )


def _read_media_type(name: str, node: Node) -> MediaType:
    encoding = node.get("encoding")
    encodings = dict(encoding.members()) if encoding else {}
    return MediaType(name, node.get("schema"), encodings, node)


def _read_headers(response: Node, references: References) -> dict[str, Node | None]:
    headers = response.get("headers")
    found: dict[str, Node | None] = {}
    for name, reference in headers.members() if headers else ():
        header = references.probe(reference)
        if header is None:
            found[name.lower()] = None
            continue
        content = _read_content(header, references)
        schema = content[0].schema if content else header.get("schema")
        found[name.lower()] = schema
    return found


def _read_servers(holders: tuple[Node, ...]) -> tuple[Server, ...]:
    """The first `servers` that is not empty: the operation's, the path item's, the
    document's."""
    for holder in holders:
        declared = holder.get("servers")
        servers = [_read_server(node) for node in declared.items()] if declared else []
        if found := tuple(server for server in servers if server):
            return found
    return ()


def _read_server(node: Node) -> Server | None:
    url = node.text("url")
    if url is None:
        return None
    variables = node.get("variables")
    found: dict[str, ServerVariable] = {}
    for name, variable in variables.members() if variables else ():
        default = variable.get("default")
        # Documents write ports as numbers.
        if default and type(default.value) in (str, int, float):
            values = variable.get("enum")
            allowed = strings(values.value) if values else ()
            found[name] = ServerVariable(str(default.value), allowed)
    return Server(url.strip(), found, node)
