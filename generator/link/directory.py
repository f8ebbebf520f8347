"""Every workflow of a run: found by document and id, with the names it declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..read.document import Document, Node
from .model import WorkflowKey
from .references import References


@dataclass(frozen=True, eq=False)
class Directory:
    """The workflows of all documents that were loaded, before they are linked."""

    references: References
    documents: dict[str, Document] = field(default_factory=dict)
    workflows: dict[WorkflowKey, Node] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Enter the workflows of a document; of ids that are there twice, the first."""
        if document.name in self.documents:
            return
        self.documents[document.name] = document
        for node in workflow_nodes(document):
            workflow_id = node.text("workflowId")
            if workflow_id is not None:
                key = WorkflowKey(document.name, workflow_id)
                self.workflows.setdefault(key, node)

    def ids(self, document: Document) -> tuple[str, ...]:
        """The ids of a document's workflows."""
        return tuple(
            key.workflow_id for key in self.workflows if key.document == document.name
        )

    def outputs(self, key: WorkflowKey) -> tuple[str, ...]:
        """The names of a workflow's outputs."""
        return member_names(self.workflows[key].get("outputs"))

    def inputs(self, key: WorkflowKey) -> tuple[str, ...]:
        """The names of a workflow's inputs."""
        schema = self.workflows[key].get("inputs")
        if schema is None:
            return ()
        return tuple(dict.fromkeys(property_names(schema, self.references)))


def workflow_nodes(document: Document) -> Iterator[Node]:
    """The Workflow Objects of an Arazzo document."""
    workflows = document.root.get("workflows")
    return workflows.items() if workflows is not None else iter(())


def member_names(node: Node | None) -> tuple[str, ...]:
    return tuple(name for name, _ in node.members()) if node is not None else ()


def property_names(
    schema: Node, references: References, seen: tuple[Node, ...] = ()
) -> Iterator[str]:
    """The properties that an object schema declares, by any of its parts."""
    target = references.probe(schema)
    if target is None or any(
        (other.document, other.pointer) == (target.document, target.pointer)
        for other in seen
    ):
        return
    path = (*seen, target)
    for holder in (target, schema):
        yield from member_names(holder.get("properties"))
    for keyword in ("allOf", "oneOf", "anyOf"):
        parts = target.get(keyword)
        for part in parts.items() if parts is not None else ():
            yield from property_names(part, references, path)
    for keyword in ("if", "then", "else"):
        branch = target.get(keyword)
        if branch is not None:
            yield from property_names(branch, references, path)
