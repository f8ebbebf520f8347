"""What workflows are given that others run, beside the inputs that they declare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics.rules import data
from ..link.directory import accepts_property, has_default, property_names
from ..link.model import (
    Parameter,
    Step,
    Workflow,
    WorkflowCall,
    WorkflowKey,
    WorkflowTarget,
)
from ..link.scope import suggestion
from ..read.document import Node, Place
from .inspection import Inspection
from .mismatch import Slot
from .schema_types import member, required_members
from .types import ValueType
from .value_rules import ValueRules


def check_workflow_calls(inspection: Inspection, rules: ValueRules) -> None:
    """Report parameters that a called workflow has no input for, inputs that it needs
    and is not given, and values that do not fit."""
    for step, key, parameters, node in _calls(inspection.workflow):
        called = inspection.workflows[key]
        check = _CallCheck(inspection, rules, step, called)
        for parameter in parameters:
            check.parameter(parameter)
        check.missing(parameters, node)


def _calls(
    workflow: Workflow,
) -> Iterator[tuple[Step, WorkflowKey, tuple[Parameter, ...], Node]]:
    """Who runs which workflow with which parameters; an action once for all steps."""
    seen: list[Node] = []
    for step in workflow.steps:
        if isinstance(step.call, WorkflowCall):
            yield step, step.call.workflow, step.parameters, step.node
        for action in (*step.on_success, *step.on_failure):
            known = any(node.pointer == action.node.pointer for node in seen)
            if isinstance(action.target, WorkflowTarget) and not known:
                seen.append(action.node)
                key = action.target.workflow
                yield step, key, action.parameters, action.node


@dataclass(frozen=True, eq=False)
class _CallCheck:
    inspection: Inspection
    rules: ValueRules
    step: Step
    called: Workflow

    @property
    def _inputs(self) -> ValueType:
        return self.inspection.reader.others[self.called.key].inputs

    def parameter(self, parameter: Parameter) -> None:
        declared = self._declared()
        if parameter.name in declared or self._accepts(parameter.name):
            self._value(parameter)
        elif not parameter.inherited:
            name = parameter.node.get("name") or parameter.node
            self.inspection.diagnostics.add(
                data.UNDECLARED_WORKFLOW_PARAMETER,
                f"the workflow {self.called.key.workflow_id!r} has no input "
                f"{parameter.name!r}",
                name.place,
                suggestion(parameter.name, declared),
                related=((self.called.node.place, "the workflow"),),
            )

    def missing(self, parameters: tuple[Parameter, ...], node: Node) -> None:
        """Report the required inputs without a default that are not passed."""
        given = {parameter.name for parameter in parameters}
        for name in self._required():
            if name not in given:
                self.inspection.diagnostics.add(
                    data.MISSING_WORKFLOW_INPUT,
                    f"the workflow {self.called.key.workflow_id!r} requires the input "
                    f"{name!r}, and nothing passes it",
                    _call_place(node),
                    f"add a parameter {name!r}",
                    related=((self.called.node.place, "the workflow"),),
                )

    def _value(self, parameter: Parameter) -> None:
        target, _ = member(self._inputs, parameter.name, self.inspection.references)
        what = f"the input {parameter.name!r} of {self.called.key.workflow_id!r}"
        slot = Slot(what, target, self.called.inputs or self.called.node)
        self.rules.mismatch.as_json(parameter.value, slot, self.step)
        if parameter.name in self._required():
            self.rules.presence.needed(parameter.value, self.step, what)
        else:
            self.rules.presence.in_text(parameter.value, self.step)

    def _declared(self) -> tuple[str, ...]:
        schema, references = self.called.inputs, self.inspection.references
        if schema is None:
            return ()
        return tuple(dict.fromkeys(property_names(schema, references)))

    def _accepts(self, name: str) -> bool:
        schema = self.called.inputs
        if schema is None:
            return False
        return accepts_property(schema, name, self.inspection.references)

    def _required(self) -> tuple[str, ...]:
        schema, references = self.called.inputs, self.inspection.references
        if schema is None:
            return ()
        return tuple(
            name
            for name in required_members(self._inputs, references)
            if not has_default(schema, name, references)
        )


def _call_place(node: Node) -> Place:
    found = node.get("workflowId")
    return node.place if found is None else found.place
