"""Embedded expressions: texts with `{$…}` in them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from .dialect import find_newer, parse_dialect
from .explain import quote
from .model import (
    ArazzoVersion,
    Dialect,
    Expression,
    SyntaxFault,
    Template,
)
from .parse import parse_expression

_EMBEDDED = re.compile(r"\{(\$[^{}]*)\}")
_LIKE_AN_EXPRESSION = re.compile(r"\$[A-Za-z]")


@dataclass(frozen=True)
class ParsedTemplate:
    """A text taken apart at its embedded expressions.

    Attributes:
        template: Literal text and expressions in turn, without empty texts.
        offsets: Where each part begins, in characters from 0; for an expression its
            brace.
        dialects: The embedded expressions that only the dialect has, each with the
            corrected expression alone.
        faults: What is in braces like an expression and is none: it is left as text.
    """

    template: Template
    offsets: tuple[int, ...]
    dialects: tuple[Dialect, ...] = ()
    faults: tuple[SyntaxFault, ...] = ()


def text_of(value: object) -> str:
    """What a JSON value becomes within a text: strings as they are, anything else as
    compact JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parse_template(
    text: str, version: ArazzoVersion = ArazzoVersion.V1_1
) -> ParsedTemplate:
    """Find the expressions that a text embeds in braces ("Runtime Expressions").

    Other braces are text, so that a JSON text can be a template. A text without
    embedded expressions gives a template of that text alone. The grammar is that of
    1.1, which embeds expressions; the dialect tells what 1.0 does not have.
    """
    parts: list[tuple[int, str | Expression]] = []
    dialects: list[Dialect] = []
    faults: list[SyntaxFault] = []
    taken = 0
    for found in _EMBEDDED.finditer(text):
        embedded = _parse_embedded(found.group(1), found.start(1), version)
        if embedded is None:
            continue
        if isinstance(embedded, SyntaxFault):
            faults.append(embedded)
            continue
        expression, dialect = embedded
        parts += [(taken, text[taken : found.start()]), (found.start(), expression)]
        dialects += [dialect] if dialect else []
        taken = found.end()
    parts.append((taken, text[taken:]))
    kept = [(offset, part) for offset, part in parts if part != ""]
    return ParsedTemplate(
        Template(tuple(part for _, part in kept)),
        tuple(offset for offset, _ in kept),
        tuple(dialects),
        tuple(faults),
    )


def _parse_embedded(
    text: str, offset: int, version: ArazzoVersion
) -> tuple[Expression, Dialect | None] | SyntaxFault | None:
    """What stands between braces: an expression, a fault, or None for plain text."""
    expression = parse_expression(text, ArazzoVersion.V1_1)
    if not isinstance(expression, SyntaxFault):
        return expression, find_newer(expression, version)
    from_dialect = parse_dialect(text)
    if from_dialect is not None:
        return from_dialect
    if _LIKE_AN_EXPRESSION.match(text) is None:
        return None
    return SyntaxFault(
        f"{quote('{' + text + '}')} embeds no valid expression: {expression.message}",
        offset + expression.offset,
        expression.hint,
    )
