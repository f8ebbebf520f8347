"""Runtime expressions inside simple conditions, with `.name` and `[0]` after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .dialect import find_newer, find_unusual_name, parse_dialect
from .explain import explain
from .grammar import IDENTIFIER
from .model import (
    ArazzoVersion,
    Expression,
    ExpressionOperand,
    Input,
    MessagePart,
    Output,
    StepOutput,
    SyntaxFault,
    WorkflowField,
)
from .names import (
    KnownNames,
    Navigation,
    format_navigation,
    parse_navigation,
    resolve_names,
    split_path,
)
from .parse import parse_expression, read_parts


@dataclass(frozen=True)
class ParsedOperand:
    """An operand, and the dialect it is written in.

    Attributes:
        operand: The expression and what navigates into its value.
        form: The form of the dialect, or None.
        corrected: The operand's text as the specification would have it.
    """

    operand: ExpressionOperand
    form: str | None = None
    corrected: str = ""


def parse_operand(
    text: str, version: ArazzoVersion, names: KnownNames | None
) -> ParsedOperand | SyntaxFault:
    """Parse an expression of a condition ("Runtime Expressions in Conditions").

    With names, the longest one that exists ends the expression and the rest
    navigates: in `$inputs.a.b`, `.b` does if there is an input `a` and none `a.b`.
    Without them, or if none fits, the expression is as long as the grammar allows.
    """
    parsed = (
        _navigated_body(text)
        or _named_value(text, names)
        or _plain(text)
        or _from_dialect(text)
    )
    if parsed is None:
        return _explain(text)
    newer = find_newer(parsed.operand.expression, version)
    if newer is None or parsed.form is not None:
        return parsed
    return replace(parsed, form=newer.form, corrected=text)


_BODY = re.compile(r"(\$(?:request|response|message)\.(?:body|payload))([.\[].*)", re.S)
_NAMED = re.compile(r"\$(?:inputs|outputs|steps|workflows)\.")
_IDENTIFIER = re.compile(IDENTIFIER)


def _navigated_body(text: str) -> ParsedOperand | None:
    found = _BODY.fullmatch(text)
    if found is None:
        return None
    body = read_parts(found.group(1))
    navigation = parse_navigation(found.group(2))
    if not isinstance(body, MessagePart) or navigation is None:
        return None
    return ParsedOperand(ExpressionOperand(body, navigation))


def _named_value(text: str, names: KnownNames | None) -> ParsedOperand | None:
    """An input or output, whose name may be any text if it exists."""
    if _NAMED.match(text) is None:
        return None
    value = read_parts(text)
    if not isinstance(value, Input | Output | StepOutput | WorkflowField):
        return None
    if names is not None:
        known = _known_value(value, names)
        if known is not None:
            return known
    split = _split_identifier(value.name)
    if split is None or (split[1] and value.pointer):
        return None
    name, navigation = split
    return ParsedOperand(ExpressionOperand(replace(value, name=name), navigation))


def _known_value(
    value: Input | Output | StepOutput | WorkflowField, names: KnownNames
) -> ParsedOperand | None:
    if value.pointer:
        resolved = resolve_names(value, names)
        return _with_name(resolved, ()) if resolved else None
    split = split_path(value.name, names.siblings(value) or ())
    if split is None:
        return None
    name, navigation = split
    return _with_name(replace(value, name=name), navigation)


def _with_name(expression: Expression, navigation: Navigation) -> ParsedOperand:
    """An operand whose name exists, though the grammar may refuse it."""
    operand = ExpressionOperand(expression, navigation)
    unusual = find_unusual_name(expression)
    if unusual is None:
        return ParsedOperand(operand)
    corrected = unusual.corrected + format_navigation(navigation)
    return ParsedOperand(operand, unusual.form, corrected)


def _split_identifier(name: str) -> tuple[str, Navigation] | None:
    found = _IDENTIFIER.match(name)
    if found is None:
        return None
    navigation = parse_navigation(name[found.end() :])
    return None if navigation is None else (found.group(), navigation)


def _plain(text: str) -> ParsedOperand | None:
    expression = parse_expression(text, ArazzoVersion.V1_1)
    if isinstance(expression, SyntaxFault):
        return None
    return ParsedOperand(ExpressionOperand(expression))


def _from_dialect(text: str) -> ParsedOperand | None:
    found = parse_dialect(text)
    if found is None:
        return None
    expression, dialect = found
    return ParsedOperand(ExpressionOperand(expression), dialect.form, dialect.corrected)


def _explain(text: str) -> SyntaxFault:
    fault = explain(text, ArazzoVersion.V1_1)
    if "=" in text and fault.hint is None:
        return replace(fault, hint="use '==' to compare")
    return fault
