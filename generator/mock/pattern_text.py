"""Texts that regular expressions find.

A text is written along the expression, and then tried: what the writer does not know of
the syntax can only cost it the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..expressions.patterns import safe_pattern

_SAMPLES: Final = "a1A-_ ./:@#" + "".join(map(chr, range(33, 127)))
_CATEGORIES: Final = {"d": "1", "D": "a", "w": "a", "W": "-", "s": " ", "S": "a"}
"""A character of each category."""
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
_POSITIONS: Final = "AbBZ"
"""Escapes that stand for a place and no character."""
_PROPERTIES: Final = {
    **dict.fromkeys(("L", "Lu", "Ll", "Alpha", "Alphabetic"), "a-zA-Z"),
    **dict.fromkeys(("N", "Nd"), "0-9"),
}
"""Members of a class for properties of Unicode."""
_TOKEN: Final = re.compile(r"\\p\{(\w+)\}|\\.|[\[\]]", re.DOTALL)
_CODE: Final = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})")
_REPEAT: Final = re.compile(r"([*+?]|\{(\d*)(,?)(\d*)\})[?+]?")
_LONGEST: Final = 100_000
"""Characters; a longer text is not written."""
_GROUP: Final = re.compile(
    r"\?(?:P?<(?P<name>\w+)>|[aiLmsux]*(?:-[imsx]+)?:|>)|\?P=(?P<same>\w+)\)"
    r"|(?P<look>\?<?[=!])|\?(?P<rest>#[^)]*|[aiLmsux]+)\)"
)


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
    form = _python_form(pattern)
    for repeat in (1, 2, 4, 8, 16, 32, 64, least, most):
        try:
            text = _Writer(form, repeat).write()
        except (IndexError, ValueError, OverflowError, MemoryError, RecursionError):
            return None
        if least <= len(text) <= most and compiled.search(text):
            return text
    return None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    return safe_pattern(_python_form(pattern))


def _python_form(pattern: str) -> str:
    """A pattern of ECMAScript as Python writes it, in what is common."""
    if len(pattern) > 2 and pattern.startswith("/") and pattern.endswith("/"):
        pattern = pattern[1:-1]
    is_in_class = False

    def spelled(found: re.Match[str]) -> str:
        nonlocal is_in_class
        if found[0] in ("[", "]"):
            is_in_class = found[0] == "["
        members = _PROPERTIES.get(found[1] or "")
        if members is None:
            return found[0]
        return members if is_in_class else f"[{members}]"

    return _TOKEN.sub(spelled, pattern)


class _Writer:
    """Writes one text along a pattern that Python takes.

    Args:
        repeat: How often to repeat what may be repeated without limit.
    """

    def __init__(self, pattern: str, repeat: int) -> None:
        self._pattern = pattern
        self._repeat = repeat
        self._at = 0
        self._groups: dict[str, str] = {}
        self._count = 0

    def write(self) -> str:
        """The first of the alternatives up to the end of the group; behind it after."""
        first: str | None = None
        text = ""
        while self._at < len(self._pattern) and self._pattern[self._at] != ")":
            if self._pattern[self._at] == "|":
                first = text if first is None else first
                text = ""
                self._at += 1
            else:
                text += self._repeated(self._atom())
        return text if first is None else first

    def _repeated(self, text: str) -> str:
        found = _REPEAT.match(self._pattern, self._at)
        if found is None or found[1] == "{}" or found[1] == "{,}":
            return text
        self._at = found.end()
        match found[1]:
            case "*":
                low, high = 0, None
            case "+":
                low, high = 1, None
            case "?":
                low, high = 0, 1
            case _:
                low = int(found[2] or 0)
                high = int(found[4]) if found[4] else (None if found[3] else low)
        times = self._repeat if high is None else min(high, self._repeat)
        if len(text) * max(low, times) > _LONGEST:
            raise OverflowError
        return text * max(low, times)

    def _atom(self) -> str:
        character = self._pattern[self._at]
        self._at += 1
        match character:
            case "(":
                return self._group()
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case ".":
                return "a"
            case "^" | "$":
                return ""
        return character

    def _group(self) -> str:
        found = _GROUP.match(self._pattern, self._at)
        if found is None:
            self._count += 1
            return self._inner(str(self._count))
        self._at = found.end()
        if found["same"]:
            return self._groups.get(found["same"], "")
        if found["rest"]:
            return ""
        if found["look"]:
            # What stands around has to satisfy it; the text is tried in the end.
            self._inner("")
            return ""
        if found["name"]:
            self._count += 1
            text = self._inner(found["name"])
            self._groups[str(self._count)] = text
            return text
        return self._inner("")

    def _inner(self, name: str) -> str:
        text = self.write()
        self._at += 1
        self._groups[name] = text
        return text

    def _escape(self) -> str:
        """What an escape stands for; the backslash is behind."""
        code = _CODE.match(self._pattern, self._at)
        if code is not None:
            self._at = code.end()
            return chr(int(code[1] or code[2] or code[3], 16))
        character = self._pattern[self._at]
        self._at += 1
        if character in _POSITIONS:
            return ""
        if character in "123456789":
            return self._groups.get(character, "")
        return _CATEGORIES.get(character) or _CONTROLS.get(character) or character

    def _class(self) -> str:
        """A character of a class; its bracket is behind."""
        start = self._at
        negated = self._pattern.startswith("^", self._at)
        self._at += negated
        first = self._at
        while self._pattern[self._at] != "]" or self._at == first:
            self._at += 2 if self._pattern[self._at] == "\\" else 1
        self._at += 1
        members = _compiled(f"[{self._pattern[start:self._at]}")
        if not negated and not self._pattern.startswith("\\", first):
            return self._pattern[first]
        if members is None:
            return "a"
        return next(filter(members.fullmatch, _SAMPLES), "a")
