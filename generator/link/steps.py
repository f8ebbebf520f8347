"""Step Objects: what a step calls, sends, expects and puts out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import limits, structure
from ..read.document import Node
from .actions import ActionReader
from .criteria import CriterionReader
from .model import (
    OperationCall,
    Output,
    Replacement,
    RequestBody,
    SelectorKind,
    Step,
    WorkflowCall,
    WorkflowKey,
)
from .operations import OperationFinder
from .own_outputs import read_own_outputs
from .parameters import ParameterReader
from .scope import Moment
from .values import ValueReader, selector_type

_OTHER_WORKFLOWS_STEP = re.compile(
    r"\$(?:workflows\.[^.]+|sourceDescriptions\.[^.]+\.[^.]+)\.steps\..+", re.DOTALL
)
_CALLS = ("operationId", "operationPath", "channelPath", "workflowId")


@dataclass(frozen=True)
class StepReader:
    """Reads the steps of one workflow."""

    workflow: Node
    values: ValueReader
    criteria: CriterionReader
    parameters: ParameterReader
    actions: ActionReader
    operations: OperationFinder
    find_workflow: Callable[[Node], WorkflowKey | None]

    @property
    def _diagnostics(self) -> Diagnostics:
        return self.values.diagnostics

    def read(self, node: Node) -> Step | None:
        """One step, or None with a finding where it calls nothing that exists."""
        step_id = node.text("stepId")
        call = self._call(node)
        if node.get("workflowId") is None:
            moment = Moment.RESPONSE
            parameters = self.parameters.of_operation(self.workflow, node)
        else:
            moment = Moment.WORKFLOW_RESULT
            parameters = self.parameters.of_workflow(self.workflow, node)
        body = self._body(node.get("requestBody"))
        criteria = self.criteria.read_all(node.get("successCriteria"), moment)
        on_success = self.actions.on_success(self.workflow, node, moment)
        on_failure = self.actions.on_failure(self.workflow, node, moment)
        outputs = read_outputs(node, self.values, moment)
        if step_id is None or call is None:
            return None
        step = Step(
            id=step_id,
            description=node.text("description"),
            call=call,
            parameters=parameters,
            body=body,
            success_criteria=criteria,
            on_success=on_success,
            on_failure=on_failure,
            outputs=outputs,
            timeout=self._timeout(node.get("timeout")),
            depends_on=self._depends_on(node.get("dependsOn")),
            node=node,
        )
        return read_own_outputs(step, self.values.scope)

    def _call(self, node: Node) -> OperationCall | WorkflowCall | None:
        given = [field for field in _CALLS if node.get(field) is not None]
        if len(given) != 1:
            self._diagnostics.add(
                structure.EXCLUSIVE_FIELDS,
                "a step calls exactly one of 'operationId', 'operationPath' and "
                f"'workflowId'; this one has {' and '.join(given) or 'none'}",
                node.place,
                "keep the one that is meant" if given else "add one of them",
            )
            return None
        target = node.get(given[0])
        assert target is not None
        if given[0] == "channelPath" or node.get("action") is not None:
            self._diagnostics.add(
                limits.ASYNCAPI,
                "AsyncAPI steps are not supported yet",
                node.place,
            )
            return None
        if given[0] == "workflowId":
            key = self.find_workflow(target)
            return WorkflowCall(key) if key is not None else None
        by_id = given[0] == "operationId"
        find = self.operations.by_id if by_id else self.operations.by_path
        operation = find(target)
        return OperationCall(operation) if operation is not None else None

    def _body(self, node: Node | None) -> RequestBody | None:
        if node is None:
            return None
        payload = node.get("payload")
        replacements = node.get("replacements")
        content_type = node.text("contentType")
        read = (
            self._replacement(item, content_type)
            for item in (replacements.items() if replacements is not None else ())
        )
        return RequestBody(
            content_type,
            None if payload is None else self.values.read(payload, Moment.REQUEST),
            tuple(replacement for replacement in read if replacement is not None),
            node,
        )

    def _replacement(self, node: Node, content_type: str | None) -> Replacement | None:
        target, value = node.text("target"), node.get("value")
        if target is None or value is None:
            return None
        kind, version = selector_type(node.get("targetSelectorType"), self._diagnostics)
        by_default: SelectorKind = (
            "xpath" if "xml" in (content_type or "") else "jsonpointer"
        )
        read = self.values.read(value, Moment.REQUEST)
        return Replacement(target, kind or by_default, version, read, node)

    def _depends_on(self, node: Node | None) -> tuple[str, ...]:
        """The ids of the steps that a step waits for; whether they are there is seen
        when the steps are put in order."""
        step_ids: list[str] = []
        for item in node.items() if node is not None else ():
            if _OTHER_WORKFLOWS_STEP.fullmatch(str(item.value)):
                self._diagnostics.add(
                    limits.NOT_SUPPORTED,
                    f"waiting for a step of another workflow ({item.value}) is not "
                    "supported yet",
                    item.place,
                    "let this workflow depend on that workflow",
                )
            elif isinstance(item.value, str):
                step_ids.append(item.value)
        return tuple(step_ids)

    def _timeout(self, node: Node | None) -> float | None:
        if node is None or not isinstance(node.value, int):
            return None
        if node.value <= 0:
            self._diagnostics.add(
                structure.VALUE_NOT_ALLOWED,
                "a timeout is a number of milliseconds above 0",
                node.place,
            )
        return node.value / 1000


def read_outputs(
    holder: Node, values: ValueReader, moment: Moment
) -> tuple[Output, ...]:
    """The outputs of a step or a workflow, in the document's order."""
    outputs = holder.get("outputs")
    return tuple(
        Output(name, values.output(node, moment), node)
        for name, node in (outputs.members() if outputs is not None else ())
    )
