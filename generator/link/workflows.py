"""Workflow Objects: the readers of one workflow, put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import names
from ..expressions.model import ArazzoVersion
from ..expressions.names import KnownNames
from ..read.document import Document, Node
from .actions import ActionReader
from .components import Components
from .criteria import CriterionReader
from .directory import Directory, member_names
from .input_schemas import check_inputs
from .model import Workflow, WorkflowKey
from .operations import OperationFinder
from .parameters import ParameterReader
from .scope import Moment, Scope, suggestion
from .sources import SourceDescriptions
from .steps import StepReader, read_outputs
from .values import ValueReader

_QUALIFIED = re.compile(r"\$sourceDescriptions\.([A-Za-z0-9_\-]+)\.(.+)", re.DOTALL)


@dataclass(frozen=True)
class WorkflowReader:
    """Reads the workflows of one document."""

    document: Document
    version: ArazzoVersion
    sources: SourceDescriptions
    directory: Directory
    diagnostics: Diagnostics

    def read(self, node: Node) -> Workflow | None:
        """One workflow; None where a step of it calls nothing that exists."""
        workflow_id = node.text("workflowId")
        if workflow_id is None:
            return None
        check_inputs(node, self.directory.references, self.diagnostics)
        scope = self._scope(workflow_id, node)
        steps = [
            self._step_reader(node, step, scope).read(step)
            for step in _items(node, "steps")
        ]
        found = tuple(step for step in steps if step is not None)
        outputs = read_outputs(node, ValueReader(scope, self.version), Moment.END)
        depends_on = [self.find(item) for item in _items(node, "dependsOn")]
        if len(found) < len(steps):
            return None
        return Workflow(
            key=WorkflowKey(self.document.name, workflow_id),
            document=self.document,
            version=self.version,
            summary=node.text("summary"),
            description=node.text("description"),
            inputs=node.get("inputs"),
            depends_on=tuple(
                dict.fromkeys(key for key in depends_on if key is not None)
            ),
            steps=found,
            outputs=outputs,
            node=node,
        )

    def find(self, node: Node) -> WorkflowKey | None:
        """Which workflow a `workflowId` or an entry of `dependsOn` names."""
        text = str(node.value)
        source = _QUALIFIED.fullmatch(text)
        if source is not None and (
            self.sources.find(source[1], node, self.diagnostics) is None
        ):
            return None
        key = self._locate(text)
        if key is None or key in self.directory.workflows:
            return key
        document = self.directory.documents[key.document]
        self.diagnostics.add(
            names.UNKNOWN_WORKFLOW,
            f"there is no workflow {key.workflow_id!r} in {document.name}",
            node.place,
            suggestion(key.workflow_id, self.directory.ids(document)),
        )
        return None

    def _locate(self, text: str) -> WorkflowKey | None:
        """Where a workflow of that name would be; None where its source has failed."""
        qualified = _QUALIFIED.fullmatch(text)
        if qualified is None:
            return WorkflowKey(self.document.name, text)
        name = self.sources.name_of(qualified[1])
        if name is None:
            return None
        document = self.sources.arazzo(name)
        if document is None:
            return None
        self.directory.add(document)
        return WorkflowKey(document.name, qualified[2])

    def _step_reader(self, workflow: Node, step: Node, scope: Scope) -> StepReader:
        """A reader for one step: `$outputs` are those of the workflow that it runs."""
        child = self._child(step)
        if child is not None:
            known = replace(scope.known, outputs=self.directory.outputs(child))
            scope = replace(scope, known=known)
        values = ValueReader(scope, self.version)
        components = Components(self.document, self.diagnostics)
        criteria = CriterionReader(values)
        parameters = ParameterReader(components, values)
        step_ids = tuple(scope.known.step_outputs)
        return StepReader(
            workflow=workflow,
            values=values,
            criteria=criteria,
            parameters=parameters,
            actions=ActionReader(components, criteria, parameters, step_ids, self.find),
            operations=OperationFinder(self.sources, self.diagnostics),
            find_workflow=self.find,
        )

    def _scope(self, workflow_id: str, node: Node) -> Scope:
        runs = tuple(self._runs(node))
        outputs = {key.workflow_id: self.directory.outputs(key) for key in runs}
        for other in self.directory.ids(self.document):
            key = WorkflowKey(self.document.name, other)
            outputs.setdefault(other, self.directory.outputs(key))
        key = WorkflowKey(self.document.name, workflow_id)
        known = KnownNames(
            inputs=self.directory.inputs(key),
            step_outputs=dict(self._step_outputs(node)),
            workflow_outputs=outputs,
        )
        return Scope(
            workflow_id,
            known,
            frozenset(key.workflow_id for key in runs),
            self.sources.fields(),
            self.document.root.text("$self"),
            partial(self.directory.accepts_input, key),
            self.diagnostics,
        )

    def _child(self, holder: Node) -> WorkflowKey | None:
        """The workflow that a step or an action runs, if it runs one that exists."""
        workflow_id = holder.text("workflowId")
        key = self._locate(workflow_id) if workflow_id is not None else None
        return key if key in self.directory.workflows else None

    def _runs(self, workflow: Node) -> Iterator[WorkflowKey]:
        """The workflows whose outputs this one can read, as it runs them."""
        steps = list(_items(workflow, "steps"))
        for item in _items(workflow, "dependsOn"):
            key = self._locate(str(item.value))
            if key in self.directory.workflows and key is not None:
                yield key
        retries = [
            action
            for holder, field in (
                (workflow, "failureActions"),
                *((step, "onFailure") for step in steps),
                *((step, "onSuccess") for step in steps),
            )
            for action in self._actions(holder, field)
            if action.text("type") == "retry"
        ]
        for holder in (*steps, *retries):
            key = self._child(holder)
            if key is not None:
                yield key

    def _actions(self, holder: Node, field: str) -> Iterator[Node]:
        kind = "successActions" if field == "onSuccess" else "failureActions"
        quiet = Components(self.document, Diagnostics())
        return (entry.node for entry in quiet.entries(holder, field, kind))

    def _step_outputs(self, workflow: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each step's id and outputs: its own, and those of a workflow that it runs."""
        for step in _items(workflow, "steps"):
            step_id = step.text("stepId")
            if step_id is None:
                continue
            child = self._child(step)
            inherited = self.directory.outputs(child) if child is not None else ()
            own = member_names(step.get("outputs"))
            yield step_id, tuple(dict.fromkeys((*own, *inherited)))


def _items(node: Node, field: str) -> Iterator[Node]:
    listed = node.get(field)
    return listed.items() if listed is not None else iter(())
