"""Each text of the documents in turn holds each hostile text."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .documents import seed
from .payloads import PAYLOADS
from .positions import VARIANTS, Documents, Position, Variant, positions


@dataclass(frozen=True)
class Trial:
    """A hostile text at a position of the documents of a folder.

    Attributes:
        seed: The name of the folder.
        payload: The name of the text.
    """

    seed: str
    position: Position
    variant: Variant
    payload: str

    def documents(self) -> Documents:
        change = VARIANTS[self.variant]
        return change(seed(self.seed), self.position, PAYLOADS[self.payload])

    @property
    def sent(self) -> str | None:
        """The text, where a step sends it as it is; None where it may do otherwise."""
        text = PAYLOADS[self.payload]
        pointer = self.position.pointer
        is_literal = self.variant == "in place" and "$" not in text
        if not is_literal or self.position.part == "key" or "steps" not in pointer:
            return None
        # What is to be changed in a payload is replaced before it is sent.
        of_payload = "payload" in pointer[:-1] and "toChange" not in pointer
        of_parameter = "parameters" in pointer and "value" in pointer
        return text if of_payload or of_parameter else None

    def __str__(self) -> str:
        return f"{self.seed}/{self.position}, {self.variant}: {self.payload}"


def kinds_of_positions(seeds: Sequence[str]) -> list[tuple[str, Position]]:
    """One position of each kind, with the name of its folder."""
    return [
        (name, position)
        for name in seeds
        for position in {one.type: one for one in positions(seed(name))}.values()
    ]


def all_trials(seeds: Sequence[str]) -> list[Trial]:
    """Every kind of position with every hostile text in every way."""
    return [
        Trial(name, position, variant, payload)
        for name, position in kinds_of_positions(seeds)
        for payload in PAYLOADS
        for variant in VARIANTS
    ]


def some_trials(seeds: Sequence[str], each: int, chance: random.Random) -> list[Trial]:
    """Every kind of position with a few hostile texts, each as often as the others."""
    texts = _in_turn(list(PAYLOADS), chance)
    ways = _in_turn(list(VARIANTS), chance)
    return [
        Trial(name, position, next(ways), next(texts))
        for name, position in kinds_of_positions(seeds)
        for _ in range(each)
    ]


def _in_turn(names: list[str], chance: random.Random) -> Iterator[str]:
    while True:
        chance.shuffle(names)
        yield from names
