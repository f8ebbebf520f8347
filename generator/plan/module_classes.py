"""The classes of a module: of its inputs, and of the outputs of steps and workflow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..check.checker import CheckedWorkflow
from ..check.credentials import is_password
from ..check.inputs import inputs_read
from ..check.reads import expressions_of_value
from ..check.types import Presence
from ..check.typing import Typed, WorkflowTypes
from ..expressions.model import Expression, Output, StepOutput, WorkflowField
from ..link.model import ExpressionValue, Step, WorkflowCall, WorkflowKey
from .classes import (
    InputsClass,
    ModelClass,
    OutputField,
    OutputsClass,
    OutputsPlan,
    plan_input_classes,
    plan_output_classes,
)
from .context import OtherModule
from .names import ModuleNames
from .secrets import SecretOutputs, spread_secrets


@dataclass(frozen=True, eq=False)
class ClassPlanner:
    """Plans the classes of a module.

    Attributes:
        outputs_of: By step, the names of its outputs.
        completed: The steps that have completed wherever the workflow returns.
        running: The steps that can run at all.
        secret_inputs, secret_outputs: Those that are sent as credentials.
    """

    checked: CheckedWorkflow
    names: ModuleNames
    outputs_of: Mapping[str, Sequence[str]]
    others: Mapping[WorkflowKey, OtherModule]
    completed: frozenset[str]
    running: frozenset[str]
    secret_inputs: frozenset[str]
    secret_outputs: frozenset[tuple[str, str]]

    @property
    def all_secret_inputs(self) -> frozenset[str]:
        """The inputs that are credentials, or passwords by their schema."""
        by_schema = (
            field.alias for one in self.inputs() for field in one.fields if field.secret
        )
        return self.secret_inputs | frozenset(by_schema)

    @cached_property
    def all_secret_outputs(self) -> SecretOutputs:
        """The outputs that are or hold credentials, or are passwords by their schema."""
        by_schema = (
            key
            for key, typed in self.types.step_outputs.items()
            if is_password(typed.type)
        )
        by_call = (
            (step.id, name)
            for step in self.checked.workflow.steps
            if isinstance(step.call, WorkflowCall)
            for name in self.others[step.call.workflow].secret_outputs
        )
        return spread_secrets(
            self.checked.workflow,
            self.all_secret_inputs,
            {*self.secret_outputs, *by_schema, *by_call},
        )

    def inputs(self) -> tuple[ModelClass, ...]:
        """The inputs class and those within it; none where there are no inputs."""
        workflow = self.checked.workflow
        if workflow.inputs is None:
            return ()
        taken = {
            self.names.outputs,
            self.names.completed,
            self.names.error,
            *self.names.step_outputs.values(),
        }
        request = InputsClass(
            self.names.inputs,
            f"Inputs of the workflow `{workflow.key.workflow_id}`.",
            workflow.inputs,
            self.secret_inputs,
        )
        classes = plan_input_classes(request, self.checked.reader.references, taken)
        root = classes[0]
        # What is read and not declared is missing where it is read, not before.
        is_read = next(inputs_read(workflow), None) is not None
        return classes if root.fields or root.open or is_read else ()

    def outputs(self, taken: Collection[str]) -> OutputsPlan:
        """The classes of the steps' outputs, then that of the workflow's."""
        steps = [
            self._of_step(step)
            for step in self.checked.workflow.steps
            if step.id in self.running
        ]
        whole = [self._of_workflow()] if self.checked.workflow.outputs else []
        references = self.checked.reader.references
        own = {self.names.completed, self.names.error}
        return plan_output_classes([*steps, *whole], references, {*taken, *own})

    @cached_property
    def types(self) -> WorkflowTypes:
        """The types, knowing what a workflow that a step runs may leave out."""
        types = self.checked.types
        return replace(
            types,
            step_outputs={
                key: self._adjusted(self.checked.workflow.step(key[0]), key[1], typed)
                for key, typed in types.step_outputs.items()
            },
        )

    def _adjusted(self, step: Step, name: str, typed: Typed) -> Typed:
        if not isinstance(step.call, WorkflowCall) or not typed.is_certain:
            return typed
        required = self.others[step.call.workflow].required_results
        value = next((o.value for o in step.outputs if o.name == name), None)
        if value is None:
            certain = name in required
        else:
            certain = isinstance(value, ExpressionValue) and _reads_one_of(
                value.expression, required
            )
        return typed if certain else Typed(typed.type, Presence.OPTIONAL)

    def _of_step(self, step: Step) -> OutputsClass:
        doc = f"Outputs of the step `{step.id}`."
        if not self.outputs_of[step.id]:
            doc = f"The step `{step.id}` has no outputs."
        fields = [self._field(step.id, name) for name in self.outputs_of[step.id]]
        name = self.names.step_outputs[step.id]
        return OutputsClass(name, doc, fields, "step_outputs")

    def _field(self, step_id: str, name: str) -> OutputField:
        typed = self.types.step_outputs[step_id, name]
        return OutputField(
            name,
            typed.type,
            typed.is_certain,
            (step_id, name) in self._reaching,
            secret=(step_id, name) in self.all_secret_outputs.of_steps,
        )

    @cached_property
    def _reaching(self) -> frozenset[tuple[str, str]]:
        """The outputs of steps that are outputs of the workflow, as they are."""
        return frozenset(
            (expression.step_id, expression.name)
            for output in self.checked.workflow.outputs
            for expression, _ in expressions_of_value(output.value)
            if isinstance(expression, StepOutput) and not expression.pointer
        )

    def _of_workflow(self) -> OutputsClass:
        workflow = self.checked.workflow
        skips = any(
            name not in self.required_results
            and self.checked.types.outputs[name].is_certain
            for name in self.checked.types.outputs
        )
        suffix = "; None where a step did not run" if skips else ""
        doc = f"Outputs of the workflow `{workflow.key.workflow_id}`{suffix}."
        fields = [
            OutputField(
                output.name,
                self.checked.types.outputs[output.name].type,
                output.name in self.required_results,
                True,
                secret=output.name in self.all_secret_outputs.of_workflow,
            )
            for output in workflow.outputs
        ]
        return OutputsClass(self.names.outputs, doc, fields, "workflow_outputs")

    @cached_property
    def required_results(self) -> frozenset[str]:
        """The outputs of the workflow that are there whenever it returns."""
        reader = replace(self.checked.reader, step_outputs=self.types.step_outputs)
        return frozenset(
            output.name
            for output in self.checked.workflow.outputs
            if reader.value(output.value).is_certain
            and all(
                not isinstance(expression, (StepOutput, WorkflowField))
                or (
                    isinstance(expression, StepOutput)
                    and expression.step_id in self.completed
                )
                for expression, _ in expressions_of_value(output.value)
            )
        )


def _reads_one_of(expression: Expression, required: frozenset[str]) -> bool:
    return (
        isinstance(expression, (Output, WorkflowField))
        and expression.name in required
        and not expression.pointer
    )
