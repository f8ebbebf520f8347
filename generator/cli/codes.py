"""Codes of diagnostics as users write them: `AZ502`, or a beginning such as `AZ5`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from ..diagnostics.model import Severity
from ..diagnostics.nearest import nearest
from ..diagnostics.registry import all_rules

_BEGINNING: Final = re.compile(r"AZ\d{0,3}")


class CodeFault(NamedTuple):
    """What is wrong with a code, and how to mend it."""

    message: str
    hint: str


def split_codes(words: Iterable[str]) -> tuple[str, ...]:
    """The codes in words that may hold several, separated by commas; upper case."""
    codes = (code.strip() for word in words for code in word.split(","))
    return tuple(dict.fromkeys(code.upper() for code in codes if code))


def check_selected(code: str) -> CodeFault | None:
    """What is wrong with a code, or the beginning of one, that is to be selected."""
    if _BEGINNING.fullmatch(code) and _severities(code):
        return None
    return CodeFault(f"there is no diagnostic {code!r}", _hint(code))


def check_ignored(code: str) -> CodeFault | None:
    """What is wrong with a code, or the beginning of one, that is to be ignored."""
    unknown = check_selected(code)
    if unknown is not None or Severity.WARNING in _severities(code):
        return unknown
    hint = "mend what it finds; no code can be generated before"
    return CodeFault(f"{code} is an error, and cannot be ignored", hint)


def check_severity(code: str, word: object) -> CodeFault | None:
    """What is wrong with a severity that the settings give to a code."""
    rule = all_rules().get(code)
    if rule is None:
        return CodeFault(f"there is no diagnostic {code!r}", _hint(code))
    if word not in ("error", "warning", "off"):
        hint = f'for example {code} = "error"'
        message = f'the severity of {code} has to be "error", "warning" or "off"'
        return CodeFault(message, hint)
    if rule.severity is Severity.ERROR and word != "error":
        hint = "mend what it finds; no code can be generated before"
        return CodeFault(f"{code} is an error, and cannot be less", hint)
    return None


def nearest_code(code: str) -> str | None:
    """The code of a rule that is most like a word, or None if none is like it."""
    word = code.upper()
    if not word.startswith("AZ") and word[:1].isdigit():
        word = f"AZ{word}"
    return nearest(word, all_rules(), 0.6)


def _hint(code: str) -> str:
    near = nearest_code(code)
    if near is not None:
        return f"did you mean {near}?"
    return "a code is AZ and three digits; a beginning such as AZ5 means a family"


def _severities(beginning: str) -> frozenset[Severity]:
    """The severities of the rules whose codes begin so."""
    rules = all_rules().items()
    return frozenset(
        rule.severity for code, rule in rules if code.startswith(beginning)
    )
