"""Request bodies as Python expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..check.response_types import request_body_media
from ..check.schema_types import required_members, type_of_schema
from ..link.model import LiteralValue, ObjectValue, RequestBody, Step, Value
from ..link.openapi_model import MediaType, Operation
from .code import Code, literal
from .scope import StepScope
from .values import object_of, value_of


@dataclass(frozen=True)
class Body:
    """What a body adds to the arguments of `send`.

    Attributes:
        options: `json`, `content` or `files`.
        headers: Header fields that httpx would not set by itself.
    """

    options: Mapping[str, Code] = field(default_factory=dict)
    headers: Sequence[tuple[str, Code]] = ()


def plan_body(step: Step, operation: Operation, scope: StepScope) -> Body:
    """The body of a step's request; nothing where it has none."""
    body = step.body
    if body is None or body.payload is None:
        return Body()
    media = request_body_media(operation, body.content_type)
    name = body.content_type or (media.name if media is not None else "application/json")
    code = _json(body, body.payload, media, scope)
    return Body({"json": code}, _content_type(name))


def _json(
    body: RequestBody, payload: Value, media: MediaType | None, scope: StepScope
) -> Code:
    if isinstance(payload, ObjectValue) and media is not None and media.schema:
        references = scope.context.references
        type_ = type_of_schema(media.schema, references)
        return object_of(payload, scope, required_members(type_, references))
    return value_of(payload, scope).code


def _content_type(name: str) -> Sequence[tuple[str, Code]]:
    return () if name == "application/json" else (("Content-Type", literal(name)),)
