"""Every workflow of a run: found by document and id, with the names it declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..expressions.patterns import is_found
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

    def accepts_input(self, key: WorkflowKey, name: str) -> bool:
        """Whether a workflow takes an input that it does not declare."""
        schema = self.workflows[key].get("inputs")
        return schema is not None and accepts_property(schema, name, self.references)

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


def property_names(schema: Node, references: References) -> Iterator[str]:
    """The properties that an object schema declares, by any of its parts."""
    for part in schema_parts(schema, references):
        yield from member_names(part.get("properties"))


def accepts_property(schema: Node, name: str, references: References) -> bool:
    """Whether a schema takes a property that it does not declare, and says so."""
    for part in schema_parts(schema, references):
        additional = part.get("additionalProperties")
        if additional is not None and additional.value is not False:
            return True
        patterns = part.get("patternProperties")
        if patterns is not None and any(
            is_found(pattern, name) for pattern, _ in patterns.members()
        ):
            return True
    return False


def declarations(schema: Node, name: str, references: References) -> Iterator[Node]:
    """The schemas of a property, in each part of an object schema that declares it."""
    for part in schema_parts(schema, references):
        properties = part.get("properties")
        found = properties.get(name) if properties is not None else None
        if found is not None:
            yield found


def has_default(schema: Node, name: str, references: References) -> bool:
    """Whether a property of an object schema has a default other than null."""
    return any(
        isinstance(part.value, dict) and part.value.get("default") is not None
        for declared in declarations(schema, name, references)
        for part in schema_parts(declared, references)
    )


def schema_parts(schema: Node, references: References) -> Iterator[Node]:
    """A schema and those that apply, or may apply, to the same value: what `$ref` leads
    to, and the parts of `allOf`, `oneOf`, `anyOf`, `if`, `then` and `else`."""
    waiting = [schema]
    seen: set[int] = set()
    while waiting:
        part = waiting.pop(0)
        if not isinstance(part.value, dict) or id(part.value) in seen:
            continue
        seen.add(id(part.value))
        yield part
        target = references.probe(part)
        if target is not None:
            waiting.append(target)
        for keyword in ("allOf", "oneOf", "anyOf"):
            listed = part.get(keyword)
            waiting.extend(listed.items() if listed is not None else ())
        branches = (part.get(keyword) for keyword in ("if", "then", "else"))
        waiting.extend(branch for branch in branches if branch is not None)
