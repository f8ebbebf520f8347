"""Syntax errors of libyaml as faults that say where and how to mend them."""

from __future__ import annotations

import re

from yaml.error import MarkedYAMLError

from ..diagnostics.rules import reading as rules
from .text_error import TextError, too_deep

_FORBIDDEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HINTS = (
    ("mapping values are not allowed", "quote the text that holds `: `"),
    (
        "invalid Unicode character escape",
        "write the character itself, or \\U and its eight hexadecimal digits",
    ),
    ("unknown escape character", "double the backslash, or use single quotes"),
    ("did not find expected key", "check the indentation and the quotes"),
    ("expected '-' indicator", "check the indentation"),
    ("unexpected end of stream", "close the quote"),
    ("did not find expected ','", "close the bracket, or put a comma between items"),
)


def syntax_fault(error: MarkedYAMLError, text: str) -> TextError:
    """The fault of a text that libyaml cannot parse.

    It stands where the parser gave up; where that is the end of the text, at the quote
    or bracket that is not closed.
    """
    problem = error.problem or "no YAML"
    mark, context = error.problem_mark, error.context_mark
    if mark is None or (context and mark.index >= len(text.rstrip())):
        mark = context
    offset = 0 if mark is None else mark.index
    if "maximum nesting depth" in problem:
        # Newer releases of libyaml have a bound of their own, above MAX_DEPTH.
        return too_deep(offset)
    message = f"malformed YAML: {problem}"
    if error.context:
        message += f" {error.context}"
    return TextError(rules.YAML_SYNTAX, message, offset, _hint(problem, text, offset))


def _hint(problem: str, text: str, offset: int) -> str | None:
    if text[offset : offset + 1] == "\t":
        return "indent by spaces, not by tabs"
    if "cannot start any token" in problem:
        return "quote text that starts with this character"
    return next((hint for part, hint in _HINTS if part in problem), None)


def forbidden_character(text: str) -> TextError:
    """The fault of a text with a character that YAML does not allow (section 5.1)."""
    found = _FORBIDDEN.search(text)
    offset = found.start() if found else 0
    code = ord(text[offset : offset + 1] or "\0")
    return TextError(
        rules.FORBIDDEN_CHARACTER,
        f"the character U+{code:04X} is not allowed in YAML",
        offset,
        "remove it, or write it as an escape in double quotes",
    )
