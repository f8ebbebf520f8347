"""Labels of values that are made: those of different things differ, so that whoever
reads them, or compares them, can tell one from the other."""

from __future__ import annotations

from dataclasses import dataclass

from ..plan.naming import short_hash, words

_UUID_START = "3f2b8c1e-5d4a-4b6f-9c7d-"
_UUID_END = "1a2b3c4d5e6f"


@dataclass(frozen=True)
class Label:
    """What a value is made for.

    Attributes:
        path: The members of objects that lead to it; empty for a whole value.
        number: Of the step whose response it is in, from 1; 0 for inputs.
    """

    path: tuple[str, ...] = ()
    number: int = 0

    def member(self, name: str) -> Label:
        """The label of a member of the value."""
        return Label((*self.path, name), self.number)

    @property
    def text(self) -> str:
        """A text: `databases-id-1` for the `id` of the `databases` that the first step
        gets."""
        parts = [word for name in self.path[-2:] for word in words(name)] or ["text"]
        if self.number:
            parts.append(str(self.number))
        return "-".join(parts)

    @property
    def uuid(self) -> str:
        """A UUID."""
        return _UUID_START + (
            self._digits[:12] if self._is_for_something else _UUID_END
        )

    @property
    def integer(self) -> int:
        """A whole number greater than 0."""
        if not self._is_for_something:
            return 1
        return 100 * self.number + self._small

    @property
    def time(self) -> str:
        """A date and a time of that day, by RFC 3339."""
        minute = self._small % 60 if self._is_for_something else 30
        return f"2024-05-17T09:{minute:02}:00Z"

    @property
    def _is_for_something(self) -> bool:
        return self != Label()

    @property
    def _digits(self) -> str:
        return short_hash(f"{self.number} {' '.join(self.path)}", 12)

    @property
    def _small(self) -> int:
        """A number from 10 to 99."""
        return 10 + int(self._digits, 16) % 90
