"""Success and failure actions of steps, with those that the workflow adds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from ..diagnostics.rules import dialect, names, structure
from ..read.document import Node, Place
from .components import Components, Entry
from .criteria import CriterionReader
from .model import Action, ActionKind, StepTarget, WorkflowKey, WorkflowTarget
from .parameters import ParameterReader
from .scope import Moment, suggestion

_EXCHANGE = re.compile(r"\$(?:statusCode|url|method|request\.|response\.)")


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
        own = self.components.entries(step, "onSuccess", "successActions")
        added = self._inherited(workflow, "successActions", moment)
        kind = "successActions"
        return _merge(self._read(own, kind, moment), self._read(added, kind, moment))

    def on_failure(
        self, workflow: Node, step: Node, moment: Moment
    ) -> tuple[Action, ...]:
        """The failure actions of a step: its own, then the workflow's others."""
        own = self.components.entries(step, "onFailure", "failureActions")
        added = self._inherited(workflow, "failureActions", moment)
        kind = "failureActions"
        return _merge(self._read(own, kind, moment), self._read(added, kind, moment))

    def _inherited(self, workflow: Node, kind: str, moment: Moment) -> Iterator[Entry]:
        """The workflow's actions. Those that ask for a response are for its other steps
        where this one runs a workflow."""
        for entry in self.components.entries(workflow, kind, kind):
            if moment is Moment.RESPONSE or not _asks_for_response(entry.node):
                yield entry

    def _read(
        self, entries: Iterable[Entry], kind: str, moment: Moment
    ) -> tuple[Action, ...]:
        actions: dict[str, Action] = {}
        for entry in entries:
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
            name=name,
            kind=cast("ActionKind", type_),
            target=self._target(node) if type_ != "end" else None,
            criteria=self.criteria.read_all(node.get("criteria"), moment),
            parameters=self.parameters.of_action(node, moment),
            retry_after=self._amount(after, 0.0),
            retry_limit=int(self._amount(limit, 1)),
            node=node,
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


def _asks_for_response(action: Node) -> bool:
    criteria = action.get("criteria")
    texts = (
        criterion.text(field) or ""
        for criterion in (criteria.items() if criteria is not None else ())
        for field in ("condition", "context")
    )
    return any(_EXCHANGE.search(text) for text in texts)


def _merge(
    own: tuple[Action, ...], inherited: tuple[Action, ...]
) -> tuple[Action, ...]:
    names_of_own = {action.name for action in own}
    return (*own, *(other for other in inherited if other.name not in names_of_own))
