"""A change of a document changes the lines that it is about, and no others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml

from arazzo_codegen.cli.main import main
from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.pipeline import compile_specs

ROOT = Path(__file__).parents[1]
PRISMA = "prisma/arazzo/prisma-postgres-provision-project-workflow.yml"
PRISMA_API = "prisma/openapi/prisma-postgres-management-openapi.yml"
AIRBYTE = "airbyte/arazzo/airbyte-provision-pipeline-workflow.yml"
AIRBYTE_API = "airbyte/openapi/airbyte-openapi.yml"
PRISMA_MODULE = "provision_postgres_project.py"
AIRBYTE_MODULE = "provision_pipeline.py"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A copy of specs/ to edit."""
    return Path(shutil.copytree(ROOT / "specs", tmp_path / "specs"))


def texts(specs: Path) -> dict[str, str]:
    """The files that the documents compile to."""
    compilation = compile_specs(CompileRequest(specs=(specs,)))
    errors = [f for f in compilation.diagnostics if f.severity is Severity.ERROR]
    assert not errors
    return {file.path: file.text for file in compilation.files}


def edit(path: Path, old: str, new: str) -> None:
    """Put a text in the place of one that is there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_document(path: Path, change: Callable[[Any], None]) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")


def changed(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The lines that a reviewer sees of each file that differs: those of the new
    text, and those of the old one that have no successor."""
    assert before.keys() == after.keys()
    lines = {name: changed_lines(before[name], after[name]) for name in before}
    return {name: found for name, found in lines.items() if found}


def changed_lines(before: str, after: str) -> list[str]:
    old, new = before.splitlines(), after.splitlines()
    found: list[str] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind != "equal":
            replaced = old[old_from + (new_to - new_from) : old_to]
            found += [*new[new_from:new_to], *replaced]
    return found


@pytest.mark.parametrize(
    ("document", "old", "new"),
    [
        (PRISMA_API, "Deletes a project with its databases", "Removes a project"),
        (PRISMA_API, "description: Last day of the period.", "description: The end."),
        (PRISMA_API, "description: The workspaces.\n", "description: All of them.\n"),
        (PRISMA_API, "title: Prisma Postgres Management API", "title: Management API"),
        (PRISMA_API, "description: Production", "description: Where it runs"),
    ],
)
def test_a_description_that_the_workflow_does_not_use(
    specs: Path, document: str, old: str, new: str
) -> None:
    before = texts(specs)
    edit(specs / document, old, new)

    assert texts(specs) == before


@pytest.mark.parametrize(
    ("document", "module", "old", "new"),
    [
        (PRISMA, PRISMA_MODULE, "$statusCode == 202", "$statusCode < 203"),
        (
            PRISMA,
            PRISMA_MODULE,
            "- condition: $statusCode == 202",
            r"- {context: $statusCode, condition: '^202$', type: regex}",
        ),
    ],
)
def test_an_edited_criterion_changes_three_lines_at_most(
    specs: Path, document: str, module: str, old: str, new: str
) -> None:
    before = texts(specs)
    edit(specs / document, old, new)

    found = changed(before, texts(specs))

    assert found.keys() == {module}
    assert 1 <= len(found[module]) <= 3


@pytest.mark.parametrize("document", [PRISMA_API, AIRBYTE_API])
def test_the_order_of_operations_and_schemas_does_not_matter(
    specs: Path, document: str
) -> None:
    before = texts(specs)

    def turn_around(api: Any) -> None:
        api["paths"] = dict(reversed(api["paths"].items()))
        components = api["components"]
        for name, members in components.items():
            components[name] = dict(reversed(members.items()))

    edit_document(specs / document, turn_around)

    assert texts(specs) == before


def test_an_operation_more_changes_nothing(specs: Path) -> None:
    before = texts(specs)

    def add(api: Any) -> None:
        responses = {"200": {"description": "It is there."}}
        added = {"/a": {"get": {"operationId": "a", "responses": responses}}}
        api["paths"] = {**added, **api["paths"]}

    edit_document(specs / PRISMA_API, add)

    assert texts(specs) == before


def test_another_api_changes_nothing(specs: Path) -> None:
    before = texts(specs)
    shutil.rmtree(specs / "prisma")

    after = texts(specs)

    assert after == {name: before[name] for name in before if name != PRISMA_MODULE}


def test_a_renamed_step_changes_its_own_lines(specs: Path) -> None:
    before = texts(specs)
    document = specs / PRISMA
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("backupDatabase", "shadowDatabase"))

    after = texts(specs)

    names = [
        ("backupDatabase", "shadowDatabase"),
        ("BackupDatabase", "ShadowDatabase"),
        ("backup_database", "shadow_database"),
    ]
    expected = before[PRISMA_MODULE]
    for old, new in names:
        expected = expected.replace(old, new)
    assert after == {**before, PRISMA_MODULE: expected}


def test_a_schema_or_tag_that_nothing_uses_changes_nothing(specs: Path) -> None:
    before = texts(specs)

    def add(api: Any) -> None:
        api["components"]["schemas"]["Unused"] = {"type": "object"}
        api["tags"] = [{"name": "unused"}]

    edit_document(specs / PRISMA_API, add)

    assert texts(specs) == before


def test_a_renamed_operation_changes_nothing(specs: Path) -> None:
    """The request is the same; the document names the operation, the module its path."""
    before = texts(specs)
    for document in (PRISMA, PRISMA_API):
        path = specs / document
        text = path.read_text(encoding="utf-8")
        assert "operationId: createProject" in text
        path.write_text(
            text.replace("operationId: createProject", "operationId: makeProject")
        )

    assert texts(specs) == before


def test_another_server_is_a_line(specs: Path) -> None:
    before = texts(specs)
    edit(specs / PRISMA_API, "https://api.prisma.io/v1", "https://eu.prisma.io/v1")

    found = changed(before, texts(specs))

    assert [len(lines) for lines in found.values()] == [1]
    assert "https://eu.prisma.io/v1" in found[PRISMA_MODULE][0]


def test_another_description_of_a_step_is_a_line(specs: Path) -> None:
    before = texts(specs)
    old, new = "Mint a connection string for", "Make a connection string for"
    edit(specs / PRISMA, old, new)

    found = changed(before, texts(specs))

    assert found == {PRISMA_MODULE: [f'    """{new} the application.']}


def test_another_summary_of_the_workflow_is_a_line(specs: Path) -> None:
    before = texts(specs)
    edit(specs / AIRBYTE, "summary: Create a source and", "summary: Make a source and")

    found = changed(before, texts(specs))

    assert [len(lines) for lines in found.values()] == [1]


def test_an_output_more_of_a_step_is_two_lines(specs: Path) -> None:
    """A field of its class, and the value it gets."""
    before = texts(specs)
    status = "          sourceType: $response.body#/sourceType\n"
    edit(specs / AIRBYTE, status, status + "          name: $response.body#/name\n")

    found = changed(before, texts(specs))

    assert found == {
        AIRBYTE_MODULE: ["    name: str", '        name=_at(body, "name"),']
    }


def test_an_output_more_of_the_workflow_is_two_lines(specs: Path) -> None:
    before = texts(specs)
    last = "      jobId: $steps.triggerFirstSync.outputs.jobId\n"
    more = "      jobStatus: $steps.triggerFirstSync.outputs.jobStatus\n"
    edit(specs / AIRBYTE, last, last + more)

    found = changed(before, texts(specs))

    assert [len(lines) for lines in found.values()] == [2]


def test_a_step_more_adds_lines_and_changes_none(specs: Path) -> None:
    before = texts(specs)

    def add(document: Any) -> None:
        steps = document["workflows"][0]["steps"]
        ids = [step["stepId"] for step in steps]
        index = ids.index("createConnection")
        steps.insert(index, {**steps[index], "stepId": "secondConnection"})

    edit_document(specs / PRISMA, add)
    old, new = before[PRISMA_MODULE], texts(specs)[PRISMA_MODULE]

    matcher = SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    kinds = {kind for kind, *_ in matcher.get_opcodes()}
    added = new.count("\n") - old.count("\n")
    assert kinds == {"equal", "insert"}
    # Its class, its field of what was completed, its call and its function.
    assert "SecondConnectionOutputs(BaseModel)" in new
    assert added <= 50


def test_a_workflow_more_in_a_document_changes_no_other_module(specs: Path) -> None:
    before = texts(specs)

    def add(document: Any) -> None:
        first = document["workflows"][0]
        document["workflows"].insert(0, {**first, "workflowId": "provision-another"})

    edit_document(specs / AIRBYTE, add)

    after = texts(specs)
    assert after.pop("provision_another.py")
    assert after == before


def test_inputs_in_another_order_change_the_class_only(specs: Path) -> None:
    before = texts(specs)

    def turn_around(document: Any) -> None:
        inputs = document["workflows"][0]["inputs"]
        inputs["properties"] = dict(reversed(inputs["properties"].items()))

    edit_document(specs / AIRBYTE, turn_around)

    after = texts(specs)
    assert after[PRISMA_MODULE] == before[PRISMA_MODULE]
    assert sorted(after[AIRBYTE_MODULE].split("\n")) == sorted(
        before[AIRBYTE_MODULE].split("\n")
    )


def test_an_optional_input_more_is_a_line_more(specs: Path) -> None:
    before = texts(specs)
    edit(
        specs / AIRBYTE,
        "        connectionName:\n",
        "        note: {type: string}\n        connectionName:\n",
    )

    found = changed(before, texts(specs))

    assert found == {AIRBYTE_MODULE: ["    note: str | None = None"]}


def test_a_parameter_more_changes_few_lines(specs: Path) -> None:
    before = texts(specs)
    edit(
        specs / AIRBYTE,
        "          - name: ignoreCache\n",
        "          - {name: page, in: query, value: 2}\n"
        "          - name: ignoreCache\n",
    )

    found = changed(before, texts(specs))

    assert found == {AIRBYTE_MODULE: ['            "page": 2,']}


def test_a_second_run_writes_nothing_and_says_so(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    run(specs, out)
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    capsys.readouterr()

    run(specs, out)

    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before
    assert "2 modules unchanged" in capsys.readouterr().err


def test_only_the_module_that_differs_is_written(specs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(specs, out)
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    edit(specs / PRISMA, "$statusCode == 202", "$statusCode < 203")

    run(specs, out)

    after = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    assert {name for name in after if after[name] != before[name]} == {PRISMA_MODULE}


def run(specs: Path, out: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(specs), "-o", str(out)])
    assert ended.value.code == 0
