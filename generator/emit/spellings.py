"""How the shapes of schemas are spelled in Python, by datamodel-code-generator.

It knows how schemas are spelled as types of Python and as limits of pydantic's
`Field`, and that is all it is asked: no text, name or number of a document reaches it.
Few shapes make up nearly all schemas, and asking takes longer than all the rest of a
compilation: what it says of these is kept beside this module, in `spellings.json`. A
test asks it again and compares.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..plan.pruned import DEFINITIONS
from ..read.document import JsonValue

LIMITS = {
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

LIMIT_KEYWORDS = frozenset(name for names in LIMITS.values() for name in names)

STORED = "spellings.json"
"""The file with the spellings of `common_shapes`."""


@dataclass(frozen=True)
class Spelling:
    """How a shape is spelled: its type, and how its limits are called."""

    type: str
    limits: tuple[str, ...]


def spellings_of(shapes: Sequence[JsonValue]) -> list[Spelling]:
    """The spelling of each shape; those not stored by one run of the generator.

    Args:
        shapes: Schemas whose classes are called `Class0` and so on, and whose texts
            and numbers stand for any.

    Raises:
        ValueError: The generator gave something else than annotations of these
            shapes; a fault of the compiler.
    """
    known = _known()
    new = [shape for shape in shapes if _key(shape) not in known]
    if new:
        known.update(zip(map(_key, new), ask_generator(new), strict=True))
    return [known[_key(shape)] for shape in shapes]


def ask_generator(shapes: Sequence[JsonValue]) -> list[Spelling]:
    """The spelling of each shape, by one class with a field of each."""
    properties: dict[str, JsonValue] = {
        f"field_{index}": shape for index, shape in enumerate(shapes)
    }
    text = json.dumps(properties)
    empty: JsonValue = {"type": "object", "properties": {}}
    definitions: dict[str, JsonValue] = {}
    while f'"{DEFINITIONS}Class{len(definitions)}"' in text:
        definitions[f"Class{len(definitions)}"] = empty
    definitions["Fields"] = {
        "type": "object",
        "properties": properties,
        "required": [*properties],
    }
    found = _fields(_generate(definitions))
    if set(found) != set(properties):
        raise ValueError("the generated fields are not those that were asked for")
    return [_spelling(found[name]) for name in properties]


def common_shapes() -> list[JsonValue]:
    """The shapes whose spellings are stored."""
    return [*_plain_shapes(), *_enum_shapes(), *_limited_shapes()]


def stored_text(shapes: Sequence[JsonValue]) -> str:
    """The text of the file that holds the spellings of shapes."""
    spellings = zip(map(_key, shapes), ask_generator(shapes), strict=True)
    rows = (json.dumps([key, one.type, *one.limits]) for key, one in spellings)
    return "[\n" + ",\n".join(rows) + "\n]\n"


@cache
def _known() -> dict[str, Spelling]:
    """The stored spellings, and those that this process has asked for since."""
    text = files("arazzo_codegen.emit").joinpath(STORED).read_text("utf-8")
    return {
        key: Spelling(type_, tuple(limits)) for key, type_, *limits in json.loads(text)
    }


def _key(shape: JsonValue) -> str:
    return json.dumps(shape)


def _plain_shapes() -> Iterator[JsonValue]:
    bases: list[JsonValue] = [
        {},
        {"type": "string"},
        {"type": "integer"},
        {"type": "boolean"},
        {"type": ["integer", "number"]},
        {"type": "object"},
        {"type": "array"},
        {"$ref": f"{DEFINITIONS}Class0"},
    ]
    arrays: list[JsonValue] = [{"type": "array", "items": base} for base in bases]
    maps: list[JsonValue] = [
        {"type": "object", "additionalProperties": value}
        for value in (True, *bases, *arrays)
    ]
    for shape in (*bases, *arrays, *maps):
        yield shape
        if shape != {}:
            yield {"anyOf": [shape, {"type": "null"}]}


def _enum_shapes() -> Iterator[JsonValue]:
    for count in range(1, 33):
        enum: JsonValue = {"enum": [f"text_{index}" for index in range(count)]}
        yield enum
        yield {"anyOf": [enum, {"type": "null"}]}
        yield {"type": "array", "items": enum}


def _limited_shapes() -> Iterator[JsonValue]:
    for lower, upper in (("minLength", "maxLength"), ("minimum", "maximum")):
        kinds: tuple[JsonValue, ...] = ("string",)
        if lower == "minimum":
            kinds = ("integer", ["integer", "number"])
        for kind in kinds:
            yield {"type": kind, lower: 1}
            yield {"type": kind, upper: 1}
            yield {"type": kind, lower: 1, upper: 1}
    yield {"type": "string", "pattern": "text"}


def _generate(definitions: dict[str, JsonValue]) -> str:
    # Its import alone takes longer than the rest of a compilation.
    from datamodel_code_generator import generate  # noqa: PLC0415
    from datamodel_code_generator.enums import (  # noqa: PLC0415
        DataModelType,
        InputFileType,
    )
    from datamodel_code_generator.format import PythonVersion  # noqa: PLC0415
    from datamodel_code_generator.parser import LiteralType  # noqa: PLC0415

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


def _spelling(item: ast.AnnAssign) -> Spelling:
    given = item.value.keywords if isinstance(item.value, ast.Call) else []
    limits = tuple(keyword.arg or "" for keyword in given)
    if not all(limit in LIMITS for limit in limits):
        raise ValueError(f"unknown limits in a generated class: {limits}")
    return Spelling(ast.unparse(item.annotation), limits)
