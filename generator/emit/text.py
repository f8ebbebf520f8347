"""Text of documents as docstrings and comments of Python: never as code."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from ..plan.code import Code

WIDTH = 88
"""Columns of a line."""

SUMMARY_LENGTH = 240
"""Characters of a description that a docstring holds before it is cut."""

_QUOTES = '"""'
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_QUOTE_TO_ESCAPE = re.compile(r'"(?="|\Z)')
_SENTENCE_END = re.compile(r"[.!?](?=\s)")


def docstring(text: str, indent: int = 0) -> Code:
    """A docstring, wrapped at `WIDTH` columns, paragraphs kept apart; black would
    change nothing.

    Args:
        text: What it says; may hold anything.
        indent: Columns that its first line is indented by, and the others shall be.

    Returns:
        The source, without the indentation of the first line.
    """
    # Black keeps a quote of the text apart from those that end the string.
    closing = f" {_QUOTES}" if text.rstrip().endswith('"') else _QUOTES
    lines = _quoted(text, WIDTH - indent, closing)
    if len(lines) == 2:
        # Black has no quotes on a line of their own below a single one.
        lines = _quoted(text, WIDTH - indent - len(closing), closing)
    if len(lines) == 2:
        lines = [lines[0] + closing]
    return _indented(lines, indent)


def field_docstring(text: str, indent: int) -> Code:
    """As `docstring`, for the string below a field."""
    return _indented(_quoted(text, WIDTH - indent), indent)


def _quoted(text: str, width: int, closing: str = _QUOTES) -> list[str]:
    """The lines of a string: one, or those of the text and one with the quotes."""
    first, *others = [_escaped(part) for part in _paragraphs(text)] or [""]
    opening = _QUOTES + (" " if first.startswith('"') else "")
    single = f"{opening}{first}{closing}"
    if not others and len(single) <= width:
        return [single]
    lines = _wrapped(first, width, opening)
    for part in others:
        lines += ["", *_wrapped(part, width)]
    return [*lines, _QUOTES]


def _indented(lines: Sequence[str], indent: int) -> Code:
    margin = "\n" + " " * indent
    return Code(margin.join(lines).replace(f"{margin}\n", "\n\n"))


def _wrapped(text: str, width: int, opening: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=opening,
        break_long_words=False,
        break_on_hyphens=False,
    )


def function_docstring(
    paragraphs: Sequence[str],
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]],
    indent: int,
) -> Code:
    """The docstring of a function: paragraphs, then sections such as `Args:`.

    Args:
        sections: Titles, and under each its entries: a name and what is said of it.
    """
    plain = "\n\n".join(paragraphs)
    if not sections:
        return docstring(plain, indent)
    margin = " " * indent
    opened = docstring(plain, indent).removesuffix(_QUOTES).rstrip()
    lines = [opened]
    for title, entries in sections:
        lines += ["", f"{margin}{title}:"]
        lines += [_entry(name, text, indent + 4) for name, text in entries]
    return Code("\n".join([*lines, margin + _QUOTES]))


def _entry(name: str, text: str, indent: int) -> str:
    return textwrap.fill(
        f"{name}: {_escaped(' '.join(text.split()))}",
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 4),
        break_long_words=False,
        break_on_hyphens=False,
    )


def comment(text: str, indent: int = 0) -> Code:
    """Lines of comment, wrapped at `WIDTH` columns.

    Returns:
        The source, without the indentation of the first line.
    """
    width = WIDTH - indent - 2
    flat = " ".join(_printable(part) for part in _paragraphs(text))
    lines = textwrap.wrap(flat, width, break_long_words=False, break_on_hyphens=False)
    return Code(("\n" + " " * indent).join(f"# {line}" for line in lines or [""]))


def summary(text: str) -> str:
    """The first paragraph of a description, in one line.

    Of one that is longer than `SUMMARY_LENGTH` the sentences that fit are left, or
    the words, with an ellipsis.
    """
    flat = next(iter(_paragraphs(text)), "")
    if len(flat) <= SUMMARY_LENGTH:
        return flat
    ends = [found.end() for found in _SENTENCE_END.finditer(flat, 0, SUMMARY_LENGTH)]
    if ends:
        return flat[: ends[-1]]
    # Wrapping megabytes to keep one line of them takes long.
    start = flat[: 2 * SUMMARY_LENGTH]
    return textwrap.shorten(start, SUMMARY_LENGTH, placeholder=" ...")


def _paragraphs(text: str) -> list[str]:
    """Paragraphs that are not blank, each in one line."""
    unix = "\n".join(text.splitlines())
    parts = (" ".join(part.split()) for part in _PARAGRAPH.split(unix))
    return [part for part in parts if part]


def _escaped(text: str) -> str:
    """For the inside of a docstring: no backslash or quote of the text ends it."""
    return _QUOTE_TO_ESCAPE.sub(r'\\"', _printable(text.replace("\\", "\\\\")))


def _printable(text: str) -> str:
    """Characters that are not printable, bidirectional controls among them, escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
