"""Scalars of YAML 1.2: the core schema (section 10.3), without what JSON lacks."""

from __future__ import annotations

import math
import re
from sys import intern
from typing import TypeAlias

Scalar: TypeAlias = "bool | int | float | str | None"

MAX_DIGITS = 3500
"""The longest integer that is read. Python refuses to print more than 4,300 decimal
digits, which is what 3,500 hexadecimal ones come to."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_MAY_BE_NUMBER = frozenset("0123456789+-.")
_MAY_BE_WORD = frozenset("~nNtTfF")


class NumberError(ValueError):
    """A number that JSON cannot hold; says why, with the hint how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class TagError(ValueError):
    """A scalar that does not fit its tag."""


def resolve_plain(text: str) -> Scalar:
    """The value of a plain scalar.

    Raises NumberError for a number that JSON cannot hold.
    """
    first = text[:1]
    if first in _MAY_BE_NUMBER:
        number = _number(text)
        return text if number is None else number
    if first in _MAY_BE_WORD or not text:
        return None if text in _NULLS else _BOOLEANS.get(text, text)
    return intern(text)


def tagged_scalar(tag: str, text: str) -> Scalar:
    """The value of a scalar with one of the JSON schema's tags, such as `int`.

    Raises TagError where the text does not fit the tag, NumberError for a number that
    JSON cannot hold.
    """
    if tag == "str":
        return text
    if tag == "null" and text in _NULLS:
        return None
    if tag == "bool" and text in _BOOLEANS:
        return _BOOLEANS[text]
    if tag == "float" and _DECIMAL.fullmatch(text):
        return read_float(text)
    number = _number(text)
    if (tag == "int" and isinstance(number, int)) or (
        tag == "float" and isinstance(number, float)
    ):
        return number
    raise TagError


def _number(text: str) -> int | float | None:
    if _DECIMAL.fullmatch(text):
        return read_integer(text)
    if _FLOAT.fullmatch(text):
        return read_float(text)
    if _OCTAL.fullmatch(text):
        return read_integer(text, 8)
    if _HEXADECIMAL.fullmatch(text):
        return read_integer(text, 16)
    if _NOT_FINITE.fullmatch(text):
        raise NumberError(
            f"{text} is not a JSON number", "write a finite number, or quote the text"
        )
    return None


def read_integer(text: str, base: int = 10) -> int:
    """The integer that a numeral stands for.

    Raises NumberError where it is longer than Python can print.
    """
    if len(text) > MAX_DIGITS:
        raise NumberError(
            f"an integer of {len(text):,} characters is too long",
            f"keep integers below {MAX_DIGITS:,} digits, or quote the text",
        )
    return int(text, base)


def read_float(text: str) -> float:
    """The double that a numeral stands for.

    Raises NumberError where it is too large for one.
    """
    value = float(text)
    if math.isinf(value):
        shown = text if len(text) <= 40 else f"a number of {len(text):,} characters"
        raise NumberError(
            f"{shown} is too large for a JSON number",
            "write a number below 1.8e308, or quote the text",
        )
    return value
