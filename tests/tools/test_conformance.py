"""Requests are compared with the OpenAPI document."""

from __future__ import annotations

import httpx

from arazzo_codegen.mock.scenes import scenes_of
from tests.support.workflows import check_steps
from tests.tools.conformance import Conformance
from tests.tools.json_schema import SchemaValidator

STEPS = """
- stepId: create
  operationId: createPet
  requestBody: {payload: {name: '$inputs.name'}}
- stepId: get
  operationId: getPet
  parameters:
  - {name: petId, in: path, value: $inputs.petId}
  - {name: view, in: query, value: short}
- stepId: list
  operationId: listPets
"""


def kinds(step: str, request: httpx.Request) -> list[str]:
    """The kinds of the departures of a request of a step."""
    report = check_steps(STEPS)
    workflow = report.checked[0].workflow
    scenes = scenes_of(workflow, report.linked.workflows)
    (scene,) = (one for one in scenes if one.step.id == step)
    conformance = Conformance(SchemaValidator(report.linked.references))
    return [found.kind for found in conformance.check(scene, request)]


def get(path: str) -> httpx.Request:
    return httpx.Request("GET", f"https://pets.example.com{path}")


def post(body: object) -> httpx.Request:
    return httpx.Request("POST", "https://pets.example.com/pets", json=body)


def test_a_request_as_documented_has_no_departures() -> None:
    assert kinds("create", post({"name": "Rex", "kind": "dog"})) == []
    assert kinds("get", get("/pets/7?view=short")) == []
    assert kinds("list", get("/pets?limit=3&status=free&tags=cat&tags=dog")) == []


def test_a_required_parameter_that_is_missing_is_found() -> None:
    assert kinds("get", get("/pets/7")) == ["a required parameter is missing"]


def test_an_empty_path_parameter_is_found() -> None:
    assert "an empty path parameter" in kinds("get", get("/pets/?view=short"))


def test_a_parameter_of_another_type_is_found() -> None:
    fault = "a parameter does not fit its schema"

    assert kinds("list", get("/pets?limit=many")) == [fault]
    assert kinds("list", get("/pets?tags=cow")) == [fault]


def test_a_parameter_that_is_sent_twice_is_found() -> None:
    assert "a query parameter is sent twice" in kinds(
        "list", get("/pets?status=free&status=free")
    )


def test_a_body_of_another_type_is_found() -> None:
    assert kinds("create", post({"name": 7})) == ["the body does not fit its schema"]


def test_a_body_that_is_missing_is_found() -> None:
    request = httpx.Request("POST", "https://pets.example.com/pets")

    assert kinds("create", request) == ["the body is empty"]


def test_a_python_object_that_was_sent_is_found() -> None:
    request = post({"name": "<object object at 0x7f>"})

    assert kinds("create", request) == ["a Python object was sent"]
