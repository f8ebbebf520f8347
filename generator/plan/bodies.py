"""Request bodies as Python expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..check.media_types import essence, is_json, is_xml
from ..check.payloads import (
    Payload,
    is_json_text,
    is_text_payload,
    media_of_body,
    replaced_payload,
    singular_location,
)
from ..check.schema_types import type_of_schema
from ..check.types import ANY, ValueType
from ..check.xml_payloads import root_name
from ..link.model import (
    ArrayValue,
    LiteralValue,
    ObjectValue,
    RequestBody,
    Step,
    TemplateValue,
    Value,
)
from ..link.openapi_model import MediaType, Operation
from .code import Code, call, literal
from .forms import form_content, multipart_files
from .replacements import replaced_at_run_time
from .scope import StepScope
from .slots import is_file, peek
from .values import slot_of, value_of
from .xml_bodies import xml_content

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_NAME = literal("payload")


@dataclass(frozen=True)
class Body:
    """What a body adds to the arguments of `send`.

    Attributes:
        options: `json`, `content` with `content_type`, or `files`.
        media_type: What the Content-Type header has to say, where httpx would not.
    """

    options: Mapping[str, Code] = field(default_factory=dict)
    media_type: str | None = None


@dataclass(frozen=True)
class BodyPlan:
    """A body in the making.

    Attributes:
        name: Its content type.
        media: What the operation says of it, or None.
        required: Whether the operation requires a body.
    """

    payload: Payload
    name: str
    media: MediaType | None
    required: bool
    scope: StepScope

    @property
    def type(self) -> ValueType:
        """What the operation says of the payload."""
        if self.media is None or self.media.schema is None:
            return ANY
        return type_of_schema(self.media.schema, self.scope.context.references)


def plan_body(step: Step, operation: Operation, scope: StepScope) -> Body:
    """The body of a step's request; nothing where it has none."""
    body = step.body
    if body is None or body.payload is None:
        return Body()
    media = media_of_body(step, operation)
    required = operation.body is not None and operation.body.required
    payload = replaced_payload(body, body.payload, media.name)
    plan = BodyPlan(payload, media.name, media.documented, required, scope)
    return _plan(plan, body)


def _plan(plan: BodyPlan, body: RequestBody) -> Body:
    value = plan.payload.value
    is_object = _is_object(value)
    name = essence(plan.name)
    if plan.payload.later:
        return _replaced(plan)
    if is_file(value, plan.scope):
        return _content(plan, _file(plan))
    if name == _MULTIPART and not is_text_payload(value):
        return Body({"files": multipart_files(value, plan.media, plan.scope)})
    if name == _FORM and is_object:
        return _content(plan, form_content(value, plan.media, plan.scope))
    if name == _FORM and not is_text_payload(value):
        helper = plan.scope.context.uses.helper("_form_text")
        return _content(plan, call(helper, _needed(plan, slot_of(value, plan.scope))))
    if is_xml(name) and is_object:
        return _content(plan, _xml(plan))
    if is_json(name) or is_object or isinstance(value, ArrayValue):
        return _json(plan)
    return _content(plan, _text(plan))


def _content(plan: BodyPlan, code: Code) -> Body:
    return Body({"content": code, "content_type": literal(plan.name)})


def _is_object(value: Value) -> bool:
    is_literal = isinstance(value, LiteralValue) and isinstance(value.value, dict)
    return is_literal or isinstance(value, ObjectValue)


def _needed(plan: BodyPlan, code: Code) -> Code:
    """A payload that may be null or absent, which is an error where it is required."""
    operand = peek(plan.payload.value, plan.scope)
    surely = not operand.may_be_absent and "null" not in operand.kinds
    if surely or not plan.required:
        return code
    return call(plan.scope.context.uses.method("required"), _NAME, code)


def _file(plan: BodyPlan) -> Code:
    code = _needed(plan, slot_of(plan.payload.value, plan.scope))
    return call(plan.scope.context.uses.method("read"), code)


def _text(plan: BodyPlan) -> Code:
    """A body of text, XML or bytes; null is none."""
    value, uses = plan.payload.value, plan.scope.context.uses
    operand = peek(value, plan.scope)
    if operand.kinds == {"string"} and not operand.may_be_absent:
        return slot_of(value, plan.scope)
    code = _needed(plan, slot_of(value, plan.scope))
    optional = operand.may_be_absent or "null" in operand.kinds
    helper = "_text_if_given" if optional and not plan.required else "_text"
    return call(uses.helper(helper), code)


def _json(plan: BodyPlan) -> Body:
    value, uses = plan.payload.value, plan.scope.context.uses
    if is_text_payload(value) and is_json_text(value):
        return _content(plan, value_of(value, plan.scope).code)
    operand = value_of(value, plan.scope, plan.type)
    code = operand.code
    if operand.may_be_absent and plan.required:
        code = call(uses.method("given"), _NAME, code)
    may_be_absent = operand.may_be_absent and not plan.required
    if may_be_absent or "null" in operand.kinds:
        return _content(plan, call(uses.method("json"), code))
    return _as_json(plan, code)


def _as_json(plan: BodyPlan, code: Code) -> Body:
    by_httpx = plan.name.lower() == "application/json"
    return Body({"json": code}, None if by_httpx else plan.name)


def _replaced(plan: BodyPlan) -> Body:
    """A body whose replacements are made when the step runs."""
    scope, name = plan.scope, essence(plan.name)
    uses = scope.context.uses
    value = plan.payload.value
    operand = peek(value, scope)
    if is_xml(name):
        code = _xml(plan)
        return _content(plan, replaced_at_run_time(code, plan.payload, name, scope))
    code = value_of(value, scope, plan.type).code
    if isinstance(value, TemplateValue):
        code = call(uses.method("parsed"), code)
    elif operand.may_be_absent:
        code = call(uses.method("given"), _NAME, code)
    replaced = replaced_at_run_time(code, plan.payload, name, scope)
    if name == _MULTIPART:
        return Body({"files": multipart_files(replaced, plan.media, scope)})
    if name == _FORM:
        return _content(plan, call(uses.helper("_form_text"), replaced))
    if any(singular_location(one, name) == () for one in plan.payload.later):
        return _content(plan, call(uses.method("json"), replaced))
    return _as_json(plan, replaced)


def _xml(plan: BodyPlan) -> Code:
    """The text of an XML payload, which has to be there."""
    value, scope = plan.payload.value, plan.scope
    root = root_name(plan.media, scope.context.references)
    if root is not None and _is_object(value):
        return xml_content(root, value, plan.type, scope)
    operand, code = peek(value, scope), slot_of(value, scope)
    if operand.kinds == {"string"} and not operand.may_be_absent:
        return code
    return call(scope.context.uses.method("text"), code)
