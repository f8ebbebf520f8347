"""Responses that hold what matters: what the step reads, and what its schema requires."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import httpx

from ..check.media_types import is_json
from ..check.response_types import response_for
from ..expressions.model import (
    Expression,
    MessagePart,
    Tokens,
    operands_of,
)
from ..link.model import Criterion, SelectorValue, Step
from ..link.references import References
from ..mock.demands import Demands
from ..mock.mock_api import media_of
from ..mock.scenes import Scene
from ..mock.shapes import shape_of
from ..read.document import JsonValue, Node

_SHOWN = 2
"""How many members stand for an object of which no member matters."""


@dataclass
class _Wanted:
    """The parts of a value that are read.

    Attributes:
        whole: Whether nothing in it may be left out, as a query looks through it.
    """

    members: dict[str, _Wanted] = field(default_factory=dict)
    whole: bool = False

    def add(self, pointer: Tokens) -> _Wanted:
        found = self
        for token in pointer:
            found = found.members.setdefault(token, _Wanted())
        return found

    def of_item(self, index: int) -> _Wanted:
        return self.members.get(str(index), _NOTHING_WANTED)


_NOTHING_WANTED = _Wanted()


@dataclass(frozen=True)
class Pruner:
    """Leaves out of responses what nobody reads."""

    demands: Demands
    references: References

    def prune(self, scene: Scene, response: httpx.Response) -> httpx.Response:
        """A response with as little as the step needs."""
        step = scene.step
        name = response.headers.get("content-type", "")
        headers = {
            key: response.headers[key]
            for key in (one.lower() for one in self._headers(step))
            if key in response.headers and key != "content-type"
        }
        pointers = list(self._pointers(step))
        if not response.content or not pointers:
            return httpx.Response(response.status_code, headers=headers)
        if not is_json(name):
            headers["content-type"] = name
            return httpx.Response(
                response.status_code, headers=headers, content=response.content
            )
        wanted = _Wanted()
        for pointer, whole in pointers:
            found = wanted.add(pointer)
            found.whole = found.whole or whole
        documented = media_of(response_for(scene.operation, response.status_code))
        schema = documented.schema if documented else None
        schemas = (schema,) if schema else ()
        value = self._pruned(json.loads(response.content), schemas, wanted)
        return httpx.Response(response.status_code, headers=headers, json=value)

    def _headers(self, step: Step) -> Iterator[str]:
        yield from self.demands.headers.get(step, ())
        for criterion in _criteria(step):
            for expression, _ in _operands(criterion):
                if isinstance(expression, MessagePart) and expression.part == "header":
                    yield expression.name
        yield "retry-after"

    def _pointers(self, step: Step) -> Iterator[tuple[Tokens, bool]]:
        """The parts of the body that are read, and whether they are searched."""
        for pointer in self.demands.bodies.get(step, {}):
            yield pointer, False
        for output in step.outputs:
            value = output.value
            if isinstance(value, SelectorValue) and value.kind != "jsonpointer":
                context = value.context
                if isinstance(context, MessagePart) and context.part == "body":
                    yield context.pointer, True
        for criterion in _criteria(step):
            for expression, navigation in _operands(criterion):
                if isinstance(expression, MessagePart) and expression.part == "body":
                    searched = criterion.kind in ("jsonpath", "xpath")
                    tokens = (*expression.pointer, *map(str, navigation))
                    yield tokens, searched

    def _pruned(
        self, value: JsonValue, schemas: Sequence[Node], wanted: _Wanted
    ) -> JsonValue:
        if wanted.whole:
            return value
        if isinstance(value, list):
            shape = shape_of(schemas, self.references, "array")
            return [
                self._pruned(item, shape.item(index), wanted.of_item(index))
                for index, item in enumerate(value)
            ]
        if not isinstance(value, dict):
            return value
        shape = shape_of(schemas, self.references, "object")
        required = shape.required()
        kept = [name for name in value if name in wanted.members or name in required]
        if not kept:
            scalars = [
                n for n, one in value.items() if not isinstance(one, dict | list)
            ]
            kept = (scalars or list(value))[:_SHOWN]
        properties = shape.properties()
        return {
            name: self._pruned(
                value[name],
                properties.get(name) or shape.others(),
                wanted.members.get(name, _NOTHING_WANTED),
            )
            for name in kept
        }


def _criteria(step: Step) -> Iterator[Criterion]:
    yield from step.success_criteria
    for action in (*step.on_success, *step.on_failure):
        yield from action.criteria


def _operands(
    criterion: Criterion,
) -> Iterator[tuple[Expression, tuple[str | int, ...]]]:
    if criterion.context is not None:
        yield criterion.context, ()
    if criterion.condition is not None:
        for operand in operands_of(criterion.condition):
            yield operand.expression, operand.navigation
