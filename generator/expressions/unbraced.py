"""Expressions that are spliced into a text without braces."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .explain import quote
from .format import format_expression, format_template
from .forms import Form
from .model import (
    Dialect,
    Expression,
    Input,
    MessagePart,
    Output,
    StepOutput,
    SyntaxFault,
    Template,
    Tokens,
    WorkflowField,
)
from .names import KnownNames, parse_navigation, to_tokens
from .parse import CONSTANTS, read_parts
from .pointer import split_pointer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


@dataclass(frozen=True)
class UnbracedText:
    """A text taken apart at expressions without braces.

    Attributes:
        template: Literal text and expressions in turn, without empty texts.
        offsets: Where in the text each part begins.
        dialect: The form, with the text in which the expressions have their braces;
            None if nothing is spliced.
        unknown: What reads like an expression and names nothing: it is left as text.
    """

    template: Template
    offsets: tuple[int, ...]
    dialect: Dialect | None
    unknown: tuple[SyntaxFault, ...]


def find_unbraced(text: str, names: KnownNames) -> UnbracedText:
    """Find the expressions in a text that has them without braces.

    An expression counts if it names something that exists. The longest name that
    exists ends it, also before a letter; a JSON pointer after it ends at white space,
    a quote, a bracket or one of `,;&`.
    """
    parts: list[tuple[int, str | Expression]] = []
    unknown: list[SyntaxFault] = []
    taken = 0
    for start in _starts(text):
        if start < taken:
            continue
        found = _scan(text, start, names)
        if found is None:
            unknown.append(_unknown(text, start))
            continue
        expression, end = found
        parts += [(taken, text[taken:start]), (start, expression)]
        taken = end
    parts.append((taken, text[taken:]))
    kept = [(offset, part) for offset, part in parts if part != ""]
    template = Template(tuple(part for _, part in kept))
    dialect = (
        Dialect(Form.SPLICED_EXPRESSION, format_template(template)) if taken else None
    )
    offsets = tuple(offset for offset, _ in kept)
    return UnbracedText(template, offsets, dialect, tuple(unknown))


_START = re.compile(
    r"(?<!\{)\$(?:(?:url|method|statusCode)(?![A-Za-z0-9_])"
    r"|(?:request|response|message|inputs|outputs|steps|workflows)\.)"
)
_PARAMETER = re.compile(
    r"(\$(?:request|response|message))\.(?:(header)s?|(query|path))\.([A-Za-z0-9_-]+)"
)
_BODY = re.compile(
    r"(\$(?:request|response|message)\.(?:body|payload))(?![A-Za-z0-9_])"
    r"((?:\.[A-Za-z_][A-Za-z0-9_-]*|\[[0-9]+\])*)"
)
_POINTER = re.compile(r"#((?:/(?:[^/~\s\"'`(){}\[\]<>,;&|\\]|~[01])*)+)")
_SHOWN = re.compile(r"\$[A-Za-z0-9_.\-]*")
_SENTENCE_END = ".:!?"


def _starts(text: str) -> Iterable[int]:
    return (found.start() for found in _START.finditer(text))


def _unknown(text: str, start: int) -> SyntaxFault:
    shown = _SHOWN.match(text, start)
    written = shown.group().rstrip(".") if shown else "$"
    return SyntaxFault(f"{quote(written)} names nothing that exists", start)


def _scan(text: str, start: int, names: KnownNames) -> tuple[Expression, int] | None:
    """The expression that begins there, and where it ends."""
    for word, constant in CONSTANTS.items():
        if text.startswith(word, start):
            return constant, start + len(word)
    if parameter := _PARAMETER.match(text, start):
        message, header, other, name = parameter.groups()
        read = read_parts(f"{message}.{header or other}.{name}")
        return None if read is None else (read, parameter.end())
    if body := _BODY.match(text, start):
        return _scan_body(text, body)
    return _scan_named(text, start, names)


def _scan_body(text: str, body: re.Match[str]) -> tuple[Expression, int] | None:
    expression = read_parts(body.group(1))
    navigation = parse_navigation(body.group(2))
    if not isinstance(expression, MessagePart) or navigation is None:
        return None
    pointer, end = _scan_pointer(text, body.end())
    return replace(expression, pointer=to_tokens(navigation) + pointer), end


def _scan_named(
    text: str, start: int, names: KnownNames
) -> tuple[Expression, int] | None:
    """An input or output of the longest name that exists, and its pointer."""
    for value, declared in _namespaces(names):
        beginning = format_expression(value)
        if not text.startswith(beginning, start):
            continue
        end = start + len(beginning)
        name = _longest_name(text, end, declared)
        if not name:
            return None
        pointer, end = _scan_pointer(text, end + len(name))
        return replace(value, name=name, pointer=pointer), end
    return None


def _namespaces(
    names: KnownNames,
) -> Iterator[tuple[Input | Output | StepOutput | WorkflowField, Collection[str]]]:
    """Each kind of value without a name yet, and the names it can have."""
    yield Input(""), names.inputs
    yield Output(""), names.outputs
    for step_id, outputs in names.step_outputs.items():
        yield StepOutput(step_id, ""), outputs
    for workflow_id, inputs in names.workflow_inputs.items():
        yield WorkflowField(workflow_id, "inputs", ""), inputs
    for workflow_id, outputs in names.workflow_outputs.items():
        yield WorkflowField(workflow_id, "outputs", ""), outputs


def _longest_name(text: str, start: int, declared: Collection[str]) -> str:
    fitting = (name for name in declared if text.startswith(name, start))
    return max(fitting, key=len, default="")


def _scan_pointer(text: str, start: int) -> tuple[Tokens, int]:
    """The tokens of a pointer that begins there, and where it ends."""
    found = _POINTER.match(text, start)
    if found is None:
        return (), start
    pointer = found.group(1).rstrip(_SENTENCE_END)
    return split_pointer(pointer) or (), found.start(1) + len(pointer)
