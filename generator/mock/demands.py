"""Where the inputs of a workflow and the parts of its responses go.

A value that is made should conform not only to the schema of where it comes from, but
to those of the parameters and bodies that it is sent in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ..check.inspection import declared_parameter
from ..check.media_types import is_json
from ..check.payloads import media_of_body
from ..expressions.model import (
    Expression,
    Input,
    MessagePart,
    Output,
    StepOutput,
    Tokens,
    WorkflowField,
)
from ..expressions.pointer import split_pointer
from ..link.model import (
    ArrayValue,
    ExpressionValue,
    ObjectValue,
    OperationCall,
    Parameter,
    SelectorValue,
    Step,
    TemplateValue,
    Value,
    Workflow,
    WorkflowCall,
    WorkflowKey,
)
from ..link.openapi_model import Operation
from ..link.references import References
from ..read.document import JsonValue, Node
from .drafts import Slot
from .shapes import shape_of

Slots: TypeAlias = dict[Tokens, list[Slot]]
"""By the pointer of a part of a value."""


@dataclass(frozen=True)
class Demands:
    """What becomes of the values that workflows are given.

    Attributes:
        inputs: By workflow; the first token of a pointer is the input's name.
        bodies: By step, the parts of its response that anything reads.
        headers: By step, the names of the response headers that anything reads.
    """

    workflows: Mapping[WorkflowKey, Workflow]
    references: References
    inputs: dict[WorkflowKey, Slots] = field(default_factory=dict)
    bodies: dict[Step, Slots] = field(default_factory=dict)
    headers: dict[Step, list[str]] = field(default_factory=dict)

    def collect(self) -> None:
        """Follow the values of all steps to where they come from."""
        for workflow in self.workflows.values():
            for step in workflow.steps:
                if isinstance(step.call, OperationCall):
                    self._step(workflow, step, step.call.operation)
                for output in step.outputs:
                    self._come_from(workflow, step, output.value, (), None)

    def _step(self, workflow: Workflow, step: Step, operation: Operation) -> None:
        for parameter in step.parameters:
            declared = declared_parameter(operation, parameter.name, parameter.location)
            schema = declared.schema if declared else None
            schema = _schema_of_header(parameter, operation) or schema
            slot = Slot(schema, True) if schema else None
            self._come_from(workflow, step, parameter.value, (), slot)
        if step.body is None or step.body.payload is None:
            return
        media = media_of_body(step, operation)
        schema = media.documented.schema if media.documented else None
        for value, slot in self._parts(
            step.body.payload, (schema,) if schema else (), not is_json(media.name)
        ):
            self._come_from(workflow, step, value, (), slot)
        for replacement in step.body.replacements:
            self._come_from(workflow, step, replacement.value, (), None)

    def _parts(
        self, value: Value, schemas: tuple[Node, ...], is_text: bool
    ) -> Iterator[tuple[Value, Slot | None]]:
        """The expressions in a payload, each with what its place demands."""
        match value:
            case ObjectValue(members):
                shape = shape_of(schemas, self.references, "object")
                properties = shape.properties()
                for name, member in members:
                    inner = properties.get(name) or shape.others()
                    yield from self._parts(member, inner, is_text)
            case ArrayValue(items):
                shape = shape_of(schemas, self.references, "array")
                for index, item in enumerate(items):
                    yield from self._parts(item, shape.item(index), is_text)
            case _:
                yield value, Slot(schemas[0], is_text) if schemas else None

    def _come_from(
        self,
        workflow: Workflow,
        step: Step | None,
        value: Value,
        pointer: Tokens,
        slot: Slot | None,
    ) -> None:
        match value:
            case ExpressionValue(expression):
                self._read(workflow, step, expression, pointer, slot)
            case SelectorValue(context, selector, "jsonpointer"):
                tokens = split_pointer(selector)
                if tokens is not None:
                    inner = (*tokens, *pointer)
                    self._read(workflow, step, context, inner, slot)
            case TemplateValue(template):
                for part in template.parts:
                    if not isinstance(part, str):
                        self._read(workflow, step, part, (), None)
            case ObjectValue(members):
                for _, member in members:
                    self._come_from(workflow, step, member, (), None)
            case ArrayValue(items):
                for item in items:
                    self._come_from(workflow, step, item, (), None)

    def _read(
        self,
        workflow: Workflow,
        step: Step | None,
        expression: Expression,
        pointer: Tokens,
        slot: Slot | None,
    ) -> None:
        match expression:
            case Input(name, own):
                self._input(workflow, name, (*own, *pointer), slot)
            case StepOutput(step_id, name, own):
                source = workflow.step(step_id)
                self._output(workflow, source, name, (*own, *pointer), slot)
            case Output(name, own) if step is not None:
                self._result_of(step, name, (*own, *pointer), slot)
            case MessagePart("response", "body", _, own) if step is not None:
                _note(self.bodies.setdefault(step, {}), (*own, *pointer), slot)
            case MessagePart("response", "header", name) if step is not None:
                self.headers.setdefault(step, []).append(name)
            case WorkflowField(workflow_id, "outputs", name, own):
                for key, other in self.workflows.items():
                    if key.workflow_id == workflow_id:
                        self._result(other, name, (*own, *pointer), slot)

    def _input(
        self, workflow: Workflow, name: str, pointer: Tokens, slot: Slot | None
    ) -> None:
        _note(self.inputs.setdefault(workflow.key, {}), (name, *pointer), slot)
        for caller in self.workflows.values():
            for step in caller.steps:
                for parameters in _passed(step, workflow.key):
                    for parameter in parameters:
                        if parameter.name == name and caller is not workflow:
                            value = parameter.value
                            self._come_from(caller, step, value, pointer, slot)

    def _output(
        self,
        workflow: Workflow,
        step: Step,
        name: str,
        pointer: Tokens,
        slot: Slot | None,
    ) -> None:
        for output in step.outputs:
            if output.name == name:
                self._come_from(workflow, step, output.value, pointer, slot)
                return
        self._result_of(step, name, pointer, slot)

    def _result_of(
        self, step: Step, name: str, pointer: Tokens, slot: Slot | None
    ) -> None:
        """An output of the workflow that a step runs."""
        if isinstance(step.call, WorkflowCall):
            child = self.workflows.get(step.call.workflow)
            if child is not None:
                self._result(child, name, pointer, slot)

    def _result(
        self, workflow: Workflow, name: str, pointer: Tokens, slot: Slot | None
    ) -> None:
        for output in workflow.outputs:
            if output.name == name:
                self._come_from(workflow, None, output.value, pointer, slot)


def _schema_of_header(parameter: Parameter, operation: Operation) -> Node | None:
    """What the headers of content negotiation may say, which no schema describes."""
    content = operation.body.content if operation.body else ()
    if parameter.location == "header" and parameter.name.lower() == "content-type":
        names = [media.name for media in content]
        if names:
            node = operation.node
            schema: JsonValue = {"type": "string", "enum": list(names)}
            return Node(node.document, node.pointer, schema)
    return None


def _passed(step: Step, key: WorkflowKey) -> Iterator[tuple[Parameter, ...]]:
    """The parameters with which a step runs that workflow."""
    if isinstance(step.call, WorkflowCall) and step.call.workflow == key:
        yield step.parameters


def _note(slots: Slots, pointer: Tokens, slot: Slot | None) -> None:
    found = slots.setdefault(pointer, [])
    if slot is not None and all(slot.schema.value is not s.schema.value for s in found):
        found.append(slot)
