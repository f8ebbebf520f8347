"""What the write stage takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GeneratedFile:
    """A file of the output.

    Attributes:
        path: Relative to the output folder, with forward slashes.
        text: The whole text, with LF line ends; written as UTF-8.
        yields: Whether a file that a person made, or took over, is left in its place.
    """

    path: str
    text: str
    yields: bool = False
