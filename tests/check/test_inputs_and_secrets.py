"""Inputs that nothing uses, and secrets in URLs."""

from __future__ import annotations

import pytest

from ..support.workflows import Report, check_workflow


def test_input_that_is_never_used_is_a_warning_at_its_key() -> None:
    report = check_workflow("""
        inputs: {properties: {used: {type: string}, idle: {type: string}}}
        outputs: {x: $inputs.used}
        steps: [{stepId: a, operationId: listPets}]
        """)

    assert report.only("AZ511").message == "the input 'idle' is never used"
    assert report.places("AZ511") == ["/workflows/0/inputs/properties/idle"]


@pytest.mark.parametrize(
    ("schema", "hint"),
    [
        (
            "required: [Used], properties: {used: {type: string}}",
            "did you mean 'used'?",
        ),
        ("required: [other], properties: {used: {type: string}}", "add it to"),
    ],
)
def test_input_that_is_required_and_not_declared_is_a_warning(
    schema: str, hint: str
) -> None:
    report = check_workflow(f"""
        inputs: {{{schema}}}
        outputs: {{x: $inputs.used}}
        steps: [{{stepId: a, operationId: listPets}}]
        """)

    found = report.only("AZ519")
    assert found.hint is not None
    assert found.hint.startswith(hint)
    assert report.places("AZ519") == ["/workflows/0/inputs/required/0"]


@pytest.mark.parametrize(
    "schema",
    [
        "required: [x], additionalProperties: {type: string}",
        "required: [x], allOf: [{properties: {x: {type: string}}}]",
        "required: [x], patternProperties: {'^x': {type: string}}",
    ],
)
def test_input_that_may_be_declared_elsewhere_is_fine(schema: str) -> None:
    report = check_workflow(f"""
        inputs: {{type: object, {schema}}}
        steps: [{{stepId: a, operationId: listPets}}]
        """)

    assert "AZ519" not in report.codes


@pytest.mark.parametrize(
    "step",
    [
        "successCriteria: [{condition: $inputs.x == 1}]",
        "outputs: {x: '{$inputs.x}'}",
        "parameters: [{name: X-Trace, in: header, value: $inputs.x}]",
        "onFailure: [{name: a, type: end, criteria: [{condition: $inputs.x == 1}]}]",
        "successCriteria: [{context: $inputs.x, type: regex, condition: ^a}]",
    ],
)
def test_input_may_be_used_anywhere(step: str) -> None:
    report = check_workflow(f"""
        inputs: {{required: [x], properties: {{x: {{type: string}}}}}}
        steps: [{{stepId: a, operationId: listPets, {step}}}]
        """)

    assert report.codes == []


def test_input_of_a_shared_schema_may_be_meant_for_others() -> None:
    report = check_workflow(
        """
        inputs: {$ref: '#/components/inputs/all'}
        steps: [{stepId: a, operationId: listPets}]
        """,
        "components: {inputs: {all: {properties: {x: {type: string}}}}}",
    )

    assert report.codes == []


@pytest.mark.parametrize(
    ("schema", "value", "is_fine"),
    [
        ("{type: string, format: binary}", "'a {$inputs.file}'", False),
        ("{type: string, contentMediaType: image/png}", "'{$inputs.file}'", False),
        ("{type: string, contentMediaType: image/png}", "$inputs.file", True),
        ("{type: string, contentMediaType: a/b, contentEncoding: base64}",
         "'a {$inputs.file}'", True),
    ],
)  # fmt: skip
def test_a_file_is_no_part_of_a_text(schema: str, value: str, is_fine: bool) -> None:
    report = check_workflow(f"""
        inputs: {{required: [file], properties: {{file: {schema}}}}}
        steps:
        - stepId: a
          operationId: listPets
          parameters: [{{name: X-Trace, in: header, value: {value}}}]
        """)

    assert report.errors == ([] if is_fine else ["AZ902"])
    if not is_fine:
        assert report.places("AZ902") == ["/workflows/0/steps/0/parameters/0/value"]


def sending(parameters: str) -> Report:
    return check_workflow(f"""
        inputs:
          required: [word, key]
          properties: {{word: {{type: string, format: password}}, key: {{type: string}}}}
        outputs: {{x: '{{$inputs.word}}{{$inputs.key}}'}}
        steps:
        - stepId: a
          operationId: listPets
          parameters: [{parameters}]
        """)


def test_password_in_the_query_is_a_warning() -> None:
    report = sending("{name: status, in: query, value: $inputs.word}")

    assert report.codes == ["AZ512"]


def test_credential_of_a_security_scheme_in_the_query_is_a_warning() -> None:
    report = sending("{name: api_key, in: query, value: $inputs.key}")

    assert report.codes == ["AZ512"]


def test_value_that_is_a_credential_elsewhere_is_a_secret() -> None:
    report = sending(
        "{name: Authorization, in: header, value: 'Bearer {$inputs.key}'}, "
        "{name: status, in: query, value: $inputs.key}"
    )

    assert report.places("AZ512") == ["/workflows/0/steps/0/parameters/1/value"]


def test_secret_in_a_header_is_no_finding() -> None:
    assert sending("{name: X-Trace, in: header, value: $inputs.word}").codes == []
