"""What XPath can do beyond selecting: read files, match patterns, count for ever.

This looks at the text alone, before it is parsed: the parser evaluates constants, which
would do what is to be refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..expressions.model import SyntaxFault
from .regexes import check_foreign_regex

_OUTSIDE: Final = re.compile(
    r"(?<![\w.-])(?:doc|doc-available|document|json-doc|collection|uri-collection"
    r"|unparsed-text|unparsed-text-lines|unparsed-text-available|environment-variable"
    r"|available-environment-variables|load-xquery-module|transform|function-lookup)"
    r"\s*[(#]"
)
_PATTERN: Final = re.compile(
    r"(?<![\w.-])(matches|replace|tokenize|analyze-string)\s*([(#])"
)
_ARROW: Final = re.compile(r"=>\s*(?:[\w.-]+:)?$")
_LITERAL: Final = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_RANGE: Final = re.compile(r"(?<=[\w)\].'\"])\s+to(?=[\s($])\s*")
_FEW: Final = re.compile(
    r"(?:\d{1,4}|[a-z-]+\([^()]*\))\s*(?:[)\],=!]|$|return\b|satisfies\b)"
)
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"|\(:(?:(?!\(:|:\)).)*:\)", re.DOTALL)


def check_functions(text: str) -> SyntaxFault | None:
    """Say what an expression does that none of a workflow may do, if anything."""
    # Strings and comments become blanks of their length; what is left is syntax.
    bare = _QUOTED.sub(lambda found: _blank(found[0]), text)
    if "(:" in bare:
        return SyntaxFault(
            "a comment in a comment", bare.index("(:"), "remove the comments"
        )
    outside = _OUTSIDE.search(bare)
    if outside is not None:
        name = outside[0].rstrip("(# \t\r\n")
        return SyntaxFault(
            f"{name}() reads what lies outside of the document",
            outside.start(),
            "select from the document alone",
        )
    for found in _RANGE.finditer(bare):
        if _FEW.match(bare, found.end()) is None:
            return SyntaxFault(
                "a range may have no end in sight",
                found.start(),
                "end it at a number below 10,000, or at a function's value",
            )
    return next(_wrong_patterns(text, bare), None)


def _wrong_patterns(text: str, bare: str) -> Iterator[SyntaxFault]:
    for found in _PATTERN.finditer(bare):
        name, bracket = found.groups()
        arguments = _arguments(text, bare, found.end())
        # `a => matches(b)` is matches(a, b).
        number = 0 if _ARROW.search(bare[: found.start()]) else 1
        pattern = arguments[number] if number < len(arguments) else "''"
        if bracket == "#" or _LITERAL.fullmatch(pattern) is None:
            yield SyntaxFault(
                f"the pattern of {name}() has to be a text in quotes",
                found.start(),
                "another one could take for ever to match",
            )
            continue
        written = pattern[1:-1].replace(pattern[0] * 2, pattern[0])
        fault = check_foreign_regex(written)
        if fault is not None:
            yield SyntaxFault(fault.message, found.start(), fault.hint)


def _arguments(text: str, bare: str, start: int) -> list[str]:
    """The arguments of a call, as they are written."""
    found, depth, begin = [], 0, start
    for place in range(start, len(bare)):
        character = bare[place]
        if depth == 0 and character in ",)":
            found.append(text[begin:place].strip())
            begin = place + 1
            if character == ")":
                break
        depth += (character in "([{") - (character in ")]}")
    return found


def _blank(quoted: str) -> str:
    """As many characters, with the quotes of a string left where they are."""
    if quoted[0] == "(":
        return " " * len(quoted)
    return quoted[0] + "_" * (len(quoted) - 2) + quoted[0]
