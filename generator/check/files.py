"""Inputs that stand for files, where only text or JSON can stand."""

from __future__ import annotations

from ..diagnostics.rules import limits
from ..expressions.format import format_expression
from ..expressions.model import Input
from ..read.document import Node
from .inspection import Inspection
from .reads import expressions_of_step, expressions_of_value


def check_files(inspection: Inspection) -> None:
    """Report files that are put into a text or compared: they are bytes, a path or an
    open file, and sent as they are."""
    workflow = inspection.workflow
    read = [one for step in workflow.steps for one in expressions_of_step(step)]
    for output in workflow.outputs:
        read += expressions_of_value(output.value)
    for expression, node in read:
        if not isinstance(expression, Input) or node.value is None:
            continue
        written = format_expression(expression)
        if node.value != written and _is_file(expression, inspection):
            inspection.diagnostics.add(
                limits.NOT_SUPPORTED,
                f"{written!r} is a file, which is no part of a text or a condition",
                node.place,
                "send it alone: as the whole body, or as a part of a form",
            )


def _is_file(expression: Input, inspection: Inspection) -> bool:
    schemas = inspection.reader.input(expression.name).type.schemas
    return any(_is_binary(schema) for schema in schemas)


def _is_binary(schema: Node) -> bool:
    media = schema.get("contentMediaType"), schema.get("contentEncoding")
    return schema.text("format") == "binary" or (bool(media[0]) and not media[1])
