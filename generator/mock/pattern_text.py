"""Texts that regular expressions find, made from the parsed expressions."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_SAMPLES = "a1A-_ ./:@#" + "".join(map(chr, range(33, 127)))
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: "-",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
}


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text; a pattern that is none finds all."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.search(text) is not None


def matching_text(pattern: str, least: int = 0, most: int = 1_000) -> str | None:
    """A text that the pattern is found in.

    Args:
        least, most: How many characters the text may have.

    Returns:
        None where none was found: the pattern is no regular expression of Python's, or
        what it demands was not met by the first tries.
    """
    compiled = _compiled(pattern)
    if compiled is None:
        return None
    tree = _parser.parse(_python_form(pattern))
    for repeat in (1, 2, 4, 8, 16, 32, 64, least, most):
        text = _Writer(repeat).write(tree)
        if least <= len(text) <= most and compiled.search(text):
            return text
    return None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(_python_form(pattern))
    except (re.error, OverflowError, RecursionError):
        return None


def _python_form(pattern: str) -> str:
    """A pattern of ECMAScript as Python writes it, in what is common."""
    text = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: rf"\u{found[1]}", pattern)
    text = re.sub(r"\\p\{L[lu]?\}|\\p\{Alpha(betic)?\}", "a-zA-Z", text)
    text = re.sub(r"\\p\{Nd?\}", "0-9", text)
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        text = text[1:-1]
    return text


class _Writer:
    """Writes one text for a parsed pattern.

    Args:
        repeat: How often to repeat what may be repeated without limit.
    """

    def __init__(self, repeat: int) -> None:
        self._repeat = repeat
        self._groups: dict[int, str] = {}

    def write(self, tree: Any) -> str:
        return "".join(self._part(operator, value) for operator, value in tree)

    def _part(self, operator: Any, value: Any) -> str:
        match operator:
            case sre.LITERAL:
                return chr(value)
            case sre.NOT_LITERAL:
                return "a" if value != ord("a") else "b"
            case sre.ANY:
                return "a"
            case sre.IN:
                return _member(value)
            case sre.CATEGORY:
                return _CATEGORIES.get(value, "a")
            case sre.BRANCH:
                return self.write(value[1][0])
            case sre.SUBPATTERN:
                number, _, _, inner = value
                text = self.write(inner)
                self._groups[number] = text
                return text
            case sre.GROUPREF:
                return self._groups.get(value, "")
            case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
                low, high, inner = value
                times = max(int(low), min(int(high), self._repeat))
                return self.write(inner) * times
            case sre.ATOMIC_GROUP:
                return self.write(value)
            case _:
                return ""


def _member(members: Any) -> str:
    """A character of a class."""
    negated = members and members[0][0] is sre.NEGATE
    rest = members[1:] if negated else members
    if not negated:
        for operator, value in rest:
            if operator is sre.LITERAL:
                return chr(value)
            if operator is sre.RANGE:
                return chr(value[0])
            if operator is sre.CATEGORY:
                return _CATEGORIES.get(value, "a")
    pattern_matches = (one for one in _SAMPLES if not _in_class(one, rest))
    return next(pattern_matches, "a")


def _in_class(character: str, members: Any) -> bool:
    code = ord(character)
    for operator, value in members:
        if operator is sre.LITERAL and value == code:
            return True
        if operator is sre.RANGE and value[0] <= code <= value[1]:
            return True
        if operator is sre.CATEGORY and _of_category(character, value):
            return True
    return False


def _of_category(character: str, category: Any) -> bool:
    tests = {
        sre.CATEGORY_DIGIT: character.isdigit(),
        sre.CATEGORY_WORD: character.isalnum() or character == "_",
        sre.CATEGORY_SPACE: character.isspace(),
        sre.CATEGORY_NOT_DIGIT: not character.isdigit(),
        sre.CATEGORY_NOT_WORD: not (character.isalnum() or character == "_"),
        sre.CATEGORY_NOT_SPACE: not character.isspace(),
    }
    return tests.get(category, False)
