"""Expressions without braces in a text, next to those that have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..expressions.format import format_template
from ..expressions.forms import Form
from ..expressions.model import Dialect, Expression, SyntaxFault, Template
from ..expressions.unbraced import UnbracedText, find_unbraced
from .scope import Moment, Scope


@dataclass(frozen=True)
class SplicedText:
    """A text with all of its expressions.

    Attributes:
        template: Literal text and expressions in turn.
        dialects: One with the braced text, where an expression has no braces.
        unknown: What reads like an expression and names nothing: it is left as text.
    """

    template: Template
    dialects: tuple[Dialect, ...]
    unknown: tuple[SyntaxFault, ...]


def splice_unbraced(template: Template, scope: Scope, moment: Moment) -> SplicedText:
    """Find the expressions without braces in the literal parts of a text.

    One that names nothing, or nothing that can be read at that moment, stays text.
    """
    parts: list[str | Expression] = []
    unknown: list[SyntaxFault] = []
    found_any = False
    for part in template.parts:
        if not isinstance(part, str):
            parts.append(part)
            continue
        unbraced = find_unbraced(part, scope.known)
        unknown.extend(unbraced.unknown)
        for piece, written in _pieces(part, unbraced):
            if isinstance(piece, str) or scope.exists(piece, moment):
                found_any = found_any or not isinstance(piece, str)
                parts.append(piece)
            else:
                parts.append(written)
                unknown.append(SyntaxFault(f"{written!r} is not there yet"))
    whole = Template(_joined(parts))
    dialects = (Dialect(Form.SPLICED_EXPRESSION, format_template(whole)),)
    return SplicedText(whole, dialects if found_any else (), tuple(unknown))


def _pieces(
    text: str, unbraced: UnbracedText
) -> Iterator[tuple[str | Expression, str]]:
    """The parts of a text, each with the characters that it was read from."""
    ends = (*unbraced.offsets[1:], len(text))
    for part, start, end in zip(
        unbraced.template.parts, unbraced.offsets, ends, strict=True
    ):
        yield part, text[start:end]


def _joined(parts: list[str | Expression]) -> tuple[str | Expression, ...]:
    """The parts with neighbouring texts put together, and none empty."""
    joined: list[str | Expression] = []
    for part in parts:
        if part == "":
            continue
        last = joined[-1] if joined else None
        if isinstance(part, str) and isinstance(last, str):
            joined[-1] = last + part
        else:
            joined.append(part)
    return tuple(joined)
