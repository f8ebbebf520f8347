"""Expressions as text."""

from __future__ import annotations

from .model import (
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
    Template,
    Tokens,
    Url,
    WorkflowField,
)
from .pointer import format_pointer


def format_expression(expression: Expression) -> str:
    """The text of an expression, as parse_expression takes it."""
    match expression:
        case Url():
            return "$url"
        case Method():
            return "$method"
        case StatusCode():
            return "$statusCode"
        case SelfUri():
            return "$self"
        case MessagePart(message, "body" | "payload" as part, _, pointer):
            return f"${message}.{part}{_fragment(pointer)}"
        case MessagePart(message, part, name):
            return f"${message}.{part}.{name}"
        case Input(name, pointer):
            return f"$inputs.{name}{_fragment(pointer)}"
        case Output(name, pointer):
            return f"$outputs.{name}{_fragment(pointer)}"
        case StepOutput(step_id, name, pointer):
            return f"$steps.{step_id}.outputs.{name}{_fragment(pointer)}"
        case WorkflowField(workflow_id, field, name, pointer):
            return f"$workflows.{workflow_id}.{field}.{name}{_fragment(pointer)}"
        case SourceReference(source, reference):
            return f"$sourceDescriptions.{source}.{reference}"
        case ComponentReference(kind, name):
            return f"$components.{kind}.{name}"


def format_template(template: Template) -> str:
    """The text of a template, its expressions in braces."""
    return "".join(
        part if isinstance(part, str) else "{" + format_expression(part) + "}"
        for part in template.parts
    )


def _fragment(pointer: Tokens) -> str:
    return "#" + format_pointer(pointer) if pointer else ""
