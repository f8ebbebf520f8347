"""Request bodies beside what their operations document."""

from __future__ import annotations

import pytest

from ..support.workflows import PETS, Report, check_documents, check_steps


def creating(payload: str, more: str = "") -> Report:
    return check_steps(f"""
        - stepId: a
          operationId: createPet
          requestBody: {{payload: {payload}{more}}}
        """)


def test_payload_that_fits_is_no_finding() -> None:
    payload = "{name: $inputs.name, age: $inputs.extra, kind: cat, owner: {email: a@b}}"

    assert creating(payload).codes == []


def test_required_body_that_is_missing_is_a_warning_in_the_step() -> None:
    report = check_steps("- {stepId: a, operationId: createPet}")

    assert report.codes == ["AZ505"]
    assert report.places("AZ505") == ["/workflows/0/steps/0/stepId"]


def test_body_of_an_operation_without_one_is_a_warning() -> None:
    report = check_steps(
        "- {stepId: a, operationId: listPets, requestBody: {payload: {a: 1}}}"
    )

    assert report.places("AZ517") == ["/workflows/0/steps/0/requestBody"]


def test_content_type_that_is_not_documented_is_a_warning_at_it() -> None:
    report = creating("{name: x}", ", contentType: application/xml")

    assert "/workflows/0/steps/0/requestBody/contentType" in report.places("AZ517")


def test_required_property_that_is_missing_is_a_warning_at_the_payload() -> None:
    report = creating("{age: 5}")

    assert report.codes == ["AZ506"]
    assert report.places("AZ506") == ["/workflows/0/steps/0/requestBody/payload"]
    assert report.found[0].hint == "add 'name'"


def test_property_that_the_api_sets_need_not_be_sent() -> None:
    assert "id" not in str([one.message for one in creating("{age: 5}").found])


def test_required_property_may_come_from_a_replacement() -> None:
    report = creating(
        "{age: 5}", ", replacements: [{target: /name, value: $inputs.name}]"
    )

    assert report.codes == []


def test_value_that_is_replaced_is_not_judged() -> None:
    report = creating(
        "{name: x, age: none}", ", replacements: [{target: /age, value: 5}]"
    )

    assert report.codes == []


def test_property_that_the_schema_does_not_have_is_a_warning_at_its_key() -> None:
    report = creating("{name: x, knid: cat}")

    assert report.places("AZ507") == ["/workflows/0/steps/0/requestBody/payload/knid"]
    assert report.found[0].hint == "did you mean 'kind'?"


def test_misspelt_required_property_is_one_finding() -> None:
    assert creating("{nmae: x}").codes == ["AZ507"]


def test_property_within_a_property_is_judged_too() -> None:
    assert creating("{name: x, owner: {mail: a}}").codes == ["AZ507"]


@pytest.mark.parametrize(
    "payload",
    [
        "{name: 5}",
        "{name: $inputs.extra}",
        "{name: x, age: '5'}",
        "{name: x, age: 'n{$inputs.name}'}",
        "{name: x, owner: $inputs.name}",
        "[1]",
    ],
)
def test_value_of_another_type_is_a_warning(payload: str) -> None:
    report = creating(payload)

    assert "AZ502" in report.codes
    assert report.errors == []


def test_value_outside_of_an_enum_is_a_warning() -> None:
    found = creating("{name: x, kind: cow}").only("AZ508")

    assert found.hint == 'it is one of "cat", "dog"'


def test_json_text_is_judged_by_what_it_stands_for() -> None:
    assert creating("""'{"name": "x"}'""").codes == []
    assert creating("""'{"age": 5}'""").codes == ["AZ506"]
    assert creating("no JSON").codes == ["AZ502"]


def test_json_text_with_expressions_is_a_warning() -> None:
    report = creating("""'{"name": "{$inputs.name}"}'""")

    assert report.codes == ["AZ518"]


def test_optional_input_in_a_required_property_is_a_warning() -> None:
    text = PETS.replace("required: [id, name]", "required: [id, name, age]")
    report = check_documents(
        """
        arazzo: 1.1.0
        info: {title: Test, version: 1.0.0}
        sourceDescriptions: [{name: pets, url: other.yml}]
        workflows:
        - workflowId: main
          inputs: {properties: {age: {type: integer}}}
          steps:
          - stepId: a
            operationId: createPet
            requestBody: {payload: {name: x, age: $inputs.age}}
        """,
        other=text,
    )

    assert report.codes == ["AZ509"]


def test_values_of_a_form_are_text() -> None:
    form = PETS.replace(
        "application/json:\n            schema: {$ref",
        "application/x-www-form-urlencoded:\n            schema: {$ref",
        1,
    )
    report = check_documents(
        """
        arazzo: 1.1.0
        info: {title: Test, version: 1.0.0}
        sourceDescriptions: [{name: pets, url: other.yml}]
        workflows:
        - workflowId: main
          steps:
          - stepId: a
            operationId: createPet
            requestBody: {payload: {name: 5, age: '12'}}
        """,
        other=form,
    )

    assert report.codes == []
