"""With --parallel, steps that nothing orders run at the same time."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from ..support.compiled import BASE, Kind, function_of, module_of
from .apis import ASYNC, PARALLEL, Api

V = "outputs: {v: $response.body#/v}"
TWO = f"""
steps:
- {{stepId: a, operationId: a, {V}}}
- {{stepId: b, operationId: b, {V}}}
outputs: {{a: $steps.a.outputs.v, b: $steps.b.outputs.v}}
"""


def call(workflows: str, api: Api, other: str = "", **keywords: Any) -> Any:
    """Run the workflow `w`: its outputs as JSON, or its error."""
    module = module_of(workflows, other, kind=PARALLEL)

    async def main() -> Any:
        async with api.client() as client:
            outputs = await module.w(client=client, **keywords)
            assert asyncio.all_tasks() == {asyncio.current_task()}
            return outputs and outputs.model_dump(by_alias=True)

    return asyncio.run(main())


def failure_of(workflows: str, api: Api) -> Any:
    """The error that the workflow `w` ends with."""
    with pytest.raises(module_of(workflows, kind=PARALLEL).WError) as failed:
        call(workflows, api)
    return failed.value


def test_what_needs_nothing_of_each_other_runs_at_the_same_time() -> None:
    api = Api(together=("a", "b"))

    assert call(TWO, api) == {"a": "a", "b": "b"}
    assert api.asked == ["a", "b"]


def test_without_the_option_one_comes_after_the_other() -> None:
    module, api = module_of(TWO, kind=ASYNC), Api()

    async def main() -> None:
        async with api.client() as client:
            await module.w(client=client)

    asyncio.run(main())
    assert api.log == ["a", "/a", "b", "/b"]


READERS = {
    "an output": "parameters: [{name: q, in: query, value: $steps.a.outputs.v}]",
    "an output inside text": (
        "parameters: [{name: q, in: query, value: 'x{$steps.a.outputs.v}'}]"
    ),
    "a criterion": "successCriteria: [{condition: $steps.a.outputs.v == 'a'}]",
    "a criterion of an action": (
        "onFailure: [{name: again, type: retry, retryLimit: 1, "
        "criteria: [{condition: $steps.a.outputs.v == 'a'}]}]"
    ),
    "its outputs": "outputs: {v: $steps.a.outputs.v}",
    "dependsOn": "dependsOn: [a]",
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_a_step_waits_for_what_it_reads(reader: str) -> None:
    api = Api(together=("a", "c"))

    call(
        f"""
        steps:
        - {{stepId: a, operationId: a, {V}}}
        - {{stepId: b, operationId: b, {reader}}}
        - {{stepId: c, operationId: c}}
        """,
        api,
    )

    assert api.log.index("/a") < api.log.index("b")


SUB_WORKFLOW = f"""
- workflowId: w
  steps:
  - {{stepId: c, workflowId: child, outputs: {{own: $outputs.v}}}}
  - stepId: d
    operationId: d
    parameters: [{{name: q, in: query, value: READ}}]
  - {{stepId: e, operationId: e}}
- workflowId: child
  steps:
  - {{stepId: a, operationId: a, {V}}}
  - {{stepId: b, operationId: b}}
  outputs: {{v: $steps.a.outputs.v}}
"""


@pytest.mark.parametrize(
    "read", ["$steps.c.outputs.own", "$steps.c.outputs.v", "$workflows.child.outputs.v"]
)
def test_a_step_waits_for_the_workflow_that_it_reads_outputs_of(read: str) -> None:
    api = Api(together=("a", "b", "e"))

    call(SUB_WORKFLOW.replace("READ", read), api)

    assert api.asked[-1] == "d"
    assert api.log.index("/b") < api.log.index("d")


def test_what_starts_first_waits_for_the_least() -> None:
    """A step that waits keeps none waiting that could run."""
    api = Api(together=("a", "c"))

    call(
        f"""
        steps:
        - {{stepId: a, operationId: a, {V}}}
        - stepId: b
          operationId: b
          parameters: [{{name: q, in: query, value: $steps.a.outputs.v}}]
        - {{stepId: c, operationId: c}}
        """,
        api,
    )

    assert api.asked == ["a", "c", "b"]


JUMPS = {
    "an end": "onSuccess: [{name: x, type: end, criteria: [{condition: 1 == 2}]}]",
    "a goto": (
        "onSuccess: [{name: x, type: goto, stepId: c, criteria: [{condition: 1 == 2}]}]"
    ),
    "a goto on failure": "onFailure: [{name: x, type: goto, stepId: c}]",
    "a retry after another step": (
        "onFailure: [{name: x, type: retry, retryLimit: 1, stepId: a}]"
    ),
}


@pytest.mark.parametrize("action", JUMPS.values(), ids=JUMPS.keys())
def test_a_step_that_may_lead_elsewhere_runs_alone(action: str) -> None:
    api = Api()

    call(
        f"""
        steps:
        - {{stepId: a, operationId: a}}
        - {{stepId: b, operationId: b, {action}}}
        - {{stepId: c, operationId: c}}
        """,
        api,
    )

    assert api.log == ["a", "/a", "b", "/b", "c", "/c"]


def test_an_end_on_failure_is_what_failing_does_anyway() -> None:
    api = Api(together=("a", "b"))

    call(TWO.replace(V, f"{V}, onFailure: [{{name: x, type: end}}]"), api)

    assert api.asked == ["a", "b"]


def test_a_retry_stays_within_its_step(monkeypatch: pytest.MonkeyPatch) -> None:
    retried = TWO.replace(
        "operationId: a,",
        "operationId: a, onFailure: [{name: x, type: retry, retryLimit: 2}],",
    )
    api = Api({"a": [503, (200, {"v": 1})]})

    assert call(retried, api) == {"a": 1, "b": "b"}
    assert api.asked == ["a", "b", "a"]


def test_the_others_are_awaited_and_on_the_error() -> None:
    api = Api({"b": 500}, together=("a", "b"))

    error = failure_of(TWO, api)

    assert error.step_id == "b"
    assert error.response.status_code == 500
    assert error.completed.a.v == "a"
    assert error.completed.b is None


def test_the_error_is_that_of_the_first_in_the_list() -> None:
    api = Api({"a": 404, "b": 500}, together=("a", "b"))

    assert failure_of(TWO, api).step_id == "a"


def test_once_a_step_has_failed_no_other_starts() -> None:
    workflows = f"""
    steps:
    - {{stepId: a, operationId: a, {V}}}
    - {{stepId: b, operationId: b, {V}}}
    - stepId: c
      operationId: c
      parameters: [{{name: q, in: query, value: $steps.b.outputs.v}}]
    - {{stepId: d, operationId: d, dependsOn: [b]}}
    """
    api = Api({"a": 500}, together=("a", "b"))

    error = failure_of(workflows, api)

    assert error.step_id == "a"
    assert error.completed.b.v == "b"
    assert api.asked == ["a", "b"]


def test_what_reads_of_a_failed_step_does_not_start() -> None:
    workflows = f"""
    steps:
    - {{stepId: a, operationId: a, {V}}}
    - stepId: b
      operationId: b
      parameters: [{{name: q, in: query, value: $steps.a.outputs.v}}]
    - {{stepId: c, operationId: c}}
    """
    api = Api({"a": 500}, together=("a", "c"))

    error = failure_of(workflows, api)

    assert error.step_id == "a"
    assert error.completed.c is not None
    assert api.asked == ["a", "c"]


def test_another_exception_of_a_step_is_raised_as_it_is() -> None:
    module, api = module_of(TWO, kind=PARALLEL), Api()

    async def refuse(request: httpx.Request) -> None:
        if request.url.path == "/a":
            raise KeyError("a hook's own fault")

    async def main() -> None:
        async with api.client() as client:
            client.event_hooks = {"request": [refuse]}
            await module.w(client=client)

    with pytest.raises(KeyError, match="a hook's own fault"):
        asyncio.run(main())
    assert api.log == ["b", "/b"]


def test_workflows_run_at_the_same_time_on_the_client_given() -> None:
    api = Api(together=("a", "b"))

    call(
        """
        - workflowId: w
          steps:
          - {stepId: one, workflowId: first}
          - {stepId: two, workflowId: second}
        - workflowId: first
          steps: [{stepId: a, operationId: a}]
        - workflowId: second
          steps: [{stepId: b, operationId: b}]
        """,
        api,
    )

    assert api.asked == ["a", "b"]


def test_steps_at_the_same_time_count_towards_max_steps() -> None:
    loop = """
    steps:
    - {stepId: a, operationId: a}
    - {stepId: b, operationId: b}
    - {stepId: c, operationId: c}
    - stepId: d
      operationId: d
      onSuccess:
      - {name: again, type: goto, stepId: a, criteria: [{condition: $statusCode == 202}]}
    """
    api = Api({"d": [202, 200]})
    module = module_of(loop, kind=PARALLEL)

    call(loop, api, poll_interval=0)
    with pytest.raises(module.WError, match="steps ran before"):
        call(loop, Api({"d": 202}), poll_interval=0, max_steps=5)

    assert "_together" in function_of(loop, "w", PARALLEL)
    assert api.asked == ["a", "b", "c", "d"] * 2


def test_the_docstring_says_so_and_only_where_it_is_so() -> None:
    alone = "steps: [{stepId: a, operationId: a}]"

    assert "run at the same time" in function_of(TWO, "w", PARALLEL)
    assert "run at the same time" not in function_of(alone, "w", PARALLEL)
    assert "_together" not in function_of(alone, "w", PARALLEL)


def test_of_both_functions_the_one_that_blocks_keeps_to_the_list() -> None:
    both = Kind("both", parallel=True)
    module, api = module_of(TWO, kind=both), Api(together=("a", "b"))
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json={"v": 1})

    async def main() -> Any:
        async with api.client() as client:
            return await module.w_async(client=client)

    transport = httpx.MockTransport(answer)
    with httpx.Client(transport=transport, base_url=BASE) as client:
        blocking = module.w(client=client)

    assert (blocking.a, blocking.b) == (1, 1)
    assert asked == ["/a", "/b"]
    assert asyncio.run(main()).a == "a"
