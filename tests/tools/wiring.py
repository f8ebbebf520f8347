"""Checks that a request carries the values that the workflow names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

import httpx

from arazzo_codegen.check.media_types import essence, is_json
from arazzo_codegen.link.model import (
    ArrayValue,
    ObjectValue,
    Parameter,
    Value,
)
from arazzo_codegen.mock.exchanges import Exchanges
from arazzo_codegen.mock.parts import child_of
from arazzo_codegen.mock.rehearsal import Rehearsal
from arazzo_codegen.mock.scenes import Scene
from arazzo_codegen.mock.values import NOTHING, MaybeValue
from arazzo_codegen.read.document import JsonValue

from .conformance import Departure, path_values

_KIND = "another value than the workflow names"


@dataclass(frozen=True)
class Wiring:
    """Compares what was sent with what the documents say is sent, scalars only."""

    exchanges: Exchanges

    def check(self, scene: Scene, request: httpx.Request) -> Iterator[Departure]:
        """All differences in the parameters and in a JSON body."""
        for parameter in scene.step.parameters:
            yield from self._parameter(parameter, scene, request)
        body = scene.step.body
        sent_as = essence(request.headers.get("content-type", ""))
        if body is None or body.payload is None or body.replacements:
            return
        if request.content and is_json(sent_as):
            try:
                sent: JsonValue = json.loads(request.content)
            except ValueError:
                return
            yield from self._member(body.payload, sent, scene, "")
        elif sent_as == "application/x-www-form-urlencoded":
            yield from self._fields(body.payload, request, scene)

    def _parameter(
        self, parameter: Parameter, scene: Scene, request: httpx.Request
    ) -> Iterator[Departure]:
        value = self.exchanges.value(parameter.value, scene.workflow, scene.step)
        if value is NOTHING or isinstance(value, dict | list | None):
            return
        text = value if isinstance(value, str) else json.dumps(value)
        sent = _sent(parameter, scene, request)
        if sent is not None and text not in sent:
            detail = f"{parameter.location} {parameter.name!r}: {sent}, not {text!r}"
            yield Departure(_KIND, detail[:300])

    def _fields(
        self, payload: Value, request: httpx.Request, scene: Scene
    ) -> Iterator[Departure]:
        """The members of a form that are scalars."""
        sent = parse_qsl(request.content.decode("ascii"), keep_blank_values=True)
        for name, member in payload.members if isinstance(payload, ObjectValue) else ():
            value = self.exchanges.value(member, scene.workflow, scene.step)
            if value is NOTHING or isinstance(value, dict | list | None):
                continue
            text = value if isinstance(value, str) else json.dumps(value)
            if (name, text) not in sent:
                yield Departure(_KIND, f"form {name}: no {text[:100]!r}")

    def _member(
        self, value: Value, sent: MaybeValue, scene: Scene, place: str
    ) -> Iterator[Departure]:
        match value:
            case ObjectValue(members):
                for name, member in members:
                    inner = child_of(sent, name)
                    yield from self._member(member, inner, scene, f"{place}/{name}")
            case ArrayValue(items):
                if isinstance(sent, list) and len(sent) == len(items):
                    for index, item in enumerate(items):
                        inner = sent[index]
                        yield from self._member(item, inner, scene, f"{place}/{index}")
            case _:
                expected = self.exchanges.value(value, scene.workflow, scene.step)
                if expected is not NOTHING and expected != sent:
                    shown = "nothing" if sent is NOTHING else json.dumps(sent)[:100]
                    detail = f"body {place}: {shown}, not {json.dumps(expected)[:100]}"
                    yield Departure(_KIND, detail)


def differing_outputs(run: Rehearsal) -> Iterator[Departure]:
    """Differences between what a workflow returned and what its outputs name."""
    if run.outputs is None:
        return
    for name, expected in run.expected.items():
        got = run.outputs.get(name, NOTHING)
        if expected != got:
            shown = "nothing" if got is NOTHING else json.dumps(got)[:100]
            detail = f"{name}: {shown}, not {json.dumps(expected)[:100]}"
            yield Departure("another output than the workflow names", detail)


def _sent(
    parameter: Parameter, scene: Scene, request: httpx.Request
) -> list[str] | None:
    """The texts that were sent for a parameter; None where that is not plain."""
    match parameter.location:
        case "query":
            return request.url.params.get_list(parameter.name)
        case "header":
            return request.headers.get_list(parameter.name)
        case "path":
            values = path_values(scene, request)
            found = [text for name, text in values if name == parameter.name]
            return [unquote(text) for text in found] or None
    return None
