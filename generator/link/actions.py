"""Success and failure actions of steps, with those that the workflow adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from ..diagnostics.rules import dialect, names, structure
from ..read.document import Node, Place
from .components import Components
from .criteria import CriterionReader
from .model import Action, ActionKind, StepTarget, WorkflowKey, WorkflowTarget
from .parameters import ParameterReader
from .scope import Moment, suggestion


@dataclass(frozen=True)
class ActionReader:
    """Reads the actions of one workflow.

    Attributes:
        step_ids: The ids of the workflow's steps.
        find_workflow: Which workflow a `workflowId` names; None with a finding.
    """

    components: Components
    criteria: CriterionReader
    parameters: ParameterReader
    step_ids: tuple[str, ...]
    find_workflow: Callable[[Node], WorkflowKey | None]

    def on_success(
        self, workflow: Node, step: Node, moment: Moment
    ) -> tuple[Action, ...]:
        """The success actions of a step: its own, then the workflow's others."""
        own = self._read(step, "onSuccess", "successActions", moment)
        added = self._read(workflow, "successActions", "successActions", moment)
        return _merge(own, added)

    def on_failure(
        self, workflow: Node, step: Node, moment: Moment
    ) -> tuple[Action, ...]:
        """The failure actions of a step: its own, then the workflow's others."""
        own = self._read(step, "onFailure", "failureActions", moment)
        added = self._read(workflow, "failureActions", "failureActions", moment)
        return _merge(own, added)

    def _read(
        self, holder: Node, field: str, kind: str, moment: Moment
    ) -> tuple[Action, ...]:
        actions: dict[str, Action] = {}
        for entry in self.components.entries(holder, field, kind):
            action = self._action(entry.node, kind, moment)
            if action is None:
                continue
            if action.name in actions:
                self.criteria.values.diagnostics.add(
                    structure.DUPLICATE,
                    f"the action {action.name!r} is there twice",
                    _field_place(entry.listed, "name"),
                    "rename or remove one of the two",
                )
                continue
            actions[action.name] = action
        return tuple(actions.values())

    def _action(self, node: Node, kind: str, moment: Moment) -> Action | None:
        name, type_ = node.text("name"), node.text("type")
        if name is None or type_ not in ("end", "goto", "retry"):
            return None
        if type_ == "retry" and kind == "successActions":
            self.criteria.values.diagnostics.add(
                dialect.RETRY_ON_SUCCESS,
                f"the success action {name!r} is a retry, which only failure actions "
                "can be",
                _field_place(node, "type"),
                "write a goto to the step itself",
            )
        self._check_targets(node, type_)
        after, limit = node.get("retryAfter"), node.get("retryLimit")
        return Action(
            name,
            cast("ActionKind", type_),
            self._target(node) if type_ != "end" else None,
            self.criteria.read_all(node.get("criteria"), moment),
            self.parameters.of_action(node),
            self._amount(after, 0.0),
            int(self._amount(limit, 1)),
            node,
        )

    def _amount(self, node: Node | None, default: float) -> float:
        """A non-negative number; the default where it is not given."""
        if node is None or not isinstance(node.value, (int, float)):
            return default
        if node.value < 0:
            self.criteria.values.diagnostics.add(
                structure.VALUE_NOT_ALLOWED,
                f"{node.pointer[-1]!r} must not be negative",
                node.place,
                "write 0 or more",
            )
        return node.value

    def _check_targets(self, node: Node, type_: str) -> None:
        given = [field for field in ("stepId", "workflowId") if node.get(field)]
        if len(given) == 2 and type_ != "end":
            message = f"a {type_} leads to a step or to a workflow, not to both"
            hint = "remove 'stepId' or 'workflowId'"
        elif not given and type_ == "goto":
            message = "a goto needs a target"
            hint = "add 'stepId' or 'workflowId'"
        else:
            return
        self.criteria.values.diagnostics.add(
            structure.EXCLUSIVE_FIELDS, message, node.place, hint
        )

    def _target(self, node: Node) -> StepTarget | WorkflowTarget | None:
        step, workflow = node.get("stepId"), node.get("workflowId")
        if step is not None:
            step_id = str(step.value)
            if step_id in self.step_ids:
                return StepTarget(step_id)
            self.criteria.values.diagnostics.add(
                names.UNKNOWN_STEP,
                f"the workflow has no step {step_id!r}",
                step.place,
                suggestion(step_id, self.step_ids),
            )
            return None
        if workflow is not None:
            key = self.find_workflow(workflow)
            return WorkflowTarget(key) if key is not None else None
        return None


def _field_place(node: Node, field: str) -> Place:
    found = node.get(field)
    return found.place if found is not None else node.place


def _merge(
    own: tuple[Action, ...], inherited: tuple[Action, ...]
) -> tuple[Action, ...]:
    names_of_own = {action.name for action in own}
    return (*own, *(other for other in inherited if other.name not in names_of_own))
