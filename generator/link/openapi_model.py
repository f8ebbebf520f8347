"""What the link stage makes of an OpenAPI document: the same for 2.0, 3.0, 3.1 and 3.2."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..read.document import Node

ParameterLocation: TypeAlias = Literal[
    "path", "query", "querystring", "header", "cookie"
]
Style: TypeAlias = Literal[
    "simple",
    "label",
    "matrix",
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
    "tabDelimited",
]


@dataclass(frozen=True, eq=False)
class MediaType:
    """One entry of `content`.

    Attributes:
        name: The media type as the document writes it, e.g. `application/json`.
        schema: Its schema, `$ref` not yet followed; None where there is none.
        encodings: The Encoding Object of each property that has one.
        node: Where it stands.
    """

    name: str
    schema: Node | None
    encodings: dict[str, Node]
    node: Node


@dataclass(frozen=True, eq=False)
class OperationParameter:
    """A parameter that an operation or its path item declares.

    Attributes:
        style, explode: As written, else the specification's default for the location.
        content: The media type of a `content` parameter; `schema` is None then.
    """

    name: str
    location: ParameterLocation
    required: bool
    style: Style
    explode: bool
    allow_reserved: bool
    schema: Node | None
    content: MediaType | None
    node: Node


@dataclass(frozen=True, eq=False)
class OperationBody:
    """The request body of an operation; its media types in the document's order."""

    required: bool
    content: tuple[MediaType, ...]
    node: Node


@dataclass(frozen=True, eq=False)
class OperationResponse:
    """What an operation answers.

    Attributes:
        status: `200`, `2XX` (always upper case) or `default`.
        headers: Schema of each header, by name in lower case; None where it has none.
    """

    status: str
    content: tuple[MediaType, ...]
    headers: dict[str, Node | None]
    node: Node


@dataclass(frozen=True, eq=False)
class ServerVariable:
    default: str
    values: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Server:
    """A Server Object; `url` may be relative and hold `{variables}`."""

    url: str
    variables: dict[str, ServerVariable]
    node: Node


@dataclass(frozen=True, eq=False)
class Source:
    """An OpenAPI source description that was read.

    Attributes:
        name: The source description's name in the Arazzo document.
        version: `2.0`, `3.0`, `3.1` or `3.2`.
        root: The OpenAPI document.
    """

    name: str
    version: str
    root: Node
    base_url: str = ""
    """The URL that relative server URLs are resolved against; empty for a file."""


@dataclass(frozen=True, eq=False)
class Operation:
    """An operation with what its path item and document add to it.

    Attributes:
        method: In upper case, e.g. `GET`.
        path: The path template; of its variables the names alone, or `{+name}`.
        servers: The operation's, else the path item's, else the document's; may be
            empty.
        security: The Security Requirement Objects in force, `None` where none are
            declared anywhere; each maps a scheme's name to scopes.
    """

    source: Source
    method: str
    path: str
    operation_id: str | None
    parameters: tuple[OperationParameter, ...]
    body: OperationBody | None
    responses: tuple[OperationResponse, ...]
    servers: tuple[Server, ...]
    security: tuple[dict[str, tuple[str, ...]], ...] | None
    node: Node = field(repr=False)
