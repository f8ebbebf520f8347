"""How grave findings are, and which of them a user wants to see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Selection:
    """Which warnings are wanted, and how grave they are. Errors are no choice: where
    there is one, no code can be generated.

    Attributes:
        select: Codes, or beginnings of codes, that are wanted; empty for all.
        ignore: Codes, or beginnings of codes, that are not. Where a code begins with
            words of both, the longer word decides; this one if they are the same.
        severities: Severities of single codes, which replace those of their rules.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()

    def wants(self, code: str) -> bool:
        selected = _longest_match(code, self.select or ("",))
        return selected > _longest_match(code, self.ignore)

    def severity(self, code: str) -> Severity | None:
        """The severity that replaces the rule's, or None."""
        return dict(self.severities).get(code)


EVERYTHING = Selection()
"""All findings, as grave as their rules say."""


def _longest_match(code: str, words: Iterable[str]) -> int:
    """The length of the longest word that the code begins with; -1 for none."""
    return max((len(word) for word in words if code.startswith(word)), default=-1)
