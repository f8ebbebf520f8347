"""Inputs that nothing in their workflow reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from ..diagnostics.nearest import nearest
from ..diagnostics.rules import data
from ..expressions.model import Input
from ..link.model import Workflow
from ..read.document import Node
from .inspection import Inspection
from .reads import expressions_of_step, expressions_of_value

_OTHER_SOURCES: Final = (
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "additionalProperties",
    "patternProperties",
)
"""Members of a schema by which inputs may be declared elsewhere than in `properties`."""


def check_inputs(inspection: Inspection) -> None:
    """Report inputs that are declared and not used, or required and not declared, as
    far as the workflow declares them itself."""
    _check_unused(inspection)
    _check_required(inspection)


def _check_required(inspection: Inspection) -> None:
    inputs = inspection.workflow.inputs
    if inputs is None or any(inputs.get(word) is not None for word in _OTHER_SOURCES):
        return
    required = inputs.get("required")
    declared = [str(node.pointer[-1]) for node in _declared(inputs)]
    for node in required.items() if required is not None else ():
        if isinstance(node.value, str) and node.value not in declared:
            near = nearest(node.value, declared)
            inspection.diagnostics.add(
                data.UNDECLARED_REQUIRED_INPUT,
                f"the input {node.value!r} is required and not declared",
                node.place,
                f"did you mean {near!r}?" if near else "add it to 'properties'",
            )


def _check_unused(inspection: Inspection) -> None:
    """What a shared schema declares may be meant for others."""
    workflow = inspection.workflow
    used = frozenset(inputs_read(workflow))
    unused = [
        node for node in _declared(workflow.inputs) if node.pointer[-1] not in used
    ]
    # A workflow's parameter that no step takes reads its inputs all the same.
    text = json.dumps(workflow.node.value) if unused else ""
    for node in unused:
        name = str(node.pointer[-1])
        if f"$inputs.{name}" not in text:
            inspection.diagnostics.add(
                data.UNUSED_INPUT,
                f"the input {name!r} is never used",
                node.key_place,
                "use it, or remove it",
            )


def _declared(inputs: Node | None) -> Iterator[Node]:
    properties = inputs.get("properties") if inputs is not None else None
    if properties is not None:
        yield from (node for _, node in properties.members())


def inputs_read(workflow: Workflow) -> Iterator[str]:
    """The inputs that steps and outputs of a workflow read, as often as they do."""
    for step in workflow.steps:
        for expression, _ in expressions_of_step(step):
            if isinstance(expression, Input):
                yield expression.name
    for output in workflow.outputs:
        for expression, _ in expressions_of_value(output.value):
            if isinstance(expression, Input):
                yield expression.name
