"""Workflows that run against a mock of their APIs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.link.model import WorkflowKey
from arazzo_codegen.mock.mock_api import TooManyRequestsError
from arazzo_codegen.mock.rehearsal import Stage
from arazzo_codegen.planned import PlannedWorkflows
from arazzo_codegen.running.program import Program, program_of
from arazzo_codegen.stages import plan_workflows

CASES = Path(__file__).parents[1] / "cases"


def planned(name: str) -> PlannedWorkflows:
    return plan_workflows(CompileRequest(specs=(CASES / name,)))


def key_of(found: PlannedWorkflows, workflow_id: str) -> WorkflowKey:
    return next(key for key in found.plans if key.workflow_id == workflow_id)


@pytest.fixture(scope="module")
def several_sources() -> Iterator[tuple[Stage, Program]]:
    found = planned("several_sources")
    with program_of(found) as program:
        yield Stage(found), program


def test_a_rehearsal_holds_what_was_sent_and_what_came_back(
    several_sources: tuple[Stage, Program],
) -> None:
    stage, program = several_sources
    (key,) = program.plans

    run = stage.rehearse(program, key, {"orderId": "o1"})

    assert run.error is None
    assert [(one.scene.step.id, one.request.method) for one in run.played] == [
        ("readOrder", "GET"),
        ("pay", "POST"),
    ]
    first, second = run.played
    assert str(first.request.url) == "https://shop.example.com/orders/o1"
    assert isinstance(second.got, httpx.Response)
    assert run.outputs == run.expected == {"status": second.got.status_code}


def test_a_step_can_get_something_else(several_sources: tuple[Stage, Program]) -> None:
    stage, program = several_sources
    (key,) = program.plans
    step = stage.planned.workflows[key].step("pay")
    inputs = stage.inputs(key)

    api = stage.mock(key, inputs, {step: httpx.Response(503)})
    run = stage.rehearse(program, key, inputs, api)

    assert "(503)" in str(run.error)
    assert (run.outputs, run.expected) == (None, {})


def test_no_rehearsal_waits() -> None:
    found = planned("retry")
    stage = Stage(found)
    key = next(iter(found.plans))
    step = found.workflows[key].steps[0]
    inputs = stage.inputs(key)
    with program_of(found) as program:
        api = stage.mock(key, inputs, {step: httpx.Response(503)})
        run = stage.rehearse(program, key, inputs, api)

    assert run.waits
    assert len(run.played) == len(run.waits) + 1


def test_inputs_of_workflows_that_run_before_are_made() -> None:
    found = planned("depends_on")
    stage = Stage(found)
    deploy, log_in = key_of(found, "deploy"), key_of(found, "logIn")
    with program_of(found, (deploy,)) as program:
        run = stage.rehearse(program, deploy)

    assert run.inputs_before == {log_in: stage.inputs(log_in)}
    assert (run.error, run.outputs) == (None, None)


def test_only_what_is_asked_for_is_compiled() -> None:
    found = planned("depends_on")

    modules = found.emit([key_of(found, "logIn")]).modules

    assert [module.workflow for module in modules] == ["logIn"]


def test_a_loop_that_is_not_left_is_stopped() -> None:
    found = planned("polling_loop")
    stage = Stage(found)
    key = next(iter(found.plans))
    inputs = stage.inputs(key)
    with program_of(found) as program:
        api = stage.mock(key, inputs)
        api.limit = 1
        run = stage.rehearse(program, key, inputs, api)

    assert isinstance(run.error, TooManyRequestsError)
