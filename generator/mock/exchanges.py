"""The values of expressions, read from the requests and responses of steps."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import httpx
import jsonpath_rfc9535

from ..expressions.model import (
    Expression,
    Input,
    MessagePart,
    Method,
    StatusCode,
    StepOutput,
    Tokens,
    Url,
)
from ..expressions.pointer import split_pointer
from ..link.model import (
    ArrayValue,
    ExpressionValue,
    LiteralValue,
    ObjectValue,
    SelectorValue,
    Step,
    TemplateValue,
    Value,
    Workflow,
    WorkflowKey,
)
from ..read.document import JsonValue
from .drafts import child_of
from .values import NOTHING, MaybeValue


@dataclass
class Exchanges:
    """What has been sent and answered; gives the values of expressions.

    Attributes:
        inputs: Those of the workflow that was started; those of workflows that it runs
            are not known.
    """

    started: WorkflowKey
    inputs: JsonValue
    last: dict[Step, tuple[httpx.Request, httpx.Response]] = field(default_factory=dict)

    def expression(
        self, expression: Expression, workflow: Workflow, step: Step | None
    ) -> MaybeValue:
        """The value of an expression in a step; NOTHING where it is not known."""
        match expression:
            case Input(name, pointer) if workflow.key == self.started:
                return _at(child_of(self.inputs, name), pointer)
            case StepOutput(step_id, name, pointer):
                source = workflow.step(step_id)
                for output in source.outputs:
                    if output.name == name and source in self.last:
                        return _at(self.value(output.value, workflow, source), pointer)
            case StatusCode() if step in self.last:
                return self.last[step][1].status_code
            case Url() if step in self.last:
                return str(self.last[step][0].url)
            case Method() if step in self.last:
                return self.last[step][0].method
            case MessagePart() if step in self.last:
                return _part(expression, *self.last[step])
        return NOTHING

    def value(self, value: Value, workflow: Workflow, step: Step) -> MaybeValue:
        """The value that a parameter, a payload or an output has."""
        match value:
            case LiteralValue(literal):
                return literal
            case ExpressionValue(expression):
                return self.expression(expression, workflow, step)
            case SelectorValue(context, selector, kind):
                found = self.expression(context, workflow, step)
                return _select(found, selector, kind)
            case TemplateValue(template):
                texts = [
                    (
                        part
                        if isinstance(part, str)
                        else _text(self.expression(part, workflow, step))
                    )
                    for part in template.parts
                ]
                known = [text for text in texts if text is not None]
                return "".join(known) if len(known) == len(texts) else NOTHING
            case ObjectValue() | ArrayValue():
                return NOTHING


def _part(
    part: MessagePart, request: httpx.Request, response: httpx.Response
) -> MaybeValue:
    message = request if part.message == "request" else response
    if part.part == "header":
        return _known(message.headers.get(part.name))
    if part.part == "query":
        return _known(request.url.params.get(part.name))
    if part.part != "body":
        return NOTHING
    try:
        body = json.loads(message.content) if message.content else None
    except ValueError:
        return message.text if isinstance(message, httpx.Response) else NOTHING
    return _at(body, part.pointer)


def _known(text: str | None) -> MaybeValue:
    return NOTHING if text is None else text


def _at(value: MaybeValue, pointer: Tokens) -> MaybeValue:
    for token in pointer:
        value = child_of(value, token)
    return value


def _select(value: MaybeValue, selector: str, kind: str) -> MaybeValue:
    if value is NOTHING:
        return NOTHING
    if kind == "jsonpointer":
        tokens = split_pointer(selector)
        return NOTHING if tokens is None else _at(value, tokens)
    if kind == "jsonpath":
        try:
            nodes = jsonpath_rfc9535.find(selector, value)
        except jsonpath_rfc9535.JSONPathError:
            return NOTHING
        found: list[Any] = nodes.values()
        return found[0] if len(found) == 1 else (found or NOTHING)
    return NOTHING


def _text(value: MaybeValue) -> str | None:
    if value is NOTHING or isinstance(value, str):
        return value if isinstance(value, str) else None
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
