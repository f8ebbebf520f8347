"""What called workflows are given."""

from __future__ import annotations

import pytest

from ..support.workflows import Report, check_workflow

CHILD = """
- workflowId: child
  inputs:
    type: object
    required: [id, page]
    properties:
      id: {type: integer}
      page: {type: integer, default: 1}
      mode: {enum: [fast, slow]}
  outputs: {used: '{$inputs.id}{$inputs.page}{$inputs.mode}', pets: $steps.a.outputs.x}
  steps: [{stepId: a, operationId: listPets, outputs: {x: $response.body}}]
"""


def calling(parameters: str, more: str = "") -> Report:
    step = f"{{stepId: a, workflowId: child, parameters: [{parameters}]{more}}}"
    return check_workflow(f"steps: [{step}]", CHILD)


def test_call_that_passes_what_is_needed_is_no_finding() -> None:
    assert calling("{name: id, value: 5}, {name: mode, value: fast}").codes == []


def test_required_input_that_is_not_passed_is_an_error() -> None:
    report = calling("")

    assert report.errors == ["AZ514"]
    assert report.places("AZ514") == ["/workflows/0/steps/0/workflowId"]


def test_parameter_without_an_input_is_an_error_with_the_nearest() -> None:
    report = calling("{name: id, value: 5}, {name: mod, value: fast}")

    assert report.only("AZ513").hint == "did you mean 'mode'?"
    assert report.places("AZ513") == ["/workflows/0/steps/0/parameters/1/name"]


def test_parameter_of_the_workflow_without_an_input_is_no_finding() -> None:
    report = check_workflow(
        """
        parameters: [{name: X-Trace, in: header, value: x}]
        steps: [{stepId: a, workflowId: child, parameters: [{name: id, value: 5}]}]
        """,
        CHILD,
    )

    assert report.codes == []


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ("{name: id, value: x}", "AZ502"),
        ("{name: id, value: 5}, {name: mode, value: medium}", "AZ508"),
    ],
)
def test_value_that_does_not_fit_is_a_warning(parameters: str, code: str) -> None:
    report = calling(parameters)

    assert report.codes == [code]
    assert report.errors == []


def test_optional_input_that_a_called_workflow_requires_is_a_warning() -> None:
    report = check_workflow(
        """
        inputs: {properties: {id: {type: integer}}}
        steps:
        - {stepId: a, workflowId: child, parameters: [{name: id, value: $inputs.id}]}
        """,
        CHILD,
    )

    assert report.codes == ["AZ509"]


def test_action_passes_its_own_parameters() -> None:
    steps = """
    steps:
    - stepId: a
      operationId: listPets
      onSuccess:
      - {{name: on, type: goto, workflowId: child, parameters: [{}]}}
    """

    assert check_workflow(steps.format(""), CHILD).errors == ["AZ514"]
    assert check_workflow(steps.format("{name: id, value: 5}"), CHILD).codes == []


def test_outputs_of_a_called_workflow_can_be_read_in_all_forms() -> None:
    report = check_workflow(
        """
        outputs:
          x: $steps.a.outputs.pets
          y: $workflows.child.outputs.pets
          z: $steps.a.outputs.z
        steps:
        - stepId: a
          workflowId: child
          parameters: [{name: id, value: 5}]
          outputs: {z: $outputs.pets#/0/name}
        """,
        CHILD,
    )

    assert report.codes == []


@pytest.mark.parametrize("condition", ["$statusCode == 200", "$response.body#/a == 1"])
def test_called_workflow_has_no_response(condition: str) -> None:
    report = calling(
        "{name: id, value: 5}",
        f", successCriteria: [{{condition: '{condition}'}}]",
    )

    assert report.places("AZ310") == [
        "/workflows/0/steps/0/successCriteria/0/condition"
    ]


def test_caller_of_a_workflow_with_an_error_is_left_out_without_a_finding() -> None:
    report = check_workflow(
        "steps: [{stepId: a, workflowId: child}]",
        """
        - workflowId: child
          steps: [{stepId: a, operationId: deletePet}]
        """,
    )

    assert report.errors == ["AZ503"]
    assert report.checked == ()
