"""The shape of Arazzo documents: fields, types, values, and what must be unique."""

from __future__ import annotations

import pytest

from ..support.workflows import check_documents, check_steps, check_workflow

DOCUMENT = """
arazzo: 1.1.0
info: {title: Test, version: 1.0.0}
sourceDescriptions:
- {name: pets, url: ./pets.yml}
workflows:
- workflowId: main
  steps:
  - stepId: list
    operationId: listPets
"""


def test_plain_document_has_no_findings() -> None:
    report = check_documents(DOCUMENT)

    assert report.codes == []
    assert len(report.checked) == 1


@pytest.mark.parametrize(
    ("line", "replacement", "code", "place"),
    [
        ("info: {title: Test, version: 1.0.0}", "", "AZ201", ""),
        ("- workflowId: main", "- summary: main", "AZ201", "/workflows/0"),
        ("  - stepId: list", "  - description: x", "AZ201", "/workflows/0/steps/0"),
        ("arazzo: 1.1.0", "arazzo: 1.1", "AZ202", "/arazzo"),
        ("    operationId: listPets", "    operationId: 5", "AZ202", "operationId"),
        ("arazzo: 1.1.0", "arazzo: 1.2.0", "AZ210", "/arazzo"),
        ("arazzo: 1.1.0", "arazzo: 2.0.0", "AZ210", "/arazzo"),
        (
            "arazzo: 1.1.0",
            "arazzo: 1.1.0\n$self: https://x.example/#a",
            "AZ205",
            "self",
        ),
        ("{name: pets, url: ./pets.yml}", "{name: pets}", "AZ201", "Descriptions/0"),
        (
            "  - stepId: list",
            "  - stepID: list",
            "AZ203",
            "/workflows/0/steps/0/stepID",
        ),
    ],
)
def test_document_without_the_right_shape_is_an_error_at_its_place(
    line: str, replacement: str, code: str, place: str
) -> None:
    report = check_documents(DOCUMENT.replace(line, replacement))

    assert code in report.errors
    assert any(one.endswith(place) for one in report.places(code))


def test_text_instead_of_a_document_is_an_error() -> None:
    assert check_documents("just text").errors == ["AZ201"]


@pytest.mark.parametrize("version", ["1.0.0", "1.0.99", "1.1.0", "1.1.7"])
def test_patch_version_does_not_matter(version: str) -> None:
    assert check_documents(DOCUMENT.replace("1.1.0", version)).codes == []


def test_misspelt_field_is_an_error_that_names_the_field_meant() -> None:
    found = check_steps("""
        - stepId: list
          operationId: listPets
          sucessCriteria: [{condition: $statusCode == 200}]
        """).only("AZ203")

    assert found.hint == "did you mean 'successCriteria'?"


def test_field_of_no_known_name_is_a_warning() -> None:
    report = check_steps("- {stepId: list, operationId: listPets, colour: red}")

    assert report.codes == ["AZ204"]
    assert report.errors == []


def test_extension_is_no_finding() -> None:
    report = check_steps("- {stepId: list, operationId: listPets, x-colour: red}")

    assert report.codes == []


def test_empty_list_is_an_error_where_it_must_hold_something() -> None:
    report = check_steps("- {stepId: list, operationId: listPets, successCriteria: []}")

    assert report.places("AZ206") == ["/workflows/0/steps/0/successCriteria"]
    assert check_workflow("steps: []").places("AZ206") == ["/workflows/0/steps"]


def test_step_id_that_is_there_twice_is_an_error_at_the_second() -> None:
    report = check_steps("""
        - {stepId: list, operationId: listPets}
        - {stepId: list, operationId: listPets}
        """)

    assert report.places("AZ207") == ["/workflows/0/steps/1/stepId"]


def test_action_name_that_is_there_twice_is_an_error_at_the_second() -> None:
    report = check_steps("""
        - stepId: list
          operationId: listPets
          onFailure:
          - {name: stop, type: end, criteria: [{condition: $statusCode == 500}]}
          - {name: stop, type: end}
        """)

    assert report.places("AZ207") == ["/workflows/0/steps/0/onFailure/1/name"]


def test_parameter_that_is_given_twice_is_an_error() -> None:
    report = check_steps("""
        - stepId: list
          operationId: listPets
          parameters:
          - {name: x-trace, in: header, value: a}
          - {name: X-Trace, in: header, value: b}
        """)

    assert report.errors == ["AZ207"]


def test_output_key_with_other_characters_is_an_error_at_the_key() -> None:
    report = check_steps("""
        - {stepId: list, operationId: listPets, outputs: {a b: $response.body}}
        """)

    assert report.places("AZ208") == ["/workflows/0/steps/0/outputs/a b"]


@pytest.mark.parametrize(
    "action",
    [
        "{name: a, type: goto}",
        "{name: a, type: goto, stepId: list, workflowId: main}",
        "{name: a, type: retry, stepId: list, workflowId: main}",
    ],
)
def test_action_with_too_many_or_too_few_targets_is_an_error(action: str) -> None:
    report = check_steps(
        f"- {{stepId: list, operationId: listPets, onFailure: [{action}]}}"
    )

    assert "AZ209" in report.errors


@pytest.mark.parametrize(
    "call",
    ["", "operationId: listPets, workflowId: main", "operationId: a, operationPath: b"],
)
def test_step_that_calls_nothing_or_two_things_is_an_error(call: str) -> None:
    report = check_steps(f"- {{stepId: list, {call}}}")

    assert report.places("AZ209") == ["/workflows/0/steps/0"]


def test_criterion_of_another_type_needs_a_context() -> None:
    report = check_steps("""
        - stepId: list
          operationId: listPets
          successCriteria: [{type: regex, condition: ^2}]
        """)

    assert report.places("AZ209") == ["/workflows/0/steps/0/successCriteria/0"]


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ("type: retry, retryAfter: -1", "AZ205"),
        ("type: retry, retryLimit: -1", "AZ205"),
        ("type: retry, retryLimit: 1.5", "AZ202"),
        ("type: retry, retryLimit: many", "AZ202"),
        ("type: repeat", "AZ205"),
    ],
)
def test_action_with_values_out_of_bounds_is_an_error(action: str, code: str) -> None:
    report = check_steps(
        f"- {{stepId: list, operationId: listPets, onFailure: [{{name: a, {action}}}]}}"
    )

    assert report.errors == [code]


@pytest.mark.parametrize("action", ["retryAfter: 0.5, retryLimit: 0", "retryLimit: 3"])
def test_retry_with_values_in_bounds_is_no_finding(action: str) -> None:
    report = check_steps(f"""
        - stepId: list
          operationId: listPets
          onFailure: [{{name: a, type: retry, {action}}}]
        """)

    assert report.codes == []


def test_querystring_stands_alone() -> None:
    report = check_steps("""
        - stepId: list
          operationId: listPets
          parameters:
          - {name: q, in: querystring, value: a=b}
          - {name: limit, in: query, value: 5}
        """)

    assert report.places("AZ209") == ["/workflows/0/steps/0/parameters"]


@pytest.mark.parametrize(
    "step",
    [
        "operationId: listPets, timeout: 1000",
        "operationId: listPets, outputs: {a: {context: $response.body, "
        "selector: /0, type: jsonpointer}}",
        "operationId: listPets, parameters: [{name: q, in: querystring, value: a=b}]",
    ],
)
def test_feature_of_1_1_in_1_0_is_a_warning_and_with_strict_an_error(step: str) -> None:
    steps = f"- {{stepId: list, {step}}}"

    assert set(check_steps(steps, version="1.0.1").codes) == {"AZ211"}
    assert set(check_steps(steps, version="1.0.1", strict=True).errors) == {"AZ211"}
    assert check_steps(steps).codes == []


def test_timeout_of_nothing_is_an_error() -> None:
    report = check_steps("- {stepId: list, operationId: listPets, timeout: 0}")

    assert report.errors == ["AZ205"]


@pytest.mark.parametrize(
    ("document", "hint"),
    [
        ("openapi: 3.1.0", "this is a source: name the Arazzo document"),
        ("swagger: '2.0'", "this is a source: name the Arazzo document"),
        ("workflows: []", "begin it with arazzo: 1.0.1"),
        ("[]", "begin it with arazzo: 1.0.1"),
    ],
)
def test_a_document_of_another_kind_is_said_to_be_one(document: str, hint: str) -> None:
    found = check_documents(document).only("AZ201")

    assert found.hint is not None
    assert found.hint.startswith(hint)
