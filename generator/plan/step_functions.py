"""The functions of all steps of a workflow, each planned once."""

from __future__ import annotations

from collections.abc import Mapping

from ..link.model import (
    Action,
    OperationCall,
    Step,
    StepTarget,
    WorkflowCall,
    WorkflowTarget,
    retry_target,
)
from .code import Code, call
from .context import ModuleContext
from .model import StepFunction
from .scope import StepScope
from .signature import StepSignature
from .statements import Statements, assign, block, line
from .steps import plan_operation_step
from .workflow_calls import Caller
from .workflow_steps import plan_workflow_step


class StepFunctions:
    """Plans the functions of a workflow's steps, those that retries run first."""

    def __init__(self, context: ModuleContext, asked: Mapping[str, bool]) -> None:
        """Args:
        asked: By step, whether the workflow asks which success action applies.
        """
        self._context = context
        self._asked = asked
        self._signatures: dict[str, StepSignature] = {}
        self._functions: dict[str, StepFunction] = {}

    def function(self, step_id: str) -> StepFunction:
        """The function of a step.

        Raises:
            AssertionError: It is needed to plan itself; the check stage has refused
                such workflows.
        """
        if step_id not in self._functions:
            step = self._context.workflow.step(step_id)
            assert step_id not in self._signatures, "a circle of retries"
            self._functions[step_id] = self._plan(step)
        return self._functions[step_id]

    @property
    def hands_over(self) -> bool:
        """Whether a step passes what it reads to a workflow that takes over."""
        return any(one.arguments.handover for one in self._signatures.values())

    def signature(self, step_id: str) -> StepSignature:
        """What the function of a step takes."""
        self.function(step_id)
        return self._signatures[step_id]

    def _plan(self, step: Step) -> StepFunction:
        returns_action = self._asked.get(step.id, False)
        signature = StepSignature(
            step,
            self._context,
            self._context.certain.get(step.id, frozenset()),
            self._changes_completed(step),
            returns_action,
        )
        self._signatures[step.id] = signature

        def run_target(action: Action, scope: StepScope) -> Statements:
            target = retry_target(step, action)
            if target is None:
                return ()
            return self._run_target(action, target, signature, scope)

        if isinstance(step.call, OperationCall):
            return plan_operation_step(
                step, self._context, signature, run_target, returns_action
            )
        return plan_workflow_step(step, self._context, signature, run_target)

    def _changes_completed(self, step: Step) -> bool:
        """Whether a step sets more than its own outputs among what was completed."""
        if isinstance(step.call, WorkflowCall):
            if step.call.workflow in self._context.kept:
                return True
        return any(retry_target(step, action) for action in _actions(step))

    def _run_target(
        self,
        action: Action,
        target: StepTarget | WorkflowTarget,
        signature: StepSignature,
        scope: StepScope,
    ) -> Statements:
        """What a retry runs before the next attempt."""
        if isinstance(target, StepTarget):
            return self._run_step(target.step_id, signature)
        return self._run_workflow(action, target, signature, scope)

    def _run_step(self, step_id: str, signature: StepSignature) -> Statements:
        target = self.signature(step_id)
        names = self._context.names.steps
        if target.arguments.inputs:
            signature.arguments.inputs = True
        for keyword in target.keywords:
            signature.keyword(keyword)

        def ran(other: str) -> Code:
            return call(self._context.uses.helper("_ran"), Code(f"done.{names[other]}"))

        called = self._context.flavour.awaited(target.call(signature.client, ran))
        assigned = f"done.{names[step_id]}" + (", _" if target.returns_action else "")
        run = assign(assigned, called)
        if not any(action.kind == "goto" for action in target.step.on_failure):
            return (run,)
        # The failure of what a retry runs fails the workflow: its action is not taken.
        return (
            block("try", (run,)),
            block(
                f"except {self._context.names.error} as failed",
                (line("failed.action = None"), line("raise")),
            ),
        )

    def _run_workflow(
        self,
        action: Action,
        target: WorkflowTarget,
        signature: StepSignature,
        scope: StepScope,
    ) -> Statements:
        caller = Caller(
            self._context, signature.step.id, signature.client, signature.keyword
        )
        inputs = caller.inputs(target.workflow, action.parameters, scope)
        called = caller.call(target.workflow, inputs)
        other = self._context.others[target.workflow]
        run = (
            assign(f"done.{other.result}", called)
            if other.has_outputs
            else line(called)
        )
        return caller.guarded(target.workflow, (run,))


def _actions(step: Step) -> tuple[Action, ...]:
    return (*step.on_success, *step.on_failure)
