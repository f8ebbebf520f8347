"""The requests of a workflow in list order, those of the workflows it runs included."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import httpx

from ...check.credentials import api_keys
from ...check.inspection import declared_parameter
from ...check.media_types import essence
from ...check.payloads import media_of_body, replaced_payload
from ...link.model import (
    Action,
    LiteralValue,
    OperationCall,
    Parameter,
    Step,
    StepTarget,
    Workflow,
    WorkflowCall,
    WorkflowKey,
    WorkflowTarget,
)
from ...link.openapi_model import Operation, OperationParameter
from ...mock.values import NOTHING
from ...plan.model import ModulePlan
from ...plan.servers import ServerKey, server_of
from ...read.document import JsonValue
from ..redaction import HIDDEN
from .parameters import encoded, in_header, in_path, in_query
from .values import Later, Outlined, Outliner, is_missing, known, text_of

_FORM = "application/x-www-form-urlencoded"
_VARIABLE = re.compile(r"\{(\+?)([^{}]+)\}")


@dataclass(frozen=True)
class OutlinedRequest:
    """A request as far as it is known.

    Attributes:
        url: With expressions in braces for what is known later.
        headers: Those that the workflow gives; a client may add others.
        has_body: Whether a body is sent.
        later: Replacements in the body that are made when the workflow runs.
        actions: What may follow beside the next step.
    """

    workflow_id: str
    step_id: str
    depth: int
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    has_body: bool
    body: JsonValue
    later: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True)
class OutlinedWorkflow:
    """A workflow that runs before, or in a step.

    Attributes:
        step_id: Empty where it runs before.
        inputs: What it is given.
    """

    workflow_id: str
    step_id: str
    depth: int
    inputs: dict[str, JsonValue]
    actions: tuple[str, ...]


Entry: TypeAlias = OutlinedRequest | OutlinedWorkflow


@dataclass(frozen=True, eq=False)
class Outline:
    """Tells the requests of workflows.

    Attributes:
        base_url: Of a server; empty where nobody says it.
        inputs: Those given, by workflow.
    """

    workflows: Mapping[WorkflowKey, Workflow]
    plans: Mapping[WorkflowKey, ModulePlan]
    base_url: Callable[[ServerKey], str]
    inputs: Mapping[WorkflowKey, Mapping[str, JsonValue]]

    def of(self, key: WorkflowKey) -> Iterator[Entry]:
        """The requests of a workflow and of all that it runs, in list order.

        Workflows that call others twice, which do so too, have more than can be told.
        """
        yield from self._workflow(key, dict(self.inputs.get(key, {})), 0)

    def _workflow(
        self, key: WorkflowKey, inputs: Mapping[str, Outlined], depth: int
    ) -> Iterator[Entry]:
        workflow = self.workflows[key]
        for before in workflow.depends_on:
            given = dict(self.inputs.get(before, {}))
            yield OutlinedWorkflow(before.workflow_id, "", depth, given, ())
            yield from self._workflow(before, given, depth + 1)
        outliner = self._outliner(key, inputs)
        for step in workflow.steps:
            if isinstance(step.call, OperationCall):
                yield self._request(
                    workflow, step, step.call.operation, outliner, depth
                )
            elif isinstance(step.call, WorkflowCall):
                called = step.call.workflow
                passed = self._passed(called, step.parameters, outliner)
                yield OutlinedWorkflow(
                    called.workflow_id,
                    step.id,
                    depth,
                    {name: known(value) for name, value in passed.items()},
                    tuple(_actions(step)),
                )
                yield from self._workflow(called, _settled(passed), depth + 1)

    def _outliner(self, key: WorkflowKey, given: Mapping[str, Outlined]) -> Outliner:
        """Reads the inputs: given ones, and the defaults of others."""
        plan = self.plans[key]
        fields = [
            one
            for model in plan.classes
            if model.name == plan.inputs
            for one in model.fields
        ]
        defaults = {one.alias: one.default.value for one in fields if one.default}
        optional = frozenset(one.alias for one in fields if not one.required)
        return Outliner(defaults | dict(given), optional)

    def _passed(
        self, key: WorkflowKey, parameters: tuple[Parameter, ...], outliner: Outliner
    ) -> dict[str, Outlined]:
        """The inputs that a workflow is given by a step."""
        plan = self.plans[key]
        declared = {
            one.alias
            for model in plan.classes
            if model.name == plan.inputs
            for one in model.fields
        }
        values = (
            (one.name, outliner.value(one.value))
            for one in parameters
            if one.name in declared or not one.inherited
        )
        return {name: value for name, value in values if value is not NOTHING}

    def _request(
        self,
        workflow: Workflow,
        step: Step,
        operation: Operation,
        outliner: Outliner,
        depth: int,
    ) -> OutlinedRequest:
        headers = dict(_headers(step, operation, outliner))
        body: Outlined = NOTHING
        later: tuple[str, ...] = ()
        if step.body is not None and step.body.payload is not None:
            media = media_of_body(step, operation).name
            payload = replaced_payload(step.body, step.body.payload, media)
            body = outliner.value(payload.value)
            later = tuple(
                f"{one.target} = {text_of(outliner.value(one.value))}"
                for one in payload.later
            )
            if body == {} and essence(media) == _FORM:
                body = NOTHING
            if body is not NOTHING and not _names(headers, "content-type"):
                headers = {"Content-Type": media, **headers}
        return OutlinedRequest(
            workflow_id=workflow.key.workflow_id,
            step_id=step.id,
            depth=depth,
            method=operation.method,
            url=self._url(step, operation, outliner),
            headers=tuple(headers.items()),
            has_body=body is not NOTHING,
            body=known(body),
            later=later,
            actions=tuple(_actions(step)),
        )

    def _url(self, step: Step, operation: Operation, outliner: Outliner) -> str:
        server = server_of(operation)
        base = _normal(self.base_url(server)) or (
            "{" + server.source + "}" + server.relative
        )
        values = {
            (parameter.name, parameter.location): outliner.value(parameter.value)
            for parameter in step.parameters
        }
        template, _, fixed = operation.path.partition("#")[0].partition("?")
        in_template = {name for _, name in _VARIABLE.findall(fixed)}

        def fill(variable: re.Match[str]) -> str:
            name, reserved = variable[2], variable[1] == "+"
            for location in ("path", "query"):
                if not is_missing(values.get((name, location), NOTHING)):
                    declared = declared_parameter(operation, name, location)
                    value = values[name, location]
                    return in_path(name, value, declared, reserved)
            return variable[0]

        pairs = [_VARIABLE.sub(fill, fixed)] if fixed else []
        for (name, location), value in values.items():
            if is_missing(value):
                continue
            if location == "querystring":
                pairs.append(text_of(value))
            elif location == "query" and name not in in_template:
                declared = declared_parameter(operation, name, location)
                pairs += _query(name, value, declared, operation)
        query = "?" + "&".join(pairs) if pairs else ""
        return base + _VARIABLE.sub(fill, template) + query


def _normal(url: str) -> str:
    """A base URL as it is sent: the host in lower case, no default port."""
    return str(httpx.URL(url)).rstrip("/") if url else ""


def _query(
    name: str,
    value: Outlined,
    declared: OperationParameter | None,
    operation: Operation,
) -> Iterator[str]:
    is_key = (name.casefold(), "query") in api_keys(operation)
    if is_key and not isinstance(value, Later):
        yield f"{encoded(name)}={HIDDEN}"
    else:
        yield from in_query(name, value, declared)


def _headers(
    step: Step, operation: Operation, outliner: Outliner
) -> Iterator[tuple[str, str]]:
    """The headers that a step gives; credentials that the document itself holds are
    hidden, those of inputs by whoever shows them."""
    keys = api_keys(operation)
    cookies: list[str] = []
    for parameter in step.parameters:
        name, location = parameter.name, parameter.location
        value = outliner.value(parameter.value)
        if location not in ("header", "cookie") or is_missing(value):
            continue
        declared = declared_parameter(operation, name, location)
        is_credential = (name.casefold(), location) in keys or (
            location == "header" and name.casefold() in ("authorization", "cookie")
        )
        if is_credential and isinstance(parameter.value, LiteralValue):
            value = HIDDEN
        if location == "header":
            yield name, in_header(value, declared)
        else:
            cookies.append(f"{name}={in_header(value, declared)}")
    if cookies:
        yield "Cookie", "; ".join(cookies)


def _names(headers: Mapping[str, str], name: str) -> bool:
    return any(one.casefold() == name for one in headers)


def _settled(passed: Mapping[str, Outlined]) -> dict[str, Outlined]:
    """What a called workflow knows of its inputs; those that come later are called by
    its own names."""
    return {
        name: value
        for name, value in passed.items()
        if isinstance(value, str | int | float | list | dict | None)
    }


def _actions(step: Step) -> Iterator[str]:
    for title, actions in (("success", step.on_success), ("failure", step.on_failure)):
        for action in actions:
            condition = " and ".join(one.text for one in action.criteria)
            when = f" if {condition}" if condition else ""
            yield f"on {title}{when}: {_described(action)}"


def _described(action: Action) -> str:
    target = ""
    if isinstance(action.target, StepTarget):
        target = f" {action.target.step_id}"
    elif isinstance(action.target, WorkflowTarget):
        target = f" workflow {action.target.workflow.workflow_id}"
    if action.kind == "retry":
        after = f" after{target}" if target else ""
        times = f"{action.retry_limit} times" if action.retry_limit != 1 else "once"
        return f"retry{after}, at most {times}, waiting {action.retry_after:g} s"
    return f"{action.kind}{target}"
