"""The grammar of runtime expressions, as the specification's ABNF states it.

Each constant is one rule of the ABNF in the section "Runtime Expressions", under the
rule's own name, as a regular expression. No two branches of an alternative begin with
the same character, so that matching takes linear time.
"""

from __future__ import annotations

import re

from .model import ArazzoVersion


def is_valid(text: str, version: ArazzoVersion) -> bool:
    """Whether a text is an `expression` by the ABNF of that version of Arazzo.

    Letter case counts: `$URL` is no expression.
    """
    return _EXPRESSIONS[version].fullmatch(text) is not None


def is_identifier(text: str) -> bool:
    """Whether a text is an `identifier` of Arazzo 1.1: letters, digits, `.`, `-`, `_`."""
    return _IDENTIFIER.fullmatch(text) is not None


def is_strict_identifier(text: str) -> bool:
    """Whether a text is an `identifier-strict` of Arazzo 1.1: no dots."""
    return _STRICT_IDENTIFIER.fullmatch(text) is not None


def is_pointer(text: str, version: ArazzoVersion) -> bool:
    """Whether a text is a `json-pointer` in an expression of that version."""
    return _POINTERS[version].fullmatch(text) is not None


TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
IDENTIFIER = r"[A-Za-z0-9.\-_]+"
IDENTIFIER_STRICT = r"[A-Za-z0-9\-_]+"
ESCAPED = "~[01]"

# 1.0 defines no CHAR of its own, so it is that of RFC 5234: ASCII without NUL.
NAME_1_0 = r"[\x01-\x7F]*"
POINTER_1_0 = rf"(?:/(?:[^/~]|{ESCAPED})*)*"

UNESCAPE = r"[\x20\x21\x23-\x5B\x5D-\x7A\x7C\x7E-\U0010FFFF]"
ESCAPE = r'\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})'
CHAR = f"(?:{UNESCAPE}|{ESCAPE})"
NAME_1_1 = f"{CHAR}*"
POINTER_1_1 = rf"(?:/(?:[^/~{{}}]|{ESCAPED})*)*"


def _source(name: str, pointer: str, bodies: str) -> str:
    """The rule `source`: a part of a message."""
    return rf"(?:header\.{TOKEN}|(?:query|path)\.{name}|(?:{bodies})(?:#{pointer})?)"


EXPRESSION_1_0 = "|".join(
    (
        r"\$url",
        r"\$method",
        r"\$statusCode",
        r"\$(?:request|response)\." + _source(NAME_1_0, POINTER_1_0, "body"),
        r"\$(?:inputs|outputs|steps|workflows|sourceDescriptions|components)\."
        + NAME_1_0,
    )
)

EXPRESSION_1_1 = "|".join(
    (
        r"\$url",
        r"\$method",
        r"\$statusCode",
        r"\$(?:request|response|message)\."
        + _source(NAME_1_1, POINTER_1_1, "body|payload"),
        rf"\$(?:inputs|outputs)\.{IDENTIFIER}(?:#{POINTER_1_1})?",
        rf"\$steps\.{IDENTIFIER_STRICT}\.outputs\.{IDENTIFIER}(?:#{POINTER_1_1})?",
        rf"\$workflows\.{IDENTIFIER_STRICT}\.(?:inputs|outputs)\.{IDENTIFIER}"
        rf"(?:#{POINTER_1_1})?",
        rf"\$sourceDescriptions\.{IDENTIFIER_STRICT}\.{CHAR}+",
        r"\$components\.(?:parameters|successActions|failureActions)\." + IDENTIFIER,
        r"\$self",
    )
)

_EXPRESSIONS = {
    ArazzoVersion.V1_0: re.compile(EXPRESSION_1_0),
    ArazzoVersion.V1_1: re.compile(EXPRESSION_1_1),
}
_POINTERS = {
    ArazzoVersion.V1_0: re.compile(POINTER_1_0),
    ArazzoVersion.V1_1: re.compile(POINTER_1_1),
}
_IDENTIFIER = re.compile(IDENTIFIER)
_STRICT_IDENTIFIER = re.compile(IDENTIFIER_STRICT)
