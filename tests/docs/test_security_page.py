"""What docs/security.md says of tests is so."""

from __future__ import annotations

import re

from arazzo_codegen.read import text_error

from .pages import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_the_tests_that_it_names_are_there() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))

    assert len(named) > 15
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []


def test_the_bounds_are_those_of_the_reader() -> None:
    assert f"| {text_error.MAX_BYTES // 2**20} MiB |" in PAGE
    assert f"| {text_error.MAX_DEPTH} |" in PAGE
    assert f"| {text_error.MAX_VALUES:,} |" in PAGE
