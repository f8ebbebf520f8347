"""What a misspelt name most likely means, for hints."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

_ALIKE: Final = 0.75
_CANDIDATES: Final = 24
_LONGEST: Final = 1_000
"""A longer text is no name that somebody misspelt, and costs a lot to compare."""


def nearest(name: str, known: Iterable[str], alike: float = _ALIKE) -> str | None:
    """The known name that a misspelt one most likely means, or None.

    Names that differ only in upper and lower case are nearest of all, then those that
    differ in punctuation; of names that are equally near it is the first.

    Args:
        alike: How much of the two names has to agree, as `difflib` measures it.
    """
    if len(name) > _LONGEST:
        return None
    index = _index(tuple(one for one in known if len(one) <= _LONGEST))
    same = index.folded.get(name.casefold()) or index.plain.get(_plain(name))
    if same is not None:
        return same
    matcher = SequenceMatcher(None, "", name)
    best, found = alike, None
    for other in index.candidates(name):
        matcher.set_seq1(other)
        if matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (ratio == best and found is None):
            best, found = ratio, other
    return found


@dataclass(frozen=True, eq=False)
class _Index:
    """Names by the pairs of neighbouring letters in them: a comparison of each name with
    each known one would take seconds in a long document."""

    names: tuple[str, ...]
    folded: dict[str, str]
    plain: dict[str, str]
    pairs: dict[str, list[int]]

    def candidates(self, name: str) -> list[str]:
        """The names that have most pairs in common with this one, the best first."""
        shared: Counter[int] = Counter()
        for pair in _pairs(name):
            shared.update(self.pairs.get(pair, ()))
        best = heapq.nsmallest(
            _CANDIDATES,
            shared.items(),
            key=lambda item: (
                -item[1] / (len(self.names[item[0]]) + len(name)),
                item[0],
            ),
        )
        return [self.names[number] for number, _ in best]


# The names are nearly always the same ones: the operations of one source, say.
@lru_cache(maxsize=16)
def _index(names: tuple[str, ...]) -> _Index:
    folded: dict[str, str] = {}
    plain: dict[str, str] = {}
    pairs: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        folded.setdefault(name.casefold(), name)
        plain.setdefault(_plain(name) or name, name)
        for pair in _pairs(name):
            pairs.setdefault(pair, []).append(number)
    return _Index(names, folded, plain, pairs)


def _plain(name: str) -> str:
    """The letters and digits of a name, whatever their case."""
    return "".join(filter(str.isalnum, name.casefold()))


def _pairs(name: str) -> set[str]:
    """The pairs of neighbouring letters, whatever their case; the ends count as one."""
    marked = f"^{name.casefold()}$"
    return {marked[start : start + 2] for start in range(len(marked) - 1)}
