"""The link stage: from documents to workflows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics.model import Diagnostic, Diagnostics, Severity, TextPlace
from ..diagnostics.rules import limits, structure
from ..expressions.model import ArazzoVersion
from ..progress import Told, nobody
from ..read.document import Document, Node, Place
from .directory import Directory, workflow_nodes
from .locate import DocumentLoader
from .model import Workflow, WorkflowKey
from .references import References
from .shape import Shape
from .sources import SourceDescriptions, World
from .workflows import WorkflowReader

_VERSION = re.compile(r"1\.([01])\.\d+(?:-.*)?")


@dataclass(frozen=True)
class Linked:
    """What the stage gives.

    Attributes:
        workflows: Those that could be linked, of the given documents and of those
            that they name as sources, by key.
        documents: The names of the given documents, in their order.
        references: Follows the `$ref`s of all documents.
    """

    workflows: dict[WorkflowKey, Workflow]
    documents: tuple[str, ...]
    references: References


def link_documents(
    documents: Sequence[Document],
    loader: DocumentLoader,
    overrides: Mapping[str, Path | str],
    diagnostics: Diagnostics,
    told: Told = nobody,
) -> Linked:
    """Resolve everything that the workflows of the documents name.

    A workflow with an error is left out of the result; every error is reported.
    """
    references = References(loader)
    identities = {
        uri: document
        for document in documents
        if (uri := document.root.text("$self")) is not None
    }
    world = World(loader, references, identities, overrides)
    directory = Directory(references)
    for document in documents:
        directory.add(document)
    linked: dict[WorkflowKey, Workflow] = {}
    waiting = deque(documents)
    seen = {document.name for document in documents}
    while waiting:
        document = waiting.popleft()
        told(document.name, len(seen) - len(waiting) - 1, len(seen))
        for workflow in _link_document(document, world, directory, diagnostics):
            linked[workflow.key] = workflow
        if len(directory.documents) > len(seen):
            waiting += [d for n, d in directory.documents.items() if n not in seen]
            seen.update(directory.documents)
    return Linked(linked, tuple(d.name for d in documents), references)


def _link_document(
    document: Document,
    world: World,
    directory: Directory,
    diagnostics: Diagnostics,
) -> Iterator[Workflow]:
    version = _version(document, diagnostics)
    if version is None:
        return
    _check_self(document, diagnostics)
    broken = _check_shape(document, version, diagnostics)
    if broken.document:
        return
    sources = SourceDescriptions.of(document, world, diagnostics)
    for index, node in enumerate(workflow_nodes(document)):
        if index in broken.workflows:
            continue
        found = diagnostics.with_same_settings()
        refusals = sources.refusals
        reader = WorkflowReader(document, version, sources, directory, found)
        workflow = reader.read(node)
        if sources.refusals > refusals or any(f.rule is limits.ASYNCAPI for f in found):
            diagnostics.extend(one for one in found if not _rests_on_sources(one))
            continue
        diagnostics.extend(found)
        if workflow is not None and not found.has_errors:
            yield workflow
    sources.report_missing()


def _rests_on_sources(found: Diagnostic) -> bool:
    """Whether it is about names and expressions: these are judged when all the sources
    of a workflow can be read, so that a missing one is reported alone."""
    return found.rule.code.startswith(("AZ3", "AZ4"))


@dataclass(frozen=True)
class _Broken:
    """What has not the shape that the specification demands."""

    document: bool
    workflows: frozenset[int]


def _check_shape(
    document: Document, version: ArazzoVersion, diagnostics: Diagnostics
) -> _Broken:
    found = diagnostics.with_same_settings()
    Shape(version, found).check(document.root, "Arazzo")
    if not found.has_errors:
        _check_unique(document, found)
    diagnostics.extend(found)
    places = [d.place for d in found if d.severity is Severity.ERROR]
    workflows = {_workflow_of(place) for place in places}
    indexes = frozenset(index for index in workflows if index is not None)
    return _Broken(None in workflows, indexes)


def _workflow_of(place: Place | TextPlace | None) -> int | None:
    """The index of the workflow that a place is in; None where it is in none."""
    if isinstance(place, Place):
        match place.pointer:
            case ("workflows", int(index), *_):
                return index
    return None


def _what_to_name(document: Document) -> str:
    """The mend for a document that is none of Arazzo."""
    is_source = any(document.root.get(word) for word in ("openapi", "swagger"))
    if is_source:
        return "this is a source: name the Arazzo document whose steps call it"
    return "begin it with arazzo: 1.0.1"


def _version(document: Document, diagnostics: Diagnostics) -> ArazzoVersion | None:
    node = document.root.get("arazzo")
    if not isinstance(document.value, dict) or node is None:
        diagnostics.add(
            structure.MISSING_FIELD,
            "an Arazzo document is an object with the field 'arazzo'",
            document.root.place,
            _what_to_name(document),
        )
        return None
    if not isinstance(node.value, str):
        diagnostics.add(
            structure.WRONG_TYPE,
            f"'arazzo' must be a text, not {node.value!r}",
            node.place,
            "quote it: arazzo: '1.0.1'",
        )
        return None
    version = _VERSION.fullmatch(node.value)
    if version is None:
        diagnostics.add(
            structure.UNSUPPORTED_VERSION,
            f"Arazzo {node.value!r} is not supported",
            node.place,
            "versions 1.0.x and 1.1.x are",
        )
        return None
    return ArazzoVersion.V1_1 if version[1] == "1" else ArazzoVersion.V1_0


def _check_self(document: Document, diagnostics: Diagnostics) -> None:
    node = document.root.get("$self")
    if node is not None and isinstance(node.value, str) and "#" in node.value:
        diagnostics.add(
            structure.VALUE_NOT_ALLOWED,
            f"'$self' must have no fragment, and {node.value!r} has one",
            node.place,
            "remove what begins with '#'",
        )


def _check_unique(document: Document, diagnostics: Diagnostics) -> None:
    """Ids and names that must be unique: of workflows, steps and sources."""
    sources = document.root.get("sourceDescriptions")
    if sources is not None:
        _report_duplicates(sources, "name", "source description", diagnostics)
    workflows = document.root.get("workflows")
    if workflows is None:
        return
    _report_duplicates(workflows, "workflowId", "workflow", diagnostics)
    for workflow in workflows.items():
        steps = workflow.get("steps")
        if steps is not None:
            _report_duplicates(steps, "stepId", "step", diagnostics)


def _report_duplicates(
    listed: Node, field: str, noun: str, diagnostics: Diagnostics
) -> None:
    first: dict[str, Node] = {}
    for item in listed.items():
        node = item.get(field)
        if node is None or not isinstance(node.value, str):
            continue
        earlier = first.setdefault(node.value, node)
        if earlier is not node:
            diagnostics.add(
                structure.DUPLICATE,
                f"there is a {noun} {node.value!r} already",
                node.place,
                "rename one of the two",
                related=((earlier.place, "the first"),),
            )
