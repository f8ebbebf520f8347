"""Expressions in values: as the whole value, in braces, and as published ones are."""

from __future__ import annotations

import pytest

from arazzo_codegen.expressions.model import Input, StepOutput
from arazzo_codegen.link.model import (
    ExpressionValue,
    LiteralValue,
    SelectorValue,
    TemplateValue,
    Value,
)

from ..support.workflows import Report, check_steps, check_workflow


def header(value: str, version: str = "1.1.0") -> Report:
    """A header with that value, in a step after one with an output `pet`."""
    return check_steps(
        f"""
        - stepId: find
          operationId: listPets
          outputs: {{pet: $response.body#/0, a.b: $response.body#/0/id}}
        - stepId: send
          operationId: listPets
          parameters:
          - name: X-Trace
            in: header
            value: {value}
        """,
        version=version,
    )


def value_of(report: Report) -> Value:
    return report.checked[0].workflow.steps[1].parameters[0].value


def test_whole_expression_is_an_expression() -> None:
    value = value_of(header("$inputs.name"))

    assert isinstance(value, ExpressionValue)
    assert value.expression == Input("name")


def test_expression_in_braces_makes_a_text() -> None:
    value = value_of(header("'{$inputs.name}'"))

    assert isinstance(value, TemplateValue)
    assert value.template.parts == (Input("name"),)


@pytest.mark.parametrize("text", ["$5.00", "$HOME", "'$.items[*]'", "a{b}c", "'{$5}'"])
def test_dollar_text_that_is_no_expression_stays_text(text: str) -> None:
    report = header(text)

    value = value_of(report)
    assert isinstance(value, LiteralValue)
    assert value.value == text.strip("'")
    assert report.codes == []


def test_expression_without_braces_is_spliced_with_a_warning() -> None:
    report = header("Bearer $inputs.name")

    value = value_of(report)
    assert isinstance(value, TemplateValue)
    assert value.template.parts == ("Bearer ", Input("name"))
    assert report.only("AZ701").hint == "write 'Bearer {$inputs.name}'"


def test_text_may_mix_expressions_with_braces_and_without() -> None:
    report = header("'{$inputs.name} of $inputs.petId.'")

    value = value_of(report)
    assert isinstance(value, TemplateValue)
    assert value.template.parts == (Input("name"), " of ", Input("petId"), ".")
    assert report.only("AZ701").hint == "write '{$inputs.name} of {$inputs.petId}.'"


def test_expressions_without_braces_may_follow_one_another() -> None:
    report = header("$inputs.name$inputs.petId and a$inputs.name-a")

    value = value_of(report)
    assert isinstance(value, TemplateValue)
    name, pet = Input("name"), Input("petId")
    assert value.template.parts == (name, pet, " and a", name, "-a")


def test_unbraced_name_that_does_not_exist_stays_text_with_a_warning() -> None:
    report = header("Bearer $inputs.token")

    assert report.only("AZ708").place is not None
    assert isinstance(value_of(report), LiteralValue)


@pytest.mark.parametrize("text", ["Bearer {{$inputs.name}}", "x {{ $inputs.name }}"])
def test_two_pairs_of_braces_are_a_warning(text: str) -> None:
    assert "AZ410" in header(text).codes


@pytest.mark.parametrize(
    "text",
    ['{"a":{"b":{$inputs.name}}}', "{a} {$inputs.name} {b}", "{{$inputs.name}"],
)
def test_braces_that_are_not_around_an_expression_are_text(text: str) -> None:
    assert "AZ410" not in header(f"x {text}").codes


def test_unbraced_response_in_a_request_stays_text_with_a_warning() -> None:
    report = header("status $statusCode of $inputs.name")

    value = value_of(report)
    assert isinstance(value, TemplateValue)
    assert value.template.parts == ("status $statusCode of ", Input("name"))
    assert sorted(report.codes) == ["AZ701", "AZ708"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("$input.name", "did you mean '$inputs'?"),
        ("$steps.find.output.pet", "write '$steps.<stepId>.outputs.<name>'"),
        ("'$steps.find.outputs.pet[*].id'", "a path has '.<name>' and '[<index>]'"),
    ],
)
def test_misspelt_expression_is_one_error(text: str, hint: str) -> None:
    assert header(text).only("AZ401").hint == hint


def test_message_of_a_misspelt_expression_says_it_once() -> None:
    message = header("$input.name").only("AZ401").message

    assert message == "'$input.name' is no runtime expression"


def test_misspelt_expression_in_braces_is_one_error() -> None:
    report = header("'a {$steps.find.output.pet} b'")

    assert report.codes == ["AZ402"]


def test_longest_output_that_exists_ends_the_name() -> None:
    whole = header("$steps.find.outputs.a.b")
    path = header("$steps.find.outputs.pet.name")

    assert whole.codes == []
    value = value_of(path)
    assert isinstance(value, ExpressionValue)
    assert value.expression == StepOutput("find", "pet", ("name",))
    assert path.only("AZ705").hint == "write '$steps.find.outputs.pet#/name'"


def test_headers_in_the_plural_are_read_with_a_warning() -> None:
    report = check_steps("""
        - {stepId: a, operationId: listPets, outputs: {x: $response.headers.Etag}}
        """)

    assert report.only("AZ702").hint == "write '$response.header.Etag'"


@pytest.mark.parametrize("pointer", ["$response.body#0", "'$response.body[0]'"])
def test_body_paths_of_published_documents_are_read_with_a_warning(
    pointer: str,
) -> None:
    report = check_steps(
        f"- {{stepId: a, operationId: listPets, outputs: {{x: {pointer}}}}}"
    )

    assert report.codes in (["AZ703"], ["AZ704"])


def test_expression_of_1_1_in_1_0_is_a_warning() -> None:
    report = header("$request.payload", version="1.0.1")

    assert "AZ310" in report.codes
    report = check_steps(
        "- {stepId: a, operationId: listPets, outputs: {x: $request.payload}}",
        version="1.0.1",
    )
    assert report.only("AZ211").hint == "set 'arazzo' to '1.1.0'"


def test_condition_with_an_expression_of_1_1_in_1_0_is_a_warning() -> None:
    report = check_steps(
        """
        - stepId: a
          operationId: listPets
          successCriteria: [{condition: $response.payload#/0/id != null}]
        """,
        version="1.0.1",
    )

    assert report.codes == ["AZ211"]


def test_double_quotes_in_a_condition_are_read_with_a_warning() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          successCriteria: [{condition: '$method == "GET"'}]
        """)

    assert report.only("AZ707").hint == "write \"$method == 'GET'\""


@pytest.mark.parametrize(
    "condition", ["$statusCode = 200", "$statusCode in [200]", "== 200", "(true"]
)
def test_condition_that_cannot_be_read_is_an_error(condition: str) -> None:
    report = check_steps(f"""
        - stepId: a
          operationId: listPets
          successCriteria: [{{condition: '{condition}'}}]
        """)

    assert report.places("AZ403") == [
        "/workflows/0/steps/0/successCriteria/0/condition"
    ]


@pytest.mark.parametrize("context", ["the body", "$response.body and more", "'{$url}'"])
def test_context_that_is_no_expression_is_one_error(context: str) -> None:
    report = check_steps(f"""
        - stepId: a
          operationId: listPets
          successCriteria:
          - {{context: {context}, type: regex, condition: ^a}}
        """)

    assert report.errors == ["AZ401"]


def test_selector_is_read_wherever_a_value_may_stand() -> None:
    value = value_of(
        header("{context: $steps.find.outputs.pet, selector: $.name, type: jsonpath}")
    )

    assert isinstance(value, SelectorValue)
    assert (value.kind, value.selector) == ("jsonpath", "$.name")


def test_object_that_only_looks_like_a_selector_is_data() -> None:
    report = check_steps("""
        - stepId: create
          operationId: createPet
          requestBody:
            payload:
              name: $inputs.name
              owner: {context: here, selector: $.a, type: jsonpath}
        """)

    assert "AZ401" not in report.codes


def test_unusual_name_has_to_be_renamed_where_it_is_declared_too() -> None:
    report = check_workflow("""
        inputs:
          required: ['page[size]']
          properties: {'page[size]': {type: string}}
        steps:
        - stepId: a
          operationId: listPets
          parameters: [{name: X-Trace, in: header, value: '$inputs.page[size]'}]
        """)

    hint = report.only("AZ706").hint
    assert hint == "rename what it names, and write '$inputs.page_size'"
