"""docs/diagnostics.md says what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

from arazzo_codegen.diagnostics.page import main, render_page
from arazzo_codegen.diagnostics.registry import all_rules

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
