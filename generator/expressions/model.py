"""Trees of runtime expressions, embedded expressions and simple conditions.

They follow "Runtime Expressions" and "Criterion Object" of the Arazzo Specification.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

Tokens: TypeAlias = tuple[str, ...]
"""The reference tokens of a JSON pointer (RFC 6901), unescaped."""


class ArazzoVersion(Enum):
    """The feature sets of the specification: major and minor version."""

    V1_0 = "1.0"
    V1_1 = "1.1"


@dataclass(frozen=True)
class Url:
    """`$url`"""


@dataclass(frozen=True)
class Method:
    """`$method`"""


@dataclass(frozen=True)
class StatusCode:
    """`$statusCode`"""


@dataclass(frozen=True)
class SelfUri:
    """`$self`"""


@dataclass(frozen=True)
class MessagePart:
    """`$request.…`, `$response.…` and `$message.…`.

    Attributes:
        message: Which message is read.
        part: Which part of it.
        name: The header's, query's or path parameter's name; empty for the body.
        pointer: What of the body or payload; () for all of it.
    """

    message: Literal["request", "response", "message"]
    part: Literal["header", "query", "path", "body", "payload"]
    name: str = ""
    pointer: Tokens = ()


@dataclass(frozen=True)
class Input:
    """`$inputs.name#/pointer`"""

    name: str
    pointer: Tokens = ()


@dataclass(frozen=True)
class Output:
    """`$outputs.name#/pointer`"""

    name: str
    pointer: Tokens = ()


@dataclass(frozen=True)
class StepOutput:
    """`$steps.step_id.outputs.name#/pointer`"""

    step_id: str
    name: str
    pointer: Tokens = ()


@dataclass(frozen=True)
class WorkflowField:
    """`$workflows.workflow_id.inputs.name#/pointer` or `….outputs.name#/pointer`"""

    workflow_id: str
    field: Literal["inputs", "outputs"]
    name: str
    pointer: Tokens = ()


@dataclass(frozen=True)
class SourceReference:
    """`$sourceDescriptions.source.reference`"""

    source: str
    reference: str


@dataclass(frozen=True)
class ComponentReference:
    """`$components.kind.name`"""

    kind: str
    name: str


Expression: TypeAlias = (
    Url
    | Method
    | StatusCode
    | SelfUri
    | MessagePart
    | Input
    | Output
    | StepOutput
    | WorkflowField
    | SourceReference
    | ComponentReference
)


@dataclass(frozen=True)
class SyntaxFault:
    """Why a text is not what it should be.

    Attributes:
        message: What is wrong, one line, no full stop.
        offset: Where in the text, in characters from 0.
        hint: How to mend it, or None.
    """

    message: str
    offset: int = 0
    hint: str | None = None


@dataclass(frozen=True)
class Dialect:
    """A form that published documents use and the specification does not allow.

    Attributes:
        form: Which form, by its name among the rules of the dialect.
        corrected: The whole text as the specification would have it.
    """

    form: str
    corrected: str


@dataclass(frozen=True)
class Template:
    """A text with embedded expressions: literal text and expressions in turn."""

    parts: tuple[str | Expression, ...]


# Simple conditions


@dataclass(frozen=True)
class LiteralOperand:
    """`null`, `true`, `12`, `'text'`"""

    value: bool | int | float | str | None


@dataclass(frozen=True)
class ExpressionOperand:
    """A runtime expression and the `.name` and `[0]` after it."""

    expression: Expression
    navigation: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Comparison:
    operator: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Condition
    right: Condition


@dataclass(frozen=True)
class Not:
    operand: Condition


@dataclass(frozen=True)
class And:
    operands: tuple[Condition, ...]


@dataclass(frozen=True)
class Or:
    operands: tuple[Condition, ...]


Condition: TypeAlias = LiteralOperand | ExpressionOperand | Comparison | Not | And | Or


def operands_of(condition: Condition) -> Iterator[ExpressionOperand]:
    """The expressions in a condition, in its order."""
    match condition:
        case ExpressionOperand():
            yield condition
        case Comparison(_, left, right):
            yield from operands_of(left)
            yield from operands_of(right)
        case Not(operand):
            yield from operands_of(operand)
        case And(operands) | Or(operands):
            for one in operands:
                yield from operands_of(one)
