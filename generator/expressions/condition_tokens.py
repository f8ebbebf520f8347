"""The words of simple conditions: operators, literals and expressions."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .explain import quote
from .model import SyntaxFault

if TYPE_CHECKING:
    from collections.abc import Iterator

TokenKind: TypeAlias = Literal["operator", "literal", "expression", "end"]


@dataclass(frozen=True)
class ConditionToken:
    """One word of a condition.

    Attributes:
        kind: What it is.
        text: As written.
        offset: Where in the condition, in characters from 0.
        value: What a literal stands for.
        double_quoted: Whether it is a text in double quotes, which only the dialect has.
    """

    kind: TokenKind
    text: str
    offset: int
    value: bool | int | float | str | None = None
    double_quoted: bool = False


class ConditionError(Exception):
    """Ends the parsing of a condition; never leaves this package."""

    def __init__(self, message: str, offset: int, hint: str | None = None) -> None:
        super().__init__(message)
        self.fault = SyntaxFault(message, offset, hint)


def split_condition(text: str) -> Iterator[ConditionToken]:
    """The words of a condition, and an `end` after them. Raises ConditionError."""
    position = _skip_space(text, 0)
    while position < len(text):
        token = _next_token(text, position)
        yield token
        position = _skip_space(text, position + len(token.text))
    yield ConditionToken("end", "", len(text))


_SPACE = re.compile(r"\s*")
_OPERATOR = re.compile(r"&&|\|\||[=!<>]=|[<>!()]")
_STRING = re.compile(r"'((?:[^']|'')*)'")
_DOUBLE_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\s()<>=!&|'\"]+")
_FOREIGN_OPERATOR = re.compile(r"===|!==|=|&|\|")
# An expression ends at white space, an operator or a parenthesis; the characters of
# operators are part of it where they form none, as in the header name `X!`.
_EXPRESSION = re.compile(r"\$(?:[^\s()<>=!&|]|=(?!=)|!(?!=)|&(?!&)|\|(?!\|))*")
_CONSTANTS: dict[str, bool | None] = {"null": None, "true": True, "false": False}
_MEANT = {
    "===": "'=='",
    "!==": "'!='",
    "=": "'=='",
    "&": "'&&'",
    "|": "'||'",
    "and": "'&&'",
    "or": "'||'",
    "not": "'!'",
    "in": "several comparisons with '||' between them",
    "contains": "a criterion of type 'regex' or 'jsonpath'",
    "matches": "a criterion of type 'regex'",
}


def _skip_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _next_token(text: str, position: int) -> ConditionToken:
    char = text[position]
    if char == "$":
        found = _EXPRESSION.match(text, position)
        return ConditionToken("expression", found.group() if found else "$", position)
    if char == "'":
        return _string(text, position)
    if char == '"':
        return _double_quoted(text, position)
    foreign = _FOREIGN_OPERATOR.match(text, position)
    operator = _OPERATOR.match(text, position)
    if foreign and (operator is None or len(foreign.group()) > len(operator.group())):
        raise _no_operator(foreign.group(), position)
    if operator:
        return ConditionToken("operator", operator.group(), position)
    return _word(text, position)


def _string(text: str, position: int) -> ConditionToken:
    found = _STRING.match(text, position)
    if found is None:
        raise ConditionError(
            "the text in single quotes has no end", position, "a quote in it is ''"
        )
    value = found.group(1).replace("''", "'")
    return ConditionToken("literal", found.group(), position, value)


def _double_quoted(text: str, position: int) -> ConditionToken:
    found = _DOUBLE_QUOTED.match(text, position)
    if found is None:
        raise ConditionError(
            "the text in double quotes has no end", position, "use single quotes"
        )
    return ConditionToken(
        "literal", found.group(), position, _unquote(found.group()), True
    )


def _unquote(quoted: str) -> str:
    try:
        value = json.loads(quoted, strict=False)
    except ValueError:
        return quoted[1:-1]
    return str(value)


def _word(text: str, position: int) -> ConditionToken:
    found = _WORD.match(text, position)
    word = found.group() if found else text[position]
    if word in _CONSTANTS:
        return ConditionToken("literal", word, position, _CONSTANTS[word])
    number = _NUMBER.fullmatch(word)
    # A sign in an exponent, as in 1e+3, is part of the word already.
    if number:
        return ConditionToken(
            "literal", word, position, _number(word, number, position)
        )
    if word.startswith("{$"):
        raise ConditionError(
            f"{quote(word)}: a simple condition takes expressions without braces",
            position,
            "leave the braces out",
        )
    raise _unknown_word(word, position)


def _number(word: str, number: re.Match[str], position: int) -> int | float:
    try:
        value = int(word) if number.lastindex is None else float(word)
    except ValueError:
        raise ConditionError("the number has too many digits", position) from None
    if math.isinf(value):
        raise ConditionError(f"the number {quote(word)} is too large", position)
    return value


def _no_operator(word: str, position: int) -> ConditionError:
    return ConditionError(
        f"{quote(word)} is no operator of conditions", position, f"use {_MEANT[word]}"
    )


def _unknown_word(word: str, position: int) -> ConditionError:
    lowered = word.lower()
    if lowered in _MEANT:
        return ConditionError(
            f"{quote(word)} is no operator of conditions",
            position,
            f"use {_MEANT[lowered]}",
        )
    if lowered in _CONSTANTS:
        hint = f"write '{lowered}'"
    else:
        hint = "texts stand in single quotes, expressions begin with '$'"
    return ConditionError(f"{quote(word)} is no literal or expression", position, hint)
