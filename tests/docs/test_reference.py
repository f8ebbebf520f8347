"""The tables of docs/reference say what the options and settings are."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from arazzo_codegen.cli.main import commands
from arazzo_codegen.cli.reference import main, with_tables
from arazzo_codegen.cli.settings import SETTINGS, read_settings
from arazzo_codegen.diagnostics.registry import all_rules

from .pages import PAGES

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
COMMANDS = (REFERENCE / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page", sorted(REFERENCE.glob("*.md")), ids=lambda page: page.stem
)
def test_the_tables_are_current(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert with_tables(text) == text, "run `make docs`"


def test_every_command_has_a_section() -> None:
    for name in commands.commands:
        assert f"\n## {name}\n" in COMMANDS


def test_every_option_of_every_command_is_listed() -> None:
    for name, command in commands.commands.items():
        section = COMMANDS.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.opts[-1] in section


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_diagnostics_that_a_page_names_exist(page: Path) -> None:
    named = set(re.findall(r"\bAZ\d{3}\b", page.read_text(encoding="utf-8")))

    assert named - set(all_rules()) == set()


def test_every_setting_is_read(tmp_path: Path) -> None:
    lines = "".join(f"{name} = 0\n" for name in SETTINGS)
    (tmp_path / "pyproject.toml").write_text(f"[tool.arazzo-codegen]\n{lines}")

    _, faults = read_settings(tmp_path)

    assert len(faults) == len(SETTINGS)
    assert not [fault for fault in faults if "unknown setting" in fault.message]


def test_the_command_writes_the_tables(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- table: lint -->\nold\n<!-- end of the table -->\nb\n")

    assert main([str(page)]) is None

    text = page.read_text(encoding="utf-8")
    assert "| `-q`, `--quiet` | Errors only. |" in text
    assert "old" not in text
    assert text.startswith("a\n")
    assert text.endswith("b\n")


def test_the_command_needs_a_page() -> None:
    assert "usage: " in (main([]) or "")
