"""Hostile and broken inputs that no single file can hold, each with its exit status.

The ids are those of the conformance collection's table; what other tests show of a row
is named in `ELSEWHERE`.
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .command import API, HEAD, Ended, compile_texts, run, workflow
from .test_shared_files import FOLDER

STEP = "{stepId: a, operationId: listPets}"
PLAIN = workflow(STEP)


def _source(url: str, type_: str = "openapi", **files: str) -> dict[str, str]:
    head = HEAD.replace("./pets.yml", url).replace("type: openapi", f"type: {type_}")
    return {**workflow(STEP, head=head), **files}


def circle_of_references(folder: Path) -> Ended:
    inputs = ", inputs: {$ref: '#/components/inputs/a'}"
    files = workflow(STEP, inputs)
    files["w.arazzo.yml"] += (
        "components: {inputs: {a: {$ref: '#/components/inputs/b'},"
        " b: {$ref: '#/components/inputs/a'}}}\n"
    )
    return compile_texts(folder, files)


def escaped_pointer(folder: Path) -> Ended:
    path = "'{$sourceDescriptions.pets.url}#/paths/~1a~0b~1%7Bid%7D/get'"
    parameters = "parameters: [{name: id, in: path, value: x}]"
    files = workflow(f"{{stepId: a, operationPath: {path}, {parameters}}}")
    parameter = "{name: id, in: path, required: true, schema: {type: string}}"
    api = API.replace("/pets:", "/a~b/{id}:").replace(
        "operationId: listPets", f"parameters: [{parameter}]"
    )
    return compile_texts(folder, {**files, "pets.yml": api})


def link_out_of_the_folder(folder: Path) -> Ended:
    outside = folder / "outside.yml"
    outside.write_text(API, "utf-8")
    (folder / "specs").mkdir()
    (folder / "specs" / "linked.yml").symlink_to(outside)
    return compile_texts(folder, _source("linked.yml"))


def pipe_as_source(folder: Path) -> Ended:
    specs = _written(folder, _source("pipe.yml"))
    os.mkfifo(specs / "pipe.yml")
    return run(specs / "w.arazzo.yml", "-o", folder / "out")


def pipe_among_the_specifications(folder: Path) -> Ended:
    """It is found below a folder of the command line, and cannot be read: hence 2."""
    specs = _written(folder, _source("pipe.yml"))
    os.mkfifo(specs / "pipe.yml")
    return run(specs, "-o", folder / "out")


def device_as_source(folder: Path) -> Ended:
    """It is the command line that names it: hence 2."""
    specs = _written(folder, PLAIN)
    return run(specs, "-o", folder / "out", "--source", "pets=/dev/zero")


def link_to_a_device_as_source(folder: Path) -> Ended:
    specs = _written(folder, _source("zero.yml"))
    (specs / "zero.yml").symlink_to("/dev/zero")
    return run(specs / "w.arazzo.yml", "-o", folder / "out")


def socket_as_source(folder: Path) -> Ended:
    specs = _written(folder, _source("s.yml"))
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(specs)  # the path of a socket has to be short
        try:
            listening.bind("s.yml")
        finally:
            os.chdir(here)
        return run(specs / "w.arazzo.yml", "-o", folder / "out")


def documents_that_source_each_other(folder: Path) -> Ended:
    first = _source("./b.arazzo.yml", "arazzo")
    head = HEAD.replace(
        "[{name: pets", "[{name: first, url: ./w.arazzo.yml, type: arazzo}, {name: pets"
    )
    second = workflow(STEP.replace("a,", "b,"), head=head)["w.arazzo.yml"]
    both = HEAD.replace(
        "[{name: pets", "[{name: other, url: ./b.arazzo.yml, type: arazzo}, {name: pets"
    )
    first = workflow(STEP, head=both)
    second = second.replace("workflowId: w", "workflowId: v")
    return compile_texts(folder, {**first, "b.arazzo.yml": second})


def source_that_is_something_else(folder: Path) -> Ended:
    other = workflow(STEP)["w.arazzo.yml"].replace("workflowId: w", "workflowId: v")
    return compile_texts(folder, _source("./b.arazzo.yml") | {"b.arazzo.yml": other})


def swagger(folder: Path) -> Ended:
    api = API.replace("openapi: 3.1.0", "swagger: '2.0'\nhost: pets.example.com")
    response = "          description: Pets.\n"
    api = api[: api.index("          content")].replace(
        "servers: [{url: https://pets.example.com}]\n", ""
    )
    assert response in api
    return compile_texts(folder, {**PLAIN, "pets.yml": api})


def openapi_to_come(folder: Path) -> Ended:
    api = API.replace("3.1.0", "3.3.0")
    return compile_texts(folder, {**PLAIN, "pets.yml": api})


def repeated_operation_id(folder: Path) -> Ended:
    other = API[API.index("  /pets") :].replace("/pets", "/dogs")
    return compile_texts(folder, {**PLAIN, "pets.yml": API + other})


def literal_value(folder: Path) -> Ended:
    parameters = "parameters: [{name: q, in: query, value: 'a\"b\\c{x}'}]"
    ended = compile_texts(
        folder, workflow(f"{{stepId: a, operationId: listPets, {parameters}}}")
    )
    text = (folder / "out" / "w.py").read_text("utf-8")
    assert repr('a"b\\c{x}').strip("'") in text.replace('\\"', '"')
    return ended


def circle_of_workflows(folder: Path) -> Ended:
    files = workflow("{stepId: a, workflowId: v}")
    files["w.arazzo.yml"] += "- {workflowId: v, steps: [{stepId: b, workflowId: w}]}\n"
    return compile_texts(folder, files)


def unreachable_step(folder: Path) -> Ended:
    action = "onSuccess: [{name: stop, type: end}]"
    steps = (
        f"{{stepId: a, operationId: listPets, {action}}}, {STEP.replace('a,', 'b,')}"
    )
    return compile_texts(folder, workflow(steps))


def action_after_one_that_always_applies(folder: Path) -> Ended:
    actions = "onSuccess: [{name: stop, type: end}, {name: more, type: end}]"
    return compile_texts(
        folder, workflow(f"{{stepId: a, operationId: listPets, {actions}}}")
    )


def many_retries(folder: Path) -> Ended:
    action = "{name: again, type: retry, retryAfter: 0, retryLimit: 1000000000}"
    return compile_texts(
        folder, workflow(f"{{stepId: a, operationId: listPets, onFailure: [{action}]}}")
    )


def output_of_a_step_that_may_be_skipped(folder: Path) -> Ended:
    criteria = "criteria: [{condition: $statusCode == 201}]"
    jump = f"onSuccess: [{{name: on, type: goto, stepId: c, {criteria}}}]"
    steps = (
        f"{{stepId: a, operationId: listPets, {jump}}}, "
        "{stepId: b, operationId: listPets, outputs: {x: $statusCode}}, "
        "{stepId: c, operationId: listPets}"
    )
    return compile_texts(folder, workflow(steps, ", outputs: {y: $steps.b.outputs.x}"))


def newer_field(folder: Path) -> Ended:
    return compile_texts(
        folder, workflow("{stepId: a, operationId: listPets, timeout: 1000}")
    )


def newer_field_strictly(folder: Path) -> Ended:
    files = workflow("{stepId: a, operationId: listPets, timeout: 1000}")
    return compile_texts(folder, files, "--strict")


def misspelt_field(folder: Path) -> Ended:
    criteria = "sucessCriteria: [{condition: $statusCode == 200}]"
    ended = compile_texts(
        folder, workflow(f"{{stepId: a, operationId: listPets, {criteria}}}")
    )
    assert "did you mean 'successCriteria'?" in ended.said
    return ended


def _criterion(folder: Path, type_: str, condition: str) -> Ended:
    criterion = f"{{context: $response.body, type: {type_}, condition: '{condition}'}}"
    return compile_texts(
        folder,
        workflow(
            f"{{stepId: a, operationId: listPets, successCriteria: [{criterion}]}}"
        ),
    )


def long_pattern(folder: Path) -> Ended:
    return _criterion(folder, "regex", "(a)" * 100_000)


def pattern_of_a_mebibyte(folder: Path) -> Ended:
    return _criterion(folder, "regex", "a" * 2**20)


def nested_query(folder: Path) -> Ended:
    return _criterion(folder, "jsonpath", "$" + "[?@.a" * 10_000 + "]" * 10_000)


def nested_xpath(folder: Path) -> Ended:
    return _criterion(folder, "xpath", "(" * 10_000 + "1" + ")" * 10_000)


def nested_condition(folder: Path) -> Ended:
    return _criterion(folder, "simple", "(" * 10_000 + "1 == 1" + ")" * 10_000)


def long_condition(folder: Path) -> Ended:
    return _criterion(folder, "simple", " && ".join(["1 == 1"] * 20_000))


def output_that_is_a_file(folder: Path) -> Ended:
    (folder / "out").write_text("mine", "utf-8")
    ended = compile_texts(folder, PLAIN)
    assert (folder / "out").read_text("utf-8") == "mine"
    return ended


def output_that_holds_a_file_of_the_user(folder: Path) -> Ended:
    (folder / "out").mkdir()
    (folder / "out" / "w.py").write_text("MINE = 1\n", "utf-8")
    ended = compile_texts(folder, PLAIN)
    assert [path.name for path in (folder / "out").iterdir()] == ["w.py"]
    assert (folder / "out" / "w.py").read_text("utf-8") == "MINE = 1\n"
    return ended


def output_with_stale_modules(folder: Path) -> Ended:
    old = {name: text.replace("workflowId: w", "workflowId: old") for name, text in
           PLAIN.items()}  # fmt: skip
    assert compile_texts(folder, old).status == 0
    (folder / "out" / "mine.py").write_text("MINE = 1\n", "utf-8")
    ended = compile_texts(folder, PLAIN)
    names = {path.name for path in (folder / "out").glob("*.py")}
    assert names == {"__init__.py", "w.py", "mine.py"}
    return ended


def output_that_is_a_link(folder: Path) -> Ended:
    (folder / "elsewhere").mkdir()
    (folder / "out").symlink_to(folder / "elsewhere")
    ended = compile_texts(folder, PLAIN)
    assert list((folder / "elsewhere").iterdir()) == []
    return ended


def output_that_is_the_input(folder: Path) -> Ended:
    specs = _written(folder, PLAIN)
    ended = run(specs, "-o", specs)
    assert {path.name: path.read_text("utf-8") for path in specs.iterdir()} == PLAIN
    return ended


def unknown_option(folder: Path) -> Ended:
    return compile_texts(folder, PLAIN, "--nonsense")


def no_input(folder: Path) -> Ended:
    (folder / "specs").mkdir()
    return run(folder / "specs", "-o", folder / "out")


def _written(folder: Path, files: dict[str, str]) -> Path:
    specs = folder / "specs"
    specs.mkdir(exist_ok=True)
    for name, text in files.items():
        (specs / name).write_text(text, "utf-8")
    return specs


Recipe = Callable[[Path], Ended]

RECIPES: list[tuple[str, Recipe, int]] = [
    ("B043", circle_of_references, 1),
    ("B046", escaped_pointer, 0),
    ("B053", link_out_of_the_folder, 1),
    ("B055", pipe_as_source, 1),
    ("B055", pipe_among_the_specifications, 2),
    ("B055", device_as_source, 2),
    ("B055", link_to_a_device_as_source, 1),
    ("B055", socket_as_source, 1),
    ("B059", documents_that_source_each_other, 0),
    ("B060", source_that_is_something_else, 1),
    ("B061", swagger, 0),
    ("B061", openapi_to_come, 1),
    ("B062", repeated_operation_id, 1),
    ("B095", literal_value, 0),
    ("B096", circle_of_workflows, 1),
    ("B100", unreachable_step, 0),
    ("B101", action_after_one_that_always_applies, 0),
    ("B102", many_retries, 0),
    ("B105", output_of_a_step_that_may_be_skipped, 0),
    ("B106", newer_field, 0),
    ("B106", newer_field_strictly, 1),
    ("B108", misspelt_field, 1),
    ("B110", long_pattern, 1),
    ("B110", pattern_of_a_mebibyte, 1),
    ("B112", nested_query, 1),
    ("B112", nested_xpath, 1),
    ("B112", nested_condition, 1),
    ("B116", output_that_is_a_file, 1),
    ("B118", output_that_holds_a_file_of_the_user, 1),
    ("B119", output_with_stale_modules, 0),
    ("B120", output_that_is_a_link, 1),
    ("B121", output_that_is_the_input, 2),
    ("B132", unknown_option, 2),
    ("B133", no_input, 2),
]

WARNED = {
    "unreachable_step",
    "action_after_one_that_always_applies",
    "newer_field",
}
"""Recipes with status 0 that have a warning to show."""

WITHOUT_PLACE = {
    "device_as_source",
    "output_that_is_a_file",
    "output_that_holds_a_file_of_the_user",
    "output_that_is_a_link",
    "output_that_is_the_input",
    "unknown_option",
    "no_input",
}
"""Recipes whose error is about no place in a document."""

ELSEWHERE = {
    "B050": "tests/bad_inputs/test_recipes.py::test_a_redirect_is_not_even_asked_for",
    "B057": "tests/read/test_library.py::test_a_file_that_may_not_be_opened",
    "B113": "tests/plan/test_xpath.py::"
    "test_value_that_is_no_plain_xml_fails_the_criterion_and_is_logged",
    "B114": "tests/requests/test_parameter_values.py::"
    "test_a_path_value_that_is_no_segment_is_refused",
    "B117": "tests/write/test_interruption.py::test_a_protected_folder_is_refused",
    "B124": "tests/bad_inputs/test_recipes.py::test_a_full_disk_leaves_the_old_modules",
    "B125": "tests/write/test_interruption.py::"
    "test_a_failure_leaves_the_old_generation_and_no_litter",
    "B126": "tests/cli/test_process.py::test_a_closed_pipe_gives_no_traceback",
    "B128": "tests/read/test_library.py::test_a_file_is_read_once_under_any_path",
    "B129": "tests/test_determinism.py::test_the_hash_seed_does_not_matter",
    "B131": "tests/test_determinism.py::test_the_locale_does_not_matter",
}
"""Rows without a file of which a test of another part shows what is asked."""


@pytest.mark.parametrize(
    ("recipe", "status"),
    [(recipe, status) for _, recipe, status in RECIPES],
    ids=[f"{row}-{recipe.__name__}" for row, recipe, _ in RECIPES],
)
def test_it_ends_with_the_status_of_the_row(
    recipe: Recipe, status: int, tmp_path: Path
) -> None:
    ended = recipe(tmp_path)

    assert ended.status == status, ended.said[:2000]
    assert "Traceback" not in ended.said
    assert "internal error" not in ended.said
    name = recipe.__name__
    assert bool(ended.places) == (status != 0 and name not in WITHOUT_PLACE), ended.said
    assert name not in WARNED or ": warning[AZ" in ended.said
    assert (tmp_path / "out" / "py.typed").exists() == (status == 0)


def test_a_redirect_is_not_even_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an API at a URL nothing is fetched, unless the user allows it."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    ended = compile_texts(tmp_path, _source("https://127.0.0.1/api.yml"))

    assert ended.status == 1
    assert ended.places == ["4:40"]


def test_a_full_disk_leaves_the_old_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compile_texts(tmp_path, PLAIN).status == 0
    before = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    changed = PLAIN["w.arazzo.yml"].replace("stepId: a", "stepId: b")
    original = open

    def full(path: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if "x" in mode or "w" in mode:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return original(path, mode, *arguments, **options)

    (tmp_path / "specs" / "w.arazzo.yml").write_text(changed, "utf-8")
    monkeypatch.setattr("builtins.open", full)
    ended = run(tmp_path / "specs", "-o", tmp_path / "out")
    monkeypatch.undo()

    assert ended.status == 1
    assert "error[AZ007]" in ended.said
    after = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    assert after == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "specs"]


@pytest.mark.parametrize("test", ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_is_shown_elsewhere_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    text = (Path(__file__).parents[2] / path).read_text("utf-8")
    assert f"\ndef {name}(" in text


@pytest.mark.skipif(not FOLDER.exists(), reason="the collection is not at hand")
def test_every_row_is_tried() -> None:
    lines = (FOLDER / "index.tsv").read_text("utf-8").splitlines()[1:]
    without_file = {line.split("\t")[0] for line in lines if not line.split("\t")[6]}

    assert without_file == {row for row, _, _ in RECIPES} | ELSEWHERE.keys()
