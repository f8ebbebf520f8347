"""The forms of the dialect that the parsers of this folder find."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """What published documents write and the specification does not allow.

    Each has a rule of the same meaning in `diagnostics.rules.dialect.RULES`.
    """

    SPLICED_EXPRESSION = "spliced-expression"
    """`Bearer $inputs.token`: an expression in a text, without braces."""

    PLURAL_HEADERS = "plural-headers"
    """`$response.headers.X`"""

    POINTER_WITHOUT_SLASH = "pointer-without-slash"
    """`$response.body#token`"""

    PATH_INTO_BODY = "path-into-body"
    """`$response.body.token`, as the whole value or in braces."""

    PATH_INTO_VALUE = "path-into-value"
    """`$steps.s.outputs.y.data[0].id`, where the output is called `y`."""

    UNUSUAL_NAME = "unusual-name"
    """`$inputs.page[number]`: a name that the grammar does not take."""

    DOUBLE_QUOTES = "double-quotes"
    """`$method == "POST"`: a literal of a condition in double quotes."""

    NEWER_EXPRESSION = "newer-expression"
    """`$self`, in a document of Arazzo 1.0."""
