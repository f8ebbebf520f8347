"""Steps, actions, loops and criteria: what can run, and in which order."""

from __future__ import annotations

import pytest

from ..support.workflows import Report, check_steps, check_workflow, second_place

JUMP = "type: goto, stepId"


def test_steps_in_a_line_are_no_finding() -> None:
    report = check_steps("""
        - {stepId: a, operationId: listPets, outputs: {x: $response.body#/0/id}}
        - stepId: b
          operationId: deletePet
          parameters: [{name: petId, in: path, value: $steps.a.outputs.x}]
        """)

    assert report.codes == []


def test_output_of_a_later_step_is_an_error() -> None:
    report = check_steps("""
        - stepId: b
          operationId: deletePet
          parameters: [{name: petId, in: path, value: $steps.a.outputs.x}]
        - {stepId: a, operationId: listPets, outputs: {x: $response.body#/0/id}}
        """)

    assert report.places("AZ603") == ["/workflows/0/steps/0/parameters/0/value"]


def test_depends_on_puts_steps_in_order() -> None:
    report = check_steps("""
        - {stepId: b, operationId: listPets, dependsOn: [a]}
        - {stepId: a, operationId: listPets}
        """)

    assert report.codes == []
    assert [step.id for step in report.checked[0].workflow.steps] == ["a", "b"]


def test_steps_that_wait_for_each_other_are_an_error() -> None:
    report = check_steps("""
        - {stepId: a, operationId: listPets, dependsOn: [b]}
        - {stepId: b, operationId: listPets, dependsOn: [a]}
        """)

    assert report.places("AZ602") == ["/workflows/0/steps/0/dependsOn"]


def test_unknown_step_in_depends_on_is_an_error_at_it() -> None:
    report = check_steps("- {stepId: a, operationId: listPets, dependsOn: [x]}")

    assert report.places("AZ306") == ["/workflows/0/steps/0/dependsOn/0"]


@pytest.mark.parametrize(
    ("first", "place"),
    [
        ("dependsOn: [other]\n", "/workflows/0/dependsOn/0"),
        ("", "/workflows/0/steps/0/workflowId"),
    ],
)
def test_workflows_in_a_circle_are_an_error_at_the_call(first: str, place: str) -> None:
    call = "operationId: listPets" if first else "workflowId: other"
    report = check_workflow(
        f"{first}steps: [{{stepId: a, {call}}}]",
        """
        - workflowId: other
          steps: [{stepId: a, workflowId: main}]
        """,
    )

    assert report.errors == ["AZ601"]
    assert report.places("AZ601") == [place]
    assert report.checked == ()


def test_diamond_of_workflows_is_no_finding() -> None:
    report = check_workflow(
        "dependsOn: [b, c]\nsteps: [{stepId: a, operationId: listPets}]",
        """
        - {workflowId: b, dependsOn: [d], steps: [{stepId: a, operationId: listPets}]}
        - {workflowId: c, dependsOn: [d], steps: [{stepId: a, operationId: listPets}]}
        - {workflowId: d, steps: [{stepId: a, operationId: listPets}]}
        """,
    )

    assert report.codes == []
    assert [one.workflow.key.workflow_id for one in report.checked][-1] == "main"


def test_steps_that_nothing_leads_to_are_one_warning() -> None:
    report = check_steps("""
        - {stepId: a, operationId: listPets, onSuccess: [{name: end, type: end}]}
        - {stepId: b, operationId: listPets}
        - {stepId: c, operationId: listPets}
        """)

    assert report.places("AZ604") == ["/workflows/0/steps/1/stepId"]
    assert "'b' and 'c'" in report.only("AZ604").message


def test_step_that_only_a_failure_or_a_retry_leads_to_is_no_finding() -> None:
    report = check_steps(f"""
        - stepId: a
          operationId: listPets
          onSuccess: [{{name: done, type: end}}]
          onFailure:
          - {{name: again, type: retry, stepId: b}}
          - {{name: on, {JUMP}: c}}
        - {{stepId: b, operationId: listPets}}
        - {{stepId: c, operationId: listPets}}
        """)

    assert report.codes == []


def test_action_after_one_that_always_holds_is_a_warning() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          onFailure:
          - {name: stop, type: end}
          - {name: again, type: retry}
        """)

    assert report.places("AZ605") == ["/workflows/0/steps/0/onFailure/1/name"]


def test_action_after_a_retry_is_no_finding() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          onFailure:
          - {name: again, type: retry}
          - {name: stop, type: end}
        """)

    assert report.codes == []


def test_action_of_the_workflow_may_be_hidden_by_a_step() -> None:
    report = check_workflow("""
        failureActions: [{name: again, type: retry}]
        steps:
        - {stepId: a, operationId: listPets, onFailure: [{name: stop, type: end}]}
        """)

    assert report.codes == []


def test_jump_to_itself_without_criteria_is_one_warning() -> None:
    report = check_steps(f"""
        - {{stepId: a, operationId: listPets, onSuccess: [{{name: again, {JUMP}: a}}]}}
        """)

    assert report.places("AZ606") == ["/workflows/0/steps/0/onSuccess/0/stepId"]


def test_loop_of_two_steps_without_an_exit_is_a_warning() -> None:
    report = check_steps(f"""
        - {{stepId: a, operationId: listPets}}
        - {{stepId: b, operationId: listPets, onSuccess: [{{name: again, {JUMP}: a}}]}}
        """)

    assert report.codes == ["AZ606"]


def test_loop_with_criteria_is_no_finding() -> None:
    report = check_steps(f"""
        - stepId: a
          operationId: listPets
          onSuccess:
          - name: again
            {JUMP.replace(', ', chr(10) + '            ')}: a
            criteria: [{{condition: $response.body#/0/age < 5}}]
        """)

    assert report.codes == []


SKIPPING = """
- stepId: a
  operationId: listPets
  onSuccess:
  - name: past
    type: goto
    stepId: c
    criteria: [{condition: $response.body#/0/age > 5}]
- {stepId: b, operationId: listPets, outputs: {x: $response.body#/0/id}}
- stepId: c
  operationId: listPets
  parameters: [{name: X-Trace, in: header, value: $steps.b.outputs.x}]
"""


def test_output_of_a_step_that_a_jump_can_skip_is_a_warning() -> None:
    report = check_steps(SKIPPING)

    found = report.only("AZ515")
    assert report.places("AZ515") == ["/workflows/0/steps/2/parameters/0/value"]
    assert second_place(found).pointer[-3:] == ("onSuccess", 0, "stepId")


def test_output_that_is_there_on_each_way_is_no_finding() -> None:
    assert (
        check_steps(
            SKIPPING.replace("stepId: c\n    criteria", "stepId: b\n    criteria")
        ).codes
        == []
    )


def test_output_of_a_step_that_failed_is_a_warning() -> None:
    report = check_steps(f"""
        - stepId: a
          operationId: listPets
          outputs: {{x: $response.body#/0/id}}
          onFailure: [{{name: on, {JUMP}: b}}]
        - stepId: b
          operationId: listPets
          parameters: [{{name: X-Trace, in: header, value: $steps.a.outputs.x}}]
        """)

    assert report.codes == ["AZ515"]


def success(*conditions: str) -> Report:
    listed = "".join(f"\n          - condition: {one}" for one in conditions)
    return check_steps(f"""
        - stepId: a
          operationId: createPet
          requestBody: {{payload: {{name: x}}}}
          successCriteria:{listed}
        """)


@pytest.mark.parametrize(
    "condition",
    [
        "$statusCode == 201",
        "$statusCode == 200 || $statusCode == 201",
        "$statusCode < 300",
        "$statusCode == 404",
        "$statusCode == '201'",
        "$response.body#/age == 200",
    ],
)
def test_status_that_may_come_is_no_finding(condition: str) -> None:
    assert success(condition).codes == []


def test_status_that_is_not_documented_is_a_warning_with_both_places() -> None:
    report = success("$statusCode == 200")

    found = report.only("AZ607")
    assert found.hint == "it documents 201"
    assert second_place(found).pointer[-1] == "responses"


def test_criteria_that_contradict_each_other_are_a_warning_at_the_second() -> None:
    report = success("$statusCode == 200", "$statusCode == 201")

    assert report.places("AZ607") == [
        "/workflows/0/steps/0/successCriteria/1/condition"
    ]


@pytest.mark.parametrize("condition", ["$statusCode >= 100", "'true'", "$statusCode"])
def test_condition_that_always_holds_is_a_warning(condition: str) -> None:
    assert success("$statusCode == 201", condition).codes == ["AZ608"]


@pytest.mark.parametrize(
    ("list_", "status", "codes"),
    [
        ("onSuccess", 201, []),
        ("onSuccess", 202, ["AZ607"]),
        ("onFailure", 500, []),
        ("onFailure", 201, ["AZ607"]),
    ],
)
def test_action_that_waits_for_a_status_that_cannot_come(
    list_: str, status: int, codes: list[str]
) -> None:
    report = check_steps(f"""
        - stepId: a
          operationId: createPet
          requestBody: {{payload: {{name: x}}}}
          successCriteria: [{{condition: $statusCode == 201}}]
          {list_}:
          - name: stop
            type: end
            criteria: [{{condition: $statusCode == {status}}}]
        """)

    assert report.codes == codes


def test_retry_on_success_is_read_with_a_warning_and_with_strict_an_error() -> None:
    steps = """
    - stepId: a
      operationId: listPets
      onSuccess:
      - name: again
        type: retry
        criteria: [{condition: $response.body#/0/age < 5}]
    """

    assert check_steps(steps).codes == ["AZ731"]
    assert len(check_steps(steps).checked) == 1
    assert check_steps(steps, strict=True).errors == ["AZ731"]
