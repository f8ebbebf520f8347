"""What the expressions of a workflow can name, and the resolution of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from ..diagnostics.model import Diagnostics, Rule
from ..diagnostics.rules import limits, names
from ..expressions.format import format_expression
from ..expressions.model import (
    ComponentReference,
    Expression,
    Input,
    MessagePart,
    Method,
    Output,
    SelfUri,
    SourceReference,
    StatusCode,
    StepOutput,
    Url,
    WorkflowField,
)
from ..expressions.names import KnownNames, resolve_names
from ..read.document import JsonValue, Node
from .shape import nearest
from .source_names import declared_source, report_other_case


class Moment(Enum):
    """When an expression is evaluated, which decides what it can read."""

    REQUEST = "before the request is sent"
    RESPONSE = "when the response has arrived"
    WORKFLOW_RESULT = "when the workflow that the step runs has ended"
    END = "when all steps have run"


@dataclass(frozen=True)
class Constant:
    """An expression whose value the documents hold: `$self`, `$sourceDescriptions.…`."""

    value: JsonValue


@dataclass(frozen=True)
class Scope:
    """Resolves the expressions of one workflow, and says what is wrong with them.

    Attributes:
        workflow_id: The workflow's own id.
        known: What can be named.
        runs: Ids of the workflows that this one runs (steps, dependsOn, retries).
        sources: By name, the fields of the source descriptions.
        self_uri: The document's `$self`, or None.
        accepts_input: Whether the inputs' schema takes an input of that name although
            it declares none.
    """

    workflow_id: str
    known: KnownNames
    runs: frozenset[str]
    sources: Mapping[str, Mapping[str, JsonValue]]
    self_uri: str | None
    accepts_input: Callable[[str], bool]
    diagnostics: Diagnostics

    def has_name(self, expression: Expression) -> bool:
        """Whether the expression names something; nothing is reported."""
        return resolve_names(expression, self.known) is not None

    def exists(self, expression: Expression, moment: Moment) -> bool:
        """Whether the expression names something that is there at that moment;
        nothing is reported."""
        match expression:
            case MessagePart("message"):
                return False
            case MessagePart() | StatusCode() | Url() | Method():
                return moment is Moment.RESPONSE
            case Output():
                return moment is Moment.WORKFLOW_RESULT and self.has_name(expression)
            case _:
                return self.has_name(expression)

    def resolve(
        self, expression: Expression, moment: Moment, node: Node
    ) -> Expression | Constant | None:
        """The expression with a name that exists; None if it reads nothing.

        What is wrong is reported at the node.
        """
        match expression:
            case MessagePart():
                return self._message(expression, moment, node)
            case StatusCode() | Url() | Method():
                return self._exchange(expression, moment, node)
            case SelfUri():
                return self._self(node)
            case SourceReference():
                return self._source(expression, node)
            case ComponentReference():
                self._report_component(expression, node)
                return None
            case Output():
                return self._output(expression, moment, node)
            case Input():
                return self._input(expression, node)
            case StepOutput():
                return self._step_output(expression, node)
            case WorkflowField():
                return self._workflow_field(expression, node)

    def _message(
        self, expression: MessagePart, moment: Moment, node: Node
    ) -> Expression | None:
        if expression.message == "message":
            self.diagnostics.add(
                limits.ASYNCAPI,
                "'$message' reads a message of an AsyncAPI step, which is not "
                "supported yet",
                node.place,
            )
            return None
        return self._exchange(expression, moment, node)

    def _exchange(
        self, expression: Expression, moment: Moment, node: Node
    ) -> Expression | None:
        """An expression that reads the request or the response of a step."""
        if moment is Moment.RESPONSE:
            return expression
        written = format_expression(expression)
        reasons = {
            Moment.REQUEST: "the request is not sent yet",
            Moment.WORKFLOW_RESULT: "a step that runs a workflow has no exchange",
            Moment.END: "outputs of a workflow read outputs of its steps",
        }
        self.diagnostics.add(
            names.NOT_AVAILABLE,
            f"{written!r} cannot be read here: {reasons[moment]}",
            node.place,
            "read an output of a step: $steps.<stepId>.outputs.<name>",
        )
        return None

    def _self(self, node: Node) -> Constant | None:
        if self.self_uri is None:
            self.diagnostics.add(
                names.NOT_AVAILABLE,
                "'$self' cannot be read: the document has no '$self'",
                node.place,
                "add '$self' to the document",
            )
            return None
        return Constant(self.self_uri)

    def _source(self, expression: SourceReference, node: Node) -> Constant | None:
        name = declared_source(expression.source, self.sources)
        if name is None:
            self.report_unknown(
                names.UNKNOWN_SOURCE,
                f"no source description is named {expression.source!r}",
                expression.source,
                self.sources,
                node,
            )
            return None
        report_other_case(expression.source, name, node, self.diagnostics)
        fields = self.sources[name]
        if expression.reference not in fields:
            self.report_unknown(
                names.NOT_AVAILABLE,
                f"the source description {name!r} has no field "
                f"{expression.reference!r}",
                expression.reference,
                fields,
                node,
            )
            return None
        return Constant(fields[expression.reference])

    def _report_component(self, expression: ComponentReference, node: Node) -> None:
        self.diagnostics.add(
            names.NOT_AVAILABLE,
            f"{format_expression(expression)!r} is no value",
            node.place,
            "components are used by 'reference'",
        )

    def _output(
        self, expression: Output, moment: Moment, node: Node
    ) -> Expression | None:
        if moment is not Moment.WORKFLOW_RESULT:
            self.diagnostics.add(
                names.NOT_AVAILABLE,
                f"{format_expression(expression)!r} reads the outputs of a workflow "
                "that a step runs, and can be read in that step alone",
                node.place,
                "read an output of a step: $steps.<stepId>.outputs.<name>",
            )
            return None
        return self._named(
            expression,
            node,
            names.UNKNOWN_OUTPUT,
            f"the workflow that this step runs has no output {expression.name!r}",
        )

    def _input(self, expression: Input, node: Node) -> Expression | None:
        declared = resolve_names(expression, self.known)
        if declared is None and self.accepts_input(expression.name):
            return expression
        return self._named(
            expression,
            node,
            names.UNKNOWN_INPUT,
            f"the workflow {self.workflow_id!r} declares no input {expression.name!r}",
        )

    def _step_output(self, expression: StepOutput, node: Node) -> Expression | None:
        if expression.step_id not in self.known.step_outputs:
            self.report_unknown(
                names.UNKNOWN_STEP,
                f"the workflow {self.workflow_id!r} has no step "
                f"{expression.step_id!r}",
                expression.step_id,
                self.known.step_outputs,
                node,
            )
            return None
        return self._named(
            expression,
            node,
            names.UNKNOWN_OUTPUT,
            f"the step {expression.step_id!r} declares no output {expression.name!r}",
        )

    def _workflow_field(
        self, expression: WorkflowField, node: Node
    ) -> Expression | None:
        other = expression.workflow_id
        if expression.field == "inputs" and other == self.workflow_id:
            return self._input(Input(expression.name, expression.pointer), node)
        if other not in self.known.workflow_outputs:
            self.report_unknown(
                names.UNKNOWN_WORKFLOW,
                f"there is no workflow {other!r}",
                other,
                self.known.workflow_outputs,
                node,
            )
            return None
        if expression.field == "inputs":
            self.diagnostics.add(
                limits.NOT_SUPPORTED,
                f"the inputs of another workflow ({other!r}) cannot be read yet",
                node.place,
                "read what this workflow passes to it",
            )
            return None
        if other not in self.runs:
            self.diagnostics.add(
                names.NOT_AVAILABLE,
                f"the workflow {self.workflow_id!r} does not run {other!r}, so it "
                "has no outputs here",
                node.place,
                f"add {other!r} to 'dependsOn', or run it in a step",
            )
            return None
        return self._named(
            expression,
            node,
            names.UNKNOWN_OUTPUT,
            f"the workflow {other!r} declares no output {expression.name!r}",
        )

    def _named(
        self,
        expression: Input | Output | StepOutput | WorkflowField,
        node: Node,
        rule: Rule,
        message: str,
    ) -> Expression | None:
        resolved = resolve_names(expression, self.known)
        if resolved is None:
            known = self.known.siblings(expression) or ()
            self.report_unknown(rule, message, expression.name, known, node)
        return resolved

    def report_unknown(
        self,
        rule: Rule,
        message: str,
        name: str,
        known: Iterable[str],
        node: Node,
    ) -> None:
        """Report a name that does not exist, with the nearest that does."""
        self.diagnostics.add(rule, message, node.place, suggestion(name, known))


def suggestion(name: str, known: Iterable[str]) -> str | None:
    """A hint that names what was most likely meant, or what there is."""
    choices = list(known)
    meant = nearest(name, choices)
    if meant is not None:
        return f"did you mean {meant!r}?"
    if 0 < len(choices) <= 6:
        return f"there is {', '.join(repr(choice) for choice in sorted(choices))}"
    return None
