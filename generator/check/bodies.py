"""Request bodies, beside what the operations document."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ..diagnostics.rules import data
from ..expressions.model import Tokens
from ..expressions.pointer import format_pointer, split_pointer
from ..link.model import (
    ArrayValue,
    LiteralValue,
    ObjectValue,
    RequestBody,
    Step,
    TemplateValue,
    Value,
)
from ..link.openapi_model import MediaType, Operation, OperationBody
from ..link.scope import suggestion
from ..link.shape import nearest
from ..read.document import Place
from .inspection import Inspection, title_of
from .media_types import essence, is_json
from .mismatch import Slot
from .response_types import request_body_media
from .schema_types import (
    declared_members,
    item,
    member,
    required_members,
    type_of_schema,
)
from .types import Presence, ValueType
from .value_rules import ValueRules

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def check_bodies(inspection: Inspection, rules: ValueRules) -> None:
    """Report bodies that are missing or not documented, and payloads that do not fit
    the schema."""
    for step, operation in inspection.operation_steps:
        check = _BodyCheck(inspection, rules, step, operation)
        body = step.body
        if body is None or body.payload is None:
            check.missing()
        elif operation.body is None:
            check.undocumented(body)
        else:
            check.payload(body, body.payload, operation.body)


@dataclass(frozen=True, eq=False)
class _BodyCheck:
    """Compares the body of a step with that of its operation."""

    inspection: Inspection
    rules: ValueRules
    step: Step
    operation: Operation

    def missing(self) -> None:
        """Report that the step sends no body, if the operation requires one."""
        documented, node = self.operation.body, self.step.node
        if documented is None or not documented.required:
            return
        place = node.get("requestBody") or node.get("stepId") or node
        self.inspection.diagnostics.add(
            data.MISSING_BODY,
            f"{title_of(self.operation)} requires a request body, and the step sends "
            "none",
            place.place,
            "add a requestBody with a payload",
            related=((documented.node.place, "the body"),),
        )

    def undocumented(self, body: RequestBody) -> None:
        """Report a body of an operation that has none."""
        self.inspection.diagnostics.add(
            data.UNDOCUMENTED_BODY,
            f"{title_of(self.operation)} documents no request body",
            body.node.key_place,
            "remove the requestBody, or document it",
            related=((self.operation.node.key_place, "the operation"),),
        )

    def payload(
        self, body: RequestBody, payload: Value, documented: OperationBody
    ) -> None:
        """Check a payload against the media type that it is sent as."""
        media = request_body_media(self.operation, body.content_type)
        if media is None:
            self._undocumented_type(body, documented)
            return
        name = essence(media.name)
        if is_json(name) and isinstance(payload, TemplateValue):
            self.inspection.diagnostics.add(
                data.JSON_TEXT_TEMPLATE,
                "expressions in a JSON text are filled in without escapes",
                payload.node.place,
                "write the payload as an object",
            )
            self.rules.presence.in_text(payload, self.step)
        elif is_json(name) or name in _FORMS:
            payload = _parsed(payload) if is_json(name) else payload
            _PayloadCheck(
                self.inspection, self.rules, self.step, body, media, name in _FORMS
            ).whole(payload)

    def _undocumented_type(self, body: RequestBody, documented: OperationBody) -> None:
        written = body.node.get("contentType")
        if not documented.content or written is None:
            return
        names = [media.name for media in documented.content]
        self.inspection.diagnostics.add(
            data.UNDOCUMENTED_BODY,
            f"{title_of(self.operation)} documents no request body of the type "
            f"{body.content_type!r}",
            written.place,
            suggestion(body.content_type or "", names),
            related=((documented.content[0].node.key_place, "what it documents"),),
        )


@dataclass(frozen=True, eq=False)
class _PayloadCheck:
    """Compares a payload with the schema of its media type.

    Attributes:
        is_form: Whether its values are sent as text.
    """

    inspection: Inspection
    rules: ValueRules
    step: Step
    body: RequestBody
    media: MediaType
    is_form: bool

    def whole(self, payload: Value) -> None:
        if self.media.schema is None:
            return
        target = type_of_schema(self.media.schema, self.inspection.references)
        if self.is_form and not isinstance(payload, ObjectValue | LiteralValue):
            return
        if self.is_form and isinstance(payload.node.value, str):
            return
        self._value(payload, target, ())

    def _value(self, value: Value, target: ValueType, path: Tokens) -> None:
        if path in self._replaced():
            return
        members = _members(value)
        items = _items(value)
        if not self._fits(value, target, path):
            return
        if members is not None and "object" in target.kinds:
            self._object(value, members, target, path)
        elif items is not None and "array" in target.kinds:
            for index, child in enumerate(items):
                child_type, _ = item(target, index, self.inspection.references)
                self._value(child, child_type, (*path, str(index)))
        elif isinstance(value, TemplateValue):
            self.rules.presence.in_text(value, self.step)

    def _object(
        self,
        value: Value,
        members: dict[str, Value],
        target: ValueType,
        path: Tokens,
    ) -> None:
        references = self.inspection.references
        required = required_members(target, references)
        meant: set[str | None] = set()
        for name, child in members.items():
            child_type, presence = member(target, name, references)
            if presence in (Presence.UNDECLARED, Presence.IMPOSSIBLE):
                meant.add(self._report_unknown(name, child, target, path))
                continue
            if name in required:
                slot = f"the required property {_shown(path, name)} of the body"
                self.rules.presence.needed(child, self.step, slot)
            self._value(child, child_type, (*path, name))
        for name in required:
            given = name in members or name in meant
            if not given and not self._is_replaced((*path, name)):
                self._report_missing(name, value, target, path)

    def _fits(self, value: Value, target: ValueType, path: Tokens) -> bool:
        """Whether a value fits, with a finding if not."""
        what = f"{_shown(path)} of the body" if path else "the body"
        slot = Slot(what, target, self.media.node)
        mismatch = self.rules.mismatch
        check = mismatch.as_text if self.is_form and path else mismatch.as_json
        return check(value, slot, self.step)

    def _report_unknown(
        self, name: str, child: Value, target: ValueType, path: Tokens
    ) -> str | None:
        """Report a property; gives the one that was most likely meant."""
        known = declared_members(target, self.inspection.references)
        owner = f"{_shown(path)} of the body" if path else "the body"
        self.inspection.diagnostics.add(
            data.UNKNOWN_PROPERTY,
            f"{owner} has no property {name!r} in its schema",
            child.node.key_place,
            suggestion(name, known),
            related=_places(target),
        )
        return nearest(name, known)

    def _report_missing(
        self, name: str, value: Value, target: ValueType, path: Tokens
    ) -> None:
        self.inspection.diagnostics.add(
            data.MISSING_PROPERTY,
            f"the body needs the property {_shown(path, name)}, and the payload has none",
            value.node.place,
            f"add {name!r}",
            related=_places(target),
        )

    def _replaced(self) -> frozenset[Tokens]:
        """The pointers of the places that replacements fill."""
        pointers = (
            split_pointer(replacement.target)
            for replacement in self.body.replacements
            if replacement.kind == "jsonpointer"
        )
        return frozenset(pointer for pointer in pointers if pointer is not None)

    def _is_replaced(self, path: Tokens) -> bool:
        """Whether a replacement fills a place or something in it. One by XPath or
        JSONPath may fill any."""
        if any(one.kind != "jsonpointer" for one in self.body.replacements):
            return True
        return any(pointer[: len(path)] == path for pointer in self._replaced())


def _parsed(payload: Value) -> Value:
    """What a payload stands for that is a JSON text."""
    if isinstance(payload, LiteralValue) and isinstance(payload.value, str):
        try:
            return LiteralValue(json.loads(payload.value), payload.node)
        except (ValueError, RecursionError):
            return payload
    return payload


def _members(value: Value) -> dict[str, Value] | None:
    if isinstance(value, ObjectValue):
        return dict(value.members)
    if isinstance(value, LiteralValue) and isinstance(value.value, dict):
        return {
            name: LiteralValue(child, value.node.get(name) or value.node)
            for name, child in value.value.items()
        }
    return None


def _items(value: Value) -> tuple[Value, ...] | None:
    if isinstance(value, ArrayValue):
        return value.items
    if isinstance(value, LiteralValue) and isinstance(value.value, list):
        return tuple(
            LiteralValue(child, value.node.get(index) or value.node)
            for index, child in enumerate(value.value)
        )
    return None


def _shown(path: Tokens, *names: str) -> str:
    return repr(format_pointer((*path, *names)))


def _places(target: ValueType) -> tuple[tuple[Place, str], ...]:
    if not target.schemas:
        return ()
    return ((target.schemas[0].place, "the schema"),)
