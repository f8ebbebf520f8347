"""Annotations of fields, derived from pruned schemas by datamodel-code-generator.

It knows how schemas are spelled as types of Python and as limits of pydantic's
`Field`, and that is all it is asked: no text, name or number of a document reaches it.
A schema is reduced to its shape, with numbered placeholders for the classes and texts
in it; what comes back for a shape is kept, since few shapes make up most schemas.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from datamodel_code_generator import generate
from datamodel_code_generator.enums import DataModelType, InputFileType
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.parser import LiteralType

from ..plan.code import Code, identifier, literal
from ..plan.pruned import DEFINITIONS, Schema
from ..read.document import JsonValue


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

    @property
    def key(self) -> str:
        return json.dumps(self.schema)


@dataclass(frozen=True)
class _Spelling:
    """What the generator says of a shape: its type, and how its limits are called."""

    type: str
    limits: tuple[str, ...]


_LIMITS = {
    "ge": ("minimum",),
    "gt": ("exclusiveMinimum",),
    "le": ("maximum",),
    "lt": ("exclusiveMaximum",),
    "multiple_of": ("multipleOf",),
    "min_length": ("minLength", "minItems", "minProperties"),
    "max_length": ("maxLength", "maxItems", "maxProperties"),
    "pattern": ("pattern",),
}
"""The keywords of JSON Schema that each limit of pydantic stands for."""

_LIMIT_KEYWORDS = frozenset(name for names in _LIMITS.values() for name in names)

_TYPES = frozenset(("Any", "Literal", "bool", "dict", "float", "int", "list", "str"))

_spellings: dict[str, _Spelling] = {}
"""Of the shapes that were met so far, by their key."""


def annotate(schemas: Sequence[Schema]) -> list[Annotation]:
    """The annotation of each schema, all by at most one run of the generator.

    Args:
        schemas: Pruned schemas; `$ref` is `#/$defs/` and the name of a class.

    Raises:
        ValueError: The generator gave something else than annotations of these
            schemas; a fault of the compiler.
    """
    shapes = [_shape(schema) for schema in schemas]
    new = {shape.key: shape for shape in shapes if shape.key not in _spellings}
    if new:
        _spellings.update(_spell(new))
    return [
        _annotation(schema, shape, _spellings[shape.key])
        for schema, shape in zip(schemas, shapes, strict=True)
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
        key: _limit(key) if key in _LIMIT_KEYWORDS else _reduced(item, shape)
        for key, item in value.items()
    }


def _limit(keyword: str) -> JsonValue:
    return "text" if keyword == "pattern" else 1


def _spell(shapes: dict[str, _Shape]) -> dict[str, _Spelling]:
    """Ask the generator for one class with a field of each shape."""
    count = max(len(shape.classes) for shape in shapes.values())
    empty: JsonValue = {"type": "object", "properties": {}}
    definitions: dict[str, JsonValue] = {
        f"Class{index}": empty for index in range(count)
    }
    properties: dict[str, JsonValue] = {
        f"field_{index}": shape.schema for index, shape in enumerate(shapes.values())
    }
    definitions["Fields"] = {
        "type": "object",
        "properties": properties,
        "required": [*properties],
    }
    found = _fields(_generate(definitions))
    if set(found) != set(properties):
        raise ValueError("the generated fields are not those that were asked for")
    return {key: _spelling(found[f"field_{index}"]) for index, key in enumerate(shapes)}


def _generate(definitions: dict[str, JsonValue]) -> str:
    source = generate(
        json.dumps({"$defs": definitions}),
        input_file_type=InputFileType.JsonSchema,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_311,
        formatters=[],
        disable_timestamp=True,
        keep_model_order=True,
        skip_root_model=True,
        enum_field_as_literal=LiteralType.All,
        field_constraints=True,
        strict_nullable=True,
        use_standard_collections=True,
        use_union_operator=True,
        custom_class_name_generator=str,
    )
    if not isinstance(source, str):
        raise ValueError("the generated classes are not one module")
    return source


def _fields(source: str) -> dict[str, ast.AnnAssign]:
    """The fields of the class `Fields` of a module."""
    return {
        item.target.id: item
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and node.name == "Fields"
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }


def _spelling(item: ast.AnnAssign) -> _Spelling:
    given = item.value.keywords if isinstance(item.value, ast.Call) else []
    limits = tuple(keyword.arg or "" for keyword in given)
    if not all(limit in _LIMITS for limit in limits):
        raise ValueError(f"unknown limits in a generated class: {limits}")
    return _Spelling(ast.unparse(item.annotation), limits)


def _annotation(schema: Schema, shape: _Shape, spelling: _Spelling) -> Annotation:
    filling = _Filling(shape)
    tree = filling.visit(ast.parse(spelling.type, mode="eval"))
    if filling.texts != set(range(len(shape.texts))):
        raise ValueError("the generated type has not all values of an enum")
    values = {
        limit: literal(schema[keyword])
        for limit in spelling.limits
        for keyword in _LIMITS[limit]
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
