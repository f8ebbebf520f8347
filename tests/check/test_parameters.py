"""Parameters beside what their operations declare."""

from __future__ import annotations

import pytest

from ..support.workflows import (
    PETS,
    Report,
    check_documents,
    check_steps,
    check_workflow,
)


def listing(parameter: str) -> Report:
    return check_steps(
        f"- {{stepId: a, operationId: listPets, parameters: [{parameter}]}}"
    )


def test_parameters_that_fit_are_no_finding() -> None:
    report = check_steps("""
        - stepId: a
          operationId: getPet
          parameters:
          - {name: petId, in: path, value: $inputs.petId}
          - {name: view, in: query, value: all}
        """)

    assert report.codes == []


def test_path_parameter_that_nothing_gives_is_an_error_in_the_step() -> None:
    report = check_steps("- {stepId: a, operationId: deletePet}")

    assert report.errors == ["AZ503"]
    assert report.places("AZ503") == ["/workflows/0/steps/0/stepId"]
    assert report.checked == ()


def test_path_parameter_in_another_place_is_an_error_with_a_hint() -> None:
    report = check_steps("""
        - stepId: a
          operationId: deletePet
          parameters: [{name: petId, in: query, value: x}]
        """)

    assert report.only("AZ503").hint == "write in: path"


def test_misspelt_path_parameter_is_one_error_at_its_name() -> None:
    report = check_steps("""
        - stepId: a
          operationId: deletePet
          parameters: [{name: petid, in: path, value: x}]
        """)

    assert report.only("AZ503").hint == "call it 'petId'"
    assert report.places("AZ503") == ["/workflows/0/steps/0/parameters/0/name"]


def test_misspelt_required_query_parameter_is_one_finding() -> None:
    report = check_steps("""
        - stepId: a
          operationId: getPet
          parameters:
          - {name: petId, in: path, value: $inputs.petId}
          - {name: veiw, in: query, value: all}
        """)

    assert report.only("AZ510").hint == "did you mean 'view'?"


def test_path_parameter_may_come_from_the_workflow() -> None:
    report = check_workflow("""
        parameters: [{name: petId, in: path, value: x}]
        steps: [{stepId: a, operationId: deletePet}]
        """)

    assert report.codes == []


def test_required_query_parameter_that_nothing_gives_is_a_warning() -> None:
    report = check_steps("""
        - stepId: a
          operationId: getPet
          parameters: [{name: petId, in: path, value: $inputs.petId}]
        """)

    found = report.only("AZ504")
    assert "'view'" in found.message
    assert found.related


def test_querystring_stands_for_the_query_parameters() -> None:
    report = check_steps("""
        - stepId: a
          operationId: getPet
          parameters:
          - {name: petId, in: path, value: $inputs.petId}
          - {name: q, in: querystring, value: view=all}
        """)

    assert report.codes == []


def test_parameter_that_is_not_declared_is_a_warning_with_the_nearest() -> None:
    found = listing("{name: limt, in: query, value: 5}").only("AZ510")

    assert found.hint == "did you mean 'limit'?"


def test_parameter_that_the_path_has_in_its_query_is_sent_twice() -> None:
    pets = PETS.replace("  /pets:\n", "  /pets?Action=List:\n")
    report = check_documents(
        "arazzo: 1.1.0\ninfo: {title: Test, version: 1.0.0}\nsourceDescriptions:\n"
        "- {name: api, url: api.yml}\nworkflows:\n- workflowId: main\n  steps:\n"
        "  - stepId: a\n    operationId: listPets\n"
        "    parameters: [{name: Action, in: query, value: List}]\n",
        api=pets,
    )

    hints = [one.hint for one in report.found if one.rule.code == "AZ510"]
    assert hints == ["leave it out: the path has it, so that it is sent twice"]


def test_parameter_that_is_declared_elsewhere_is_a_warning_that_says_where() -> None:
    found = listing("{name: limit, in: header, value: '5'}").only("AZ510")

    assert found.hint == "it is declared with in: query"


@pytest.mark.parametrize(
    "parameter",
    [
        "{name: Authorization, in: header, value: x}",
        "{name: accept, in: header, value: text/plain}",
        "{name: x-key, in: header, value: x}",
        "{name: x-trace, in: header, value: x}",
    ],
)
def test_header_that_needs_no_declaration_is_no_finding(parameter: str) -> None:
    assert listing(parameter).codes == []


def test_parameter_of_the_workflow_need_not_be_declared_by_each_operation() -> None:
    report = check_workflow("""
        parameters: [{name: view, in: query, value: all}]
        steps: [{stepId: a, operationId: listPets}]
        """)

    assert report.codes == []


@pytest.mark.parametrize("value", ["many", "1.5", "{a: 1}", "true", "$inputs.name"])
def test_value_that_cannot_be_an_integer_is_a_warning(value: str) -> None:
    report = listing(f"{{name: limit, in: query, value: {value}}}")

    assert report.codes == ["AZ502"]


@pytest.mark.parametrize("value", ["5", "'5'", "5.0", "$inputs.extra"])
def test_value_that_may_be_an_integer_is_no_finding(value: str) -> None:
    assert listing(f"{{name: limit, in: query, value: {value}}}").codes == []


@pytest.mark.parametrize("value", ["5", "true", "text"])
def test_scalar_fits_a_text_parameter(value: str) -> None:
    assert listing(f"{{name: X-Trace, in: header, value: {value}}}").codes == []


@pytest.mark.parametrize("value", ["{a: 1}", "[1, 2]"])
def test_object_or_array_does_not_fit_a_text_parameter(value: str) -> None:
    assert listing(f"{{name: X-Trace, in: header, value: {value}}}").codes == ["AZ502"]


def test_expression_that_does_not_fit_is_reported_once() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          parameters: [{name: limit, in: query, value: $inputs.name}]
        - stepId: b
          operationId: listPets
          parameters: [{name: limit, in: query, value: $inputs.name}]
        """)

    assert report.codes == ["AZ502"]


@pytest.mark.parametrize(
    ("name", "value", "codes"),
    [
        ("status", "free", []),
        ("status", "lost", ["AZ508"]),
        ("tags", "cat", []),
        ("tags", "'cat,dog'", []),
        ("tags", "cow", ["AZ508"]),
        ("tags", "[cat]", []),
        ("status", "$inputs.name", []),
    ],
)
def test_value_of_an_enum(name: str, value: str, codes: list[str]) -> None:
    report = listing(f"{{name: {name}, in: query, value: {value}}}")

    assert report.codes == codes


def test_hint_of_an_enum_lists_its_values() -> None:
    found = listing("{name: status, in: query, value: lost}").only("AZ508")

    assert found.hint == 'it is one of "free", "sold"'


OPTIONAL = """
inputs: {properties: {petId: {type: string}, page: {type: integer, default: 1}}}
steps:
- stepId: a
  operationId: deletePet
  parameters: [{name: petId, in: path, value: $inputs.petId}]
- stepId: b
  operationId: deletePet
  parameters: [{name: petId, in: path, value: $inputs.petId}]
- stepId: c
  operationId: deletePet
  parameters: [{name: petId, in: path, value: $inputs.page}]
"""


def test_optional_input_in_the_path_is_one_warning_at_its_first_use() -> None:
    report = check_workflow(OPTIONAL)

    assert report.codes == ["AZ509"]
    assert report.places("AZ509") == ["/workflows/0/steps/0/parameters/0/value"]


def test_required_input_in_the_path_is_no_finding() -> None:
    required = OPTIONAL.replace("inputs: {", "inputs: {required: [petId], ")

    assert check_workflow(required).codes == []


def test_optional_input_within_a_text_is_a_warning() -> None:
    report = listing("{name: X-Trace, in: header, value: 'n {$inputs.extra}'}")

    assert report.codes == ["AZ509"]


def test_optional_input_in_an_optional_parameter_is_no_finding() -> None:
    assert listing("{name: limit, in: query, value: $inputs.extra}").codes == []


def test_member_that_a_response_may_leave_out_is_a_warning_in_the_path() -> None:
    report = check_steps("""
        - stepId: make
          operationId: createPet
          requestBody: {payload: {name: $inputs.name}}
          outputs: {mail: $response.body#/owner/email, age: $response.body#/age}
        - stepId: a
          operationId: deletePet
          parameters: [{name: petId, in: path, value: $steps.make.outputs.age}]
        - stepId: b
          operationId: deletePet
          parameters: [{name: petId, in: path, value: $steps.make.outputs.mail}]
        """)

    assert "AZ509" in report.codes


def test_member_of_an_extension_without_a_list_of_its_own_is_no_finding() -> None:
    extended = PETS.replace(
        "components:\n  schemas:\n",
        "components:\n  schemas:\n    More:\n      allOf:\n"
        "      - {$ref: '#/components/schemas/Pet'}\n"
        "      - {properties: {code: {type: string}}}\n",
    )
    head, _, tail = extended.partition("'201':")
    text = f"{head}'201':{tail.replace('schemas/Pet', 'schemas/More', 1)}"
    report = check_documents(
        """
        arazzo: 1.1.0
        info: {title: Test, version: 1.0.0}
        sourceDescriptions: [{name: pets, url: other.yml}]
        workflows:
        - workflowId: main
          steps:
          - stepId: make
            operationId: createPet
            requestBody: {payload: {name: x}}
            outputs: {code: $response.body#/code}
          - stepId: a
            operationId: deletePet
            parameters: [{name: petId, in: path, value: $steps.make.outputs.code}]
        """,
        other=text,
    )

    assert report.codes == []


def test_variables_of_a_query_in_the_path_may_be_given_anywhere() -> None:
    other = PETS.replace("/pets/{petId}:", "'/pets?id={petId}':")
    text = """
    arazzo: 1.1.0
    info: {title: Test, version: 1.0.0}
    sourceDescriptions: [{name: pets, url: other.yml}]
    workflows:
    - workflowId: main
      steps:
      - stepId: a
        operationId: deletePet
        parameters: [{name: petId, in: query, value: x}]
    """

    report = check_documents(text, other=other)

    assert report.errors == []
    assert "AZ741" in report.codes
