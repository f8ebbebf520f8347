"""JSONPath, XPath and regular expressions in criteria and selectors."""

from __future__ import annotations

import pytest

from ..support.workflows import Report, check_steps

CONDITION = "/workflows/0/steps/0/successCriteria/0/condition"


def criterion(type_: str, condition: str, operation: str = "listPets") -> Report:
    body = "requestBody: {payload: {name: x}}" if operation == "createPet" else "{}"
    body = body if body != "{}" else "description: none"
    return check_steps(f"""
        - stepId: a
          operationId: {operation}
          {body}
          successCriteria:
          - context: $response.body
            type: {type_}
            condition: {condition}
        """)


@pytest.mark.parametrize(
    ("type_", "condition"),
    [
        ("jsonpath", "$[?@.name == 'x']"),
        ("{type: jsonpath, version: rfc9535}", "$[0]"),
        ("{type: jsonpath, version: draft-goessner-dispatch-jsonpath-00}", "$[0].a"),
        ("jsonpath", "$[?@.name == '{$inputs.name}']"),
        ("xpath", "//pet"),
        ("{type: xpath, version: xpath-10}", "//pet"),
        ("regex", "^a+$"),
    ],
)
def test_criterion_that_can_be_read_is_no_finding(type_: str, condition: str) -> None:
    assert criterion(type_, f'"{condition}"').codes == []


@pytest.mark.parametrize(
    ("type_", "condition", "code"),
    [
        ("jsonpath", "$.pets[invalid", "AZ404"),
        (
            "{type: jsonpath, version: draft-goessner-dispatch-jsonpath-00}",
            "$[?(@.a.length > 1)]",
            "AZ405",
        ),
        (
            "{type: jsonpath, version: draft-goessner-dispatch-jsonpath-00}",
            "$.pets[(@.length-1)]",
            "AZ405",
        ),
        (
            "{type: jsonpath, version: draft-goessner-dispatch-jsonpath-00}",
            "$.pets[invalid",
            "AZ404",
        ),
        ("jsonpath", "$.pets[(@.length-1)]", "AZ404"),
        ("xpath", "//pet[", "AZ407"),
        ("regex", "(a", "AZ408"),
        ("regex", "(a+)+$", "AZ408"),
    ],
)
def test_criterion_that_cannot_be_read_is_an_error_at_it(
    type_: str, condition: str, code: str
) -> None:
    report = criterion(type_, f'"{condition}"')

    assert report.errors == [code]
    assert report.places(code) == [CONDITION]


@pytest.mark.parametrize(
    ("condition", "code"),
    [("$.name == 'x'", "AZ711"), ("$.kind in ['cat', 'dog']", "AZ712")],
)
def test_jsonpath_of_published_documents_is_a_warning(
    condition: str, code: str
) -> None:
    report = criterion("jsonpath", f'"{condition}"', "createPet")

    assert report.codes == [code]
    strict = check_steps(
        f"""
        - stepId: a
          operationId: listPets
          successCriteria:
          - {{context: $response.body, type: jsonpath, condition: "{condition}"}}
        """,
        strict=True,
    )
    assert strict.errors == [code]


def test_expression_without_braces_in_a_jsonpath_is_spliced_with_a_warning() -> None:
    report = criterion("jsonpath", '"$[?@.name == $inputs.name]"')

    assert report.only("AZ701").hint == "write '$[?@.name == {$inputs.name}]'"


def test_filter_on_an_object_is_a_warning() -> None:
    assert criterion("jsonpath", '"$[?@.a]"', "createPet").codes == ["AZ406"]
    assert criterion("jsonpath", '"$[?@.name]"').codes == []


@pytest.mark.parametrize(
    "type_",
    ["{type: jsonpath, version: rfc1}", "{type: xpath, version: '4'}", "yaml"],
)
def test_unknown_type_or_version_is_an_error_at_it(type_: str) -> None:
    report = criterion(type_, "a")

    assert report.errors == ["AZ205"]
    assert report.places("AZ205")[0].startswith(CONDITION.replace("condition", "type"))


@pytest.mark.parametrize(
    ("type_", "selector", "codes"),
    [
        ("jsonpath", "$[0].name", []),
        ("jsonpath", "$.a == 1", ["AZ404"]),
        ("jsonpath", "a[", ["AZ404"]),
        ("xpath", "//a[", ["AZ407"]),
        ("jsonpointer", "/0/name", []),
        ("jsonpointer", "name", ["AZ409"]),
        ("{type: jsonpath, version: rfc1}", "$.a", ["AZ205"]),
    ],
)
def test_selector(type_: str, selector: str, codes: list[str]) -> None:
    report = check_steps(f"""
        - stepId: a
          operationId: listPets
          outputs:
            x: {{context: $response.body, type: {type_}, selector: '{selector}'}}
        """)

    assert report.codes == codes
