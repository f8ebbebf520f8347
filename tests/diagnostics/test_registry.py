"""The rules as a whole."""

from __future__ import annotations

import re

from arazzo_codegen.diagnostics.registry import all_rules
from arazzo_codegen.diagnostics.rules import files


def test_every_code_means_one_rule() -> None:
    rules = all_rules()

    assert rules["AZ004"] is files.HAND_WRITTEN_FILE
    assert all(re.fullmatch(r"AZ\d{3}", code) for code in rules)
    assert all(rule.title and rule.explanation for rule in rules.values())
