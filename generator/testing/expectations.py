"""What the documents say of a scenario that was played."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..link.model import Workflow, WorkflowKey, WorkflowTarget
from ..mock.rehearsal import Stage
from ..read.document import JsonValue
from .checks import mismatches
from .document_values import DocumentValues, Missing
from .expected_requests import ExpectedRequest, expected_request
from .routes import RouteKey, route_of, takes, uses_method
from .scenarios import Performance


@dataclass(frozen=True, eq=False)
class Expected:
    """What the documents say of a performance.

    Attributes:
        requests: For each exchange, in their order.
        keys: The route of each.
        outputs: Of the workflow whose result the function returns, as far as known.
        knows_outputs: Whether all are known.
        result: That workflow.
    """

    requests: tuple[ExpectedRequest, ...]
    keys: tuple[RouteKey, ...]
    outputs: dict[str, JsonValue]
    knows_outputs: bool
    result: Workflow


def expected_of(performance: Performance, stage: Stage) -> Expected:
    """Follow a performance by the documents."""
    rehearsal = performance.rehearsal
    planned = stage.planned
    started = rehearsal.workflow.key
    inputs = {**rehearsal.inputs_before, started: rehearsal.inputs}
    values = DocumentValues(planned.workflows, planned.references, started, inputs)
    requests: list[ExpectedRequest] = []
    for exchange in performance.exchanges:
        requests.append(expected_request(exchange.scene, values))
        values.last[exchange.scene.step] = (exchange.request, exchange.response)
    result = planned.workflows[_result(performance, started)]
    found = {one.name: values.output(result, one.name) for one in result.outputs}
    return Expected(
        tuple(requests),
        tuple(
            route_of(exchange, request)
            for exchange, request in zip(performance.exchanges, requests, strict=True)
        ),
        {n: value for n, value in found.items() if not isinstance(value, Missing)},
        all(value is not Missing.UNKNOWN for value in found.values()),
        result,
    )


def _result(performance: Performance, key: WorkflowKey) -> WorkflowKey:
    """The workflow whose outputs are returned: one that took over, or itself."""
    for exchange in reversed(performance.exchanges):
        way = exchange.turn.way
        if exchange.scene.workflow.key == key and way is not None:
            if way.kind == "goto" and isinstance(way.target, WorkflowTarget):
                return _result(performance, way.target.workflow)
    return key


def faults_of(performance: Performance, expected: Expected) -> Iterator[str]:
    """How what was sent and returned differs from what the documents say."""
    for exchange, request, key in zip(
        performance.exchanges, expected.requests, expected.keys, strict=True
    ):
        parts = [one.part for one in mismatches(request, exchange.request)]
        if not takes(key, exchange):
            parts.append("path")
        if not uses_method(key.method):
            parts.append(f"method {key.method.upper()}")
        step_id = exchange.scene.step.id
        yield from (f"the {part} of {step_id} is not as expected" for part in parts)
    outputs = performance.rehearsal.outputs
    if performance.rehearsal.error is not None or outputs is None:
        return
    for name, value in expected.outputs.items():
        if name not in outputs or outputs[name] != value:
            yield f"the output {name} is not as expected"
    if expected.knows_outputs:
        for name in outputs:
            if name not in expected.outputs and outputs[name] is not None:
                yield f"the output {name} is given unexpectedly"
