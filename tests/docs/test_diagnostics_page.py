"""docs/diagnostics.md says what the rules say."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from arazzo_codegen.cli.main import commands
from arazzo_codegen.diagnostics.page import main, render_page
from arazzo_codegen.diagnostics.registry import all_rules

EXAMPLE = re.compile(r"^```(yaml|json|toml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
READERS: dict[str, Callable[[str], object]] = {
    "yaml": lambda text: list(yaml.safe_load_all(text)),
    "json": json.loads,
    "toml": tomllib.loads,
}
ABOUT_SYNTAX = ("AZ112", "AZ113", "AZ116", "AZ121", "AZ122")

PAGE = Path(__file__).parents[2] / "docs" / "diagnostics.md"


def test_the_page_is_current() -> None:
    current = render_page(all_rules().values())

    assert PAGE.read_text(encoding="utf-8") == current, "run `make docs`"


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "diagnostics.md"

    assert main([str(page)]) is None
    assert page.read_text(encoding="utf-8") == render_page(all_rules().values())


def test_the_command_needs_a_file() -> None:
    assert "usage: " in (main([]) or "")


def test_links_lead_to_sections() -> None:
    page = render_page(all_rules().values())
    headings = re.findall(r"^### (.+)$", page, re.MULTILINE)
    anchors = {
        re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings
    }

    links = re.findall(r"\]\(#([^)]+)\)", page)

    assert len(links) == len(all_rules())
    assert set(links) == anchors


@pytest.mark.parametrize("code", all_rules())
def test_examples_are_of_the_language_they_name(code: str) -> None:
    """But for those of rules that are about syntax. `# …` stands for lines left out."""
    for language, text in EXAMPLE.findall(all_rules()[code].explanation):
        parts = text.split("# …\n") if language == "yaml" else [text]
        assert code in ABOUT_SYNTAX or all(is_read(language, part) for part in parts)


def is_read(language: str, text: str) -> bool:
    try:
        READERS[language](text)
    except (ValueError, yaml.YAMLError):
        return False
    return True


def test_commands_in_examples_can_be_called() -> None:
    page = PAGE.read_text(encoding="utf-8")
    lines = re.findall(r"^(?: {4}|\$ )?arazzo-codegen (.+?)(?:  +#.*)?$", page, re.M)

    for line in lines:
        first, *rest = words = shlex.split(line)
        known = first in commands.commands
        command = commands.commands[first if known else "generate"]
        command.make_context(
            "arazzo-codegen",
            rest if known else words,
            help_option_names=["-h", "--help"],
        )
    assert len(lines) > 10
