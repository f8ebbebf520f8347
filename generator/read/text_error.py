"""What stops a text from being read, on its way to becoming a diagnostic."""

from __future__ import annotations

from ..diagnostics.model import Diagnostic, Rule, TextPlace
from ..diagnostics.rules import reading as rules
from .positions import Lines

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read."""

MAX_DEPTH = 200
"""How deep objects and arrays may be nested."""

MAX_VALUES = 2_000_000
"""How many values a text may stand for, those that aliases repeat counted each time."""


class TextError(Exception):
    """A fault at one place of a text; raised and caught within this stage alone.

    Attributes:
        offset: The character of the text it is at, counted from 0.
    """

    def __init__(
        self, rule: Rule, message: str, offset: int, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.offset = offset
        self.hint = hint

    def diagnostic(self, name: str, text: str) -> Diagnostic:
        """The fault as users see it, in the text of the file they call `name`."""
        lines = Lines(text)
        position = lines.position(min(self.offset, len(text)))
        place = TextPlace(name, position, lines.line(position.line))
        return Diagnostic(self.rule, self.message, place, self.hint, self.rule.severity)


def duplicate_key(key: str, offset: int) -> TextError:
    """The fault of a key that its mapping has already, at the second one."""
    shown = key if len(key) <= 80 else key[:80] + "…"
    return TextError(
        rules.DUPLICATE_KEY,
        f"the key {shown!r} stands twice in this mapping",
        offset,
        "remove one of the two, or rename it",
    )


def too_deep(offset: int) -> TextError:
    """The fault of an object or array below the deepest level that is read."""
    return TextError(
        rules.TOO_DEEP,
        f"objects and arrays are nested more than {MAX_DEPTH} levels deep",
        offset,
        "move inner parts to components and refer to them by $ref",
    )


def too_many_values(offset: int) -> TextError:
    """The fault of a text that stands for more values than are read."""
    return TextError(
        rules.TOO_MANY_VALUES,
        f"the document stands for more than {MAX_VALUES:,} values",
        offset,
        "repeat less, and split large documents",
    )
