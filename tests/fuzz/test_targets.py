"""Readers and parsers take any bytes: what `make fuzz` tries for long, tried briefly."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from .limits import limited
from .targets import TARGETS, Target

_TRIES = 1200
_LONGEST = 400


def inputs(target: Target, chance: random.Random) -> Iterator[bytes]:
    """Pieces of the seeds, put together with the words and a few odd bytes."""
    seeds = target.seeds()
    words = [word.encode("utf-8") for word in target.words]
    for _ in range(_TRIES):
        data = chance.choice(seeds)
        start = chance.randrange(max(1, len(data) - _LONGEST))
        piece = bytearray(data[start : start + chance.randrange(_LONGEST)])
        for _ in range(chance.randrange(5)):
            at = chance.randrange(len(piece) + 1)
            piece[at : at + chance.randrange(3)] = chance.choice(words)
        if chance.random() < 0.2:
            piece.insert(chance.randrange(len(piece) + 1), chance.randrange(256))
        yield bytes(piece)


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_are_read_or_refused_at_their_place(name: str) -> None:
    target = TARGETS[name]
    for data in [b"", *inputs(target, random.Random(7))]:
        with limited():
            try:
                target.check(data)
            except Exception as error:
                error.add_note(repr(data))
                raise
