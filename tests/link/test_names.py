"""References: sources, operations, workflows, steps, inputs, outputs and components."""

from __future__ import annotations

from pathlib import Path

import pytest

from arazzo_codegen.link.model import LiteralValue, OperationCall

from ..support.workflows import (
    PETS,
    Report,
    check_documents,
    check_steps,
    check_workflow,
)

HEAD = "arazzo: 1.1.0\ninfo: {title: Test, version: 1.0.0}\nsourceDescriptions:\n"
STEP = """
workflows:
- workflowId: main
  steps:
  - {stepId: list, operationId: listPets}
"""


def test_source_that_is_not_there_is_one_error_at_its_url() -> None:
    report = check_documents(f"{HEAD}- {{name: a, url: ./missing.yml}}\n{STEP}")

    assert report.codes == ["AZ301"]
    assert report.places("AZ301") == ["/sourceDescriptions/0/url"]


def test_names_are_judged_when_the_sources_can_be_read() -> None:
    broken = STEP.replace("listPets}", "listPets, outputs: {x: $inputs.nope}}")

    assert check_documents(f"{HEAD}- {{name: a, url: no.yml}}\n{broken}").errors == [
        "AZ301"
    ]
    assert check_documents(f"{HEAD}- {{name: a, url: pets.yml}}\n{broken}").errors == [
        "AZ308"
    ]


def test_unused_source_that_is_not_there_does_not_stop_the_workflow() -> None:
    step = STEP.replace("listPets", "$sourceDescriptions.pets.listPets")
    sources = "- {name: pets, url: pets.yml}\n- {name: b, url: no.yml}\n"
    report = check_documents(f"{HEAD}{sources}{step}")

    assert report.places("AZ301") == ["/sourceDescriptions/1/url"]
    assert len(report.checked) == 1


def test_remote_source_is_named_as_not_fetched() -> None:
    report = check_documents(
        f"{HEAD}- {{name: a, url: https://x.example/a.yml}}\n{STEP}"
    )

    assert report.places("AZ903") == ["/sourceDescriptions/0/url"]


def test_override_replaces_a_source() -> None:
    text = f"{HEAD}- {{name: a, url: https://x.example/a.yml}}\n{STEP}"
    report = check_documents(text, overrides={"a": Path("/specs/pets.yml")})

    assert report.codes == []


def test_asyncapi_source_is_named_as_not_supported() -> None:
    report = check_documents(f"{HEAD}- {{name: a, url: a.yml, type: asyncapi}}\n{STEP}")

    assert set(report.errors) == {"AZ901"}
    assert report.places("AZ901")[0] == "/sourceDescriptions/0/type"


def test_source_is_found_by_its_identity_before_its_place() -> None:
    child = (
        "$self: https://flows.example/child\n" + HEAD + "- {name: p, url: pets.yml}\n"
        "workflows:\n- workflowId: child\n  steps:\n"
        "  - {stepId: a, operationId: listPets}\n"
    )
    parent = (
        "$self: https://flows.example/parent\n" + HEAD + "- {name: c, url: child, "
        "type: arazzo}\nworkflows:\n- workflowId: main\n  steps:\n"
        "  - {stepId: a, workflowId: $sourceDescriptions.c.child}\n"
    )
    report = check_documents(parent, child)

    assert report.codes == []
    assert [one.workflow.key.workflow_id for one in report.checked] == ["child", "main"]


def test_source_of_another_type_is_an_error() -> None:
    text = f"{HEAD}- {{name: a, url: 0.arazzo.yml, type: openapi}}\n{STEP}"

    assert check_documents(text).errors == ["AZ313"]


def test_source_that_is_no_arazzo_document_is_an_error() -> None:
    step = STEP.replace("operationId: listPets", "workflowId: $sourceDescriptions.a.x")
    text = f"{HEAD}- {{name: a, url: pets.yml, type: arazzo}}\n{step}"

    assert check_documents(text).errors == ["AZ313"]


def two_sources(step: str, other: str = PETS) -> Report:
    sources = "- {name: pets, url: pets.yml}\n- {name: other, url: other.yml}\n"
    text = f"{HEAD}{sources}{STEP.replace('operationId: listPets', step)}"
    return check_documents(text, other=other)


EMPTY = "openapi: 3.1.0\ninfo: {title: E, version: 1.0.0}\npaths: {}\n"


def test_operation_id_of_several_sources_is_an_error() -> None:
    assert two_sources("operationId: listPets").errors == ["AZ304"]


def test_operation_id_that_one_source_has_is_taken_with_a_warning() -> None:
    report = two_sources("operationId: listPets", EMPTY)

    assert report.only("AZ723").hint == "write '$sourceDescriptions.pets.listPets'"
    assert report.errors == []


def test_qualified_operation_id_is_no_finding() -> None:
    report = two_sources("operationId: $sourceDescriptions.other.listPets")

    assert report.codes == []
    call = report.checked[0].workflow.steps[0].call
    assert isinstance(call, OperationCall)
    assert call.operation.source.name == "other"


def test_unknown_operation_is_an_error_with_the_nearest() -> None:
    found = check_steps("- {stepId: a, operationId: listPet}").only("AZ303")

    assert found.hint == "did you mean 'listPets'?"


def test_operation_id_in_another_case_is_taken_with_a_warning() -> None:
    report = check_steps("- {stepId: a, operationId: LISTPETS}")

    assert report.only("AZ722").hint == "write 'listPets'"


def test_unknown_source_is_an_error_with_the_nearest() -> None:
    report = check_steps("- {stepId: a, operationId: $sourceDescriptions.pet.listPets}")

    assert report.only("AZ302").hint == "did you mean 'pets'?"


@pytest.mark.parametrize(
    "call",
    [
        "operationId: $sourceDescriptions.PETS.listPets",
        "operationPath: '{$sourceDescriptions.Pets.url}#/paths/~1pets/get'",
    ],
)
def test_source_in_another_case_is_taken_with_a_warning(call: str) -> None:
    report = check_steps(f"- {{stepId: a, {call}}}")

    assert report.only("AZ724").hint == "write 'pets'"
    assert report.errors == []
    assert len(report.checked) == 1


def test_source_in_another_case_is_an_error_with_strict() -> None:
    step = "- {stepId: a, operationId: $sourceDescriptions.PETS.listPets}"

    assert check_steps(step, strict=True).errors == ["AZ724"]


def test_source_in_another_case_is_unknown_where_two_would_match() -> None:
    sources = "- {name: Pets, url: pets.yml}\n- {name: pets, url: pets.yml}\n"
    operation = "$sourceDescriptions.PETS.listPets"
    text = f"{HEAD}{sources}{STEP.replace('listPets', operation)}"

    assert check_documents(text).errors == ["AZ302"]


def test_source_in_another_case_is_read_in_an_expression() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          parameters:
          - {name: X-Trace, in: header, value: $sourceDescriptions.PETS.url}
        """)

    assert report.only("AZ724").hint == "write 'pets'"
    value = report.checked[0].workflow.steps[0].parameters[0].value
    assert isinstance(value, LiteralValue)
    assert value.value == "./pets.yml"


def test_workflow_of_a_source_in_another_case_is_found() -> None:
    child = f"{HEAD}- {{name: p, url: pets.yml}}\n{STEP}"
    call = "workflowId: $sourceDescriptions.CHILD.main"
    source = "- {name: child, url: 1.arazzo.yml, type: arazzo}\n"
    parent = f"{HEAD}{source}{STEP.replace('operationId: listPets', call)}"
    report = check_documents(parent, child)

    assert report.places("AZ724") == ["/workflows/0/steps/0/workflowId"]
    assert len(report.checked) == 2


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("{$sourceDescriptions.pets.url}#/paths/~1pets/get", []),
        ("$sourceDescriptions.pets.url#/paths/~1pets/get", ["AZ721"]),
        ("pets#/paths/~1pets/get", ["AZ721"]),
        ("GET /pets", ["AZ721"]),
        ("GET /cats", ["AZ303"]),
        ("{$sourceDescriptions.pets.url}#/paths/~1cats/get", ["AZ303"]),
        ("{$sourceDescriptions.cats.url}#/paths/~1pets/get", ["AZ302"]),
        ("somewhere", ["AZ303"]),
    ],
)
def test_operation_path(path: str, codes: list[str]) -> None:
    report = check_steps(f"- {{stepId: a, operationPath: '{path}'}}")

    assert report.codes == codes


def test_unknown_workflow_is_an_error_at_its_name() -> None:
    report = check_steps("- {stepId: a, workflowId: mian}")

    assert report.places("AZ305") == ["/workflows/0/steps/0/workflowId"]


@pytest.mark.parametrize(
    ("expression", "code", "hint"),
    [
        ("$inputs.nmae", "AZ308", "did you mean 'name'?"),
        ("$steps.fin.outputs.x", "AZ306", "did you mean 'find'?"),
        ("$steps.find.outputs.y", "AZ307", "there is 'x'"),
        ("$workflows.other.outputs.y", "AZ305", None),
        ("$sourceDescriptions.pet.url", "AZ302", "did you mean 'pets'?"),
        ("$response.body", "AZ310", None),
        ("$components.parameters.page", "AZ310", None),
        ("$self", "AZ310", None),
        ("$outputs.x", "AZ310", None),
    ],
)
def test_expression_that_reads_nothing_is_one_error(
    expression: str, code: str, hint: str | None
) -> None:
    report = check_steps(f"""
        - {{stepId: find, operationId: listPets, outputs: {{x: $response.body}}}}
        - stepId: send
          operationId: listPets
          parameters: [{{name: X-Trace, in: header, value: {expression}}}]
        """)

    found = report.only(code)
    assert hint is None or found.hint == hint


def test_input_that_the_schema_admits_in_so_many_words_is_declared_enough() -> None:
    steps = "steps: [{stepId: a, operationId: listPets, outputs: {x: $inputs.other}}]"
    admits = ["additionalProperties: true", "patternProperties: {^o: {type: string}}"]

    for keyword in admits:
        assert check_workflow(f"inputs: {{{keyword}}}\n{steps}").codes == []
    for keyword in ("additionalProperties: false", "patternProperties: {^x: {}}"):
        assert check_workflow(f"inputs: {{{keyword}}}\n{steps}").errors == ["AZ308"]


def test_inputs_may_be_declared_by_reference_and_in_parts() -> None:
    report = check_workflow(
        """
        inputs:
          allOf:
          - {$ref: '#/components/inputs/page'}
          - properties: {name: {type: string}}
        steps:
        - {stepId: a, operationId: listPets, outputs: {x: $inputs.page, y: $inputs.name}}
        """,
        "components: {inputs: {page: {properties: {page: {type: integer}}}}}",
    )

    assert report.codes == []


REUSED = """
components:
  parameters:
    trace: {name: X-Trace, in: header, value: a}
  failureActions:
    stop: {name: stop, type: end}
"""


@pytest.mark.parametrize(
    ("reference", "codes"),
    [
        ("$components.parameters.trace", []),
        ("$components.parameters.tarce", ["AZ309"]),
        ("$components.failureActions.stop", ["AZ312"]),
        ("'#/components/parameters/trace'", ["AZ312"]),
    ],
)
def test_reference_to_a_component(reference: str, codes: list[str]) -> None:
    report = check_workflow(
        f"""
        steps:
        - stepId: a
          operationId: listPets
          parameters: [{{reference: {reference}}}]
        """,
        REUSED,
    )

    assert report.codes == codes


def test_value_beside_a_reference_replaces_the_parameters() -> None:
    report = check_workflow(
        """
        steps:
        - stepId: a
          operationId: listPets
          parameters: [{reference: $components.parameters.trace, value: b}]
        """,
        REUSED,
    )

    value = report.checked[0].workflow.steps[0].parameters[0].value
    assert value.node.value == "b"


def test_step_of_another_workflow_in_depends_on_is_named_as_not_supported() -> None:
    report = check_steps("""
        - {stepId: a, operationId: listPets}
        - {stepId: b, operationId: listPets, dependsOn: [$workflows.other.steps.x]}
        """)

    assert report.places("AZ902") == ["/workflows/0/steps/1/dependsOn/0"]
