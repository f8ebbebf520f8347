"""How far a run is, for whoever wants to be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Told: TypeAlias = Callable[[str, int, int], None]
"""Told the document at hand, how many are done and how many there are."""

Progress: TypeAlias = Callable[[str], Told]
"""Who is told of a stage: `link`, `check`, `plan` or `emit`."""


def nobody(document: str, done: int, total: int) -> None:
    """Is not interested."""


def unwatched(stage: str) -> Told:
    """The progress of a run that nobody watches."""
    return nobody
