"""Finds regular expressions that take exponential time to say no.

A repeated group is dangerous when one text can be split among its rounds in many ways:
when a repetition or an option within it, or two of its alternatives, match the same
characters, and nothing in the group must match another character between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from re import _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

Item: TypeAlias = tuple[Any, Any]
Characters: TypeAlias = frozenset[int]

MANY = 10
"""From how many rounds on a repetition counts as one without end."""

# Other characters behave like the last one, a letter outside of ASCII.
_ALPHABET: Characters = frozenset((*range(128), 0xE9))
_CLASSES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def find_catastrophe(pattern: str) -> str | None:
    """Say in a few words what in a valid pattern is dangerous, or None."""
    for rounds in _repetitions(list(_parser.parse(pattern)), MANY):
        repeated = _repetitions(rounds, 2)
        if any(_fits(rounds, _all(inner)) for inner in repeated):
            return "a repetition within a repetition matches the same characters"
        if _has_ambiguous_option(rounds):
            return "an optional part of a repetition matches the characters beside it"
        for one, other in _alternatives(rounds):
            if _fits(one, _all(other)) and _fits(other, _all(one)):
                return "repeated alternatives match the same characters"
    return None


def _repetitions(items: list[Item], rounds: int) -> Iterator[list[Item]]:
    """What is repeated so often or oftener and can be backtracked into, at any depth."""
    for name, argument in _named(items):
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, repeated = argument
            if least != most >= rounds:
                yield list(repeated)
        for within in _parts(name, argument):
            yield from _repetitions(within, rounds)


def _has_ambiguous_option(items: list[Item]) -> bool:
    """Whether they are like `aa?`, which matches the same text in one round or in two."""
    while len(items) == 1 and _name(items[0]) == "SUBPATTERN":
        items = list(items[0][1][3])
    for number, option in enumerate(items):
        others = [*items[:number], *items[number + 1 :]]
        characters = _first([option])
        if (
            _is_optional(*next(_named([option])))
            and any(_first([other]) & characters for other in others)
            and _fits(others, characters)
        ):
            return True
    return False


def _is_optional(name: str, argument: Any) -> bool:
    if name == "BRANCH":
        return any(len(part) == 0 for part in argument[1])
    if name == "SUBPATTERN":
        inner = list(argument[3])
        return len(inner) == 1 and _is_optional(_name(inner[0]), inner[0][1])
    return name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] == 0


def _alternatives(items: list[Item]) -> Iterator[tuple[list[Item], list[Item]]]:
    """Pairs of alternatives that begin alike, or are the same, at any depth."""
    for name, argument in _named(items):
        parts = _parts(name, argument)
        if name == "BRANCH":
            for one, other in combinations(parts, 2):
                if one == other or _first(one) & _first(other):
                    yield one, other
        for part in parts:
            yield from _alternatives(part)


def _fits(items: list[Item], characters: Characters) -> bool:
    """Whether the items could match a text of these characters alone."""
    return all(_item_fits(name, arg, characters) for name, arg in _named(items))


def _item_fits(name: str, argument: Any, characters: Characters) -> bool:
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] == 0:
        return True
    parts = _parts(name, argument) or _atomic_parts(name, argument)
    if parts:
        return any(_fits(part, characters) for part in parts)
    return name in _ZERO_WIDTH or bool(_matched(name, argument) & characters)


_ZERO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT", "GROUPREF", "GROUPREF_EXISTS")


def _first(items: list[Item]) -> Characters:
    """The characters that a match of the items can begin with."""
    found: Characters = frozenset()
    for name, argument in _named(items):
        parts = _parts(name, argument) or _atomic_parts(name, argument)
        if parts:
            found = found.union(*(_first(part) for part in parts))
        else:
            found |= _matched(name, argument)
        optional = name.endswith("REPEAT") and argument[0] == 0
        if not optional and name not in _ZERO_WIDTH:
            break
    return found


def _all(items: list[Item]) -> Characters:
    """The characters that a match of the items can have in it."""
    found: Characters = frozenset()
    for name, argument in _named(items):
        if name not in ("ASSERT", "ASSERT_NOT"):
            parts = _parts(name, argument) or _atomic_parts(name, argument)
            found = found.union(_matched(name, argument), *map(_all, parts))
    return found


def _parts(name: str, argument: Any) -> list[list[Item]]:
    """What an item consists of, where the matcher backtracks into it."""
    match name:
        case "MAX_REPEAT" | "MIN_REPEAT":
            return [list(argument[2])]
        case "SUBPATTERN":
            return [list(argument[3])]
        case "BRANCH":
            return [list(part) for part in argument[1]]
        case "GROUPREF_EXISTS":
            return [list(part) for part in argument[1:] if part is not None]
        case "ASSERT" | "ASSERT_NOT":
            return [list(argument[1])]
        case _:
            return []


def _atomic_parts(name: str, argument: Any) -> list[list[Item]]:
    match name:
        case "POSSESSIVE_REPEAT":
            return [list(argument[2])]
        case "ATOMIC_GROUP":
            return [list(argument)]
        case _:
            return []


def _matched(name: str, argument: Any) -> Characters:
    """The characters that an item for one character matches, in either case."""
    match name:
        case "LITERAL":
            return _both_cases(argument)
        case "NOT_LITERAL":
            return _ALPHABET - {argument}
        case "ANY":
            return _ALPHABET
        case "RANGE":
            low, high = argument
            letters = (c for c in _ALPHABET if low <= c <= high)
            return frozenset(case for c in letters for case in _both_cases(c))
        case "CATEGORY":
            category = re.compile(_CLASSES[str(argument)])
            return frozenset(c for c in _ALPHABET if category.match(chr(c)))
        case "IN":
            members = [_matched(n, arg) for n, arg in _named(argument) if n != "NEGATE"]
            matched: Characters = frozenset().union(*members)
            negated = any(n == "NEGATE" for n, _ in _named(argument))
            return _ALPHABET - matched if negated else matched
        case _:
            return frozenset()


def _both_cases(code: int) -> Characters:
    letter = chr(code) if code < 128 else "\xe9"
    cases = (letter, letter.lower(), letter.upper())
    return frozenset(ord(case) if case.isascii() else 0xE9 for case in cases)


def _named(items: list[Item]) -> Iterator[tuple[str, Any]]:
    for item in items:
        yield _name(item), item[1]


def _name(item: Item) -> str:
    return str(item[0])
