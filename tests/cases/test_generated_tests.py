"""The tests that the compiler writes pass, and fail when a module does wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.pipeline import compile_specs

from ..fuzz.limits import limited
from .harness import CASES, FOLDER, compiled, write_package, write_tests

SELECTION = (
    "failure_goto",
    "form_body",
    "multipart_body",
    "optional_values",
    "polling_loop",
    "retry",
    "several_sources",
    "straight_line",
    "sub_workflow",
    "transfer",
    "xml_body",
)

MUTATIONS = {
    "a header is dropped": ("workflow_level", '"X-Tenant": inputs.tenant, ', ""),
    "a query is dropped": ("optional_values", 'params={"city": inputs.city},', ""),
    "an optional input is always sent": (
        "optional_values",
        '_get(inputs, "phone")',
        'getattr(inputs, "phone") or "x"',
    ),
    "a member of a body has another name": ("sub_workflow", '{"person"', '{"people"'),
    "a field of a form is dropped": ("form_body", '"user": inputs.user,', ""),
    "an output reads another pointer": (
        "form_body",
        '_at(step.body(), "access_token")',
        '_at(step.body(), "token_type")',
    ),
    "outputs of two steps are exchanged": (
        "failure_goto",
        "flight_id=done.book_flight.flight_id, room_id=done.book_room.room_id",
        "flight_id=done.book_room.room_id, room_id=done.book_flight.flight_id",
    ),
    "a goto is ignored": ("failure_goto", 'failure.action != "full"', "True"),
    "a jump back is ignored": ("polling_loop", 'action != "again"', "True"),
    "a retry is ignored": ("retry", "busy < 3", "busy < 0"),
    "a retry does not wait": ("retry", "after=1.5", "after=0.0"),
    "a criterion is not checked": (
        "straight_line",
        "step.require(response.status_code",
        "step.require(True or response.status_code",
    ),
    "what was completed is lost": ("failure_goto", "error.completed = done", "pass"),
    "another step is named": ("retry", '_Step("send"', '_Step("sent"'),
    "another method is used": ("polling_loop", '"GET", "/jobs', '"POST", "/jobs'),
    "an input of a called workflow is wrong": (
        "sub_workflow",
        '{"fullName": inputs.name}',
        '{"fullName": "x"}',
    ),
}
"""What goes wrong: a case, what its module says, and what it says then."""


def run_tests(folder: Path) -> dict[str, list[str]]:
    """Run the generated tests of a folder.

    Returns:
        By the packages of tests, those that failed.
    """
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", f"--junitxml={report}", "."]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)
    found: dict[str, list[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        failed = found.setdefault(case.get("classname", "").split(".")[0], [])
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(case.get("name", ""))
    return found


def test_the_tests_of_cases_pass(tmp_path: Path) -> None:
    for case in SELECTION:
        write_package(case, tmp_path)
        write_tests(case, tmp_path)

    assert run_tests(tmp_path) == {f"tests_{case}": [] for case in SELECTION}


def written_tests(case: str, old: str, new: str, folder: Path) -> str:
    """The tests that a case gets where its workflow says something else."""
    shutil.copytree(FOLDER / case, folder / "specs")
    document = folder / "specs/workflow.arazzo.yaml"
    text = document.read_text("utf-8")
    assert old in text
    document.write_text(text.replace(old, new), "utf-8")
    compilation = compile_specs(CompileRequest((folder / "specs",), tested_package="m"))
    (test,) = [file for file in compilation.tests if file.path != "conftest.py"]
    return test.text


@pytest.mark.parametrize("others", ["true", "{type: string}"])
def test_inputs_that_an_example_has_and_nothing_declares_have_no_test(
    others: str, tmp_path: Path
) -> None:
    example = "example: {name: Ann, city: Rome, colour: red}"
    declared = f"{example}\n    additionalProperties: {others}\n    required: [name]"

    tests = written_tests("optional_values", "required: [name]", declared, tmp_path)

    assert "test_without_city" in tests
    assert "without_colour" not in tests


def test_a_url_that_is_too_long_to_be_written_has_no_test(tmp_path: Path) -> None:
    long = "x" * 65_515

    tests = written_tests(
        "operation_path", "value: $inputs.noteId", f"value: {long}", tmp_path
    )

    assert "the path of read is not as expected" in tests


def test_no_array_is_made_as_long_as_a_document_asks_for(tmp_path: Path) -> None:
    with limited():
        tests = written_tests(
            "selector_objects",
            "selector: /total",
            "selector: /users/999999999",
            tmp_path,
        )

    assert len(tests) < 10_000


def test_actions_of_one_name_have_tests_of_two_names(tmp_path: Path) -> None:
    fields = """\
    successCriteria: [{condition: $response.body#/text == 'x'}]
    onSuccess: [{name: stop, type: end, criteria: [{condition: $statusCode == 200}]}]
    onFailure: [{name: stop, type: end}]
    outputs:
"""

    tests = written_tests("operation_path", "    outputs:\n", fields, tmp_path)

    assert "def test_read_takes_stop(" in tests
    assert "def test_read_takes_stop_2(" in tests


def test_the_tests_of_a_large_workflow_come_to_an_end(tmp_path: Path) -> None:
    declared = "noteId: {type: string}"
    inputs = "".join(f"\n      i{number}: {{type: string}}" for number in range(310))

    tests = written_tests("operation_path", declared, declared + inputs, tmp_path)

    assert "# - without the input i309: there are many scenarios already\n" in tests


@pytest.mark.parametrize(("filters", "are_met"), [(3, True), (150, False)])
def test_no_value_is_made_that_is_nested_deeper_than_python_reads(
    filters: int, are_met: bool, tmp_path: Path
) -> None:
    query = f"$.x{'[?@.a' * filters}{']' * filters}"
    criterion = f"{{context: $response.body, type: jsonpath, condition: '{query}'}}"

    tests = written_tests(
        "selector_objects",
        "operationId: getUsers",
        f"operationId: getUsers\n    successCriteria: [{criterion}]",
        tmp_path,
    )

    compile(tests, "tests", "exec")
    assert ("def test_runs_to_its_end" in tests) == are_met


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The tests that fail, by mutation."""
    folder = tmp_path_factory.mktemp("mutants")
    names: dict[str, str] = {}
    for number, (title, (case, old, new)) in enumerate(MUTATIONS.items()):
        package = f"mutant_{number}"
        names[f"tests_{number}"] = title
        request = CompileRequest(specs=(FOLDER / case,), tested_package=package)
        compilation = compile_specs(request)
        (folder / package).mkdir()
        changed = 0
        for file in compilation.files:
            changed += file.text.count(old)
            text = file.text.replace(old, new)
            (folder / package / file.path).write_text(text, encoding="utf-8")
        assert changed, f"the modules of {case} do not say {old}"
        (folder / f"tests_{number}").mkdir()
        (folder / f"tests_{number}" / "__init__.py").touch()
        for file in compilation.tests:
            path = folder / f"tests_{number}" / file.path
            path.write_text(file.text, encoding="utf-8")
    return {names[name]: failed for name, failed in run_tests(folder).items()}


@pytest.mark.parametrize("title", MUTATIONS)
def test_a_module_that_does_wrong_fails(
    title: str, caught: dict[str, list[str]]
) -> None:
    assert caught[title]


@pytest.mark.parametrize("case", ["polling_loop", "sub_workflow"])
def test_the_modules_are_the_same_with_tests_and_without(case: str) -> None:
    without = compile_specs(CompileRequest(specs=(FOLDER / case,)))

    assert without.files == compiled(case).files
    assert without.tests == ()


@pytest.mark.parametrize("case", CASES)
def test_each_workflow_has_a_file_of_tests(case: str) -> None:
    found = [file.path for file in compiled(case).tests]

    assert found == [f"test_{module.path}" for module in compiled(case).modules]


def test_nothing_of_it_is_imported_without_the_option() -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from arazzo_codegen.pipeline import CompileRequest, compile_specs;"
        f"compile_specs(CompileRequest(specs=(Path({str(FOLDER / 'retry')!r}),)));"
        "print([n for n in sys.modules if n.startswith("
        "('arazzo_codegen.testing', 'arazzo_codegen.mock', 'arazzo_codegen.running'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
