"""Checks requests against the OpenAPI document that describes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, unquote

import httpx

from arazzo_codegen.check.credentials import api_keys
from arazzo_codegen.check.media_types import essence, is_json
from arazzo_codegen.check.response_types import request_body_media
from arazzo_codegen.check.schema_kinds import type_of_schema
from arazzo_codegen.check.types import ALL_KINDS
from arazzo_codegen.link.openapi_model import MediaType, OperationParameter
from arazzo_codegen.mock.scenes import Scene
from arazzo_codegen.mock.shapes import shape_of
from arazzo_codegen.read.document import JsonValue, Node

from .json_schema import SchemaValidator

_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}
_LEAKS = re.compile(r"<object object|_ABSENT|\bhttpx\.|<[a-z_.]+ object at ")
_VARIABLE = re.compile(r"\{[+]?([^{}]*)\}")


@dataclass(frozen=True)
class Departure:
    """Where a request departs from what the OpenAPI document says.

    Attributes:
        kind: Of what sort, always in the same words.
        detail: What is wrong, and where.
    """

    kind: str
    detail: str


@dataclass(frozen=True)
class Conformance:
    """Compares requests with operations."""

    validator: SchemaValidator

    def check(self, scene: Scene, request: httpx.Request) -> Iterator[Departure]:
        """All departures of a request of that scene."""
        yield from self._path(scene, request)
        yield from self._query(scene, request)
        yield from self._headers(scene, request)
        yield from self._body(scene, request)
        text = f"{request.url} {dict(request.headers)} {request.content!r}"
        if leak := _LEAKS.search(text):
            yield Departure("a Python object was sent", leak[0])

    # Parameters

    def _path(self, scene: Scene, request: httpx.Request) -> Iterator[Departure]:
        for name, text in path_values(scene, request):
            if not text:
                yield Departure("an empty path parameter", name)
            for parameter in _declared(scene, "path"):
                if parameter.name == name:
                    yield from self._value(parameter, [unquote(text)])

    def _query(self, scene: Scene, request: httpx.Request) -> Iterator[Departure]:
        query = request.url.query.decode("ascii")
        sent: dict[str, list[str]] = {}
        for name, text in parse_qsl(query, keep_blank_values=True):
            sent.setdefault(name, []).append(text)
        lists = [one.name for one in _declared(scene, "query") if self._is_list(one)]
        for name, texts in sent.items():
            if len(texts) != len(set(texts)) and name not in lists:
                yield Departure("a query parameter is sent twice", name)
        for parameter in _declared(scene, "query"):
            names = [parameter.name, f"{parameter.name}[]"]
            values = [text for name in names for text in sent.get(name, ())]
            in_parts = self._in_parts(parameter, sent)
            yield from self._present(parameter, values, in_parts, scene)

    def _is_list(self, parameter: OperationParameter) -> bool:
        if parameter.schema is None:
            return True
        kinds = type_of_schema(parameter.schema, self.validator.references).kinds
        return bool(kinds & {"array", "object"})

    def _in_parts(
        self, parameter: OperationParameter, sent: dict[str, list[str]]
    ) -> bool:
        """Whether members of an object were sent one by one."""
        if any(name.startswith(f"{parameter.name}[") for name in sent):
            return True
        if parameter.schema is None or not parameter.explode:
            return False
        shape = shape_of((parameter.schema,), self.validator.references)
        return any(name in sent for name in shape.properties())

    def _headers(self, scene: Scene, request: httpx.Request) -> Iterator[Departure]:
        for parameter in _declared(scene, "header"):
            ignored = ("accept", "content-type", "authorization")
            if parameter.name.lower() not in ignored:
                values = request.headers.get_list(parameter.name)
                yield from self._present(parameter, values, False, scene)
        cookies = SimpleCookie(request.headers.get("cookie", ""))
        for parameter in _declared(scene, "cookie"):
            morsel = cookies.get(parameter.name)
            values = [] if morsel is None else [morsel.value]
            yield from self._present(parameter, values, False, scene)

    def _present(
        self,
        parameter: OperationParameter,
        values: list[str],
        in_parts: bool,
        scene: Scene,
    ) -> Iterator[Departure]:
        if values:
            yield from self._value(parameter, values)
        elif parameter.required and not in_parts and not _is_key(parameter, scene):
            detail = f"{parameter.location} parameter {parameter.name!r}"
            yield Departure("a required parameter is missing", detail)

    def _value(
        self, parameter: OperationParameter, texts: list[str]
    ) -> Iterator[Departure]:
        if parameter.schema is None or parameter.style in ("label", "matrix"):
            return
        separator = _SEPARATORS.get(parameter.style, ",")
        fault = self._fault_of_text(texts, parameter.schema, separator)
        if fault:
            detail = f"{parameter.location} parameter {parameter.name!r}: {fault}"
            yield Departure("a parameter does not fit its schema", detail)

    def _fault_of_text(
        self, texts: list[str], schema: Node, separator: str
    ) -> str | None:
        """Why no reading of what was sent fits a schema; None where one does."""
        kinds = type_of_schema(schema, self.validator.references).kinds
        if "object" in kinds and kinds != ALL_KINDS:
            return None
        faults: list[str] = []
        for value in _readings(texts, separator):
            fault = self.validator.fault(value, schema)
            if fault is None:
                return None
            faults.append(fault)
        return faults[0]

    # Bodies

    def _body(self, scene: Scene, request: httpx.Request) -> Iterator[Departure]:
        operation = scene.operation
        if not request.content:
            if operation.body is not None and operation.body.required:
                given = scene.step.body is not None
                kind = "the body is empty" if given else "a required body is missing"
                yield Departure(kind, "")
            return
        if operation.body is None:
            yield Departure("a body that the operation does not take", "")
            return
        name = request.headers.get("content-type", "")
        media = request_body_media(operation, name)
        if media is None:
            accepted = ", ".join(one.name for one in operation.body.content)
            if operation.body.content:
                detail = f"{essence(name)!r} instead of {accepted}"
                yield Departure("another media type of the body", detail)
            return
        yield from self._content(name, media, request)

    def _content(
        self, name: str, media: MediaType, request: httpx.Request
    ) -> Iterator[Departure]:
        if media.schema is None:
            return
        if is_json(essence(name)):
            try:
                value: JsonValue = json.loads(request.content)
            except ValueError as error:
                yield Departure("the body is not JSON", str(error))
                return
            fault = self.validator.fault(value, media.schema)
            if fault:
                yield Departure("the body does not fit its schema", fault)
        elif essence(name) == "application/x-www-form-urlencoded":
            text = request.content.decode("ascii")
            yield from self._form(_form_values(text), media.schema)
        elif essence(name) == "multipart/form-data":
            yield from self._form(_parts(name, request.content), media.schema)

    def _form(self, sent: dict[str, list[str]], schema: Node) -> Iterator[Departure]:
        shape = shape_of((schema,), self.validator.references, "object")
        names = {re.split(r"[\[.]", name)[0] for name in sent}
        for name in shape.required():
            if name not in names:
                yield Departure("the form lacks a required field", name)
        for name, schemas in shape.properties().items():
            if name in sent and not _is_binary(schemas):
                fault = self._fault_of_text(sent[name], schemas[0], ",")
                if fault:
                    kind = "a field of the form does not fit its schema"
                    yield Departure(kind, f"{name}: {fault}")


def path_values(scene: Scene, request: httpx.Request) -> list[tuple[str, str]]:
    """The path parameters of a request, as sent: percent-encoded."""
    found = scene.url.fullmatch(str(request.url).partition("?")[0])
    template = scene.operation.path.partition("?")[0]
    texts = found.groups() if found else ()
    return list(zip(_VARIABLE.findall(template), texts, strict=False))


def _is_key(parameter: OperationParameter, scene: Scene) -> bool:
    """Whether it is a credential, which the caller's client brings."""
    key = (parameter.name.casefold(), parameter.location)
    return key in api_keys(scene.operation)


def _declared(scene: Scene, location: str) -> list[OperationParameter]:
    return [one for one in scene.operation.parameters if one.location == location]


def _readings(texts: list[str], separator: str) -> Iterator[JsonValue]:
    """What texts can mean, by the schema that they are for."""
    if len(texts) == 1:
        yield from _scalars(texts[0])
        yield from _scalar_lists(texts[0].split(separator))
    yield from _scalar_lists(texts)


def _scalars(text: str) -> Iterator[JsonValue]:
    yield text
    try:
        value: JsonValue = json.loads(text)
    except ValueError:
        return
    if value is not None:
        yield value


def _scalar_lists(texts: Sequence[str]) -> Iterator[list[JsonValue]]:
    yield list(texts)
    read = [list(_scalars(text))[-1] for text in texts]
    if read != list(texts):
        yield read


def _form_values(text: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return values


def _parts(content_type: str, content: bytes) -> dict[str, list[str]]:
    """The parts of a multipart body, by name."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    values: dict[str, list[str]] = {}
    message = message_from_bytes(head + content)
    for part in message.get_payload() if message.is_multipart() else ():
        if isinstance(part, str):
            continue
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        text = payload.decode(errors="replace") if isinstance(payload, bytes) else ""
        values.setdefault(str(name), []).append(text)
    return values


def _is_binary(schemas: Sequence[Node]) -> bool:
    return any(
        schema.text("format") in ("binary", "byte") or schema.text("contentMediaType")
        for schema in schemas
    )
