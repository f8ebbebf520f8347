"""Texts that regular expressions find."""

from __future__ import annotations

import pytest

from arazzo_codegen.mock.pattern_text import matches, matching_text


@pytest.mark.parametrize(
    "pattern",
    [
        "^[A-Z]{3}-[0-9]{4}$",
        r"^\d{1,3}(\.\d{1,3}){3}$",
        "^(?:cat|dog)s?$",
        r"^(?P<year>\d{4})-(?P=year)$",
        r"^(\w+)@\1\.com$",
        r"^[^\s@]+@[^\s@]+$",
        "^[]a]+$",
        "^[^]x]$",
        r"^[\w.\]-]{5,}?$",
        "^(?i:ABC)x*+$",
        "(?#comment)^a{,3}b{2,}$",
        "^(?=a)a(?!b)$",
        "^{literal}$",
        r"^\x41\u0042$",
        "^[a-z&&x]$",
        r"^\.\*\t$",
        "^(?>ab|c)$",
        "",
        "^a||b$",
        r"^(?<!x)y\b",
        "^[[:alpha:]]",
    ],
)
def test_a_text_of_a_pattern_is_found_by_it(pattern: str) -> None:
    text = matching_text(pattern)

    assert text is not None
    assert matches(pattern, text)


@pytest.mark.parametrize(
    "pattern", ["(", "[", "a{99999999999}", "\\", "(?<=a)b", "*", "x" * 10 + "(?!)"]
)
def test_where_no_text_is_found_there_is_none(pattern: str) -> None:
    assert matching_text(pattern) is None


def test_a_text_is_as_long_as_asked_for() -> None:
    text = matching_text("^[a-f]+$", 20, 30)

    assert text is not None
    assert 20 <= len(text) <= 30


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("^[a-z]+$", "a"), ("^(b|c)$", "b"), ("/^ab$/", "ab"), (r"^\p{L}$", "a")],
)
def test_the_text_is_the_same_each_time(pattern: str, text: str) -> None:
    assert matching_text(pattern) == text


def test_nested_repeats_do_not_exhaust_the_machine() -> None:
    text = matching_text("^((((a{1000}){1000}){1000}){1000})$")

    assert text is None
