"""The Arazzo documents among the files and folders of a command line."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic
from arazzo_codegen.diagnostics.rules import reading as rules
from arazzo_codegen.read.discovery import (
    Found,
    default_roots,
    find_documents,
    has_arazzo_key,
)
from arazzo_codegen.read.document import Document
from arazzo_codegen.read.library import Library

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes files by name, below the folder that is the current one."""

    def write(*names: str, text: str = "arazzo: 1.0.1\n") -> None:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return lambda *names, **text: write(*(f"work/{name}" for name in names), **text)


def find(*specs: str | Path) -> Found:
    paths = [Path(spec) for spec in specs]
    return find_documents(paths, Library(default_roots(paths)))


def names(found: Found) -> list[str]:
    assert not found.faults, found.faults
    return [document.name for document in found.documents]


def test_documents_are_found_by_name_or_key_in_the_order_of_their_names(
    write: Write,
) -> None:
    write("specs/b/x.yml", "specs/a.yaml", "specs/b/c/d.json.yaml", "specs/B.yml")
    write("specs/p.arazzo.json", "specs/arazzo.json", text='{"arazzo": "1.0.1"}')
    write("specs/openapi.yaml", "specs/notes.arazzo.md", "specs/x.txt", text="x: 1")
    assert names(find("specs")) == [
        "specs/B.yml",
        "specs/a.yaml",
        "specs/arazzo.json",
        "specs/b/c/d.json.yaml",
        "specs/b/x.yml",
        "specs/p.arazzo.json",
    ]


def test_a_file_that_is_called_arazzo_counts_whatever_it_holds(write: Write) -> None:
    write("arazzo.yaml", "a.arazzo.yml", "A.ARAZZO.YAML", text="x: 1")
    assert names(find(".")) == ["A.ARAZZO.YAML", "a.arazzo.yml", "arazzo.yaml"]


def test_a_file_that_is_named_counts_whatever_it_holds(write: Write) -> None:
    write("a.yaml", "b", text="x: 1")
    assert names(find("b", "./a.yaml")) == ["a.yaml", "b"]


def test_names_are_normalised(write: Write) -> None:
    write("specs/a/x.yaml")
    assert names(find("./specs//a/../")) == ["specs/a/x.yaml"]
    assert names(find("../work/specs")) == ["../work/specs/a/x.yaml"]


def test_hidden_files_and_folders_are_passed_over(write: Write) -> None:
    write("specs/.git/a.yaml", "specs/.a.yaml", "specs/.arazzo.yaml", "specs/b.yaml")
    assert names(find("specs")) == ["specs/b.yaml"]


def test_a_document_that_is_found_twice_is_given_once(write: Write) -> None:
    write("specs/a.yaml", "specs/x.yaml")
    Path("specs/1.yaml").symlink_to("a.yaml")
    assert names(find("specs", "specs/a.yaml", "./specs")) == [
        "specs/a.yaml",
        "specs/x.yaml",
    ]


def test_links_of_folders_are_followed_once(write: Write) -> None:
    write("shared/a.yaml", "specs/b.yaml")
    Path("specs/again").symlink_to(".")
    Path("specs/shared").symlink_to("../shared")
    assert names(find("specs")) == ["specs/b.yaml", "specs/shared/a.yaml"]


def test_folders_at_great_depth_take_no_time(write: Write) -> None:
    deep = "/".join(["below"] * 500)
    write(f"specs/{deep}/a.arazzo.yaml")
    started = time.process_time()

    assert names(find("specs")) == [f"specs/{deep}/a.arazzo.yaml"]
    assert time.process_time() - started < 2


def test_links_out_of_the_roots_are_faults(write: Write, tmp_path: Path) -> None:
    write("specs/a.yaml", "../secret/s.yaml", "../secret/notes.txt")
    Path("specs/folder").symlink_to(tmp_path / "secret")
    Path("specs/file.yaml").symlink_to(tmp_path / "secret" / "s.yaml")
    Path("specs/notes.txt").symlink_to(tmp_path / "secret" / "notes.txt")
    found = find("specs")
    assert [document.name for document in found.documents] == ["specs/a.yaml"]
    assert [(fault.rule, fault.message.split()[0]) for fault in found.faults] == [
        (rules.OUTSIDE_ROOTS, "specs/file.yaml"),
        (rules.OUTSIDE_ROOTS, "specs/folder"),
    ]


def test_faults_are_given_in_the_order_of_names(write: Write) -> None:
    write("z.yaml", text="arazzo: [")
    write("a.yaml", text="arazzo: 1.0.1\narazzo: 1.0.1")
    write("m.arazzo.yaml", text="")
    found = find("missing.yaml", ".", "z.yaml")
    assert [fault.rule for fault in found.faults] == [
        rules.DUPLICATE_KEY,
        rules.EMPTY_DOCUMENT,
        rules.MISSING_FILE,
        rules.YAML_SYNTAX,
    ]
    assert found.documents == ()


def test_a_folder_that_may_not_be_listed_is_a_fault(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    write("specs/a.yaml")
    monkeypatch.setattr("arazzo_codegen.read.discovery.os.listdir", refuse)
    assert [fault.rule for fault in find("specs").faults] == [rules.UNREADABLE_FILE]


def test_other_documents_are_not_parsed(write: Write) -> None:
    write("openapi.yaml", text="openapi: 3.1.0\ninfo: [not closed\n")
    write("openapi.json", text='{"openapi": "3.1.0", "x": arazzo')
    assert names(find(".")) == []


def test_a_key_below_the_top_makes_no_arazzo_document(write: Write) -> None:
    write("a.json", text='{"x": {"arazzo": "1.0.1"}}')
    assert names(find(".")) == []


@pytest.mark.parametrize(
    "text",
    [
        "arazzo: 1.0.1",
        "\ufeffarazzo: 1.0.1",
        "# note\n\n---\n# more\narazzo: 1.0.1",
        "%YAML 1.2\n---\ninfo: {}\n'arazzo' : 1.0.1",
        '"arazzo": 1.0.1',
        "info:\r\n  title: x\r\narazzo: 1.0.1\r\n",
        "info: {}\rarazzo: 1.0.1\r",
        "  info: {}\n  arazzo: 1.0.1",
        '{"info": {}, "arazzo": "1.0.1"}',
        '\n{\n"arazzo"\n: "1.0.1"}',
        "{arazzo: 1.0.1}",
    ],
)
def test_a_top_level_key_is_seen(text: str) -> None:
    assert has_arazzo_key(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * 50_000,
        "openapi: 3.1.0\ninfo: {title: arazzo}",
        "openapi: 3.1.0\nx:\n  arazzo: 1.0.1",
        "openapi: 3.1.0\nx-arazzo: 1.0.1",
        "openapi: 3.1.0\narazzos: 1.0.1",
        "openapi: 3.1.0\n# arazzo: 1.0.1",
        '{"openapi": "arazzo: 1"}',
    ],
)
def test_other_keys_and_text_are_passed_over(text: str) -> None:
    assert not has_arazzo_key(text.encode())


def test_a_named_file_may_read_what_stands_beside_its_folder(tmp_path: Path) -> None:
    api = tmp_path / "api"
    (api / "arazzo").mkdir(parents=True)
    (api / "openapi").mkdir()
    source = api / "openapi" / "api.yaml"
    source.write_text("openapi: 3.1.0")
    outside = tmp_path / "other.yaml"
    outside.write_text("openapi: 3.1.0")

    library = Library(default_roots([api / "arazzo" / "pets.arazzo.yaml"]))

    assert isinstance(library.load(source, "api.yaml"), Document)
    assert isinstance(library.load(outside, "other.yaml"), Diagnostic)
