"""A regular expression as the automaton of its positions (Glushkov's construction).

A position is a place in the pattern that takes one character. Beside which positions
can follow one another, it is counted in how many ways: where there are two, the matcher
of `re` tries both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final, TypeAlias

try:
    # Private, but the only parser that reads every pattern as `re` itself does.
    _parser: Any = import_module("re._parser")
except ImportError:
    _parser = None

Item: TypeAlias = tuple[Any, Any]
Characters: TypeAlias = frozenset[int]
Ways: TypeAlias = Counter[int]
"""Positions, with the number of ways that lead to each."""

MANY: Final = 5
"""From how many rounds on a repetition counts as one without end."""

MOST_LINKS: Final = 300_000
"""Of how many pairs of positions it may be said that one can follow the other."""

# Other characters behave like the last one, a letter outside of ASCII.
_OTHER: Final = 0xE9
_ALPHABET: Final[Characters] = frozenset((*range(128), _OTHER))
_CLASSES: Final = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


class TooLargeError(Exception):
    """A pattern stands for more than can be judged in a moment."""


class NotJudgedError(Exception):
    """The parser of this Python is missing, or gives what is not known here."""


@dataclass(frozen=True)
class Part:
    """What a part of a pattern does: where it begins and ends.

    Attributes:
        empty: In how many ways it matches nothing.
        is_fixed: Whether all it matches has the same length, in one way.
    """

    first: Ways
    last: Ways
    empty: int
    is_fixed: bool = True


@dataclass
class Positions:
    """Builds the automaton of a pattern.

    Attributes:
        characters: What each position takes.
        follow: By position, which come next.
        apart: The insides of atomic groups and of look-arounds, which nothing
            backtracks into from outside: each is like a pattern of its own.
    """

    folds_case: bool
    dot_takes_lines: bool
    characters: list[Characters] = field(default_factory=list)
    follow: list[Ways] = field(default_factory=list)
    apart: list[Positions] = field(default_factory=list)
    links: int = 0

    @classmethod
    def of(cls, pattern: str) -> Positions:
        """The automaton of a pattern that `re` takes.

        Raises:
            TooLargeError: Small repetitions multiply to something that large.
            NotJudgedError: This Python does not tell how it reads the pattern.
        """
        try:
            tree = _parser.parse(pattern)
            flags = tree.state.flags
            for name, argument in _walk(list(tree)):
                if name == "SUBPATTERN":
                    flags |= argument[1]
            made = cls(bool(flags & re.IGNORECASE), bool(flags & re.DOTALL))
            made.sequence(tree)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise NotJudgedError from error
        return made

    def sequence(self, items: Iterable[Item]) -> Part:
        whole = Part(Counter(), Counter(), 1)
        for item in items:
            whole = self._then(whole, self._item(*item))
        return whole

    def _item(self, kind: Any, argument: Any) -> Part:
        name = str(kind)
        match name:
            case "MAX_REPEAT" | "MIN_REPEAT":
                return self._repeat(*argument)
            case "SUBPATTERN":
                return self.sequence(argument[3])
            case "BRANCH":
                return self._choice(argument[1])
            case "GROUPREF_EXISTS":
                return self._choice([argument[1], argument[2] or []])
            case "POSSESSIVE_REPEAT":
                return self._atomic(argument[2], argument[0] == 0)
            case "ATOMIC_GROUP":
                return self._atomic(argument, False)
            case "ASSERT" | "ASSERT_NOT":
                self._inside(argument[1])
                return Part(Counter(), Counter(), 1)
            case "AT" | "GROUPREF" | "FAILURE":
                return Part(Counter(), Counter(), 1)
            case _:
                return self._position(self._taken(name, argument))

    def _position(self, characters: Characters) -> Part:
        self.characters.append(characters)
        self.follow.append(Counter())
        here = Counter({len(self.characters) - 1: 1})
        return Part(here, here, 0)

    def _inside(self, items: Iterable[Item]) -> Positions:
        inside = Positions(self.folds_case, self.dot_takes_lines)
        inside.sequence(items)
        self.apart.append(inside)
        return inside

    def _atomic(self, items: Iterable[Item], is_optional: bool) -> Part:
        """An atomic group is one position that takes what is within it."""
        inside = self._inside(items)
        one = self._position(frozenset().union(*inside.characters))
        return Part(one.first, one.last, int(is_optional), False)

    def _link(self, before: Ways, after: Ways) -> None:
        self.links += len(before) * len(after)
        if self.links > MOST_LINKS:
            raise TooLargeError
        for position, ways in before.items():
            for following, more in after.items():
                self.follow[position][following] += ways * more

    def _then(self, one: Part, other: Part) -> Part:
        self._link(one.last, other.first)
        return Part(
            one.first + _times(other.first, one.empty),
            other.last + _times(one.last, other.empty),
            min(one.empty * other.empty, 2),
            one.is_fixed and other.is_fixed,
        )

    def _choice(self, branches: Iterable[Iterable[Item]]) -> Part:
        parts = [self.sequence(branch) for branch in branches]
        first: Ways = Counter()
        last: Ways = Counter()
        for part in parts:
            first += part.first
            last += part.last
        return Part(first, last, min(sum(part.empty for part in parts), 2), False)

    def _repeat(self, least: int, most: Any, items: Iterable[Item]) -> Part:
        items = list(items)
        if int(most) < MANY:
            return self._rounds(least, int(most), items)
        once = self.sequence(items)
        if least == most and once.is_fixed:
            # One round more, so that it does not look as if it could be left early.
            return self._then(once, self.sequence(items))
        # A round of nothing ends a loop, but may come at any time where rounds are
        # prescribed.
        for _ in range(2 if once.empty and least >= MANY else 1):
            self._link(once.last, once.first)
        return Part(once.first, once.last, 1 if least == 0 else once.empty, False)

    def _rounds(self, least: int, most: int, items: list[Item]) -> Part:
        rest = Part(Counter(), Counter(), 1)
        for number in reversed(range(most)):
            rest = self._then(self.sequence(items), rest)
            if number >= least:
                rest = Part(rest.first, rest.last, 1, False)
        return rest

    def _taken(self, name: str, argument: Any) -> Characters:
        """The characters that an item for one character takes."""
        match name:
            case "LITERAL":
                return self._cases(argument)
            case "NOT_LITERAL":
                return _ALPHABET - {argument} | {_OTHER}
            case "ANY":
                lines = frozenset() if self.dot_takes_lines else frozenset({10})
                return _ALPHABET - lines
            case "RANGE":
                low, high = argument
                codes = (c for c in _ALPHABET if low <= c <= high or c == _OTHER < high)
                return frozenset(case for c in codes for case in self._cases(c))
            case "CATEGORY":
                category = re.compile(_CLASSES[str(argument)])
                return frozenset(c for c in _ALPHABET if category.match(chr(c)))
            case "IN":
                return self._members(argument)
            case _:
                raise LookupError(name)

    def _members(self, members: list[Item]) -> Characters:
        negated = str(members[0][0]) == "NEGATE"
        taken: Characters = frozenset().union(
            *(self._taken(str(name), one) for name, one in members[negated:])
        )
        return _ALPHABET - taken | {_OTHER} if negated else taken

    def _cases(self, code: int) -> Characters:
        letter = chr(code)
        cases = (letter, letter.lower(), letter.upper()) if self.folds_case else letter
        return frozenset(ord(one) if one.isascii() else _OTHER for one in cases)


def _times(ways: Ways, number: int) -> Ways:
    return Counter({p: count * number for p, count in ways.items() if number})


def _walk(items: Iterable[Item]) -> Iterator[tuple[str, Any]]:
    """All items of a pattern, at any depth."""
    for kind, argument in items:
        yield str(kind), argument
        for value in argument if isinstance(argument, (tuple, list)) else (argument,):
            values = value if isinstance(value, list) else [value]
            for one in values:
                if isinstance(one, _parser.SubPattern):
                    yield from _walk(one)
