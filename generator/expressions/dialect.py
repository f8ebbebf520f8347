"""Whole-value expressions as published documents write them."""

from __future__ import annotations

import re
from dataclasses import replace

from .format import format_expression
from .forms import Form
from .grammar import is_identifier, is_pointer, is_valid
from .model import (
    ArazzoVersion,
    Dialect,
    Expression,
    Input,
    MessagePart,
    Output,
    SelfUri,
    StepOutput,
    WorkflowField,
)
from .names import parse_navigation, split_path, to_tokens
from .parse import read_parts

_PLURAL = re.compile(r"\A(\$(?:request|response|message)\.header)s(?=\.)")
_BODY = re.compile(r"(\$(?:request|response|message)\.(?:body|payload))(?=[.\[])")
_NAMED = re.compile(r"\$(?:inputs|outputs|steps|workflows)\.")
_FIRST_STEP = re.compile(r"[.\[]")
_UNUSUAL = re.compile(r"[^A-Za-z0-9.\-_]+")


def parse_dialect(text: str) -> tuple[Expression, Dialect] | None:
    """Parse a text that is one expression in a form that the grammar of 1.1 refuses.

    Gives the expression with the text as the specification would have it, or None.
    Whether it names something that exists is the caller's to see: after `$inputs.`
    and `….outputs.` every text is a name, and `PATH_INTO_VALUE` leaves `y.data[0].id`
    as the name, for resolve_names to split.
    """
    return (
        _plural_headers(text)
        or _path_into_body(text)
        or _pointer_without_slash(text)
        or _unusual_name(text)
    )


def find_newer(expression: Expression, version: ArazzoVersion) -> Dialect | None:
    """The form NEWER_EXPRESSION, if a document of that version cannot have it."""
    if version is not ArazzoVersion.V1_0:
        return None
    match expression:
        case SelfUri() | MessagePart("message") | MessagePart(_, "payload"):
            return Dialect(Form.NEWER_EXPRESSION, format_expression(expression))
        case _:
            return None


def find_unusual_name(expression: Expression) -> Dialect | None:
    """The form UNUSUAL_NAME, if the expression has a name the grammar refuses."""
    if not isinstance(expression, Input | Output | StepOutput | WorkflowField):
        return None
    if is_identifier(expression.name):
        return None
    renamed = replace(expression, name=suggest_name(expression.name))
    return Dialect(Form.UNUSUAL_NAME, format_expression(renamed))


def suggest_name(name: str) -> str:
    """A name like this one that the grammar takes: `page_number` for `page[number]`."""
    return _UNUSUAL.sub("_", name).strip("_.") or "name"


def _plural_headers(text: str) -> tuple[Expression, Dialect] | None:
    corrected = _PLURAL.sub(r"\1", text, 1)
    if corrected == text:
        return None
    return _read_corrected(corrected, Form.PLURAL_HEADERS)


def _path_into_body(text: str) -> tuple[Expression, Dialect] | None:
    found = _BODY.match(text)
    if found is None:
        return None
    navigation = parse_navigation(text[found.end() :])
    body = read_parts(found.group())
    if not navigation or not isinstance(body, MessagePart):
        return None
    expression = replace(body, pointer=to_tokens(navigation))
    return expression, Dialect(Form.PATH_INTO_BODY, format_expression(expression))


def _pointer_without_slash(text: str) -> tuple[Expression, Dialect] | None:
    path, mark, pointer = text.partition("#")
    if not mark or not pointer or pointer.startswith("/"):
        return None
    if is_valid(text, ArazzoVersion.V1_1):
        return None  # a name of a header, query or path parameter may hold it
    return _read_corrected(f"{path}#/{pointer}", Form.POINTER_WITHOUT_SLASH)


def _read_corrected(corrected: str, form: Form) -> tuple[Expression, Dialect] | None:
    if not is_valid(corrected, ArazzoVersion.V1_1):
        return None
    expression = read_parts(corrected)
    return None if expression is None else (expression, Dialect(form, corrected))


def _unusual_name(text: str) -> tuple[Expression, Dialect] | None:
    """A name that the grammar of 1.1 does not take, or a path into a value."""
    if _NAMED.match(text) is None:
        return None
    _, _, fragment = text.partition("#")
    if not is_pointer(fragment, ArazzoVersion.V1_1):
        return None
    expression = read_parts(text)
    if not isinstance(expression, Input | Output | StepOutput | WorkflowField):
        return None
    if is_identifier(expression.name):
        return None
    dialect = _name_dialect(expression)
    return None if dialect is None else (expression, dialect)


def _name_dialect(
    expression: Input | Output | StepOutput | WorkflowField,
) -> Dialect | None:
    first = _FIRST_STEP.split(expression.name, maxsplit=1)[0]
    split = split_path(expression.name, (first,)) if is_identifier(first) else None
    if split is None or isinstance(expression, Input):
        return find_unusual_name(expression)
    pointer = to_tokens(split[1]) + expression.pointer
    corrected = replace(expression, name=first, pointer=pointer)
    return Dialect(Form.PATH_INTO_VALUE, format_expression(corrected))
