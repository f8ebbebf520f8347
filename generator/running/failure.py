"""What a run that failed, or was interrupted, had done by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any

import httpx
from pydantic import BaseModel

from ..link.model import Criterion, Step, WorkflowKey
from ..plan.classes import ModelField
from ..plan.model import ModulePlan
from ..planned import PlannedWorkflows
from ..read.document import JsonValue, Place
from .package import module_name
from .program import Program
from .redaction import HIDDEN, Redaction


@dataclass(frozen=True)
class Failure:
    """A step that failed a workflow.

    Attributes:
        place: Where the document has the criterion that was not met, else the step.
        completed: The outputs of the steps that had finished, by step.
        cause: The failure of the workflow that the step runs, or None.
    """

    workflow_id: str
    step_id: str
    reason: str
    place: Place | None
    response: httpx.Response | None
    completed: dict[str, JsonValue]
    cause: Failure | None = None

    def chain(self) -> Iterator[Failure]:
        """This failure and those that led to it, the innermost last."""
        yield self
        if self.cause is not None:
            yield from self.cause.chain()

    @property
    def last_response(self) -> httpx.Response | None:
        """The response that failed the innermost step."""
        responses = [one.response for one in self.chain() if one.response is not None]
        return responses[-1] if responses else None


@dataclass(frozen=True, eq=False)
class Examiner:
    """Finds out what a run had done, by the names of the documents.

    Outputs that are credentials are hidden, and known to the redaction afterwards.
    """

    planned: PlannedWorkflows
    program: Program
    redaction: Redaction

    def failure(self, error: BaseException) -> Failure | None:
        """The failure that an exception tells of; None where it is no workflow's."""
        key = self._key_of(error)
        if key is None:
            return None
        completed = self._completed(key, getattr(error, "completed", None))
        cause = error.__cause__
        step_id, reason = _text_of(error, "step_id"), _text_of(error, "reason")
        response = getattr(error, "response", None)
        return Failure(
            workflow_id=key.workflow_id,
            step_id=step_id,
            reason=reason,
            place=self._place(key, step_id, reason),
            response=response if isinstance(response, httpx.Response) else None,
            completed=completed,
            cause=self.failure(cause) if cause is not None else None,
        )

    def interrupted(
        self, key: WorkflowKey, trace: TracebackType | None
    ) -> dict[str, JsonValue]:
        """What a workflow had completed when an exception went through its function."""
        while trace is not None:
            if self._runs(key, trace.tb_frame):
                return self._completed(key, trace.tb_frame.f_locals.get("done"))
            trace = trace.tb_next
        return {}

    def learn(self, frame: FrameType | None) -> None:
        """Note the secrets of what the workflows have completed that are running."""
        while frame is not None:
            for key, plan in self.program.plans.items():
                if self._runs(key, frame):
                    for _, value in _members(frame.f_locals.get("done")):
                        self._learn(value, plan)
            frame = frame.f_back

    def _learn(self, outputs: object, plan: ModulePlan) -> None:
        for name, declared in _fields_of(outputs, plan).items():
            if declared.secret:
                self.redaction.learn({name: getattr(outputs, name)}, (name,))

    def _runs(self, key: WorkflowKey, frame: FrameType) -> bool:
        """Whether a frame is that of a workflow's function."""
        plan = self.program.plans[key]
        where = (frame.f_globals.get("__name__"), frame.f_code.co_name)
        module = module_name(self.program.package.name, plan.path)
        return where == (module, plan.function.name)

    def _key_of(self, error: BaseException) -> WorkflowKey | None:
        """The workflow whose error it is."""
        package = self.program.package.name
        for key, plan in self.program.plans.items():
            named = (module_name(package, plan.path), plan.error.name)
            if named == (type(error).__module__, type(error).__name__):
                return key
        return None

    def _place(self, key: WorkflowKey, step_id: str, reason: str) -> Place | None:
        workflow = self.planned.workflows[key]
        for step in workflow.steps:
            if step.id == step_id:
                criterion = _unmet(step, reason)
                node = criterion.node if criterion is not None else step.node
                return (node.get("condition") or node.get("stepId") or node).place
        return workflow.node.place

    def _completed(self, key: WorkflowKey, done: object) -> dict[str, JsonValue]:
        plan = self.program.plans[key]
        step_ids = {step.name: step.step_id for step in plan.steps}
        found: dict[str, JsonValue] = {}
        for name, value in _members(done):
            if isinstance(value, BaseModel):
                known = step_ids.get(name, name)
                found[known] = self._outputs(value, plan)
        return found

    def _outputs(self, value: BaseModel, plan: ModulePlan) -> JsonValue:
        """The outputs of a step; those of a workflow have the document's names."""
        declared = _fields_of(value, plan)
        given: dict[str, JsonValue] = value.model_dump(
            mode="json", by_alias=not declared, exclude_unset=True
        )
        return {
            declared[name].alias if name in declared else name: self._shown(
                member, declared.get(name)
            )
            for name, member in given.items()
        }

    def _shown(self, value: JsonValue, declared: ModelField | None) -> JsonValue:
        if declared is None or not declared.secret:
            return value
        self.redaction.learn({declared.alias: value}, (declared.alias,))
        return HIDDEN


def _fields_of(value: object, plan: ModulePlan) -> Mapping[str, ModelField]:
    for model in plan.classes:
        if model.name == type(value).__name__:
            return {one.name: one for one in model.fields}
    return {}


def _unmet(step: Step, reason: str) -> Criterion | None:
    """The criterion that a reason says was not met."""
    _, said, condition = reason.partition("does not meet ")
    for criterion in step.success_criteria:
        if said and condition.startswith(criterion.text):
            return criterion
    return None


def _members(done: object) -> Iterator[tuple[str, Any]]:
    """The fields of a dataclass; none of anything else."""
    for one in getattr(done, "__dataclass_fields__", ()):
        yield one, getattr(done, one)


def _text_of(error: BaseException, name: str) -> str:
    value = getattr(error, name, "")
    return value if isinstance(value, str) else ""
