"""Schemas as nodes of a document, and generated classes as a module, for tests."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from arazzo_codegen.emit.classes import render_classes
from arazzo_codegen.plan.classes import (
    InputsClass,
    ModelClass,
    TypedDictClass,
    plan_input_classes,
)
from arazzo_codegen.read.document import Document, Node

_numbers = count()


class LocalReferences:
    """Follows pointers within one document."""

    def follow(self, node: Node) -> Node | None:
        target: Node | None = node
        for _ in range(20):
            if target is None or (reference := target.text("$ref")) is None:
                return target
            target = target.document.root
            for token in reference.split("/")[1:]:
                target = target.get(token) if target is not None else None
        return None


def document_node(value: Any) -> Node:
    return Document(Path("/memory"), "memory.yml", "", value, "yaml").root


def plan_inputs(
    schema: Any, taken: Sequence[str] = (), secrets: Sequence[str] = ()
) -> tuple[ModelClass, ...]:
    request = InputsClass("FooInputs", "Inputs.", document_node(schema), secrets)
    return plan_input_classes(request, LocalReferences(), taken)


def source_of(
    models: Sequence[ModelClass], typed_dicts: Sequence[TypedDictClass] = ()
) -> str:
    rendered = render_classes(models, typed_dicts)
    imports = [
        f"from {module} import {name}" for module, name in sorted(rendered.uses.names)
    ]
    header = ["from __future__ import annotations", *imports]
    pieces = [*rendered.markers.values(), *rendered.classes.values()]
    return "\n".join(header) + "\n\n\n" + "\n\n\n".join(pieces) + "\n"


def module_of(source: str) -> ModuleType:
    module = ModuleType(f"generated_classes_{next(_numbers)}")
    sys.modules[module.__name__] = module
    exec(compile(source, module.__name__, "exec"), module.__dict__)
    return module


def inputs_module(schema: Any, **options: Any) -> ModuleType:
    return module_of(source_of(plan_inputs(schema, **options)))
