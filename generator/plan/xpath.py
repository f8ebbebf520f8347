"""XPath criteria and selectors to Python ("XPath Conditions", "Selector Object")."""

from __future__ import annotations

from ..check.splices import Splice, locate_splices
from ..check.xpath import XPathVersion
from ..expressions.model import Template
from .code import Code, Uses, call, join, literal
from .operands import Operand, Reader
from .pieces import Piece, value_if_given, where_given

_PARSERS: dict[XPathVersion, tuple[str, str]] = {
    "xpath-10": ("elementpath", "XPath1Parser"),
    "xpath-20": ("elementpath", "XPath2Parser"),
    "xpath-30": ("elementpath.xpath30", "XPath30Parser"),
}


def compile_xpath_criterion(
    expression: Template,
    version: XPathVersion,
    context: Operand,
    reader: Reader,
    uses: Uses,
) -> Code:
    """The Python expression, of type bool, for the effective boolean value.

    It raises nothing, and is False where the context is not the text of an XML
    document.
    """
    required: list[Code] = []
    text = _text(expression, reader, uses, required)
    arguments = [text, context.code, *_parser(version, uses)]
    test = Piece(call(uses.helper("_xpath_holds"), *arguments))
    return where_given(required, test, uses).code


def compile_xpath_selector(
    expression: Template,
    version: XPathVersion,
    context: Operand,
    reader: Reader,
    uses: Uses,
) -> Code:
    """The Python expression for the value of a selector, or _ABSENT without any node.

    A node gives its text; several items give a list.
    """
    required: list[Code] = []
    text = _text(expression, reader, uses, required)
    arguments = [text, context.code, *_parser(version, uses)]
    found = call(uses.helper("_xpath_select"), *arguments)
    return value_if_given(required, call(uses.helper("_selection"), found), uses)


def _parser(version: XPathVersion, uses: Uses) -> list[Code]:
    """The parser as an argument, where it is not the default."""
    return [uses.name(*_PARSERS[version])] if version in _PARSERS else []


def _text(
    expression: Template, reader: Reader, uses: Uses, required: list[Code]
) -> Code:
    """The source of the expression's text, expressions filled in.

    A quote in a value cannot end the string literal that the value is put into.
    """
    parts: list[Code] = []
    for part in locate_splices(expression):
        if isinstance(part, Splice):
            operand = reader.read(part.expression)
            if operand.may_be_absent:
                required.append(operand.code)
            value = call(uses.helper("_text"), operand.code)
            if part.quote:
                quotes = (literal(part.quote), literal(part.quote * 2))
                value = call(Code(f"{value}.replace"), *quotes)
            parts.append(value)
        elif part:
            parts.append(literal(part))
    return join(" + ", parts)
