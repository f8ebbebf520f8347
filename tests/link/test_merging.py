"""What a workflow adds to its steps: parameters and actions."""

from __future__ import annotations

from arazzo_codegen.link.model import Step

from ..support.workflows import check_workflow


def steps_of(workflow: str, rest: str = "") -> tuple[Step, ...]:
    report = check_workflow(workflow, rest)
    assert report.errors == []
    checked = {one.workflow.key.workflow_id: one.workflow for one in report.checked}
    return checked["main"].steps


def test_parameter_of_the_workflow_reaches_each_step_unless_overridden() -> None:
    first, second = steps_of("""
        parameters: [{name: X-Trace, in: header, value: a}]
        steps:
        - {stepId: a, operationId: listPets}
        - stepId: b
          operationId: listPets
          parameters: [{name: x-trace, in: header, value: b}]
        """)

    assert [(p.name, p.inherited) for p in first.parameters] == [("X-Trace", True)]
    assert [(p.name, p.inherited) for p in second.parameters] == [("x-trace", False)]


def test_actions_merge_by_name_and_the_steps_come_first() -> None:
    (step,) = steps_of("""
        failureActions:
        - {name: again, type: retry}
        - {name: stop, type: end}
        steps:
        - stepId: a
          operationId: listPets
          onFailure:
          - {name: again, type: retry, retryLimit: 5}
        """)

    assert [(a.name, a.retry_limit) for a in step.on_failure] == [
        ("again", 5),
        ("stop", 1),
    ]


def test_empty_list_suppresses_no_action_of_the_workflow() -> None:
    (step,) = steps_of("""
        successActions: [{name: stop, type: end}]
        steps: [{stepId: a, operationId: listPets, onSuccess: []}]
        """)

    assert [action.name for action in step.on_success] == ["stop"]


def test_parameter_of_the_workflow_is_passed_to_a_called_workflow_by_name() -> None:
    (step,) = steps_of(
        """
        parameters: [{name: id, value: 1}]
        steps: [{stepId: a, workflowId: child}]
        """,
        """
        - workflowId: child
          inputs: {properties: {id: {type: integer}}}
          steps: [{stepId: a, operationId: listPets, outputs: {x: $inputs.id}}]
        """,
    )

    assert [parameter.name for parameter in step.parameters] == ["id"]


def test_action_of_the_workflow_that_asks_for_a_response_skips_called_workflows() -> (
    None
):
    call, request = steps_of(
        """
        failureActions:
        - {name: stop, type: end, criteria: [{condition: $statusCode == 500}]}
        - {name: again, type: retry}
        steps:
        - {stepId: a, workflowId: child}
        - {stepId: b, operationId: listPets}
        """,
        "- {workflowId: child, steps: [{stepId: a, operationId: listPets}]}",
    )

    assert [action.name for action in call.on_failure] == ["again"]
    assert [action.name for action in request.on_failure] == ["stop", "again"]
