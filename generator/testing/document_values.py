"""The values that a document says: of parameters, payloads and outputs.

They are found from the documents, the inputs of a run and the responses that its steps
have got so far, without a look at what the module made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeAlias

import httpx

from ..expressions.model import (
    Expression,
    Input,
    MessagePart,
    Method,
    Output,
    StatusCode,
    StepOutput,
    Tokens,
    Url,
    WorkflowField,
)
from ..expressions.template import text_of
from ..link.model import (
    ArrayValue,
    ExpressionValue,
    LiteralValue,
    ObjectValue,
    Parameter,
    SelectorValue,
    Step,
    TemplateValue,
    Value,
    Workflow,
    WorkflowCall,
    WorkflowKey,
    WorkflowTarget,
)
from ..link.references import References
from ..mock.parts import UnknownSelectorError, at_pointer, child_of, selected
from ..mock.shapes import shape_of
from ..mock.values import NOTHING
from ..read.document import JsonValue


class Missing(Enum):
    """Why there is no value."""

    ABSENT = "not given"
    UNKNOWN = "not known"


ABSENT: Final = Missing.ABSENT
UNKNOWN: Final = Missing.UNKNOWN

Found: TypeAlias = "JsonValue | Missing"


@dataclass(frozen=True, eq=False)
class Caller:
    """A step or an action that runs a workflow, with what it passes."""

    workflow: Workflow
    step: Step
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True)
class DocumentValues:
    """The values of one run.

    Attributes:
        started: The workflow that was called.
        inputs: By workflow: of the one that was called and of those that run before it;
            those of others come from their callers.
        last: What each step has sent and got last.
    """

    workflows: Mapping[WorkflowKey, Workflow]
    references: References
    started: WorkflowKey
    inputs: Mapping[WorkflowKey, JsonValue]
    last: dict[Step, tuple[httpx.Request, httpx.Response]] = field(default_factory=dict)

    def value(self, value: Value, workflow: Workflow, step: Step | None) -> Found:
        """What a parameter, a payload or an output is."""
        match value:
            case LiteralValue(literal):
                return literal
            case ExpressionValue(expression):
                return self.expression(expression, workflow, step)
            case TemplateValue(template):
                return self._text(template.parts, workflow, step)
            case SelectorValue(context, selector, kind):
                found = self.expression(context, workflow, step)
                return _select(found, selector, kind)
            case ObjectValue(members):
                return self._object(members, workflow, step)
            case ArrayValue(items):
                found_items = [self.value(one, workflow, step) for one in items]
                given = [one for one in found_items if one is not ABSENT]
                if any(isinstance(one, Missing) for one in given):
                    return UNKNOWN
                return [one for one in given if not isinstance(one, Missing)]

    def _object(
        self,
        members: tuple[tuple[str, Value], ...],
        workflow: Workflow,
        step: Step | None,
    ) -> Found:
        made: dict[str, JsonValue] = {}
        for name, member in members:
            found = self.value(member, workflow, step)
            if found is UNKNOWN:
                return UNKNOWN
            if not isinstance(found, Missing):
                made[name] = found
        return made

    def _text(
        self,
        parts: tuple[str | Expression, ...],
        workflow: Workflow,
        step: Step | None,
    ) -> Found:
        texts: list[str] = []
        for part in parts:
            if isinstance(part, str):
                texts.append(part)
                continue
            found = self.expression(part, workflow, step)
            if isinstance(found, Missing):
                return UNKNOWN
            texts.append(text_of(found))
        return "".join(texts)

    def expression(
        self, expression: Expression, workflow: Workflow, step: Step | None
    ) -> Found:
        """The value of an expression, read in a step or at the workflow's end."""
        match expression:
            case Input(name, pointer):
                return at(self._input(name, workflow), pointer)
            case StepOutput(step_id, name, pointer):
                source = workflow.step(step_id)
                return at(self._step_output(source, name, workflow), pointer)
            case Output(name, pointer) if step is not None:
                if isinstance(step.call, WorkflowCall):
                    called = self.workflows[step.call.workflow]
                    return at(self.output(called, name), pointer)
            case WorkflowField(workflow_id, "outputs", name, pointer):
                keys = [key for key in self.workflows if key.workflow_id == workflow_id]
                if len(keys) == 1:
                    return at(self.output(self.workflows[keys[0]], name), pointer)
        if step is None or step not in self.last:
            return UNKNOWN
        request, response = self.last[step]
        match expression:
            case StatusCode():
                return response.status_code
            case Method():
                return request.method
            case Url():
                return str(request.url)
            case MessagePart("response"):
                return _part_of_response(expression, response)
        return UNKNOWN

    def output(self, workflow: Workflow, name: str) -> Found:
        """An output of a workflow that has run."""
        for output in workflow.outputs:
            if output.name == name:
                return self.value(output.value, workflow, None)
        return UNKNOWN

    def _step_output(self, step: Step, name: str, workflow: Workflow) -> Found:
        for output in step.outputs:
            if output.name == name:
                if isinstance(step.call, WorkflowCall):
                    return self.value(output.value, workflow, step)
                if step not in self.last:
                    return ABSENT
                return self.value(output.value, workflow, step)
        if isinstance(step.call, WorkflowCall):
            return self.output(self.workflows[step.call.workflow], name)
        return UNKNOWN

    # Inputs

    def _input(self, name: str, workflow: Workflow) -> Found:
        found: Found = UNKNOWN
        if workflow.key in self.inputs:
            given = child_of(self.inputs[workflow.key], name)
            found = ABSENT if given is NOTHING else given
        else:
            callers = list(self._callers(workflow.key))
            if len(callers) == 1:
                found = self._passed(name, callers[0], workflow)
        return self._default(name, workflow) if found is ABSENT else found

    def _passed(self, name: str, caller: Caller, workflow: Workflow) -> Found:
        for parameter in caller.parameters:
            if parameter.name == name:
                return self.value(parameter.value, caller.workflow, caller.step)
        return ABSENT

    def _default(self, name: str, workflow: Workflow) -> Found:
        if workflow.inputs is None:
            return ABSENT
        shape = shape_of((workflow.inputs,), self.references, "object")
        schemas = shape.properties().get(name, ())
        defaults = shape_of(schemas, self.references).values("default")
        return next(defaults, ABSENT)

    def _callers(self, key: WorkflowKey) -> Iterator[Caller]:
        """What runs a workflow in this run."""
        for other in reachable(self.workflows, self.started):
            for step in other.steps:
                if isinstance(step.call, WorkflowCall) and step.call.workflow == key:
                    yield Caller(other, step, step.parameters)
                for action in (*step.on_success, *step.on_failure):
                    target = action.target
                    if isinstance(target, WorkflowTarget) and target.workflow == key:
                        yield Caller(other, step, action.parameters)


def reachable(
    workflows: Mapping[WorkflowKey, Workflow], key: WorkflowKey
) -> list[Workflow]:
    """A workflow and all that it can run, itself first."""
    found: dict[WorkflowKey, Workflow] = {}
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        workflow = found[one] = workflows[one]
        waiting += workflow.depends_on
        for step in workflow.steps:
            if isinstance(step.call, WorkflowCall):
                waiting.append(step.call.workflow)
            for action in (*step.on_success, *step.on_failure):
                if isinstance(action.target, WorkflowTarget):
                    waiting.append(action.target.workflow)
    return list(found.values())


def at(value: Found, pointer: Tokens) -> Found:
    """The value at a pointer, or why there is none."""
    if isinstance(value, Missing):
        return value
    found = at_pointer(value, pointer)
    return ABSENT if found is NOTHING else found


def _part_of_response(part: MessagePart, response: httpx.Response) -> Found:
    if part.part == "header":
        text: str | None = response.headers.get(part.name)
        return ABSENT if text is None else text
    if part.part != "body":
        return UNKNOWN
    if not response.content:
        return at(None, part.pointer)
    try:
        return at(response.json(), part.pointer)
    except ValueError:
        return UNKNOWN if part.pointer else response.text


def _select(value: Found, selector: str, kind: str) -> Found:
    if isinstance(value, Missing):
        return value
    try:
        found = selected(value, selector, kind)
    except UnknownSelectorError:
        return UNKNOWN
    return ABSENT if found is NOTHING else found
