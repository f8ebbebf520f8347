"""Runtime expressions: text to tree."""

from __future__ import annotations

from typing import Literal, TypeAlias, cast

from .explain import explain
from .grammar import is_valid
from .model import (
    ArazzoVersion,
    ComponentReference,
    Expression,
    Input,
    MessagePart,
    Method,
    Output,
    SelfUri,
    SourceReference,
    StatusCode,
    StepOutput,
    SyntaxFault,
    Tokens,
    Url,
    WorkflowField,
)
from .pointer import split_pointer

MessageName: TypeAlias = Literal["request", "response", "message"]
PartName: TypeAlias = Literal["header", "query", "path", "body", "payload"]
FieldName: TypeAlias = Literal["inputs", "outputs"]

CONSTANTS: dict[str, Url | Method | StatusCode | SelfUri] = {
    "$url": Url(),
    "$method": Method(),
    "$statusCode": StatusCode(),
    "$self": SelfUri(),
}
"""The expressions that have no parts."""


def parse_expression(text: str, version: ArazzoVersion) -> Expression | SyntaxFault:
    """Parse a text that is one runtime expression and nothing else.

    Takes what the ABNF of that version takes ("Runtime Expressions"), if it names
    something: `$steps.s` and `$inputs.` are valid by the ABNF of 1.0 and name nothing
    that has a value, so they are faults here. See `is_valid` for the bare verdict.
    """
    if not is_valid(text, version):
        return explain(text, version)
    return read_parts(text) or explain(text, version)


def read_parts(text: str) -> Expression | None:
    """Take an expression that is known to be valid apart into its parts.

    None if it names nothing.
    """
    if text in CONSTANTS:
        return CONSTANTS[text]
    root, _, rest = text.partition(".")
    match root:
        case "$request" | "$response" | "$message":
            return _message_part(root, rest)
        case "$sourceDescriptions":
            source, _, reference = rest.partition(".")
            return SourceReference(source, reference) if source and reference else None
        case "$components":
            kind, _, name = rest.partition(".")
            return ComponentReference(kind, name) if kind and name else None
        case _:
            return _named_value(root, rest)


def _message_part(root: str, rest: str) -> Expression | None:
    message = root[1:]
    part, _, name = rest.partition(".")
    if part in ("header", "query", "path"):
        return _make_message_part(message, part, name, ()) if name else None
    part, _, fragment = rest.partition("#")
    pointer = split_pointer(fragment)
    return None if pointer is None else _make_message_part(message, part, "", pointer)


def _make_message_part(
    message: str, part: str, name: str, pointer: Tokens
) -> MessagePart:
    # The grammar has checked both words already.
    return MessagePart(
        cast("MessageName", message), cast("PartName", part), name, pointer
    )


def _named_value(root: str, rest: str) -> Expression | None:
    """An input or an output: a name, and perhaps a pointer into the value."""
    path, _, fragment = rest.partition("#")
    pointer = split_pointer(fragment)
    if pointer is None:
        return None
    match root:
        case "$inputs":
            return Input(path, pointer) if path else None
        case "$outputs":
            return Output(path, pointer) if path else None
        case "$steps":
            step_id, _, name = path.partition(".outputs.")
            return StepOutput(step_id, name, pointer) if step_id and name else None
        case _:
            return _workflow_field(path, pointer)


def _workflow_field(path: str, pointer: Tokens) -> WorkflowField | None:
    # Without dots in the workflow's id, as 1.1 demands, the first word after it decides.
    fields = [
        (path.find(f".{field}."), field)
        for field in ("inputs", "outputs")
        if path.find(f".{field}.") > 0
    ]
    if not fields:
        return None
    at, field = min(fields)
    name = path[at + len(field) + 2 :]
    if not name:
        return None
    return WorkflowField(path[:at], cast("FieldName", field), name, pointer)
