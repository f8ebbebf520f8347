"""Where embedded expressions stand in the text of a condition or selector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from ..expressions.model import Expression, Template

Quote: TypeAlias = Literal["", "'", '"']


@dataclass(frozen=True)
class Splice:
    """An embedded expression in its surroundings.

    Attributes:
        expression: Whose value is put in.
        quote: The quote of the string literal that it stands in; "" outside of one.
    """

    expression: Expression
    quote: Quote


def locate_splices(template: Template, escape: str = "") -> tuple[str | Splice, ...]:
    """The template's parts, each expression with the quotes around it.

    Args:
        template: The text and its embedded expressions.
        escape: The character that takes a quote's meaning away, if there is one.
    """
    quote: Quote = ""
    located: list[str | Splice] = []
    for part in template.parts:
        if isinstance(part, str):
            quote = _quote_after(part, quote, escape)
            located.append(part)
        else:
            located.append(Splice(part, quote))
    return tuple(located)


def _quote_after(text: str, quote: Quote, escape: str) -> Quote:
    chars = iter(text)
    for char in chars:
        if quote and escape and char == escape:
            next(chars, "")
        elif char == quote:
            quote = ""
        elif not quote and char == "'":
            quote = "'"
        elif not quote and char == '"':
            quote = '"'
    return quote
