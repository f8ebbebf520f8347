"""Outputs of a step that its own success criteria and outputs read.

The step has put out nothing yet by then: what such an expression stands for is what the
output reads of the response, or of the workflow that the step runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..diagnostics.rules import names
from ..expressions.format import format_expression
from ..expressions.model import (
    Comparison,
    Condition,
    Expression,
    ExpressionOperand,
    LiteralOperand,
    MessagePart,
    Not,
    StepOutput,
    Template,
    Tokens,
)
from ..expressions.model import Output as WorkflowOutput
from ..read.document import Node
from .model import (
    Criterion,
    ExpressionValue,
    Output,
    SelectorValue,
    Step,
    TemplateValue,
    WorkflowCall,
)
from .scope import Constant, Moment, Scope

_Swap = Callable[[Expression], Expression]


def read_own_outputs(step: Step, scope: Scope) -> Step:
    """The step with each reading of its own outputs, in its success criteria and
    outputs, replaced by what that output reads; one without an answer is reported."""
    own = _OwnOutputs(step, scope)
    return replace(
        step,
        success_criteria=tuple(
            _criterion(criterion, own.at(criterion.node))
            for criterion in step.success_criteria
        ),
        outputs=tuple(_output(output, own.at(output.node)) for output in step.outputs),
    )


@dataclass(frozen=True)
class _OwnOutputs:
    step: Step
    scope: Scope

    def at(self, node: Node) -> _Swap:
        """What stands for an expression that is written at the node."""

        def swap(expression: Expression) -> Expression:
            if not self._is_own(expression):
                return expression
            found = self._behind(expression, frozenset(), node)
            if found is None:
                self._report(expression, node)
            return found or expression

        return swap

    def _is_own(self, expression: Expression) -> bool:
        return isinstance(expression, StepOutput) and expression.step_id == self.step.id

    def _behind(
        self, expression: Expression, seen: frozenset[str], node: Node
    ) -> Expression | None:
        """What the output reads that an expression names; None where that is no single
        expression, or the output itself."""
        if not isinstance(expression, StepOutput) or not self._is_own(expression):
            return expression
        name, pointer = expression.name, expression.pointer
        declared = {output.name: output.value for output in self.step.outputs}
        runs_workflow = isinstance(self.step.call, WorkflowCall)
        if runs_workflow and (name in seen or name not in declared):
            output = WorkflowOutput(name, pointer)
            found = self.scope.resolve(output, Moment.WORKFLOW_RESULT, node)
            return None if isinstance(found, Constant) else found
        value = declared.get(name)
        if name in seen or not isinstance(value, ExpressionValue):
            return None
        inner = self._behind(value.expression, seen | {name}, node)
        return None if inner is None else _pointed(inner, pointer)

    def _report(self, expression: Expression, node: Node) -> None:
        self.scope.diagnostics.add(
            names.NOT_AVAILABLE,
            f"{format_expression(expression)!r} cannot be read here: the step "
            f"{self.step.id!r} has put out nothing yet",
            node.place,
            "read the response: $response.body#/<pointer>",
        )


def _pointed(expression: Expression, pointer: Tokens) -> Expression | None:
    """What a pointer finds in the value of an expression, as an expression."""
    if not pointer:
        return expression
    match expression:
        case MessagePart(part="body") | StepOutput() | WorkflowOutput():
            return replace(expression, pointer=expression.pointer + pointer)
        case _:
            return None


def _criterion(criterion: Criterion, swap: _Swap) -> Criterion:
    context, condition = criterion.context, criterion.condition
    template = criterion.template
    return replace(
        criterion,
        context=None if context is None else swap(context),
        condition=None if condition is None else _condition(condition, swap),
        template=None if template is None else _template(template, swap),
    )


def _condition(condition: Condition, swap: _Swap) -> Condition:
    match condition:
        case LiteralOperand():
            return condition
        case ExpressionOperand(expression):
            return replace(condition, expression=swap(expression))
        case Comparison(_, left, right):
            sides = _condition(left, swap), _condition(right, swap)
            return replace(condition, left=sides[0], right=sides[1])
        case Not(operand):
            return Not(_condition(operand, swap))
        case _:
            terms = tuple(_condition(term, swap) for term in condition.operands)
            return replace(condition, operands=terms)


def _template(template: Template, swap: _Swap) -> Template:
    return Template(
        tuple(part if isinstance(part, str) else swap(part) for part in template.parts)
    )


def _output(output: Output, swap: _Swap) -> Output:
    match output.value:
        case ExpressionValue(expression):
            return replace(
                output, value=replace(output.value, expression=swap(expression))
            )
        case TemplateValue(template):
            return replace(
                output, value=replace(output.value, template=_template(template, swap))
            )
        case SelectorValue(context):
            return replace(output, value=replace(output.value, context=swap(context)))
        case _:
            return output
