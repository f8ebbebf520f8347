"""References of sources that lead nowhere, in and beside what a workflow uses."""

from __future__ import annotations

import pytest

from arazzo_codegen.diagnostics.model import Severity

from ..support.workflows import Report, check_documents

API = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
servers: [{url: https://pets.example.com}]
paths:
  /pets:
    PATH
    post:
      operationId: createPet
      parameters: [LIMIT]
      requestBody: BODY
      responses:
        '200': RESPONSE
  /broken:
    get:
      operationId: broken
      parameters: [{$ref: '#/nowhere'}]
      responses: {'200': {$ref: '#/nowhere'}}
"""
STEP = """
  - stepId: create
    operationId: createPet
    parameters: [{name: limit, in: query, value: 1}]
    requestBody: {payload: {name: x}}
    outputs: {id: $response.body#/id}
"""
DANGLING = "{$ref: '#/components/nothing'}"


def document(*workflows: str) -> str:
    listed = "".join(
        f"- workflowId: w{number}\n  steps:{steps}"
        for number, steps in enumerate(workflows)
    )
    return (
        "arazzo: 1.1.0\ninfo: {title: Test, version: 1.0.0}\nsourceDescriptions:\n"
        f"- {{name: api, url: api.yml}}\nworkflows:\n{listed}"
    )


PARTS = {
    "LIMIT": "{name: limit, in: query, schema: {type: integer}}",
    "BODY": "{content: {application/json: {schema: {type: object}}}}",
    "RESPONSE": "{description: A, content: {application/json: {schema: {type: object, "
    "properties: {id: {type: string}, owner: OWNER}}}}}",
    "OWNER": "{type: object}",
    "PATH": "summary: Pets",
}


def check(steps: str = STEP, rest: str = "", **parts: str) -> Report:
    """Check two workflows of the same steps."""
    source = API
    given = {name.upper(): part for name, part in parts.items()}
    for name, part in (PARTS | given).items():
        source = source.replace(name, part)
    return check_documents(document(steps, steps), api=source + rest)


def test_references_beside_what_a_workflow_uses_are_no_finding() -> None:
    assert check(owner=DANGLING).codes == []


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"limit": DANGLING}, "/paths/~1pets/post/parameters/0/$ref"),
        ({"body": DANGLING}, "/paths/~1pets/post/requestBody/$ref"),
        (
            {"body": f"{{content: {{application/json: {DANGLING}}}}}"},
            "/paths/~1pets/post/requestBody/content/application~1json/$ref",
        ),
    ],
)
def test_parameter_or_body_that_leads_nowhere_is_an_error_of_each_workflow(
    parts: dict[str, str], place: str
) -> None:
    report = check(**parts)

    assert set(report.errors) == {"AZ152"}
    assert set(report.places("AZ152")) == {place}
    assert report.checked == ()


def test_parameter_of_a_path_that_leads_nowhere_is_an_error() -> None:
    report = check(path=f"parameters: [{DANGLING}]")

    assert set(report.places("AZ152")) == {"/paths/~1pets/parameters/0/$ref"}


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        (
            {"response": DANGLING},
            "/paths/~1pets/post/responses/200/$ref",
        ),
        (
            {"owner": DANGLING, "steps": STEP.replace("#/id", "#/owner/email")},
            "/paths/~1pets/post/responses/200/content/application~1json/schema"
            "/properties/owner/$ref",
        ),
        (
            {"body": f"{{content: {{application/json: {{schema: {DANGLING}}}}}}}"},
            "/paths/~1pets/post/requestBody/content/application~1json/schema/$ref",
        ),
        (
            {"limit": f"{{name: limit, in: query, schema: {DANGLING}}}"},
            "/paths/~1pets/post/parameters/0/schema/$ref",
        ),
    ],
)
def test_schema_that_leads_nowhere_is_one_warning(
    parts: dict[str, str], place: str
) -> None:
    report = check(**parts)

    found = report.only("AZ154")
    assert found.severity is Severity.WARNING
    assert report.places("AZ154") == [place]
    assert "leads nowhere" in found.message
    assert len(report.checked) == 2


def test_schema_that_refers_to_itself_is_one_warning() -> None:
    report = check(
        body="{content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}",
        rest="components: {schemas: {A: {$ref: '#/components/schemas/A'}}}\n",
    )

    assert "circle" in report.only("AZ154").message
