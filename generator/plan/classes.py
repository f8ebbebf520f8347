"""The classes of a module: inputs, outputs, and the objects within them."""

from __future__ import annotations

import keyword
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from ..check.types import ALL_KINDS, Kind, ValueType
from ..read.document import Node
from .naming import CLASS_NAMES, field_names
from .pruned import NULL, NUMBER, Schema, is_nullable, parts_of, union, widened
from .pruning import HoistedObject, Pruner, Spot, class_names, rename_references
from .schemas import Default, References, SchemaView

Config: TypeAlias = Literal[
    "inputs", "nested_input", "step_outputs", "workflow_outputs"
]
"""What a class is for, which decides how it validates."""

AsSent: TypeAlias = Literal["array", "object"]

MAX_TYPED_DICTS = 25
"""How many TypedDicts a module holds. The objects nearest to the outputs come first;
those that come later are `dict[str, Any]`."""


@dataclass(frozen=True)
class ModelField:
    """A field of a pydantic class.

    Attributes:
        name: Its name in Python.
        alias: What the document calls it.
        schema: Its pruned schema; `$ref` is `#/$defs/` and the name of a class.
        required: Whether it has to be given.
        default: What it is when not given; None for no default, where an optional
            field is then None.
        description: What the document says of it, as written.
        secret: Whether it is kept out of the class's repr.
        binary: Whether it stands for bytes: `format: binary` or a contentMediaType.
        binary_items: Whether it is an array whose items do.
        as_sent: The marker that keeps pydantic from looking into the value.
    """

    name: str
    alias: str
    schema: Schema
    required: bool
    default: Default | None = None
    description: str = ""
    secret: bool = False
    binary: bool = False
    binary_items: bool = False
    as_sent: AsSent | None = None


@dataclass(frozen=True)
class ModelClass:
    """A pydantic class.

    Attributes:
        doc: Its docstring: what the compiler says, or the document.
        open: Whether members that it does not declare are kept; else refused.
    """

    name: str
    doc: str
    config: Config
    fields: tuple[ModelField, ...]
    open: bool = False


@dataclass(frozen=True)
class Member:
    """A member of a TypedDict, called as the document calls it."""

    name: str
    schema: Schema
    required: bool
    description: str = ""


@dataclass(frozen=True)
class TypedDictClass:
    """An object that passes through as it was sent, described for the reader."""

    name: str
    doc: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class InputsClass:
    """What to plan the class of a workflow's inputs from.

    Attributes:
        name: Its name.
        doc: Its docstring.
        schema: The JSON Schema of the inputs.
        secrets: Inputs that are used as credentials, as the document calls them.
    """

    name: str
    doc: str
    schema: Node
    secrets: Collection[str] = frozenset()


@dataclass(frozen=True)
class OutputField:
    """An output of a step or of a workflow.

    Attributes:
        name: What the document calls it.
        type: What is known of its value.
        required: Whether it is there whenever the class is made.
        reaches_workflow_outputs: Whether the caller of the workflow sees the value,
            which is then described to the last member.
        description: What the document says of it.
        secret: Whether it is kept out of the class's repr.
    """

    name: str
    type: ValueType
    required: bool
    reaches_workflow_outputs: bool
    description: str = ""
    secret: bool = False


@dataclass(frozen=True)
class OutputsClass:
    """What to plan a class of outputs from."""

    name: str
    doc: str
    outputs: Sequence[OutputField]
    config: Literal["step_outputs", "workflow_outputs"]


@dataclass(frozen=True)
class OutputsPlan:
    """All classes of a module's outputs, models in the order they were asked for."""

    models: tuple[ModelClass, ...]
    typed_dicts: tuple[TypedDictClass, ...]


# Inputs


def plan_input_classes(
    request: InputsClass, references: References, taken: Collection[str]
) -> tuple[ModelClass, ...]:
    """The class of a workflow's inputs, and those of the objects within them.

    Objects that declare members become classes, the inputs class comes first. Enums
    are closed, limits hold, string formats change no type. Members that the schema
    does not declare are refused; within an object, where the schema says so.

    Args:
        request: What to plan.
        taken: Names of the module's other classes.
    """
    pruner = Pruner(references, keep=lambda view: view)
    pruner.hoist([request.schema], Spot(request.name))
    drafts = [
        _input_draft(item, pruner, request.secrets if item.index == 0 else frozenset())
        for item in _as_they_come(pruner)
    ]
    reserved = {*taken, *CLASS_NAMES, request.name}
    names = class_names(pruner.objects, {0: request.name}, reserved)
    root, *nested = (
        _named(draft, names[index], names) for index, draft in enumerate(drafts)
    )
    is_open = pruner.objects[0].view.undeclared == "allowed"
    return (replace(root, doc=request.doc, config="inputs", open=is_open), *nested)


def _as_they_come(pruner: Pruner) -> Iterator[HoistedObject]:
    """The objects, those included that are met while the first are worked on."""
    index = 0
    while index < len(pruner.objects):
        yield pruner.objects[index]
        index += 1


def _input_draft(
    item: HoistedObject, pruner: Pruner, secrets: Collection[str]
) -> ModelClass:
    names = field_names(list(item.view.properties))
    fields = tuple(
        _input_field(names[alias], alias, item, pruner, alias in secrets)
        for alias in item.view.properties
    )
    doc = item.view.own_description or f"The object `{item.hint}` of the inputs."
    is_open = item.view.undeclared != "refused"
    return ModelClass("", doc, "nested_input", fields, is_open)


def _input_field(
    name: str, alias: str, item: HoistedObject, pruner: Pruner, secret: bool
) -> ModelField:
    nodes = item.view.properties[alias]
    view = pruner.view(nodes)
    schema = pruner.prune(nodes, Spot(alias, item.index))
    default = view.default
    if default is not None and default.value is None and not is_nullable(schema):
        default = None
    if default is not None:
        schema = widened(schema, default.value)
    return ModelField(
        name=name,
        alias=alias,
        schema=schema,
        required=alias in item.view.required and default is None,
        default=default,
        description=_description(nodes, pruner),
        secret=secret or view.secret,
        binary=view.binary and "string" in view.kinds,
        binary_items=bool(view.items) and pruner.view(view.items).binary,
    )


def _description(nodes: Sequence[Node], pruner: Pruner) -> str:
    """What is said of a member; what is said of its object stands at the class."""
    view = pruner.view(nodes)
    repeated = view.properties and view.description == view.own_description
    return "" if repeated else view.description


def _named(draft: ModelClass, name: str, names: Mapping[int, str]) -> ModelClass:
    fields = tuple(
        replace(field, schema=rename_references(field.schema, names))
        for field in draft.fields
    )
    return replace(draft, name=name, fields=fields)


# Outputs


def plan_output_classes(
    classes: Sequence[OutputsClass], references: References, taken: Collection[str]
) -> OutputsPlan:
    """The classes of all outputs of a module.

    Enums are open and numbers keep their spelling. Arrays and objects stay as they
    were sent; what the workflow's caller gets to see is described by TypedDicts, up to
    `MAX_TYPED_DICTS` a module.

    Args:
        classes: What each class holds.
        taken: Names of the module's other classes.
    """
    pruner = Pruner(references, keep=_as_responses_say, limit=MAX_TYPED_DICTS)
    drafts = [
        replace(_outputs_draft(request, pruner), name=request.name)
        for request in classes
    ]
    typed = [_typed_dict_draft(item, pruner) for item in _as_they_come(pruner)]
    own_names = {request.name for request in classes}
    names = class_names(pruner.objects, {}, {*taken, *CLASS_NAMES, *own_names})
    return OutputsPlan(
        tuple(_named(draft, draft.name, names) for draft in drafts),
        tuple(
            replace(
                draft,
                name=names[index],
                doc=draft.doc or f"An object `{names[index]}` as the API sends it.",
                members=tuple(
                    replace(member, schema=rename_references(member.schema, names))
                    for member in draft.members
                ),
            )
            for index, draft in enumerate(typed)
        ),
    )


def _as_responses_say(view: SchemaView) -> SchemaView:
    """Responses may hold values that their enums do not list yet, limits are the
    API's own concern, and not every object can be a TypedDict."""
    view.enum = None
    view.constraints = {}
    if not all(_is_member_name(name) for name in view.properties):
        view.properties = {}
        view.values = ()
    return view


def _is_member_name(name: str) -> bool:
    """Whether the class syntax of TypedDict can spell it and means the same by it."""
    usable = name.isascii() and name.isidentifier() and not keyword.iskeyword(name)
    return usable and not name.startswith("__") and name not in _ANNOTATION_NAMES


_ANNOTATION_NAMES = frozenset(
    ("Any", "NotRequired", "bool", "dict", "float", "int", "list", "str")
)


def _outputs_draft(request: OutputsClass, pruner: Pruner) -> ModelClass:
    names = field_names([output.name for output in request.outputs])
    fields = tuple(
        _output_field(names[output.name], output, pruner) for output in request.outputs
    )
    return ModelClass("", request.doc, request.config, fields)


def _output_field(name: str, output: OutputField, pruner: Pruner) -> ModelField:
    kinds = output.type.kinds - {"null"}
    as_sent: AsSent | None = None
    schema = _plain_schema(output.type)
    if output.reaches_workflow_outputs and kinds in ({"array"}, {"object"}):
        described = _described(output, pruner)
        if described != schema:
            schema = described
            as_sent = "array" if kinds == {"array"} else "object"
    return ModelField(
        name=name,
        alias=output.name,
        schema=schema,
        required=output.required,
        description=output.description,
        secret=output.secret,
        as_sent=as_sent,
    )


def _plain_schema(type_: ValueType) -> Schema:
    """The types alone, in a fixed order; arrays and objects of anything."""
    if type_.kinds == ALL_KINDS:
        return {}
    kinds = type_.kinds - {"integer"} if "number" in type_.kinds else type_.kinds
    spelled: dict[Kind, Schema] = {"number": NUMBER, "null": NULL}
    return union(
        [spelled.get(kind, {"type": kind}) for kind in _ORDER if kind in kinds]
    )


_ORDER: tuple[Kind, ...] = (
    "string",
    "integer",
    "number",
    "boolean",
    "array",
    "object",
    "null",
)


def _described(output: OutputField, pruner: Pruner) -> Schema:
    """An array or object as any one of its schemas describes it."""
    null = [NULL] if "null" in output.type.kinds else []
    kind = "array" if "array" in output.type.kinds else "object"
    schemas = [
        schema
        for node in output.type.schemas
        for schema in [pruner.prune([node], Spot(output.name))]
        if _is_of_kind(schema, kind)
    ]
    return union([*(schemas or [{"type": kind}]), *null])


def _is_of_kind(schema: Schema, kind: str) -> bool:
    """Whether all that a pruned schema allows, null aside, is arrays or objects."""
    return all(
        part.get("type") in (kind, "null") or (kind == "object" and "$ref" in part)
        for part in parts_of(schema)
    )


def _typed_dict_draft(item: HoistedObject, pruner: Pruner) -> TypedDictClass:
    members = tuple(
        Member(
            name=name,
            schema=pruner.prune(nodes, Spot(name, item.index)),
            required=name in item.view.required,
            description=_description(nodes, pruner),
        )
        for name, nodes in item.view.properties.items()
    )
    return TypedDictClass("", item.view.own_description, members)
