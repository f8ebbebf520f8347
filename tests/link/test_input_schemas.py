"""The JSON Schema of a workflow's inputs."""

from __future__ import annotations

import pytest

from ..support.workflows import check_workflow

STEPS = "steps: [{stepId: a, operationId: listPets}]"


def codes(inputs: str, components: str = "") -> list[str]:
    return check_workflow(f"inputs: {inputs}\n{STEPS}", components).errors


@pytest.mark.parametrize(
    "inputs",
    [
        "{type: strng}",
        "{properties: {a: {type: int}}}",
        "{properties: [a]}",
        "{items: {type: [string, nil]}}",
        "{allOf: {type: object}}",
        "{additionalProperties: 5}",
        "{$defs: {a: {type: text}}}",
    ],
)
def test_schema_that_is_none_is_an_error(inputs: str) -> None:
    assert codes(inputs) == ["AZ212"]


def test_error_stands_at_the_type_and_names_the_nearest() -> None:
    report = check_workflow(f"inputs: {{properties: {{a: {{type: strng}}}}}}\n{STEPS}")

    assert report.places("AZ212") == ["/workflows/0/inputs/properties/a/type"]
    found = next(one for one in report.found if one.rule.code == "AZ212")
    assert found.hint == "did you mean 'string'?"


@pytest.mark.parametrize(
    "inputs",
    [
        "true",
        "{}",
        "{type: [object, 'null'], additionalProperties: false}",
        "{$defs: {a: {items: {$ref: '#/workflows/0/inputs/$defs/a'}}}}",
        "{anyOf: [{type: object}, true]}",
    ],
)
def test_schema_is_no_finding(inputs: str) -> None:
    assert codes(inputs) == []


def test_reference_that_leads_nowhere_is_an_error_at_its_place() -> None:
    report = check_workflow(f"inputs: {{$ref: '#/components/inputs/b'}}\n{STEPS}")

    assert report.places("AZ311") == ["/workflows/0/inputs/$ref"]


def test_references_in_a_circle_are_an_error_at_one_of_them() -> None:
    report = check_workflow(
        f"inputs: {{$ref: '#/components/inputs/a'}}\n{STEPS}",
        """
        components:
          inputs:
            a: {$ref: '#/components/inputs/b'}
            b: {$ref: '#/components/inputs/a'}
        """,
    )

    assert report.places("AZ311") == ["/components/inputs/a/$ref"]


def test_schema_that_contains_itself_is_no_finding() -> None:
    report = check_workflow(
        f"inputs: {{properties: {{t: {{$ref: '#/components/inputs/t'}}}}}}\n{STEPS}",
        "components: {inputs: {t: {properties: {t: {$ref: '#/components/inputs/t'}}}}}",
    )

    assert report.errors == []
