"""Pointers into responses, outputs and inputs beside their schemas."""

from __future__ import annotations

import pytest

from ..support.workflows import Report, check_steps, check_workflow, second_place


def listing(pointer: str) -> Report:
    return check_steps(
        f"- {{stepId: a, operationId: listPets, outputs: {{x: '{pointer}'}}}}"
    )


@pytest.mark.parametrize(
    "pointer",
    [
        "$response.body",
        "$response.body#/0",
        "$response.body#/0/owner/email",
        "$response.header.ETag",
        "$request.header.Accept",
    ],
)
def test_pointer_that_the_schema_has_is_no_finding(pointer: str) -> None:
    assert listing(pointer).codes == []


def test_pointer_that_the_schema_does_not_have_is_a_warning_with_both_places() -> None:
    report = listing("$response.body#/0/nmae")

    found = report.only("AZ501")
    assert found.hint == "did you mean 'name'?"
    assert report.places("AZ501") == ["/workflows/0/steps/0/outputs/x"]
    place = second_place(found)
    assert place.document.name == "pets.yml"
    assert place.pointer == ("components", "schemas", "Pet")


def test_member_of_an_array_is_answered_with_that_of_its_first_item() -> None:
    found = listing("$response.body#/name").only("AZ501")

    assert found.hint == "it is an array; the first item's is '/0/name'"


def test_member_of_a_text_is_a_warning() -> None:
    assert (
        "is a string" in listing("$response.body#/0/name/first").only("AZ501").message
    )


def test_wrong_pointer_into_an_output_is_one_warning_where_it_is_written() -> None:
    report = check_steps("""
        - {stepId: a, operationId: listPets, outputs: {x: $response.body#/0/wrong}}
        - stepId: b
          operationId: deletePet
          parameters: [{name: petId, in: path, value: $steps.a.outputs.x#/deep}]
        """)

    assert report.places("AZ501") == ["/workflows/0/steps/0/outputs/x"]


def test_pointer_into_an_input_is_judged() -> None:
    report = check_workflow("""
        inputs: {properties: {pet: {properties: {name: {type: string}}}}}
        outputs: {x: $inputs.pet#/nmae, y: $inputs.pet#/name}
        steps: [{stepId: a, operationId: listPets}]
        """)

    assert report.places("AZ501") == ["/workflows/0/outputs/x"]


def test_condition_is_judged_at_the_condition() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          successCriteria:
          - condition: $response.body[0].knid == 'cat' || $response.body#/0/name == 'x'
        """)

    assert report.places("AZ501") == [
        "/workflows/0/steps/0/successCriteria/0/condition"
    ]


def test_failure_actions_see_other_responses() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          onFailure:
          - name: stop
            type: end
            criteria: [{condition: $response.body#/error/code == 5}]
        """)

    assert report.codes == []


def test_body_that_is_not_documented_is_one_warning() -> None:
    report = check_steps("""
        - stepId: a
          operationId: deletePet
          parameters: [{name: petId, in: path, value: $inputs.petId}]
          outputs: {x: $response.body#/a, y: $response.body#/b}
        """)

    assert report.codes == ["AZ516"]
    assert "204" in report.found[0].message


def test_schema_that_says_nothing_gives_no_finding() -> None:
    report = check_workflow("""
        inputs: {properties: {any: {}, open: {additionalProperties: true}}}
        outputs: {x: $inputs.any#/a/b, y: $inputs.open#/a}
        steps: [{stepId: a, operationId: listPets}]
        """)

    assert report.codes == []
