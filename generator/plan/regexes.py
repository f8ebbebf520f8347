"""Regex criteria to Python ("Regex Conditions")."""

from __future__ import annotations

from ..expressions.model import Template
from .code import Code, Uses, attribute, call, join, literal, pattern
from .operands import Operand, Reader
from .pieces import Piece, where_given


def compile_regex_criterion(
    regex: Template, context: Operand, reader: Reader, uses: Uses
) -> Code:
    """The Python expression, of type bool, for whether a pattern is found in a value.

    It raises nothing, and is False where the context is null or absent. A pattern with
    embedded expressions is filled when run.
    """
    required: list[Code] = []
    text = _text_of(context)
    if text is not None and all(isinstance(part, str) for part in regex.parts):
        search = attribute(uses.module("re"), "search")
        found = call(search, pattern("".join(map(str, regex.parts))), text)
        return Code(f"{found} is not None")
    filled = _fill(regex, reader, uses, required)
    found = call(uses.helper("_search"), filled, context.code)
    return where_given(required, Piece(found), uses).code


def _text_of(context: Operand) -> Code | None:
    """The source of the value as text, where plain Python gives it."""
    if context.may_be_absent:
        return None
    if context.kinds == {"string"}:
        return context.code
    return call(Code("str"), context.code) if context.kinds == {"integer"} else None


def _fill(regex: Template, reader: Reader, uses: Uses, required: list[Code]) -> Code:
    parts: list[Code] = []
    for part in regex.parts:
        if isinstance(part, str):
            parts.append(pattern(part))
            continue
        operand = reader.read(part)
        if operand.may_be_absent:
            required.append(operand.code)
        if operand.kinds == {"string"} and not operand.may_be_absent:
            parts.append(operand.code)
        else:
            parts.append(call(uses.helper("_text"), operand.code))
    return join(" + ", parts) or literal("")
