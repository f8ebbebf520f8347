"""Whole values that were meant as an expression and are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .dialect import parse_dialect
from .explain import ROOTS, explain, quote, suggest_root
from .model import (
    ArazzoVersion,
    Expression,
    Input,
    Output,
    StepOutput,
    SyntaxFault,
    WorkflowField,
)
from .names import resolve_names

if TYPE_CHECKING:
    from .names import KnownNames

_ROOT = re.compile(r"(\$[A-Za-z]+)(?:\.|$)")
_OTHER_ROOT = re.compile(r".\$[A-Za-z]+\.", re.DOTALL)


def find_misspelling(text: str, names: KnownNames) -> SyntaxFault | None:
    """Say what is wrong with a text that is no expression and was meant as one.

    For texts that neither parse_expression nor parse_dialect reads as something that
    exists, before find_unbraced looks for pieces of them: `$steps.s.output.y`,
    `$reponse.body`, `$steps.s.outputs.y[*].id`. None for texts that have white space
    or further expressions in them, and for `$` texts that are no expressions at all.
    """
    found = _ROOT.match(text)
    if found is None or re.search(r"\s", text) or _OTHER_ROOT.search(text):
        return None
    root = found.group(1)
    if root not in ROOTS:
        meant = "." in text and suggest_root(root) is not None
        return explain(text, ArazzoVersion.V1_1) if meant else None
    from_dialect = parse_dialect(text)
    if from_dialect is None:
        return explain(text, ArazzoVersion.V1_1)
    return _explain_name(text, from_dialect[0], names)


def _explain_name(
    text: str, expression: Expression, names: KnownNames
) -> SyntaxFault | None:
    """What is wrong with the name in an expression of the dialect."""
    if not isinstance(expression, Input | Output | StepOutput | WorkflowField):
        return None
    if resolve_names(expression, names) is not None:
        return None
    declared = names.siblings(expression) or ()
    beginnings = (name for name in declared if expression.name.startswith(name))
    known = max(beginnings, key=len, default="")
    if not known:
        return SyntaxFault(f"{quote(text)} names nothing that exists")
    path = expression.name[len(known) :]
    if path[0] not in ".[":
        return None
    return SyntaxFault(
        f"{quote(path)} is no path into {quote(known)}",
        text.rindex(path),
        "a path has '.<name>' and '[<index>]'",
    )
