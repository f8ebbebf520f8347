"""Bodies of forms: urlencoded, and in parts ("Encoding Object" of OpenAPI)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast, get_args

from ..check.media_types import is_json
from ..check.schema_types import member, required_members, type_of_schema
from ..check.types import ANY, ValueType
from ..link.model import LiteralValue, ObjectValue, Value
from ..link.openapi_model import MediaType, Style
from ..read.document import Node
from .code import Code, call, join, literal
from .schemas import view_of
from .scope import StepScope
from .slots import DELIMITERS, is_file, is_scalar, kinds_of, slot_value
from .values import value_of

_STREAM = "application/octet-stream"


@dataclass(frozen=True)
class _Field:
    """A field of a form.

    Attributes:
        schema: That of its property, or None.
        encoding: Its Encoding Object, or None.
        required: Whether it cannot be left out.
    """

    name: str
    value: Value
    schema: Node | None
    encoding: Node | None
    required: bool

    def code(self, scope: StepScope) -> Code:
        return slot_value(self.value, self.name, self.required, scope)

    @property
    def media_type(self) -> str | None:
        """The first that its encoding names; None for none, or a range of them."""
        written = self.encoding.text("contentType") if self.encoding else None
        first = (written or "").split(",")[0].strip()
        return first if first and "*" not in first else None

    @property
    def style(self) -> tuple[Style, bool] | None:
        """Its style and whether it explodes, where its encoding says anything of it."""
        if self.encoding is None:
            return None
        written, explode = self.encoding.text("style"), self.encoding.get("explode")
        if written not in get_args(Style) and explode is None:
            return None
        style = cast("Style", written) if written in get_args(Style) else "form"
        exploded = style == "form" if explode is None else explode.value is True
        return style, exploded


def form_content(value: Value, media: MediaType | None, scope: StepScope) -> Code:
    """The text of a urlencoded form from an object; null fields are left out."""
    uses = scope.context.uses
    fields = list(_fields(value, media, scope))
    if not any(_is_styled(field, scope) for field in fields):
        members = (
            Code(f"{literal(field.name)}: {_text_of(field, scope)}") for field in fields
        )
        display = Code("{" + join(", ", members) + "}")
        return call(uses.helper("_urlencoded"), display)
    pairs = join(", ", (_pairs(field, scope) for field in fields))
    return Code(f'"&".join([{pairs}])')


def _is_styled(field: _Field, scope: StepScope) -> bool:
    """Whether its parts are put together otherwise than by repeating its name."""
    style = field.style
    if style is None or is_scalar(kinds_of(field.value, field.schema, scope)):
        return False
    is_array = "object" not in kinds_of(field.value, field.schema, scope)
    return not (is_array and style == ("form", True))


def _text_of(field: _Field, scope: StepScope) -> Code:
    """A field's value; where its encoding says JSON, and it is no scalar, its text."""
    scalar = is_scalar(kinds_of(field.value, field.schema, scope))
    if scalar or field.style is not None or not is_json(field.media_type or ""):
        return field.code(scope)
    code = value_of(field.value, scope).code
    return call(scope.context.uses.method("json"), code)


def _pairs(field: _Field, scope: StepScope) -> Code:
    uses = scope.context.uses
    style, explode = field.style or ("form", True)
    arguments = [literal(field.name), _text_of(field, scope)]
    styled = _is_styled(field, scope)
    if styled and style == "deepObject":
        return Code("*" + call(uses.helper("_deep_object"), *arguments))
    if styled and not explode:
        arguments.append(literal(DELIMITERS.get(style, ",")))
        return Code("*" + call(uses.helper("_delimited"), *arguments))
    if not styled and "object" in kinds_of(field.value, field.schema, scope):
        arguments[1] = call(uses.method("json"), arguments[1])
    return Code("*" + call(uses.helper("_form"), *arguments))


def multipart_files(
    value: Value | Code, media: MediaType | None, scope: StepScope
) -> Code:
    """The parts of a `multipart/form-data` body.

    Args:
        value: The payload, or the expression of one that is an object.
    """
    if isinstance(value, Code) or not _is_object(value):
        return _parts_of_any(value, media, scope)
    parts = (_part(field, scope) for field in _fields(value, media, scope))
    return Code(f"[{join(', ', parts)}]")


def _is_object(value: Value) -> bool:
    is_literal = isinstance(value, LiteralValue) and isinstance(value.value, dict)
    return is_literal or isinstance(value, ObjectValue)


def _part(field: _Field, scope: StepScope) -> Code:
    uses = scope.context.uses
    arguments = [literal(field.name), field.code(scope)]
    media_type = field.media_type
    is_binary = field.schema is not None and _is_binary(field.schema, scope)
    if is_binary or is_file(field.value, scope):
        function = uses.method("file")
        media_type = None if media_type == _STREAM else media_type
    else:
        function = uses.helper("_field")
    if media_type is not None:
        arguments.append(literal(media_type))
    return Code("*" + call(function, *arguments))


def _is_binary(schema: Node, scope: StepScope) -> bool:
    """Whether a property is a file, or an array of files."""
    view = view_of([schema], scope.context.references)
    return view.binary or (
        bool(view.items) and view_of(view.items, scope.context.references).binary
    )


def _parts_of_any(
    value: Value | Code, media: MediaType | None, scope: StepScope
) -> Code:
    """The parts of an object that is known only when the step runs."""
    code = value if isinstance(value, Code) else value_of(value, scope).code
    files: dict[str, str] = {}
    others: dict[str, str] = {}
    for name, schema in _properties(media, scope).items():
        encoding = media.encodings.get(name) if media is not None else None
        field = _Field(name, LiteralValue(None, schema), schema, encoding, False)
        if _is_binary(schema, scope):
            files[name] = field.media_type or _STREAM
        elif field.media_type is not None:
            others[name] = field.media_type
    maps = [literal({**files}), literal({**others})]
    return call(scope.context.uses.method("multipart"), code, *maps)


def _properties(media: MediaType | None, scope: StepScope) -> dict[str, Node]:
    if media is None or media.schema is None:
        return {}
    view = view_of([media.schema], scope.context.references)
    return {name: schemas[0] for name, schemas in view.properties.items()}


def _fields(
    value: Value, media: MediaType | None, scope: StepScope
) -> Iterator[_Field]:
    """The members of an object as fields."""
    references = scope.context.references
    type_: ValueType = ANY
    if media is not None and media.schema is not None:
        type_ = type_of_schema(media.schema, references)
    required = required_members(type_, references)
    for name, child in _members(value):
        schemas = member(type_, name, references)[0].schemas
        encoding = media.encodings.get(name) if media is not None else None
        schema = schemas[0] if schemas else None
        yield _Field(name, child, schema, encoding, name in required)


def _members(value: Value) -> Iterator[tuple[str, Value]]:
    if isinstance(value, ObjectValue):
        yield from value.members
    elif isinstance(value, LiteralValue) and isinstance(value.value, dict):
        for name, child in value.value.items():
            yield name, LiteralValue(child, value.node.get(name) or value.node)
