"""Finds regular expressions that take too long to say no.

`re` tries every way in which a text can be matched before it gives up. The ways are
exponentially many where a loop can take one text along two paths; where loops that take
the same characters stand in a row, their number is a power of the text's length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, TypeVar

from .positions import Characters, Positions, TooLargeError

MOST_LOOPS: Final = 3
"""How many loops in a row may take the same character."""

MOST_PATHS: Final = 100_000
"""In how many ways parts in a row may take the same text."""

_MOST_PAIRS: Final = 20_000

Pair: TypeAlias = tuple[int, int]
Place = TypeVar("Place", int, Pair)


def find_catastrophe(pattern: str) -> str | None:
    """Say in a few words what in a valid pattern is dangerous, or None.

    Raises:
        NotJudgedError: This Python does not tell how it reads the pattern.
    """
    try:
        waiting = [Positions.of(pattern)]
    except TooLargeError:
        return "repetitions within repetitions multiply"
    while waiting:
        automaton = waiting.pop()
        waiting += automaton.apart
        if _is_exponential(automaton):
            return "a text can be split in many ways among the rounds of a repetition"
        if any(_has_long_row(automaton, taking) for taking in _alike(automaton)):
            return "too many parts in a row match the same characters"
    return None


def _is_exponential(automaton: Positions) -> bool:
    """Whether some loop can take a text along two paths."""
    taken = automaton.characters
    edges = {
        position: [following for following in ways if taken[following]]
        for position, ways in enumerate(automaton.follow)
        if taken[position]
    }
    for loop, goes_around in _components(edges):
        inner = {p: [q for q in edges[p] if q in loop] for p in loop}
        if goes_around and _splits(automaton, inner):
            return True
    return False


def _splits(automaton: Positions, edges: Mapping[int, list[int]]) -> bool:
    if any(
        automaton.follow[p][q] > 1 for p, following in edges.items() for q in following
    ):
        return True
    pairs: dict[Pair, list[Pair]] = {}
    waiting: list[Pair] = [(p, p) for p in edges]
    while waiting:
        pair = waiting.pop()
        if pair in pairs:
            continue
        pairs[pair] = list(_next_pairs(pair, edges, automaton.characters))
        waiting += pairs[pair]
        if len(pairs) > _MOST_PAIRS:
            return True
    return any(
        len({p == q for p, q in together}) == 2
        for together, goes_around in _components(pairs)
        if goes_around
    )


def _next_pairs(
    pair: Pair, edges: Mapping[int, list[int]], taken: list[Characters]
) -> Iterator[Pair]:
    """Where the same character leads from two positions; a pair has no order."""
    for one in edges[pair[0]]:
        for other in edges[pair[1]]:
            if taken[one] & taken[other]:
                yield min(one, other), max(one, other)


def _alike(automaton: Positions) -> set[frozenset[int]]:
    """The sets of positions that take a character, for each character."""
    taken = automaton.characters
    return {
        frozenset(p for p, characters in enumerate(taken) if character in characters)
        for character in frozenset[int]().union(*taken)
    }


def _has_long_row(automaton: Positions, taking: frozenset[int]) -> bool:
    """Whether a text of a single character can be taken in too many ways."""
    edges = {p: [q for q in automaton.follow[p] if q in taking] for p in taking}
    loops: dict[int, int] = {}
    paths: dict[int, int] = {}
    # What comes later in a row comes first here.
    for component, goes_around in _components(edges):
        after = {(p, q) for p in component for q in edges[p] if q not in component}
        row = int(goes_around) + max((loops[q] for _, q in after), default=0)
        ways = 1 + sum(automaton.follow[p][q] * paths[q] for p, q in after)
        if row > MOST_LOOPS or ways > MOST_PATHS:
            return True
        loops.update(dict.fromkeys(component, row))
        paths.update(dict.fromkeys(component, ways))
    return False


def _components(
    edges: Mapping[Place, list[Place]],
) -> Iterator[tuple[set[Place], bool]]:
    """The parts of a graph in which everything leads to everything, and whether one can
    go around in them; a part comes after those that it leads to (Tarjan)."""
    index: dict[Place, int] = {}
    low: dict[Place, int] = {}
    stack: list[Place] = []
    done: set[Place] = set()
    for start in edges:
        calls = [] if start in index else [(start, iter(edges[start]))]
        while calls:
            place, following = calls[-1]
            if place not in index:
                index[place] = low[place] = len(index)
                stack.append(place)
            for other in following:
                if other not in index:
                    calls.append((other, iter(edges[other])))
                    break
                if other not in done:
                    low[place] = min(low[place], index[other])
            else:
                calls.pop()
                if calls:
                    before = calls[-1][0]
                    low[before] = min(low[before], low[place])
                if low[place] == index[place]:
                    cut = stack.index(place)
                    component = set(stack[cut:])
                    del stack[cut:]
                    done |= component
                    yield component, len(component) > 1 or place in edges[place]
