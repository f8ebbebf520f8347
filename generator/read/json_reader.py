"""JSON texts to plain values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from ..diagnostics.rules import reading as rules
from .document import JsonValue
from .json_positions import json_string, json_tokens
from .scalars import NumberError, read_float, read_integer
from .text_error import (
    MAX_DEPTH,
    MAX_VALUES,
    TextError,
    duplicate_key,
    too_deep,
    too_many_values,
)

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


_BEFORE_VALUES = ("{", "[", ",")
"""Each stands before one value at most, unless it is inside a string."""


class _DuplicateKeyError(Exception):
    pass


class _ConstantError(Exception):
    pass


class _LiteralError(Exception):
    """A number that cannot be held, with the text that spells it."""

    def __init__(self, literal: str, error: NumberError) -> None:
        super().__init__(literal)
        self.literal = literal
        self.error = error


def read_json(text: str) -> JsonValue:
    """The value of a JSON text (RFC 8259).

    Raises TextError.
    """
    if not text.strip(" \t\r\n"):
        raise TextError(rules.EMPTY_DOCUMENT, "the document is empty", 0)
    if sum(map(text.count, _BEFORE_VALUES)) > MAX_VALUES:
        _refuse_many_values(text)
    try:
        value: JsonValue = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _syntax_fault(error, text) from error
    except _DuplicateKeyError as error:
        raise _second_key(text) from error
    except _ConstantError as error:
        raise _constant_fault(str(error), text) from error
    except _LiteralError as error:
        offset = _literal_offset(error.literal, text)
        fault = error.error
        raise TextError(
            rules.NOT_A_JSON_NUMBER, fault.message, offset, fault.hint
        ) from error
    except RecursionError as error:
        raise too_deep(_deep_offset(text)) from error
    if _is_too_deep(value):
        raise too_deep(_deep_offset(text))
    if _SURROGATE.search(text):
        _refuse_lone_surrogates(text)
    return value


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _DuplicateKeyError
    return members


def _integer(literal: str) -> int:
    try:
        return read_integer(literal)
    except NumberError as error:
        raise _LiteralError(literal, error) from error


def _float(literal: str) -> float:
    try:
        return read_float(literal)
    except NumberError as error:
        raise _LiteralError(literal, error) from error


def _constant(literal: str) -> float:
    raise _ConstantError(literal)


_CLOSING = re.compile(r",?[ \t\r\n]*[}\]]")
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_float,
    parse_constant=_constant,
)


def _syntax_fault(error: json.JSONDecodeError, text: str) -> TextError:
    problem = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
    hint = _syntax_hint(text, error.pos)
    return TextError(rules.JSON_SYNTAX, f"malformed JSON: {problem}", error.pos, hint)


def _syntax_hint(text: str, offset: int) -> str | None:
    """How to mend what people often write in JSON."""
    rest = text[offset : offset + 2]
    if rest in {"//", "/*"} or rest[:1] == "#":
        return "remove the comment: JSON has none"
    before = text[:offset].rstrip(" \t\r\n")
    if _CLOSING.match(text, offset) and (rest[:1] == "," or before.endswith(",")):
        return "remove the comma before the bracket"
    if rest[:1] == "'":
        return "write texts in double quotes"
    if not before:
        return "name a file with YAML .yaml"
    return None


def _constant_fault(literal: str, text: str) -> TextError:
    return TextError(
        rules.JSON_SYNTAX,
        f"malformed JSON: {literal} is not a JSON number",
        _literal_offset(literal, text),
        "write a finite number or null",
    )


def _literal_offset(literal: str, text: str) -> int:
    """Where a number or word first stands outside of strings."""
    found = (token.start() for token in json_tokens(text) if token[0] == literal)
    return next(found, 0)


def _second_key(text: str) -> TextError:
    """The fault of the first key that stands twice in its object."""
    open_objects: list[set[str]] = []
    before: re.Match[str] | None = None
    for token in json_tokens(text):
        mark = token[0]
        if mark in {"{", "["}:
            open_objects.append(set())
        elif mark in {"}", "]"}:
            open_objects.pop()
        elif mark == ":" and before is not None:
            key = json_string(before[0])
            if key in open_objects[-1]:
                return duplicate_key(key, before.start())
            open_objects[-1].add(key)
        before = token
    raise AssertionError("a key stands twice, but none was found")


def _is_too_deep(value: JsonValue) -> bool:
    level: list[JsonValue] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for parent in level
            for child in _children(parent)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _children(value: JsonValue) -> Iterable[JsonValue]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _deep_offset(text: str) -> int:
    depth = 0
    for token in json_tokens(text):
        if token[0] in {"{", "["}:
            depth += 1
            if depth > MAX_DEPTH:
                return token.start()
        elif token[0] in {"}", "]"}:
            depth -= 1
    return 0


def _refuse_many_values(text: str) -> None:
    values = 0
    for token in json_tokens(text):
        values += token[0] in _BEFORE_VALUES
        if values > MAX_VALUES:
            raise too_many_values(token.start())


def _refuse_lone_surrogates(text: str) -> None:
    for escape in _ESCAPE.finditer(text):
        if escape["lone"]:
            raise TextError(
                rules.FORBIDDEN_CHARACTER,
                f"the escape \\{escape['lone']} is half of a surrogate pair",
                escape.start(),
                "write both halves, or the character itself",
            )
