"""The types of what operations answer, and the media types of what they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..link.openapi_model import MediaType, Operation, OperationResponse
from ..link.references import References
from .media_types import essence, is_binary, is_json, is_text, is_xml
from .schema_kinds import type_of_schema, union
from .types import ANY, Presence, ValueType

__all__ = [
    "ResponseType",
    "Statuses",
    "body_of",
    "documented_statuses",
    "header_type",
    "is_json",
    "is_text",
    "is_xml",
    "possible_responses",
    "request_body_media",
    "response_for",
    "response_type",
]

Statuses: TypeAlias = frozenset[int] | None
"""The status codes a response may have, as far as success criteria pin them; None
where they do not: any code of success."""

_TEXT = ValueType(frozenset(("string",)))
_EMPTY = ValueType(frozenset(("null",)), (), (None,))


@dataclass(frozen=True, eq=False)
class ResponseType:
    """What is known of the bodies of an operation's responses.

    Attributes:
        type: Of the body as a value: the parsed JSON, the text of other media types,
            null for an empty body; ANY where nothing is known.
        documents_body: Whether any of the responses documents content.
        responses: The responses that were looked at; empty where none is documented.
    """

    type: ValueType
    documents_body: bool
    responses: tuple[OperationResponse, ...]


def response_type(
    operation: Operation, statuses: Statuses, references: References
) -> ResponseType:
    """The type of the response body of an operation.

    Beside responses that document content, one that documents none is an empty body;
    where none of them documents content, nothing is known.
    """
    responses = possible_responses(operation, statuses)
    types = [body_of(response, references) for response in responses]
    if not any(response.content for response in responses):
        return ResponseType(ANY, False, responses)
    if _admits_undocumented_error(operation, statuses):
        types.append(ANY)
    return ResponseType(union(types), True, responses)


def possible_responses(
    operation: Operation, statuses: Statuses
) -> tuple[OperationResponse, ...]:
    """The documented responses that may come, in the document's order.

    Without statuses these are all of success (2xx), else `default`. Of the statuses
    given those below 400 that are not documented are taken never to come, as long as
    another one is documented.
    """
    if statuses is None:
        success = (one for one in operation.responses if one.status.startswith("2"))
        return tuple(success) or _default_of(operation)
    found = [
        response
        for status in sorted(statuses)
        if (response := response_for(operation, status))
        and (response.status != "default" or status >= 400)
    ]
    matching = tuple(one for one in operation.responses if one in found)
    return matching or _default_of(operation)


def response_for(operation: Operation, status: int) -> OperationResponse | None:
    """The response documented for a status code: its own, else that of its range
    (`2XX`), else `default` (Responses Object)."""
    by_status = {response.status: response for response in operation.responses}
    keys = (str(status), f"{status // 100}XX", "default")
    return next((by_status[key] for key in keys if key in by_status), None)


def _default_of(operation: Operation) -> tuple[OperationResponse, ...]:
    return tuple(one for one in operation.responses if one.status == "default")


def _admits_undocumented_error(operation: Operation, statuses: Statuses) -> bool:
    errors = (status for status in statuses or () if status >= 400)
    return any(response_for(operation, status) is None for status in errors)


def body_of(response: OperationResponse, references: References) -> ValueType:
    """The type of one response's body.

    Where it has JSON media types, these count; other media types are text, whatever
    their schemas say. Nothing is known of media types of neither kind, or where the
    response is a `$ref` that leads nowhere.
    """
    if references.follow(response.node) is None:
        return ANY
    json_media = [media for media in response.content if is_json(media.name)]
    if json_media:
        return union(_type_of_media(media, references) for media in json_media)
    if not response.content:
        return _EMPTY
    names = [media.name for media in response.content]
    return _TEXT if all(is_text(name) or is_binary(name) for name in names) else ANY


def _type_of_media(media: MediaType, references: References) -> ValueType:
    return type_of_schema(media.schema, references) if media.schema else ANY


def documented_statuses(operation: Operation) -> tuple[str, ...]:
    """The statuses an operation documents: `200`, `2XX`, `default`; in its order."""
    return tuple(response.status for response in operation.responses)


def header_type(
    operation: Operation, statuses: Statuses, name: str
) -> tuple[ValueType, Presence]:
    """The type of a response header, which is always text, and whether it is there:
    OPTIONAL where a possible response documents it, else UNKNOWN."""
    responses = possible_responses(operation, statuses)
    documented = any(name.lower() in response.headers for response in responses)
    return _TEXT, Presence.OPTIONAL if documented else Presence.UNKNOWN


def request_body_media(
    operation: Operation, content_type: str | None
) -> MediaType | None:
    """The media type of a request body.

    Args:
        content_type: The one that the step gives; None where it gives none: JSON if the
            operation takes it, else the operation's first.

    Returns:
        The operation's entry for it; None where it has no such entry, or no body.
    """
    content = operation.body.content if operation.body else ()
    if content_type is None:
        return _preferred(content)
    wanted = essence(content_type)
    ranges = (f"{wanted.partition('/')[0]}/*", "*/*")
    exact = [media for media in content if media.name == content_type]
    same = [media for media in content if essence(media.name) == wanted]
    wide = [
        media for name in ranges for media in content if essence(media.name) == name
    ]
    return next(iter((*exact, *same, *wide)), None)


def _preferred(content: tuple[MediaType, ...]) -> MediaType | None:
    plain = [media for media in content if essence(media.name) == "application/json"]
    suffixed = [media for media in content if essence(media.name).endswith("+json")]
    other = [media for media in content if is_json(media.name)]
    return next(iter((*plain, *suffixed, *other, *content)), None)
