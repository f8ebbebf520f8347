"""Annotations of fields, derived from pruned schemas.

A schema is reduced to its shape, with numbered placeholders for the classes and texts
in it; how a shape is spelled, `spellings.py` knows.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..plan.code import Code, identifier, literal
from ..plan.pruned import DEFINITIONS, Schema
from ..read.document import JsonValue
from .spellings import LIMIT_KEYWORDS, LIMITS, Spelling, spellings_of


@dataclass(frozen=True)
class Annotation:
    """How a field is annotated.

    Attributes:
        type: The type.
        limits: Arguments of `Field` that limit its value, by name.
        names: The names that the type uses.
    """

    type: Code
    limits: dict[str, Code]
    names: frozenset[str]


@dataclass
class _Shape:
    """A schema with placeholders, and what they stand for, by their number."""

    schema: JsonValue = None
    classes: list[str] = field(default_factory=list)
    texts: list[JsonValue] = field(default_factory=list)


_TYPES = frozenset(("Any", "Literal", "bool", "dict", "float", "int", "list", "str"))


def annotate(schemas: Sequence[Schema]) -> list[Annotation]:
    """The annotation of each schema, all by at most one run of the generator.

    Args:
        schemas: Pruned schemas; `$ref` is `#/$defs/` and the name of a class.

    Raises:
        ValueError: The generator gave something else than annotations of these
            schemas; a fault of the compiler.
    """
    shapes = [_shape(schema) for schema in schemas]
    spellings = spellings_of([shape.schema for shape in shapes])
    return [
        _annotation(schema, shape, spelling)
        for schema, shape, spelling in zip(schemas, shapes, spellings, strict=True)
    ]


def _shape(schema: Schema) -> _Shape:
    shape = _Shape()
    shape.schema = _reduced(schema, shape)
    return shape


def _reduced(value: JsonValue, shape: _Shape) -> JsonValue:
    if isinstance(value, list):
        return [_reduced(item, shape) for item in value]
    if not isinstance(value, dict):
        return value
    reference, enum = value.get("$ref"), value.get("enum")
    if isinstance(reference, str):
        shape.classes.append(reference.removeprefix(DEFINITIONS))
        return {"$ref": f"{DEFINITIONS}Class{len(shape.classes) - 1}"}
    if isinstance(enum, list):
        first = len(shape.texts)
        shape.texts.extend(enum)
        return {"enum": [f"text_{first + index}" for index in range(len(enum))]}
    return {
        key: _limit(key) if key in LIMIT_KEYWORDS else _reduced(item, shape)
        for key, item in value.items()
    }


def _limit(keyword: str) -> JsonValue:
    return "text" if keyword == "pattern" else 1


def _annotation(schema: Schema, shape: _Shape, spelling: Spelling) -> Annotation:
    filling = _Filling(shape)
    tree = filling.visit(ast.parse(spelling.type, mode="eval"))
    if filling.texts != set(range(len(shape.texts))):
        raise ValueError("the generated type has not all values of an enum")
    values = {
        limit: literal(schema[keyword])
        for limit in spelling.limits
        for keyword in LIMITS[limit]
        if keyword in schema
    }
    return Annotation(Code(ast.unparse(tree)), values, frozenset(filling.names))


class _Filling(ast.NodeTransformer):
    """Puts classes and texts in the place of their numbers."""

    def __init__(self, shape: _Shape) -> None:
        self.names: set[str] = set()
        self.texts: set[int] = set()
        self._shape = shape

    def visit_Name(self, node: ast.Name) -> ast.Name:
        name = node.id
        if name.startswith("Class"):
            name = self._shape.classes[int(name.removeprefix("Class"))]
        elif name not in _TYPES:
            raise ValueError(f"an unknown name in a generated type: {name}")
        self.names.add(name)
        return ast.Name(identifier(name))

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if node.value is None:
            return node
        index = int(str(node.value).removeprefix("text_"))
        self.texts.add(index)
        text = self._shape.texts[index]
        assert not isinstance(text, (list, dict))
        return ast.Constant(text)
