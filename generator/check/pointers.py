"""Pointers into responses, outputs and inputs, beside the schemas of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ..diagnostics.rules import data
from ..expressions.format import format_expression
from ..expressions.model import (
    Expression,
    Input,
    MessagePart,
    Output,
    StepOutput,
    Tokens,
    WorkflowField,
    operands_of,
)
from ..expressions.names import to_tokens
from ..expressions.pointer import format_pointer
from ..link.model import Action, Criterion, OperationCall, Step
from ..link.scope import suggestion
from ..read.document import Node
from .fitting import describe_kinds
from .inspection import Inspection, title_of
from .reads import expressions_of_request, expressions_of_value
from .schema_types import declared_members, walk
from .types import Presence, ValueType

Read: TypeAlias = tuple[Expression, Tokens, Node]
"""What is read, the pointer into it, and where that is written."""


def check_pointers(inspection: Inspection) -> None:
    """Report pointers to what the schemas do not have, and reads of bodies that the
    operation does not document."""
    check = _Check(inspection)
    for step in inspection.workflow.steps:
        for read in _reads_of_step(step):
            check.read(*read, step)
        for action in (*step.on_success, *step.on_failure):
            for read in _reads_of_action(action):
                # Failure actions see other responses than those of success.
                if action in step.on_success or not _reads_response(read[0]):
                    check.read(*read, step)
    for output in inspection.workflow.outputs:
        for expression, node in expressions_of_value(output.value):
            check.read(*_split(expression, node), None)


@dataclass(frozen=True, eq=False)
class _Check:
    inspection: Inspection
    _without_content: set[str] = field(default_factory=set)

    def read(
        self, base: Expression, pointer: Tokens, node: Node, step: Step | None
    ) -> None:
        """Check one expression; the step is that in which it stands."""
        reads_response = _reads_response(base)
        if reads_response and step is not None and self._lacks_content(step, node):
            return
        if not pointer:
            return
        owner = self.inspection.reader.expression(base, step).type
        types = walk(owner, pointer, self.inspection.references)
        for number, (reached, presence) in enumerate(types):
            if presence in (Presence.UNDECLARED, Presence.IMPOSSIBLE):
                self._report(base, pointer, number, owner, node)
                return
            owner = reached

    def _lacks_content(self, step: Step, node: Node) -> bool:
        body = self.inspection.reader.body(step)
        if body is None or body.documents_body or not body.responses:
            return False
        if any(self._leads_nowhere(response.node) for response in body.responses):
            return False
        if step.id in self._without_content:
            return True
        self._without_content.add(step.id)
        assert isinstance(step.call, OperationCall)
        statuses = " and ".join(response.status for response in body.responses)
        self.inspection.diagnostics.add(
            data.NO_CONTENT,
            f"{title_of(step.call.operation)} documents no content for {statuses}, and "
            "this reads the body",
            node.place,
            "read what is sent, or document the content",
            related=((body.responses[0].node.key_place, "the response"),),
        )
        return True

    def _leads_nowhere(self, response: Node) -> bool:
        """Whether it is a reference to nothing: what it documents is not known."""
        return self.inspection.references.probe(response) is None

    def _report(
        self,
        base: Expression,
        pointer: Tokens,
        number: int,
        owner: ValueType,
        node: Node,
    ) -> None:
        token = pointer[number]
        known = declared_members(owner, self.inspection.references)
        whole = f"{format_expression(base)}#{format_pointer(pointer)}"
        before = format_pointer(pointer[:number])
        where = f"{before!r}" if before else repr(format_expression(base))
        if owner.kinds & {"object", "array"}:
            reason = f"{where} has no member {token!r}"
        else:
            reason = f"{where} is {describe_kinds(owner)} and has no members"
        places = ((schema.place, "the schema") for schema in owner.schemas[:1])
        self.inspection.diagnostics.add(
            data.POINTER_NOT_IN_SCHEMA,
            f"{whole!r} is not in the schema: {reason}",
            node.place,
            _hint(token, before, owner, known),
            related=tuple(places),
        )


def _hint(
    token: str, before: str, owner: ValueType, known: tuple[str, ...]
) -> str | None:
    if "array" in owner.kinds and "object" not in owner.kinds:
        return f"it is an array; the first item's is '{before}/0/{token}'"
    if owner.kinds == {"string"} and not owner.schemas:
        # Only the bodies of other media types are text without a schema.
        return "JSON pointers lead into JSON; a selector of type xpath reads XML"
    return suggestion(token, known)


def _reads_response(expression: Expression) -> bool:
    match expression:
        case MessagePart("response", "body"):
            return True
        case _:
            return False


def _reads_of_step(step: Step) -> Iterator[Read]:
    for expression, node in expressions_of_request(step):
        yield _split(expression, node)
    yield from _reads_of_criteria(step.success_criteria)
    for output in step.outputs:
        for expression, node in expressions_of_value(output.value):
            yield _split(expression, node)


def _reads_of_action(action: Action) -> Iterator[Read]:
    yield from _reads_of_criteria(action.criteria)
    for parameter in action.parameters:
        for expression, node in expressions_of_value(parameter.value):
            yield _split(expression, node)


def _reads_of_criteria(criteria: tuple[Criterion, ...]) -> Iterator[Read]:
    for criterion in criteria:
        written = criterion.node.get("condition") or criterion.node
        if criterion.condition is not None:
            for operand in operands_of(criterion.condition):
                base, pointer, _ = _split(operand.expression, written)
                yield base, pointer + to_tokens(operand.navigation), written
        if criterion.context is not None:
            context = criterion.node.get("context") or criterion.node
            yield _split(criterion.context, context)


def _split(expression: Expression, node: Node) -> Read:
    """An expression without its pointer, and the pointer."""
    match expression:
        case MessagePart() | Input() | Output() | StepOutput() | WorkflowField():
            return replace(expression, pointer=()), expression.pointer, node
        case _:
            return expression, (), node
