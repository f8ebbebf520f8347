"""Source text of the classes of a module's inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pydantic.alias_generators import to_camel

from ..plan.classes import AsSent, Member, ModelClass, ModelField, TypedDictClass
from ..plan.code import Code, Uses, attribute, call, identifier, join, literal
from ..plan.pruned import Schema, is_nullable, parts_of, without_null
from ..read.document import JsonValue
from .annotations import Annotation, annotate
from .text import docstring, field_docstring, summary

INDENT = 4

_FILE = "FileInput"

_MARKERS: dict[AsSent, tuple[str, str, str]] = {
    "array": (
        "ArrayAsSent",
        "list[Any]",
        "Marks a JSON array whose items stay as the API sent them:"
        " members, order, numbers.",
    ),
    "object": (
        "ObjectAsSent",
        "dict[str, Any]",
        "Marks a JSON object whose members stay as the API sent them:"
        " all, and in order.",
    ),
}


@dataclass(frozen=True)
class RenderedClasses:
    """Sources of classes.

    Attributes:
        markers: Constants that annotations of the classes use, by name; they stand
            before the classes.
        classes: The sources, by name, without blank lines around them, in the order
            that modules have them: inputs after the objects within them, TypedDicts,
            outputs as they were planned.
        uses: What the sources import.
    """

    markers: dict[str, Code]
    classes: dict[str, Code]
    uses: Uses


def render_classes(
    models: Sequence[ModelClass], typed_dicts: Sequence[TypedDictClass]
) -> RenderedClasses:
    """The sources of all classes of a module, in one run of datamodel-code-generator.

    Args:
        models: The pydantic classes: of inputs, then of outputs.
        typed_dicts: What outputs refer to.

    Raises:
        ValueError: The generator did not give what was planned; a fault of the
            compiler.
    """
    annotations = _annotations(models, typed_dicts)
    uses = Uses()
    inputs = [model for model in models if model.config in ("inputs", "nested_input")]
    outputs = [model for model in models if model not in inputs]
    classes: dict[str, Code] = {}
    for model in reversed(inputs):
        classes[model.name] = _model(model, annotations[model.name], uses)
    for typed in typed_dicts:
        classes[typed.name] = _typed_dict(typed, annotations[typed.name], uses)
    for model in outputs:
        classes[model.name] = _model(model, annotations[model.name], uses)
    fields = [field for model in models for field in model.fields]
    kinds = {field.as_sent for field in fields}
    markers = {
        name: _marker(name, type_, doc, uses)
        for kind, (name, type_, doc) in _MARKERS.items()
        if kind in kinds
    }
    if any(field.binary or field.binary_items for field in fields):
        markers[_FILE] = _file_type(uses)
    return RenderedClasses(markers, classes, uses)


def _annotations(
    models: Sequence[ModelClass], typed_dicts: Sequence[TypedDictClass]
) -> dict[str, list[Annotation]]:
    """The annotations of the fields of each class, by its name."""
    schemas = {
        model.name: [without_null(field.schema) for field in model.fields]
        for model in models
    } | {
        typed.name: [member.schema for member in typed.members] for typed in typed_dicts
    }
    found = iter(annotate([schema for own in schemas.values() for schema in own]))
    return {name: list(islice(found, len(own))) for name, own in schemas.items()}


def _marker(name: str, type_: str, doc: str, uses: Uses) -> Code:
    uses.name("typing", "Any")
    schema = uses.name("pydantic", "GetPydanticSchema")
    function = Code(f"lambda _source, handler: handler({type_})")
    return Code(f"{identifier(name)} = {call(schema, function)}\n{docstring(doc)}")


def _file_type(uses: Uses) -> Code:
    """The type of inputs that stand for bytes."""
    alias = uses.name("typing", "TypeAlias")
    path = Code(f"{uses.module('os')}.PathLike[str]")
    opened = Code(f"{uses.name('pydantic', 'InstanceOf')}[{uses.module('io')}.IOBase]")
    about = "A file: its content, its path, or the file opened in binary mode."
    return Code(
        f"{_FILE}: {alias} = bytes | str | {path} | {opened}\n{docstring(about)}"
    )


def _body(parts: Sequence[Code]) -> Code:
    """Indented statements; those that say so have a blank line before them."""
    margin = " " * INDENT
    return join("\n", (Code(margin + part if part else "") for part in parts))


# pydantic classes


def _model(model: ModelClass, annotations: list[Annotation], uses: Uses) -> Code:
    base = uses.name("pydantic", "BaseModel")
    aliases = _Aliases.of(model)
    lines = [docstring(model.doc, INDENT)]
    config = _config(model, aliases, uses)
    if config:
        called = call(uses.name("pydantic", "ConfigDict"), keywords=config)
        lines += [Code(""), Code(f"model_config = {called}")]
    lines += [Code("")] if model.fields else []
    for field, annotation in zip(model.fields, annotations, strict=True):
        lines.append(_field(field, annotation, aliases, uses))
        if summary(field.description):
            lines.append(field_docstring(summary(field.description), INDENT))
    return Code(f"class {identifier(model.name)}({base}):\n{_body(lines)}")


@dataclass(frozen=True)
class _Aliases:
    """How a class tells its fields' names in the document.

    Attributes:
        camel: By a rule: the name in Python, in camel case.
        explicit: Fields that have to name their alias.
    """

    camel: bool
    explicit: frozenset[str]

    @classmethod
    def of(cls, model: ModelClass) -> _Aliases:
        """The way that names the fewest aliases; the rule where it is a draw."""
        if model.config == "step_outputs":
            return cls(False, frozenset())
        fields = model.fields
        plain = frozenset(f.name for f in fields if f.alias != f.name)
        ruled = frozenset(f.name for f in fields if f.alias != to_camel(f.name))
        camel = bool(plain) and len(ruled) <= len(plain) and len(ruled) < len(fields)
        return cls(camel, ruled if camel else plain)


def _config(model: ModelClass, aliases: _Aliases, uses: Uses) -> dict[str, Code]:
    config: dict[str, Code] = {}
    if aliases.camel:
        camel = uses.name("pydantic.alias_generators", "to_camel")
        config["alias_generator"] = camel
    if aliases.camel or aliases.explicit:
        config["validate_by_name"] = literal(True)
    if model.config in ("inputs", "nested_input"):
        config["extra"] = literal("allow" if model.open else "forbid")
    if model.config in ("step_outputs", "workflow_outputs"):
        config["strict"] = literal(True)
    config["hide_input_in_errors"] = literal(True)
    return config


def _field(
    field: ModelField, annotation: Annotation, aliases: _Aliases, uses: Uses
) -> Code:
    limits = {} if field.binary else annotation.limits
    arguments = {**_default(field), **limits}
    if field.name in aliases.explicit:
        alias = literal(field.alias)
        arguments |= {"validation_alias": alias, "serialization_alias": alias}
    if field.secret:
        arguments["repr"] = literal(False)
    declared = f"{identifier(field.name)}: {_type(field, annotation, uses)}"
    if not arguments:
        return Code(declared)
    if list(arguments) == ["default"]:
        return Code(f"{declared} = {arguments['default']}")
    value = call(uses.name("pydantic", "Field"), keywords=arguments)
    return Code(f"{declared} = {value}")


def _type(field: ModelField, annotation: Annotation, uses: Uses) -> Code:
    if field.binary:
        type_ = Code(_FILE)
    elif field.binary_items:
        type_ = Code(f"list[{_FILE}]")
    else:
        type_ = _used(annotation, uses)
    if field.as_sent is not None:
        marker = _MARKERS[field.as_sent][0]
        type_ = Code(f"{uses.name('typing', 'Annotated')}[{type_}, {marker}]")
    nullable = is_nullable(field.schema)
    optional = not field.required and field.default is None
    if type_ in ("Any", "None") or not (nullable or optional):
        return type_
    return Code(f"{type_} | None")


def _used(annotation: Annotation, uses: Uses) -> Code:
    for name in annotation.names:
        if name in ("Any", "Literal"):
            uses.name("typing", name)
    return annotation.type


def _default(field: ModelField) -> dict[str, Code]:
    if field.required:
        return {}
    if field.default is None:
        return {"default": literal(None)}
    value = field.default.value
    if not _holds_class(field.schema):
        return {"default": literal(value)}
    made = _value(field.schema, value)
    if made == literal(value):
        return {"default": made}
    return {"default_factory": Code(f"lambda: {made}")}


def _holds_class(schema: JsonValue) -> bool:
    if isinstance(schema, list):
        return any(_holds_class(item) for item in schema)
    if not isinstance(schema, dict):
        return False
    return "$ref" in schema or any(
        _holds_class(item) for key, item in schema.items() if key != "enum"
    )


def _value(schema: Schema, value: JsonValue) -> Code:
    """The expression for a default, objects as instances of their classes."""
    for part in parts_of(schema):
        reference, items = part.get("$ref"), part.get("items")
        values = part.get("additionalProperties")
        if isinstance(reference, str) and isinstance(value, dict):
            model = identifier(reference.removeprefix("#/$defs/"))
            return call(attribute(model, "model_validate"), literal(value))
        if isinstance(items, dict) and isinstance(value, list):
            return Code(f"[{join(', ', (_value(items, item) for item in value))}]")
        if isinstance(values, dict) and isinstance(value, dict):
            members = (
                Code(f"{literal(name)}: {_value(values, item)}")
                for name, item in value.items()
            )
            return Code("{" + join(", ", members) + "}")
    return literal(value)


# TypedDicts


def _typed_dict(
    typed: TypedDictClass, annotations: list[Annotation], uses: Uses
) -> Code:
    base = uses.name("typing", "TypedDict")
    lines = [docstring(summary(typed.doc), INDENT), Code("")]
    for member, annotation in zip(typed.members, annotations, strict=True):
        lines.extend(_member(member, annotation, uses))
    return Code(f"class {identifier(typed.name)}({base}):\n{_body(lines)}")


def _member(member: Member, annotation: Annotation, uses: Uses) -> Iterator[Code]:
    type_ = _used(annotation, uses)
    if not member.required:
        type_ = Code(f"{uses.name('typing', 'NotRequired')}[{type_}]")
    yield Code(f"{identifier(member.name)}: {type_}")
    if summary(member.description):
        yield field_docstring(summary(member.description), INDENT)
