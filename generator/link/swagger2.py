"""Reads one operation of a Swagger 2.0 document into the model of OpenAPI 3."""

from __future__ import annotations

from typing import cast

from ..read.document import JsonValue, Node
from .openapi_entry import (
    OperationEntry,
    child_node,
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
    Source,
    Style,
)
from .path_templates import plain_template
from .references import References

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_JSON = "application/json"
_BINARY = "application/octet-stream"
_NOT_SCHEMA = (
    "name",
    "in",
    "required",
    "collectionFormat",
    "allowEmptyValue",
    "description",
)
_STYLES: dict[str, Style] = {
    "ssv": "spaceDelimited",
    "tsv": "tabDelimited",
    "pipes": "pipeDelimited",
}


def read_operation(
    source: Source, entry: OperationEntry, references: References
) -> Operation:
    """All that the document says of an operation, in the terms of OpenAPI 3.

    A body parameter becomes the request body, `formData` parameters an object schema
    of it, `collectionFormat` a style, `host`, `basePath` and `schemes` a server.
    References that lead nowhere: see `openapi3.read_operation`.
    """
    node = entry.node
    declared = parameter_nodes(entry, references)
    parameters = read_parameters(declared, _read_parameter)
    produces = _media_names(node, source.root, "produces")
    return Operation(
        source=source,
        method=entry.method,
        path=plain_template(entry.path, parameters),
        operation_id=node.text("operationId"),
        parameters=parameters,
        body=_read_body(entry, source.root, declared),
        responses=tuple(
            OperationResponse(
                status,
                _read_response_content(response, produces),
                _read_headers(response),
                response,
            )
            for status, response in response_nodes(node, references)
        ),
        servers=_read_servers(node, source.root),
        security=security_of(node, source.root),
        node=node,
    )


def _media_names(operation: Node, root: Node, field: str) -> tuple[str, ...]:
    """`consumes` or `produces`: the operation's, even if empty, else the document's."""
    declared = operation.get(field) or root.get(field)
    return strings(declared.value) if declared else ()


def _read_parameter(node: Node) -> OperationParameter | None:
    location = node.text("in")
    name = node.text("name")
    if name is None or location not in ("path", "query", "header"):
        return None
    collection_format = node.text("collectionFormat")
    default: Style = "form" if location == "query" else "simple"
    return OperationParameter(
        name=name,
        location=cast("ParameterLocation", location),
        required=location == "path" or _is_required(node),
        style=_STYLES.get(collection_format or "", default),
        explode=collection_format == "multi",
        allow_reserved=False,
        schema=Node(node.document, node.pointer, _schema_of(node)),
        content=None,
        node=node,
    )


def _is_required(parameter: Node) -> bool:
    required = parameter.get("required")
    return required is not None and required.value is True


def _schema_of(parameter: Node) -> dict[str, JsonValue]:
    """The part of a parameter that describes its value; a file is a binary string."""
    schema = {
        name: member.value
        for name, member in parameter.members()
        if name not in _NOT_SCHEMA
    }
    if schema.get("type") == "file":
        schema |= {"type": "string", "format": "binary"}
    return schema


def _read_body(
    entry: OperationEntry, root: Node, parameters: list[Node]
) -> OperationBody | None:
    consumes = _media_names(entry.node, root, "consumes")
    for parameter in parameters:
        if parameter.text("in") == "body":
            schema = parameter.get("schema")
            content = tuple(
                MediaType(name, schema, {}, parameter) for name in consumes or (_JSON,)
            )
            return OperationBody(_is_required(parameter), content, parameter)
    fields = [node for node in parameters if node.text("in") == "formData"]
    return _read_form(entry, consumes, fields) if fields else None


def _read_form(
    entry: OperationEntry, consumes: tuple[str, ...], fields: list[Node]
) -> OperationBody:
    """The request body that `formData` parameters make: an object, a member each."""
    holder = _parameters_holder(entry)
    properties = {field.text("name") or "": _schema_of(field) for field in fields}
    required = [field.text("name") or "" for field in fields if _is_required(field)]
    value: JsonValue = {
        "type": "object",
        "properties": cast("JsonValue", properties),
        "required": cast("JsonValue", required),
    }
    schema = Node(holder.document, holder.pointer, value)
    encodings = {
        field.text("name") or "": child_node(field, "encoding", _encoding_of(field))
        for field in fields
        if field.text("type") == "array"
    }
    content = tuple(
        MediaType(name, schema, encodings, holder)
        for name in _form_media(consumes, fields)
    )
    return OperationBody(bool(required), content, holder)


def _parameters_holder(entry: OperationEntry) -> Node:
    """The place of an operation's parameters: its own, else its path item's."""
    for node in (entry.node, *entry.path_item):
        if parameters := node.get("parameters"):
            return parameters
    return entry.node


def _encoding_of(field: Node) -> JsonValue:
    collection_format = field.text("collectionFormat") or "csv"
    style = _STYLES.get(collection_format, "form")
    return {"style": style, "explode": collection_format == "multi"}


def _form_media(consumes: tuple[str, ...], fields: list[Node]) -> tuple[str, ...]:
    if any(field.text("type") == "file" for field in fields):
        return (_MULTIPART,)
    forms = tuple(
        name
        for name in consumes
        if name.partition(";")[0].strip().lower() in (_FORM, _MULTIPART)
    )
    return forms or (_FORM,)


def _read_response_content(
    response: Node, produces: tuple[str, ...]
) -> tuple[MediaType, ...]:
    """One media type for each that the operation produces; none without a schema."""
    schema = response.get("schema")
    if schema is None:
        return ()
    if schema.text("type") == "file":
        value: JsonValue = {"type": "string", "format": "binary"}
        schema = Node(schema.document, schema.pointer, value)
        produces = tuple(name for name in produces if "json" not in name) or (_BINARY,)
    return tuple(MediaType(name, schema, {}, response) for name in produces or (_JSON,))


def _read_headers(response: Node) -> dict[str, Node | None]:
    headers = response.get("headers")
    if headers is None:
        return {}
    return {name.lower(): header for name, header in headers.members()}


def _read_servers(operation: Node, root: Node) -> tuple[Server, ...]:
    """The server that `schemes`, `host` and `basePath` make: https where it is listed.

    Relative where there is no host; none where there is no base path either.
    """
    host = root.text("host")
    base_path = (root.text("basePath") or "").strip()
    if base_path and not base_path.startswith("/"):
        base_path = f"/{base_path}"
    node = root.get("host") or root.get("basePath") or root
    if host:
        listed = operation.get("schemes") or root.get("schemes")
        schemes = strings(listed.value) if listed else ()
        scheme = "https" if "https" in schemes or not schemes else schemes[0]
        return (Server(f"{scheme}://{host.strip()}{base_path}", {}, node),)
    return (Server(base_path, {}, node),) if base_path else ()
