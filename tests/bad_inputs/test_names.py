"""Any id leads to a module inside the output folder that can be imported."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from ..fuzz.oracle import check_path, check_text, import_all
from .command import HEAD, Ended, compile_texts, workflow

IDS = [
    *("class", "def", "None", "async", "match", "type", "case", "_"),
    *("print", "__init__", "__class__", "__main__", "py", "setup", "conftest"),
    *("client", "inputs", "self", "httpx", "BaseModel", "Any", "json", "typing"),
    *("con", "NUL", "aux", "PRN", "com1", "lpt9", "COM1.txt"),
    *("1st", "2", " ", "...", "-", "$", "\u00e9", "\ufb01", "fi", "\u212a", "K", "k"),
    *("/etc/cron.d/x", "../x", "..\\x", "C:\\x", "x/y", "a.py", "~", "~root"),
    *("a" * 300, "a" * 299 + "b", "A" * 300, "\u4e2d\u6587", "\u4e2d\u56fd"),
    *(
        "a\nimport os",
        'a"\\b',
        "a\u202eb",
        "a\x7fb",
        "e\u0301",
        "\u1ec7",
        "e\u0323\u0302",
    ),
    *("fooBar", "foo_bar", "foo-bar", "FooBar", "foo bar", "foobar", "FOOBAR"),
]


def compile_ids(folder: Path, ids: list[str]) -> Ended:
    steps = "{stepId: a, operationId: listPets}"
    workflows = [
        f"- {{workflowId: {json.dumps(id_)}, steps: [{steps}]}}" for id_ in ids
    ]
    text = HEAD + "\n".join(workflows) + "\n"
    return compile_texts(folder, workflow("") | {"w.arazzo.yml": text})


def modules(folder: Path) -> dict[str, str]:
    """The texts of the modules in the output, by their names."""
    found = (folder / "out").glob("*.py")
    return {path.name: path.read_text("utf-8") for path in found}


def test_odd_ids_of_workflows_have_a_module_each(tmp_path: Path) -> None:
    ended = compile_ids(tmp_path, IDS)

    assert ended.status == 0, ended.said
    texts = modules(tmp_path)
    assert len(texts) == len(IDS) + 1
    assert len({name.casefold() for name in texts}) == len(texts)
    for name, text in texts.items():
        check_path(name)
        check_text(text)
        assert len(name) < 100
    import_all(texts)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "specs"]


def test_names_do_not_depend_on_the_order_nor_on_the_others(tmp_path: Path) -> None:
    some = IDS[-24:]
    for name, ids in (("all", some), ("reversed", some[::-1])):
        (tmp_path / name).mkdir()
        assert compile_ids(tmp_path / name, ids).status == 0
    assert modules(tmp_path / "all") == modules(tmp_path / "reversed")

    (tmp_path / "more").mkdir()
    compile_ids(tmp_path / "more", [*some, "one more", "foo.bar"])
    assert modules(tmp_path / "all").items() <= modules(tmp_path / "more").items()


def test_odd_ids_of_steps_have_a_function_each(tmp_path: Path) -> None:
    steps = ", ".join(
        f"{{stepId: {json.dumps(id_)}, operationId: listPets,"
        " outputs: {self: $statusCode, class: $statusCode, json: $response.body}}"
        for id_ in IDS
    )
    ended = compile_texts(tmp_path, workflow(steps))

    assert ended.status == 0, ended.said
    texts = modules(tmp_path)
    check_text(texts["w.py"])
    assert texts["w.py"].count("(BaseModel):") == len(IDS)
    import_all(texts)


def test_odd_names_of_inputs_have_a_field_each(tmp_path: Path) -> None:
    properties = ", ".join(f"{json.dumps(id_)}: {{type: string}}" for id_ in [*IDS, ""])
    steps = "{stepId: a, operationId: listPets}"
    inputs = f", inputs: {{type: object, properties: {{{properties}}}}}"
    ended = compile_texts(tmp_path, workflow(steps, inputs))

    assert ended.status == 0, ended.said
    texts = modules(tmp_path)
    assert texts["w.py"].count(": str | None = ") == len(IDS) + 1
    import_all(texts)


@pytest.mark.parametrize("id_", ["", "a\x00b"])
def test_an_id_of_nothing_or_with_a_null_gives_a_module_or_a_finding(
    id_: str, tmp_path: Path
) -> None:
    ended = compile_ids(tmp_path, [id_])

    assert ended.status in (0, 1)
    if ended.status == 0:
        import_all(modules(tmp_path))
    else:
        assert ended.places


def test_ids_that_differ_by_normal_form_alone_are_two() -> None:
    composed, decomposed = "\u1ec7", "e\u0323\u0302"
    assert composed != decomposed
    assert unicodedata.normalize("NFC", decomposed) == composed
    assert {composed, decomposed} <= set(IDS)
