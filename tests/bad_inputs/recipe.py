"""What a recipe is: documents, or a command line, that no single file can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .command import HEAD, Ended, workflow

STEP = "{stepId: a, operationId: listPets}"
PLAIN = workflow(STEP)


@dataclass(frozen=True)
class Recipe:
    """A run that is hostile or broken.

    Attributes:
        row: The id of its row in the conformance collection's table.
        run: Prepares the run in an empty folder, runs it with `folder/out` as output,
            and gives how it ended.
        status: The exit status that the row asks for.
        shows: What a user gets to see: an error with its place in a document, a
            warning, or neither.
    """

    row: str
    run: Callable[[Path], Ended]
    status: int
    shows: Literal["place", "warning", "neither"]

    @property
    def id(self) -> str:
        return f"{self.row}-{self.run.__name__}"


def with_source(url: str) -> dict[str, str]:
    """Documents with one workflow, whose source is at a URL."""
    return workflow(STEP, head=HEAD.replace("./pets.yml", url))
