"""What a step sends, as the documents say it ("Parameter Object", "Style Values" of
OpenAPI; "Request Body Object" of Arazzo)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import parse_qsl, quote

from ..check.inspection import declared_parameter
from ..check.media_types import essence, is_json, is_text
from ..check.payloads import kind_of_target, media_of_body
from ..expressions.pointer import split_pointer
from ..expressions.template import text_of
from ..link.model import Parameter, RequestBody, TemplateValue
from ..link.openapi_model import OperationParameter
from ..mock.drafts import Draft
from ..mock.scenes import Scene
from ..mock.values import NOTHING
from ..read.document import JsonValue
from .document_values import ABSENT, UNKNOWN, DocumentValues, Found, Missing

_DELIMITERS = {"form": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_VARIABLE = re.compile(r"\{([^{}]*)\}")

Pairs: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class JsonBody:
    value: JsonValue


@dataclass(frozen=True)
class FormBody:
    fields: Pairs


@dataclass(frozen=True)
class TextBody:
    text: str


@dataclass(frozen=True)
class PartsBody:
    """A body of which only texts in it are known: of XML, or in several parts."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class NoBody:
    """Nothing is sent."""


Body: TypeAlias = JsonBody | FormBody | TextBody | PartsBody | NoBody


@dataclass(frozen=True)
class ExpectedRequest:
    """What is known of a request before it is sent.

    Attributes:
        path: The path of the operation with its variables filled in, percent-encoded;
            None where a value is not known.
        query: Its names and texts, decoded; None where not all are known.
        headers: The fields that the step names, with the names as written.
        cookies: The pairs that the step names.
        body: None where it is not known.
    """

    path: str | None
    query: Pairs | None
    headers: Mapping[str, str]
    cookies: Pairs
    body: Body | None


@dataclass
class _Parameters:
    """What the parameters of a step come to."""

    paths: dict[str, str] = field(default_factory=dict)
    query: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[tuple[str, str]] = field(default_factory=list)
    knows_query: bool = True


def expected_request(scene: Scene, values: DocumentValues) -> ExpectedRequest:
    """What a step sends, given what has been sent and answered before."""
    found = _Parameters()
    for parameter in scene.step.parameters:
        declared = declared_parameter(
            scene.operation, parameter.name, parameter.location
        )
        value = values.value(parameter.value, scene.workflow, scene.step)
        _add(parameter, declared, value, found)
    path, _, fixed = scene.operation.path.partition("?")
    if "{" in fixed:
        found.knows_query = False
    query = (*parse_qsl(fixed, keep_blank_values=True), *found.query)
    return ExpectedRequest(
        _path(path, found.paths),
        query if found.knows_query else None,
        found.headers,
        tuple(found.cookies),
        _body(scene, values),
    )


def _add(
    parameter: Parameter,
    declared: OperationParameter | None,
    value: Found,
    found: _Parameters,
) -> None:
    if declared is not None and declared.content is not None:
        value = text_of(value) if not isinstance(value, Missing) else value
    match parameter.location:
        case "path":
            if (text := _simple(declared, value)) is not None:
                found.paths[parameter.name] = text
        case "query":
            pairs = _query_pairs(parameter.name, declared, value)
            if pairs is None:
                found.knows_query = False
            else:
                found.query += pairs
        case "querystring":
            found.knows_query = False
        case "header":
            if not isinstance(value, Missing | dict | list | None):
                found.headers[parameter.name] = text_of(value)
        case "cookie":
            if not isinstance(value, Missing | dict | list | None):
                found.cookies.append((parameter.name, text_of(value)))


def _simple(declared: OperationParameter | None, value: Found) -> str | None:
    """What fills in a variable of a path."""
    style = declared.style if declared is not None else "simple"
    if isinstance(value, Missing | dict | None) or style != "simple":
        return None
    items = value if isinstance(value, list) else [value]
    return ",".join(quote(text_of(item), safe="") for item in items)


def _query_pairs(
    name: str, declared: OperationParameter | None, value: Found
) -> list[tuple[str, str]] | None:
    """The names and texts of a parameter in the query; None where not known."""
    if value is ABSENT or value is None:
        return []
    if isinstance(value, Missing):
        return None
    if not isinstance(value, dict | list):
        return [(name, text_of(value))]
    style = declared.style if declared is not None else "form"
    explode = declared.explode if declared is not None else True
    if isinstance(value, list):
        if any(isinstance(item, dict | list | None) for item in value):
            return None
        texts = [text_of(item) for item in value]
        if explode and style == "form":
            return [(name, text) for text in texts]
        if explode or style not in _DELIMITERS:
            return None
        return [(name, _DELIMITERS[style].join(texts))] if texts else []
    if any(isinstance(item, dict | list | None) for item in value.values()):
        return None
    if style == "deepObject":
        return [(f"{name}[{key}]", text_of(item)) for key, item in value.items()]
    if style == "form" and explode:
        return [(key, text_of(item)) for key, item in value.items()]
    return None


def _path(template: str, values: Mapping[str, str]) -> str | None:
    if any(name not in values for name in _VARIABLE.findall(template)):
        return None
    return _VARIABLE.sub(lambda found: values[found[1]], template)


# Bodies


def _body(scene: Scene, values: DocumentValues) -> Body | None:
    body = scene.step.body
    if body is None:
        return NoBody()
    if body.payload is None:
        return None
    name = essence(media_of_body(scene.step, scene.operation).name)
    found = values.value(body.payload, scene.workflow, scene.step)
    if found is ABSENT:
        return NoBody() if not body.replacements else None
    if isinstance(found, Missing):
        return None
    if name == "multipart/form-data" and isinstance(found, dict):
        # A part begins after an empty line.
        return PartsBody(tuple(f"\r\n\r\n{text}\r\n" for text in _scalars(found)))
    replaced = _replaced(found, body, name, scene, values)
    if isinstance(replaced, Missing):
        return None
    if is_json(name):
        is_text_template = isinstance(body.payload, TemplateValue)
        return (
            None if isinstance(found, str) or is_text_template else JsonBody(replaced)
        )
    if name == "application/x-www-form-urlencoded" and isinstance(replaced, dict):
        return _form(replaced)
    if is_text(name) and isinstance(found, str) and not body.replacements:
        return TextBody(found)
    if is_text(name):
        return PartsBody(tuple(_replacement_texts(body, scene, values)))
    return None


def _replaced(
    payload: JsonValue,
    body: RequestBody,
    media_type: str,
    scene: Scene,
    values: DocumentValues,
) -> Found:
    """The payload with the replacements made that JSON pointers name."""
    draft = Draft(values.references, value=_copied(payload))
    for replacement in body.replacements:
        if kind_of_target(replacement, media_type) != "jsonpointer":
            return UNKNOWN if is_json(media_type) else payload
        tokens = split_pointer(replacement.target)
        value = values.value(replacement.value, scene.workflow, scene.step)
        if tokens is None or value is UNKNOWN:
            return UNKNOWN
        if not isinstance(value, Missing):
            draft.put(tokens, value)
    return UNKNOWN if draft.value is NOTHING else draft.value


def _copied(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {name: _copied(member) for name, member in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _form(fields: dict[str, JsonValue]) -> Body | None:
    pairs: list[tuple[str, str]] = []
    for name, value in fields.items():
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, dict | list) for item in items):
            return None
        pairs += [(name, text_of(item)) for item in items if item is not None]
    return FormBody(tuple(pairs))


def _scalars(fields: dict[str, JsonValue]) -> Iterator[str]:
    for value in fields.values():
        if not isinstance(value, dict | list | None):
            yield text_of(value)


def _replacement_texts(
    body: RequestBody, scene: Scene, values: DocumentValues
) -> Iterator[str]:
    """The texts that replacements put into a body, where nothing of them is escaped."""
    for replacement in body.replacements:
        value = values.value(replacement.value, scene.workflow, scene.step)
        if not isinstance(value, Missing | dict | list | None):
            text = text_of(value)
            if not set("<>&\"'") & set(text):
                yield text
