"""Bodies of XML from objects ("XML Object" of OpenAPI)."""

from __future__ import annotations

from collections.abc import Iterator

from ..check.schema_types import item, member, required_members
from ..check.types import ValueType
from ..link.model import ArrayValue, LiteralValue, ObjectValue, Value
from ..read.document import Node
from .code import Code, call, join, literal
from .scope import StepScope
from .slots import slot_value
from .values import slot_of


def xml_content(root: str, value: Value, type_: ValueType, scope: StepScope) -> Code:
    """The text of an XML document from an object; null members are left out.

    Args:
        root: The name of the root element.
    """
    hints = _hints(type_)
    name = root if ":" in root else f"{_prefix(hints)}{root}"
    display = _object(value, type_, scope, dict(_namespaces(value, type_, scope)))
    return call(scope.context.uses.method("xml"), literal(name), display)


def _element(value: Value, type_: ValueType, scope: StepScope) -> Code:
    if isinstance(value, ObjectValue) or _is_literal(value, dict):
        return _object(value, type_, scope, {})
    if isinstance(value, ArrayValue) or _is_literal(value, list):
        items = (
            _element(child, item(type_, index, scope.context.references)[0], scope)
            for index, child in enumerate(_items(value))
        )
        return Code(f"[{join(', ', items)}]")
    return slot_of(value, scope)


def _object(
    value: Value, type_: ValueType, scope: StepScope, namespaces: dict[str, str]
) -> Code:
    references = scope.context.references
    required = required_members(type_, references)
    shown = [
        Code(f"{literal(name)}: {literal(uri)}") for name, uri in namespaces.items()
    ]
    for name, child in _members(value):
        child_type = member(type_, name, references)[0]
        if isinstance(child, ObjectValue | ArrayValue | LiteralValue):
            code = _element(child, child_type, scope)
        else:
            code = slot_value(child, name, name in required, scope)
        key = _name(name, child_type)
        if "array" in child_type.kinds and "object" not in child_type.kinds:
            inner = _name(key, item(child_type, None, references)[0])
            wrapped = _flag(_hints(child_type), "wrapped")
            if wrapped:
                code = Code("{" + f"{literal(inner)}: {code}" + "}")
            key = key if wrapped else _item_name(name, child_type, scope)
        shown.append(Code(f"{literal(key)}: {code}"))
    return Code("{" + join(", ", shown) + "}")


def _item_name(name: str, type_: ValueType, scope: StepScope) -> str:
    """What the elements of an array are called that has no element of its own."""
    return _name(name, item(type_, None, scope.context.references)[0])


def _name(name: str, type_: ValueType) -> str:
    """The name of an element, or of an attribute with `@`, for a member."""
    hints = _hints(type_)
    written = hints.text("name") if hints is not None else None
    marked = "@" if _flag(hints, "attribute") else ""
    return f"{marked}{_prefix(hints)}{written or name}"


def _hints(type_: ValueType) -> Node | None:
    return type_.schemas[0].get("xml") if type_.schemas else None


def _prefix(hints: Node | None) -> str:
    prefix = hints.text("prefix") if hints is not None else None
    return f"{prefix}:" if prefix else ""


def _flag(hints: Node | None, name: str) -> bool:
    flag = hints.get(name) if hints is not None else None
    return flag is not None and flag.value is True


def _namespaces(
    value: Value, type_: ValueType, scope: StepScope
) -> Iterator[tuple[str, str]]:
    """The declarations of the namespaces of a payload, for its root."""
    hints = _hints(type_)
    uri = hints.text("namespace") if hints is not None else None
    if hints is not None and uri:
        prefix = hints.text("prefix")
        yield f"@xmlns:{prefix}" if prefix else "@xmlns", uri
    for name, child in _members(value):
        for key, uri in _namespaces(
            child, member(type_, name, scope.context.references)[0], scope
        ):
            if key != "@xmlns":
                yield key, uri


def _is_literal(value: Value, type_: type[object]) -> bool:
    return isinstance(value, LiteralValue) and isinstance(value.value, type_)


def _members(value: Value) -> Iterator[tuple[str, Value]]:
    if isinstance(value, ObjectValue):
        yield from value.members
    elif isinstance(value, LiteralValue) and isinstance(value.value, dict):
        for name, child in value.value.items():
            yield name, LiteralValue(child, value.node.get(name) or value.node)


def _items(value: Value) -> Iterator[Value]:
    if isinstance(value, ArrayValue):
        yield from value.items
    elif isinstance(value, LiteralValue) and isinstance(value.value, list):
        for index, child in enumerate(value.value):
            yield LiteralValue(child, value.node.get(index) or value.node)
