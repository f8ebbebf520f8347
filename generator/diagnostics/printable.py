"""Text of documents in a form that a terminal shows and does not obey."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """The text with every control character, invisible character and line separator,
    those that change the direction of writing too, spelled as an escape."""
    if text.isprintable():
        return text
    return "".join(map(_spell, text))


def display_width(text: str) -> int:
    """How many columns of a terminal a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _spell(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
