"""The type of every expression of a workflow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from ..expressions.pointer import split_pointer
from ..link.directory import has_default
from ..link.model import (
    ArrayValue,
    ExpressionValue,
    LiteralValue,
    ObjectValue,
    OperationCall,
    SelectorValue,
    Step,
    TemplateValue,
    Value,
    Workflow,
    WorkflowCall,
    WorkflowKey,
)
from ..link.references import References
from .response_types import ResponseType, response_type
from .schema_kinds import kind_of
from .schema_types import at, member, type_of_schema
from .statuses import pinned_statuses
from .types import ANY, Kind, Presence, ValueType

_STRING = ValueType(frozenset(("string",)))
_INTEGER = ValueType(frozenset(("integer",)))


@dataclass(frozen=True, eq=False)
class Typed:
    """What is known of a value.

    Attributes:
        presence: Whether it is there, if the step that it comes from has run.
    """

    type: ValueType
    presence: Presence

    @property
    def is_certain(self) -> bool:
        """Whether it is there whenever the step has run."""
        return self.presence is Presence.REQUIRED


UNKNOWN = Typed(ANY, Presence.UNKNOWN)


@dataclass(frozen=True, eq=False)
class WorkflowTypes:
    """The types of what a workflow names.

    Attributes:
        inputs: Of the inputs as one object.
        step_outputs: By step id and output name; those of a workflow that a step runs
            included.
        outputs: Of the workflow's outputs, if every step has run.
    """

    inputs: ValueType
    step_outputs: Mapping[tuple[str, str], Typed]
    outputs: Mapping[str, Typed]


@dataclass(frozen=True, eq=False)
class TypeReader:
    """Finds the types of expressions and values.

    Attributes:
        others: The types of the workflows that this one runs.
    """

    workflow: Workflow
    references: References
    others: Mapping[WorkflowKey, WorkflowTypes]
    inputs: ValueType
    step_outputs: Mapping[tuple[str, str], Typed]
    _bodies: dict[Step, ResponseType] = field(default_factory=dict)

    def value(self, value: Value, step: Step | None = None) -> Typed:
        """The type of a value; of a template it is text."""
        match value:
            case LiteralValue():
                kind = kind_of(value.value)
                kinds: frozenset[Kind] = frozenset((kind,))
                enum = (value.value,)
                return Typed(ValueType(kinds, (), enum), Presence.REQUIRED)
            case ExpressionValue():
                return self.expression(value.expression, step)
            case TemplateValue():
                return Typed(_STRING, Presence.REQUIRED)
            case SelectorValue():
                return self._selector(value, step)
            case ObjectValue():
                return Typed(ValueType(frozenset(("object",))), Presence.REQUIRED)
            case ArrayValue():
                return Typed(ValueType(frozenset(("array",))), Presence.REQUIRED)

    def expression(self, expression: Expression, step: Step | None = None) -> Typed:
        """The type of an expression in a step, or in the workflow's outputs."""
        match expression:
            case StatusCode():
                return Typed(_INTEGER, Presence.REQUIRED)
            case Url() | Method():
                return Typed(_STRING, Presence.REQUIRED)
            case Input(name, pointer):
                return self._at(self.input(name), pointer)
            case StepOutput(step_id, name, pointer):
                found = self.step_outputs.get((step_id, name), UNKNOWN)
                return self._at(found, pointer)
            case MessagePart():
                return self._message(expression, step)
            case Output(name, pointer):
                if step is not None and isinstance(step.call, WorkflowCall):
                    return self._at(self.output_of(step.call.workflow, name), pointer)
                return UNKNOWN
            case WorkflowField(workflow_id, "outputs", name, pointer):
                for key, types in self.others.items():
                    if key.workflow_id == workflow_id and name in types.outputs:
                        return self._at(types.outputs[name], pointer)
                return UNKNOWN
            case _:
                return UNKNOWN

    def input(self, name: str) -> Typed:
        """The type of an input; it is there if it is required or has a default."""
        type_, presence = member(self.inputs, name, self.references)
        inputs = self.workflow.inputs
        if inputs is not None and has_default(inputs, name, self.references):
            presence = Presence.REQUIRED
        return Typed(type_, presence)

    def output_of(self, key: WorkflowKey, name: str) -> Typed:
        """The type of an output of another workflow."""
        types = self.others.get(key)
        return UNKNOWN if types is None else types.outputs.get(name, UNKNOWN)

    def body(self, step: Step) -> ResponseType | None:
        """What is known of the responses with which a step succeeds."""
        if not isinstance(step.call, OperationCall):
            return None
        if step not in self._bodies:
            self._bodies[step] = response_type(
                step.call.operation, pinned_statuses(step), self.references
            )
        return self._bodies[step]

    def _message(self, expression: MessagePart, step: Step | None) -> Typed:
        if expression.part in ("header", "query", "path"):
            present = expression.part == "path"
            presence = Presence.REQUIRED if present else Presence.OPTIONAL
            return Typed(_STRING, presence)
        body = self.body(step) if step is not None else None
        if expression.message != "response" or body is None:
            return UNKNOWN
        if not body.documents_body and expression.pointer:
            return UNKNOWN
        return self._at(Typed(body.type, Presence.REQUIRED), expression.pointer)

    def _selector(self, value: SelectorValue, step: Step | None) -> Typed:
        if value.kind != "jsonpointer":
            return UNKNOWN
        tokens = split_pointer(value.selector)
        context = self.expression(value.context, step)
        return UNKNOWN if tokens is None else self._at(context, tokens)

    def _at(self, found: Typed, tokens: Tokens) -> Typed:
        if not tokens:
            return found
        type_, presence = at(found.type, tokens, self.references)
        if presence is Presence.REQUIRED:
            presence = found.presence
        return Typed(type_, presence)


def type_workflow(
    workflow: Workflow,
    references: References,
    others: Mapping[WorkflowKey, WorkflowTypes],
) -> WorkflowTypes:
    """The types of a workflow whose called workflows are typed already."""
    inputs = (
        type_of_schema(workflow.inputs, references)
        if workflow.inputs is not None
        else ValueType(frozenset(("object",)))
    )
    outputs: dict[tuple[str, str], Typed] = {}
    reader = TypeReader(workflow, references, others, inputs, outputs)
    for step in workflow.steps:
        if isinstance(step.call, WorkflowCall):
            child = others.get(step.call.workflow)
            for name, typed in (child.outputs if child else {}).items():
                outputs[step.id, name] = typed
        for output in step.outputs:
            outputs[step.id, output.name] = reader.value(output.value, step)
    results = {output.name: reader.value(output.value) for output in workflow.outputs}
    return WorkflowTypes(inputs, outputs, results)
