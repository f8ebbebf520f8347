"""The values of expressions, read from the requests and responses of steps."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import httpx

from ..expressions.model import (
    Expression,
    Input,
    MessagePart,
    Method,
    StatusCode,
    StepOutput,
    Url,
)
from ..expressions.template import text_of
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
from .parts import UnknownSelectorError, at_pointer, child_of, selected
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
                return at_pointer(child_of(self.inputs, name), pointer)
            case StepOutput(step_id, name, pointer):
                source = workflow.step(step_id)
                for output in source.outputs:
                    if output.name == name and source in self.last:
                        found = self.value(output.value, workflow, source)
                        return at_pointer(found, pointer)
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
    return at_pointer(body, part.pointer)


def _known(text: str | None) -> MaybeValue:
    return NOTHING if text is None else text


def _select(value: MaybeValue, selector: str, kind: str) -> MaybeValue:
    if value is NOTHING:
        return NOTHING
    try:
        return selected(value, selector, kind)
    except UnknownSelectorError:
        return NOTHING


def _text(value: MaybeValue) -> str | None:
    return None if value is NOTHING else text_of(value)
