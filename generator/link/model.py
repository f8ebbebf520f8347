"""What the link stage gives: workflows whose references are resolved objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from ..expressions.model import (
    ArazzoVersion,
    Condition,
    Expression,
    Template,
)
from ..read.document import Document, JsonValue, Node
from .openapi_model import Operation

SelectorKind: TypeAlias = Literal["jsonpointer", "jsonpath", "xpath"]
CriterionKind: TypeAlias = Literal["simple", "regex", "jsonpath", "xpath"]
ActionKind: TypeAlias = Literal["end", "goto", "retry"]


@dataclass(frozen=True)
class WorkflowKey:
    """Which workflow: the name of its document and its id."""

    document: str
    workflow_id: str


# Values: what parameters, payloads, replacements and outputs are made of


@dataclass(frozen=True, eq=False)
class LiteralValue:
    """A value without expressions in it."""

    value: JsonValue
    node: Node


@dataclass(frozen=True, eq=False)
class ExpressionValue:
    """A value that is exactly one expression: it keeps its type."""

    expression: Expression
    node: Node


@dataclass(frozen=True, eq=False)
class TemplateValue:
    """A text with expressions in it: it gives text."""

    template: Template
    node: Node


@dataclass(frozen=True, eq=False)
class SelectorValue:
    """A Selector Object (1.1).

    Attributes:
        version: The version of an Expression Type Object, or None.
    """

    context: Expression
    selector: str
    kind: SelectorKind
    version: str | None
    node: Node


@dataclass(frozen=True, eq=False)
class ObjectValue:
    """An object with expressions somewhere in it; its members in their order."""

    members: tuple[tuple[str, Value], ...]
    node: Node


@dataclass(frozen=True, eq=False)
class ArrayValue:
    """An array with expressions somewhere in it."""

    items: tuple[Value, ...]
    node: Node


Value: TypeAlias = (
    LiteralValue
    | ExpressionValue
    | TemplateValue
    | SelectorValue
    | ObjectValue
    | ArrayValue
)


@dataclass(frozen=True, eq=False)
class Parameter:
    """A Parameter Object, `reference` followed.

    Attributes:
        location: The `in` field; None where it maps to an input of a workflow.
        inherited: Whether it comes from the workflow's parameters.
    """

    name: str
    location: str | None
    value: Value
    inherited: bool
    node: Node


@dataclass(frozen=True, eq=False)
class Replacement:
    """A Payload Replacement Object."""

    target: str
    kind: SelectorKind
    version: str | None
    value: Value
    node: Node


@dataclass(frozen=True, eq=False)
class RequestBody:
    """A Request Body Object; `payload` None where it is not there."""

    content_type: str | None
    payload: Value | None
    replacements: tuple[Replacement, ...]
    node: Node


@dataclass(frozen=True, eq=False)
class Criterion:
    """A Criterion Object.

    Attributes:
        text: The condition as written.
        condition: The tree of a simple condition; None for the other kinds.
        context: What the others apply to; None for a simple condition.
        template: The condition with embedded expressions, where it has any.
    """

    kind: CriterionKind
    text: str
    version: str | None
    context: Expression | None
    condition: Condition | None
    template: Template | None
    node: Node


@dataclass(frozen=True)
class StepTarget:
    step_id: str


@dataclass(frozen=True)
class WorkflowTarget:
    workflow: WorkflowKey


@dataclass(frozen=True, eq=False)
class Action:
    """A Success or Failure Action Object, `reference` followed.

    Attributes:
        target: Where a goto leads, what a retry runs first; None where nothing.
        parameters: What a target workflow gets.
        retry_after: In seconds; 0 where not given.
        retry_limit: 1 where not given.
    """

    name: str
    kind: ActionKind
    target: StepTarget | WorkflowTarget | None
    criteria: tuple[Criterion, ...]
    parameters: tuple[Parameter, ...]
    retry_after: float
    retry_limit: int
    node: Node


@dataclass(frozen=True, eq=False)
class Output:
    """An entry of an `outputs` map."""

    name: str
    value: Value
    node: Node


@dataclass(frozen=True, eq=False)
class OperationCall:
    operation: Operation


@dataclass(frozen=True, eq=False)
class WorkflowCall:
    workflow: WorkflowKey


@dataclass(frozen=True, eq=False)
class Step:
    """A Step Object with what its workflow adds to it.

    Attributes:
        success_criteria: Empty where none are given.
        on_success, on_failure: The actions in the order in which they are tried,
            the workflow's included.
        timeout: In seconds, or None.
        depends_on: Steps of the same workflow.
    """

    id: str
    description: str | None
    call: OperationCall | WorkflowCall
    parameters: tuple[Parameter, ...]
    body: RequestBody | None
    success_criteria: tuple[Criterion, ...]
    on_success: tuple[Action, ...]
    on_failure: tuple[Action, ...]
    outputs: tuple[Output, ...]
    timeout: float | None
    depends_on: tuple[str, ...]
    node: Node


def retry_target(step: Step, action: Action) -> StepTarget | WorkflowTarget | None:
    """What runs before a step is tried again; None where nothing does.

    The step itself as the target means no target.
    """
    own = isinstance(action.target, StepTarget) and action.target.step_id == step.id
    return None if own or action.kind != "retry" else action.target


@dataclass(frozen=True, eq=False)
class Workflow:
    """A Workflow Object.

    Attributes:
        version: The feature set of its document.
        inputs: Its JSON Schema, or None.
        depends_on: The workflows that run before it.
        steps: In the order in which they run when nothing jumps.
    """

    key: WorkflowKey
    document: Document
    version: ArazzoVersion
    summary: str | None
    description: str | None
    inputs: Node | None
    depends_on: tuple[WorkflowKey, ...]
    steps: tuple[Step, ...]
    outputs: tuple[Output, ...]
    node: Node

    def step(self, step_id: str) -> Step:
        """The step of that id.

        Raises:
            KeyError: There is none; the link stage has refused such documents.
        """
        return self.steps[self.numbers[step_id]]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each step among the steps, by its id."""
        return {step.id: number for number, step in enumerate(self.steps)}
