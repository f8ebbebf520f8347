"""What was sent is compared with the values that the workflow names."""

from __future__ import annotations

from typing import Any

import httpx

from arazzo_codegen.mock.exchanges import Exchanges
from arazzo_codegen.mock.scenes import scenes_of
from tests.support.workflows import check_steps
from tests.tools.wiring import Wiring

STEPS = """
- stepId: list
  operationId: listPets
  outputs: {first: $response.body#/0/name}
- stepId: create
  operationId: createPet
  parameters:
  - {name: X-Trace, in: header, value: 'for {$inputs.name}'}
  requestBody:
    payload: {name: $steps.list.outputs.first, age: 3}
- stepId: get
  operationId: getPet
  parameters:
  - {name: petId, in: path, value: $inputs.petId}
  - {name: view, in: query, value: short}
"""
INPUTS = {"name": "Ada", "petId": "p/7"}
LISTED = httpx.Response(200, json=[{"name": "Rex"}])


def differences(step: str, method: str, path: str, **content: Any) -> list[str]:
    report = check_steps(STEPS)
    workflow = report.checked[0].workflow
    exchanges = Exchanges(workflow.key, dict(INPUTS))
    exchanges.last[workflow.step("list")] = (httpx.Request("GET", "/"), LISTED)
    scenes = scenes_of(workflow, report.linked.workflows)
    (scene,) = (one for one in scenes if one.step.id == step)
    request = httpx.Request(method, f"https://pets.example.com{path}", **content)
    return [found.detail for found in Wiring(exchanges).check(scene, request)]


def test_the_values_that_are_named_are_no_difference() -> None:
    assert differences("get", "GET", "/pets/p%2F7?view=short") == []
    assert (
        differences(
            "create",
            "POST",
            "/pets",
            headers={"X-Trace": "for Ada"},
            json={"name": "Rex", "age": 3},
        )
        == []
    )


def test_another_path_parameter_is_found() -> None:
    found = differences("get", "GET", "/pets/8?view=short")

    assert found == ["path 'petId': ['8'], not 'p/7'"]


def test_another_query_parameter_is_found() -> None:
    assert differences("get", "GET", "/pets/p%2F7") == ["query 'view': [], not 'short'"]


def test_another_header_and_another_member_are_found() -> None:
    found = differences(
        "create", "POST", "/pets", headers={"X-Trace": "x"}, json={"name": "Max"}
    )

    assert found == [
        "header 'X-Trace': ['x'], not 'for Ada'",
        'body /name: "Max", not "Rex"',
        "body /age: nothing, not 3",
    ]
