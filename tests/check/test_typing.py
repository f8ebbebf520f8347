"""The types of expressions, and the status codes that criteria let through."""

from __future__ import annotations

import pytest

from arazzo_codegen.check.checker import CheckedWorkflow
from arazzo_codegen.check.statuses import pinned_statuses
from arazzo_codegen.check.types import Presence

from ..support.workflows import check_steps, check_workflow


def checked(workflow: str, rest: str = "") -> CheckedWorkflow:
    report = check_workflow(workflow, rest)
    assert report.errors == []
    return report.checked[-1]


def test_output_has_the_type_of_the_response_schema() -> None:
    one = checked("""
        steps:
        - stepId: make
          operationId: createPet
          requestBody: {payload: {name: x}}
          outputs:
            name: $response.body#/name
            age: $response.body#/age
            code: $statusCode
            tag: $response.header.ETag
            text: 'no {$statusCode}'
        """)

    types = {name: typed for (_, name), typed in one.types.step_outputs.items()}
    assert types["name"].type.kinds == {"string"}
    assert types["name"].is_certain
    assert types["age"].type.kinds == {"integer"}
    assert types["age"].presence is Presence.OPTIONAL
    assert types["code"].type.kinds == {"integer"}
    assert types["tag"].presence is Presence.OPTIONAL
    assert types["text"].type.kinds == {"string"}


def test_input_with_a_default_is_always_there() -> None:
    one = checked("""
        inputs:
          required: [a]
          properties: {a: {type: string}, b: {type: integer}, c: {default: 1}}
        outputs: {a: $inputs.a, b: $inputs.b, c: $inputs.c}
        steps: [{stepId: a, operationId: listPets}]
        """)

    presences = {name: typed.presence for name, typed in one.types.outputs.items()}
    assert presences == {
        "a": Presence.REQUIRED,
        "b": Presence.OPTIONAL,
        "c": Presence.REQUIRED,
    }


def test_output_of_a_called_workflow_keeps_its_type() -> None:
    one = checked(
        """
        outputs: {x: $steps.a.outputs.pets, y: $steps.a.outputs.pets#/0/name}
        steps: [{stepId: a, workflowId: child}]
        """,
        """
        - workflowId: child
          outputs: {pets: $steps.a.outputs.x}
          steps: [{stepId: a, operationId: listPets, outputs: {x: $response.body}}]
        """,
    )

    assert one.types.outputs["x"].type.kinds == {"array"}
    assert one.types.outputs["y"].type.kinds == {"string"}


def test_pointer_of_a_selector_gives_a_type() -> None:
    one = checked("""
        steps:
        - stepId: a
          operationId: listPets
          outputs: {x: {context: $response.body, selector: /0/age, type: jsonpointer}}
        """)

    assert one.types.step_outputs["a", "x"].type.kinds == {"integer"}


@pytest.mark.parametrize(
    ("criteria", "statuses"),
    [
        ("$statusCode == 201", {201}),
        ("201 == $statusCode", {201}),
        ("$statusCode == 200 || $statusCode == 404", {200, 404}),
        ("$statusCode >= 200 && $statusCode < 203", {200, 201, 202}),
        ("!($statusCode != 204)", {204}),
        ("$statusCode == 201 && $response.body#/name == 'x'", {201}),
        ("$statusCode == '201'", {201}),
        ("$response.body#/age == 5", None),
        ("$statusCode == 201 || $response.body#/age == 5", None),
    ],
)
def test_criteria_pin_the_status(criteria: str, statuses: set[int] | None) -> None:
    report = check_steps(f"""
        - stepId: a
          operationId: createPet
          requestBody: {{payload: {{name: x}}}}
          successCriteria: [{{condition: "{criteria}"}}]
        """)

    assert pinned_statuses(report.checked[0].workflow.steps[0]) == statuses


def test_regex_on_the_status_pins_it() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          successCriteria: [{context: $statusCode, type: regex, condition: ^20.$}]
        """)

    pinned = pinned_statuses(report.checked[0].workflow.steps[0])
    assert pinned == frozenset(range(200, 210))
