"""A pattern of a document is matched with a name of it, and never hangs the compiler."""

from __future__ import annotations

import pytest

from arazzo_codegen.expressions.patterns import is_found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^x-", "x-a", True),
        ("^x-", "ax-", False),
        ("(", "(", False),
        ("^(a+)+$", "a" * 60 + "!", False),
        ("^(a+)+$", "aa", False),
        ("(a?){30}b", "a" * 60, False),
    ],
)
def test_a_pattern_is_found_or_not(pattern: str, text: str, found: bool) -> None:
    assert is_found(pattern, text) is found
