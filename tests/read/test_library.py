"""A library reads files once, and only those that it may read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic, Rule, TextPlace
from arazzo_codegen.diagnostics.rules import reading as rules
from arazzo_codegen.read.document import Document
from arazzo_codegen.read.library import Library


def rule_of(loaded: Document | Diagnostic) -> Rule:
    assert isinstance(loaded, Diagnostic), loaded
    assert loaded.place == TextPlace("shown.yaml")
    return loaded.rule


def test_a_file_is_read_once_under_any_path(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    (tmp_path / "sub").mkdir()
    library = Library([tmp_path])
    first = library.load(path, "a.yaml")
    path.write_text("a: 2")
    assert isinstance(first, Document)
    assert first.value == {"a": 1}
    assert first.path == path.resolve()
    assert library.load(tmp_path / "sub" / ".." / "a.yaml", "other.yaml") is first
    assert library.load(tmp_path / "link.yaml", "link.yaml") is first


def test_a_missing_file(tmp_path: Path) -> None:
    library = Library([tmp_path])
    (tmp_path / "a.yaml").touch()
    for path in ("no.yaml", "no/b.yaml", "a.yaml/b.yaml", "a\0b.yaml"):
        loaded = library.load(tmp_path / path, "shown.yaml")
        assert rule_of(loaded) is rules.MISSING_FILE


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    loaded = Library([tmp_path]).load(tmp_path / "a.yaml", "shown.yaml")
    assert rule_of(loaded) in {rules.MISSING_FILE, rules.UNREADABLE_FILE}


def test_a_folder_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    library = Library([tmp_path, Path("/dev/zero")])
    for path in (tmp_path, tmp_path / "pipe.yaml", Path("/dev/zero")):
        assert rule_of(library.load(path, "shown.yaml")) is rules.NOT_A_FILE


@pytest.mark.parametrize("swap", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_a_file_that_is_swapped_before_it_is_opened_does_not_hang_the_run(
    swap: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.touch()
    before = path.stat()
    path.unlink()
    swap(path)
    library = Library([tmp_path])
    monkeypatch.setattr(Path, "stat", lambda *_, **__: before)
    assert rule_of(library.load(path, "shown.yaml")) in {
        rules.NOT_A_FILE,
        rules.UNREADABLE_FILE,
    }


def test_a_link_to_a_pipe_or_a_device_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "pipe.yaml").symlink_to("pipe")
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    library = Library([tmp_path])
    piped = library.load(tmp_path / "pipe.yaml", "shown.yaml")
    assert rule_of(piped) is rules.NOT_A_FILE
    device = library.load(tmp_path / "device.yaml", "shown.yaml")
    assert rule_of(device) is rules.OUTSIDE_ROOTS


def test_files_outside_of_the_roots_are_refused_unread(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.yaml").write_text("a: 1")
    (root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    library = Library([root])
    for path in ("../secret.yaml", "../missing.yaml", "link.yaml", "../root2/a.yaml"):
        loaded = library.load(root / path, "shown.yaml")
        assert rule_of(loaded) is rules.OUTSIDE_ROOTS


def test_a_link_from_one_root_to_another_is_followed(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "two" / "a.yaml").write_text("a: 1")
    (tmp_path / "one" / "a.yaml").symlink_to(tmp_path / "two" / "a.yaml")
    library = Library([tmp_path / "one", tmp_path / "two"])
    assert isinstance(library.load(tmp_path / "one" / "a.yaml", "a.yaml"), Document)


def test_a_single_file_can_be_a_root(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("a: 1")
    library = Library([tmp_path / "a.yaml"])
    assert isinstance(library.load(tmp_path / "a.yaml", "a.yaml"), Document)
    loaded = library.load(tmp_path / "b.yaml", "shown.yaml")
    assert rule_of(loaded) is rules.OUTSIDE_ROOTS


def test_a_file_that_may_not_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.yaml").touch()
    monkeypatch.setattr(os, "open", refuse)
    loaded = Library([tmp_path]).load(tmp_path / "a.yaml", "shown.yaml")
    assert rule_of(loaded) is rules.UNREADABLE_FILE
    assert isinstance(loaded, Diagnostic)
    assert "permission denied" in loaded.message


def test_a_fault_is_kept_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: [")
    library = Library([tmp_path])
    assert library.load(path, "a.yaml") is library.load(path, "a.yaml")


def test_bytes_that_are_not_wanted_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")
    library = Library([tmp_path])
    assert library.load_if(path, "a.yaml", lambda data: b"b" in data) is None
    assert isinstance(library.load(path, "a.yaml"), Document)
