"""The steps that a workflow can run, in their order, and which one a request is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

import httpx

from ..link.model import (
    OperationCall,
    Step,
    Workflow,
    WorkflowCall,
    WorkflowKey,
    WorkflowTarget,
)
from ..link.openapi_model import Operation
from ..link.servers import resolve_server

MOCK_URL = "https://mock.example"
"""The base URL where the documents give none."""

_MOST_SCENES = 1_000

_VARIABLE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Sent:
    """What of a request tells whose it is.

    Attributes:
        url: Up to the query.
    """

    method: str
    url: str
    query: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: httpx.Request) -> Sent:
        url, _, query = str(request.url).partition("?")
        return cls(request.method, url, tuple(parse_qsl(query, keep_blank_values=True)))


@dataclass(frozen=True, eq=False)
class Scene:
    """A step that sends a request.

    Attributes:
        url: Finds the request's URL, up to its query; a group for each variable.
        query: What the path template fixes of the query.
    """

    workflow: Workflow
    step: Step
    operation: Operation
    url: re.Pattern[str]
    query: tuple[tuple[str, str], ...]

    def is_of(self, sent: Sent) -> bool:
        """Whether a request can be this step's."""
        if sent.method != self.operation.method.upper():
            return False
        fixed = ((name, text) for name, text in self.query if "{" not in text)
        return bool(self.url.fullmatch(sent.url)) and all(
            one in sent.query for one in fixed
        )


def scene_of(workflow: Workflow, step: Step, operation: Operation) -> Scene:
    """The scene of a step that calls an operation."""
    base = resolve_server(operation).url or MOCK_URL
    base = str(httpx.URL(base)).rstrip("/")
    template, _, query = operation.path.partition("?")
    pieces: list[str] = []
    end = 0
    for variable in _VARIABLE.finditer(template):
        pieces.append(_literal(template[end : variable.start()]))
        reserved = variable[0].startswith("{+")
        pieces.append("(.*)" if reserved else "([^/]*)")
        end = variable.end()
    pieces.append(_literal(template[end:]))
    fixed = tuple(parse_qsl(query, keep_blank_values=True))
    url = re.compile(re.escape(base) + "".join(pieces))
    return Scene(workflow, step, operation, url, fixed)


def _literal(text: str) -> str:
    """A pattern for a literal part of a path, percent-encoded or not."""
    try:
        encoded = urlsplit(str(httpx.URL("https://x/" + text.lstrip("/")))).path
    except httpx.InvalidURL:
        # No request can be sent to such a path, so what stands here meets none.
        encoded = text
    if text.startswith("/"):
        return re.escape(encoded)
    return re.escape(encoded.removeprefix("/"))


def scenes_of(
    workflow: Workflow, workflows: Mapping[WorkflowKey, Workflow]
) -> tuple[Scene, ...]:
    """The scenes of a workflow and of all that it runs, in list order: what it depends
    on first, a called workflow's at the step, those of jumps to workflows last.

    No more than `_MOST_SCENES`: workflows that call others twice, which do so too, run
    more steps than anybody waits for.
    """
    return tuple(islice(_scenes(workflow, workflows, ()), _MOST_SCENES))


def _scenes(
    workflow: Workflow,
    workflows: Mapping[WorkflowKey, Workflow],
    above: tuple[WorkflowKey, ...],
) -> Iterator[Scene]:
    if workflow.key in above:
        return
    above = (*above, workflow.key)
    for key in workflow.depends_on:
        yield from _scenes(workflows[key], workflows, above)
    targets: dict[WorkflowKey, None] = {}
    for step in workflow.steps:
        match step.call:
            case OperationCall(operation):
                yield scene_of(workflow, step, operation)
            case WorkflowCall(key):
                yield from _scenes(workflows[key], workflows, above)
        for action in (*step.on_success, *step.on_failure):
            if isinstance(action.target, WorkflowTarget):
                targets.setdefault(action.target.workflow)
    for key in targets:
        yield from _scenes(workflows[key], workflows, above)
