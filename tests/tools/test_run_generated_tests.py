"""The generated tests of published workflows pass as written."""

from __future__ import annotations

from pathlib import Path

from tests.support.reference import CORPUS, needs_corpus
from tests.tools.run_generated_tests import render, run_folders

SAMPLE = ("jentic/nebl.io", "jentic/openstates.org", "providers/abuseipdb")


@needs_corpus
def test_the_tests_of_published_workflows_pass() -> None:
    tested = list(run_folders([CORPUS / name for name in SAMPLE]))

    assert len(tested) >= len(SAMPLE)
    assert all(one.is_good for one in tested), "\n".join(render(tested, 10))


def test_a_header_that_httpx_sends_by_itself_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "api.openapi.yaml").write_text("""\
openapi: 3.1.0
info: {title: Notes, version: '1'}
servers: [{url: https://notes.example.com}]
paths:
  /notes:
    get:
      operationId: listNotes
      parameters:
        - {name: Accept, in: header, schema: {type: string}}
        - {name: X-Team, in: header, schema: {type: string}}
      responses: {'200': {description: fine}}
""")
    (tmp_path / "notes.arazzo.yaml").write_text("""\
arazzo: 1.0.1
info: {title: Notes, version: '1'}
sourceDescriptions: [{name: notes, url: ./api.openapi.yaml, type: openapi}]
workflows:
  - workflowId: list-notes
    inputs:
      type: object
      properties: {accept: {type: string}, team: {type: string}}
    steps:
      - stepId: list
        operationId: listNotes
        parameters:
          - {name: Accept, in: header, value: $inputs.accept}
          - {name: X-Team, in: header, value: $inputs.team}
""")

    (tested,) = run_folders([tmp_path])

    assert tested.is_good, "\n".join(render([tested], 10))
    assert tested.passed == 5
