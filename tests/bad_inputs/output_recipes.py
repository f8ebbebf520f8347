"""Recipes about what is at the place of OUT, and about the command line."""

from __future__ import annotations

from pathlib import Path

from .command import Ended, compile_texts, run, written
from .recipe import PLAIN, Recipe


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
    specs = written(folder, PLAIN)
    ended = run(specs, "-o", specs)
    assert {path.name: path.read_text("utf-8") for path in specs.iterdir()} == PLAIN
    return ended


def unknown_option(folder: Path) -> Ended:
    return compile_texts(folder, PLAIN, "--nonsense")


def no_input(folder: Path) -> Ended:
    (folder / "specs").mkdir()
    return run(folder / "specs", "-o", folder / "out")


RECIPES = (
    Recipe("B116", output_that_is_a_file, 1, "neither"),
    Recipe("B118", output_that_holds_a_file_of_the_user, 1, "neither"),
    Recipe("B119", output_with_stale_modules, 0, "neither"),
    Recipe("B120", output_that_is_a_link, 1, "neither"),
    Recipe("B121", output_that_is_the_input, 2, "neither"),
    Recipe("B132", unknown_option, 2, "neither"),
    Recipe("B133", no_input, 2, "neither"),
)
