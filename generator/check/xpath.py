"""XPath criteria and selectors: whether elementpath takes them."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from elementpath import ElementPathError, XPath1Parser, XPath2Parser
from elementpath.exceptions import (
    ElementPathNameError,
    ElementPathSyntaxError,
    ElementPathTypeError,
)
from elementpath.xpath30 import XPath30Parser
from elementpath.xpath31 import XPath31Parser

from ..expressions.model import SyntaxFault, Template
from .splices import Splice, locate_splices
from .xpath_functions import check_functions

XPathVersion: TypeAlias = Literal["xpath-10", "xpath-20", "xpath-30", "xpath-31"]

MAX_LENGTH = 10_000
"""Characters of an expression; longer ones are refused."""

_PARSERS = {
    "xpath-10": XPath1Parser,
    "xpath-20": XPath2Parser,
    "xpath-30": XPath30Parser,
    "xpath-31": XPath31Parser,
}
_TRIALS = ("1", "a", "''")
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
_PREFIX = re.compile(r"(?<![\w.:-])([^\W\d][\w.-]*):(?=[^\W\d]|\*)")


def check_xpath(
    expression: Template, version: XPathVersion = "xpath-31"
) -> SyntaxFault | None:
    """Say what is wrong with an XPath expression, if anything is.

    Prefixes are known only with the document, and may be any. An embedded expression
    may be part of the syntax: only what stands around it is judged.
    """
    located = locate_splices(expression)
    if sum(len(part) for part in located if isinstance(part, str)) > MAX_LENGTH:
        return SyntaxFault(f"the expression is longer than {MAX_LENGTH} characters")
    fault = None
    for trial in _TRIALS:
        text = "".join(
            ("a" if part.quote else trial) if isinstance(part, Splice) else part
            for part in located
        )
        fault = _check_text(text, version)
        if fault is None or all(isinstance(part, str) for part in located):
            break
    return fault


def _check_text(text: str, version: XPathVersion) -> SyntaxFault | None:
    if not text.strip():
        return SyntaxFault("the expression is empty")
    beyond = check_functions(text)
    if beyond is not None:
        return beyond
    found = _PREFIX.findall(_STRING.sub("''", text))
    standard = _PARSERS[version].DEFAULT_NAMESPACES
    prefixes = {prefix: "urn:any" for prefix in found if prefix not in standard}
    try:
        _PARSERS[version](prefixes).parse(text)
    except (
        ElementPathSyntaxError,
        ElementPathNameError,
        ElementPathTypeError,
    ) as error:
        message = re.sub(r"\s+", " ", error.message)
        column = error.token.position[1] if error.token is not None else 1
        offset = column - 1 if "\n" not in text else 0
        return SyntaxFault(f"not XPath: {message}", offset)
    except (ElementPathError, ArithmeticError, ValueError):
        # Constants are evaluated at once; what they give is not a matter of syntax.
        return None
    except RecursionError:
        return SyntaxFault("the expression is nested too deeply")
    return None
