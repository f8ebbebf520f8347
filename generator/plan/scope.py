"""How the code of a step reads runtime expressions."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from enum import Enum

from ..check.media_types import is_json
from ..check.schema_kinds import kind_of
from ..check.types import ALL_KINDS, Kind
from ..expressions.model import (
    Expression,
    Input,
    MessagePart,
    Method,
    Output,
    StatusCode,
    StepOutput,
    Template,
    Tokens,
    Url,
    WorkflowField,
)
from ..expressions.pointer import name_or_index
from ..expressions.template import text_of
from ..link.model import (
    ExpressionValue,
    LiteralValue,
    OperationCall,
    Step,
    TemplateValue,
    Value,
    WorkflowCall,
    WorkflowKey,
)
from ..read.document import JsonValue
from .code import Code, call, fstring, identifier, literal
from .context import ModuleContext, runs
from .operands import Operand
from .pruned import Schema

_STRING: frozenset[Kind] = frozenset(("string",))
_INTEGER: frozenset[Kind] = frozenset(("integer",))
_NULL: frozenset[Kind] = frozenset(("null",))
_PRINTABLE: frozenset[Kind] = frozenset(("string", "integer", "number"))
"""What an f-string prints as JSON would."""


class Phase(Enum):
    """Which part of a step's function reads: what is there differs."""

    REQUEST = "before the request"
    SUCCESS = "after the response"
    FAILURE = "in a failure action"
    RESULT = "in the outputs of the workflow"


@dataclass
class Arguments:
    """What the code of a step reads of the world outside it.

    Attributes:
        failed_result: Whether a failure action reads what the step's workflow gave,
            which may be nothing.
        handover: Whether an action passes what it reads to a workflow that takes over.
    """

    inputs: bool = False
    failed_result: bool = False
    handover: bool = False
    steps: set[str] = field(default_factory=set)
    workflows: set[WorkflowKey] = field(default_factory=set)


@dataclass(frozen=True)
class StepScope:
    """Reads expressions in one phase of a step's function.

    Attributes:
        body: The variable that holds the parsed body; None where each read parses it.
        lenient: Whether a body that is not JSON is no error, but finds nothing.
        as_json: Whether a whole body has to be JSON, as for a pointer into it.
        certain: Steps that have certainly completed.
        asserted: Those of them that type checkers do not know to have.
        completed: Before the name of another step's outputs: `done.` where the code
            reads them off what was completed, else nothing.
    """

    context: ModuleContext
    step: Step | None
    phase: Phase
    arguments: Arguments
    body: str | None = None
    lenient: bool = False
    as_json: bool = False
    completed: str = ""
    certain: Set[str] = frozenset()
    asserted: frozenset[str] = frozenset()

    def read(
        self, expression: Expression, navigation: tuple[str | int, ...] = ()
    ) -> Operand:
        """The value of an expression, or what `.name` and `[0]` lead to in it."""
        tokens = tuple(str(token) for token in navigation)
        match expression:
            case StatusCode():
                return self._status()
            case Method():
                assert self.step is not None
                assert isinstance(self.step.call, OperationCall)
                method = literal(self.step.call.operation.method)
                return Operand(method, _STRING, False)
            case Url():
                return self._sent_url()
            case Input(name, pointer):
                return self._input(name, pointer + tokens)
            case StepOutput(step_id, name, pointer):
                return self._step_output(step_id, name, pointer + tokens)
            case MessagePart():
                return self._message(expression, tokens)
            case Output(name, pointer):
                return self._child_output("result", name, pointer + tokens)
            case WorkflowField():
                return self._workflow_output(expression, tokens)
            case _:
                raise AssertionError(f"not linked: {expression}")

    def or_none(self, expression: Expression) -> Code:
        """The value, where one that was not given may as well be None."""
        match expression:
            case Input(name, ()):
                model_field = self.context.input_field(name)
                if model_field is not None and not _holds_class(model_field.schema):
                    self.arguments.inputs = True
                    return Code(f"inputs.{identifier(model_field.name)}")
            case StepOutput(step_id, name, ()) if self._has_run(step_id):
                return self._field(step_id, name)
        return self.read(expression).code

    def _status(self) -> Operand:
        if self.phase is Phase.FAILURE:
            status = self.context.uses.method("status")
            return Operand(call(status), _INTEGER | _NULL, False)
        return Operand(Code("response.status_code"), _INTEGER, False)

    def _sent_url(self) -> Operand:
        self.context.uses.send_options.add("request")
        return Operand(call(self.context.uses.method("sent_url")), ALL_KINDS, True)

    def _input(self, name: str, pointer: Tokens) -> Operand:
        self.arguments.inputs = True
        model_field = self.context.input_field(name)
        uses = self.context.uses
        if model_field is None:
            members = call(uses.helper("_plain"), Code("inputs"))
            return self._at(members, (name, *pointer), certain=False)
        value = Code(f"inputs.{identifier(model_field.name)}")
        kinds = _sure_kinds(model_field.schema)
        if _holds_class(model_field.schema):
            value = call(uses.helper("_plain"), value)
        given = model_field.required or model_field.default is not None
        if pointer:
            typed = self.context.reader.expression(Input(name, pointer))
            return self._at(value, pointer, typed.is_certain)
        if given:
            enum = _enum(model_field.schema)
            return Operand(value, kinds, False, enum)
        if "null" in kinds and not _holds_class(model_field.schema):
            get = uses.helper("_get")
            value = call(get, Code("inputs"), literal(model_field.name))
        else:
            value = call(uses.helper("_input"), value)
        return Operand(value, kinds, True)

    def _is_own(self, step_id: str) -> bool:
        """Whether it is the step itself, which has its outputs by now."""
        own = self.step is not None and self.step.id == step_id
        return own and self.phase is Phase.SUCCESS

    def _has_run(self, step_id: str) -> bool:
        return step_id in self.certain or self._is_own(step_id)

    def _holder(self, step_id: str) -> Code:
        """The variable or attribute with the outputs of a step."""
        if self._is_own(step_id):
            return Code("outputs")
        self.arguments.steps.add(step_id)
        return Code(f"{self.completed}{self.context.names.steps[step_id]}")

    def _field(self, step_id: str, name: str) -> Code:
        field_name = self.context.names.output_fields[step_id, name]
        outputs = self._holder(step_id)
        if step_id in self.asserted:
            outputs = call(self.context.uses.helper("_ran"), outputs)
        return Code(f"{outputs}.{field_name}")

    def _step_output(self, step_id: str, name: str, pointer: Tokens) -> Operand:
        if step_id in self.context.never_run:
            return Operand(self.context.uses.helper("_ABSENT"), ALL_KINDS, True)
        typed = self.context.typed_output(step_id, name)
        ran = self._has_run(step_id)
        if ran and typed.is_certain:
            value = self._field(step_id, name)
            kinds = typed.type.kinds
        else:
            get = self.context.uses.helper("_get")
            field_name = self.context.names.output_fields[step_id, name]
            value = call(get, self._holder(step_id), literal(field_name))
            kinds = typed.type.kinds | _NULL
        if pointer:
            reached = self.context.reader.expression(
                StepOutput(step_id, name, pointer), self.step
            )
            return self._at(value, pointer, ran and reached.is_certain)
        return Operand(value, kinds, not (ran and typed.is_certain))

    def _message(self, expression: MessagePart, tokens: Tokens) -> Operand:
        pointer = expression.pointer + tokens
        if expression.message == "request":
            return self._request(expression, pointer)
        if expression.part == "header":
            method = self.context.uses.method("header")
            code = call(method, literal(expression.name))
            return self._at(code, tokens, certain=False, kinds=_STRING)
        return self._at(self._body(bool(pointer)), pointer, certain=False)

    def _body(self, by_pointer: bool) -> Code:
        """The body of the response: for a pointer it has to be JSON."""
        lenient = self.lenient or self.phase is Phase.FAILURE
        if by_pointer or self.as_json or self._documents_json():
            if self.body is not None:
                return Code(self.body)
            name = "body_if_json" if lenient else "body"
        else:
            name = "content_if_any" if lenient else "content"
        return call(self.context.uses.method(name))

    def _documents_json(self) -> bool:
        """Whether all that the step may answer is documented as JSON."""
        assert self.step is not None
        body = self.context.reader.body(self.step)
        if body is None or not body.documents_body:
            return False
        media = (media for response in body.responses for media in response.content)
        return all(is_json(one.name) for one in media)

    def _request(self, expression: MessagePart, pointer: Tokens) -> Operand:
        uses = self.context.uses
        if expression.part == "path":
            return self._sent_path(expression.name)
        uses.send_options.add("request")
        if expression.part == "body":
            return self._at(call(uses.method("sent_body")), pointer, certain=False)
        method = "sent_header" if expression.part == "header" else "sent_query"
        code = call(uses.method(method), literal(expression.name))
        return self._at(code, pointer, certain=False, kinds=_STRING)

    def _sent_path(self, name: str) -> Operand:
        """A path parameter as it was sent: the request's URL no longer tells it apart."""
        assert self.step is not None
        for parameter in self.step.parameters:
            if parameter.name == name and parameter.location == "path":
                return self._as_sent(parameter.value)
        return Operand(self.context.uses.helper("_ABSENT"), ALL_KINDS, True)

    def _as_sent(self, value: Value) -> Operand:
        """The text of a parameter that was sent."""
        match value:
            case TemplateValue(template):
                return Operand(self.template(template), _STRING, False)
            case ExpressionValue(expression):
                read = self.read(expression)
                if read.kinds <= _STRING and not read.may_be_absent:
                    return read
                text = call(self.context.uses.helper("_text"), read.code)
                return Operand(text, _STRING, False)
            case LiteralValue():
                return Operand(literal(text_of(value.value)), _STRING, False)
            case _:
                return Operand(self.context.uses.helper("_ABSENT"), ALL_KINDS, True)

    def template(self, template: Template) -> Code:
        """A text with expressions in it; a value that is not there is an error."""
        parts: list[str | Code] = []
        for part in template.parts:
            if isinstance(part, str):
                parts.append(part)
                continue
            read = self.read(part)
            plain = read.kinds <= _PRINTABLE and not read.may_be_absent
            parts.append(read.code if plain else self._inserted(read.code))
        return fstring(parts)

    def _inserted(self, value: Code) -> Code:
        """A value as it stands in a text: of the step at hand, or of the workflow."""
        if self.phase is not Phase.RESULT:
            return call(self.context.uses.method("text"), value)
        last = literal(self.context.workflow.steps[-1].id)
        return call(self.context.uses.helper("_result_text"), last, value)

    def _child_output(self, holder: str, name: str, pointer: Tokens) -> Operand:
        """An output of the workflow that the step runs, right after it has run."""
        assert self.step is not None
        assert isinstance(self.step.call, WorkflowCall)
        other = self.context.others[self.step.call.workflow]
        if self.phase is Phase.FAILURE:
            self.arguments.failed_result = True
        get = self.context.uses.helper("_get")
        value = call(get, Code(holder), literal(other.result_fields[name]))
        return self._at(value, pointer, certain=False)

    def _workflow_output(self, expression: WorkflowField, tokens: Tokens) -> Operand:
        pointer = expression.pointer + tokens
        key = self.context.workflow_named(expression.workflow_id)
        if self.step is not None and self.phase is not Phase.REQUEST:
            if runs(self.step, key):
                return self._child_output("result", expression.name, pointer)
        step_id = self.context.step_with_result(key, expression.name)
        if step_id is not None:
            return self._step_output(step_id, expression.name, pointer)
        other = self.context.others[key]
        self.arguments.workflows.add(key)
        get = self.context.uses.helper("_get")
        field_name = literal(other.result_fields[expression.name])
        holder = Code(f"{self.completed}{other.result}")
        return self._at(call(get, holder, field_name), pointer, certain=False)

    def _at(
        self,
        value: Code,
        pointer: Tokens,
        certain: bool,
        kinds: frozenset[Kind] = ALL_KINDS,
    ) -> Operand:
        """What a JSON pointer finds in a value."""
        if not pointer:
            return Operand(value, kinds, not certain)
        tokens = [literal(name_or_index(token)) for token in pointer]
        return Operand(
            call(self.context.uses.helper("_at"), value, *tokens),
            ALL_KINDS,
            not certain,
        )


def _holds_class(schema: object) -> bool:
    """Whether a field's annotation names a class of the module."""
    if isinstance(schema, dict):
        return "$ref" in schema or any(_holds_class(part) for part in schema.values())
    return isinstance(schema, list) and any(_holds_class(part) for part in schema)


def _sure_kinds(schema: Schema) -> frozenset[Kind]:
    """The JSON types that a field has once the class has validated it."""
    alternatives = schema.get("anyOf")
    if isinstance(alternatives, list):
        kinds = [_sure_kinds(part) for part in alternatives if isinstance(part, dict)]
        return frozenset[Kind]().union(*kinds)
    if "$ref" in schema:
        return frozenset(("object",))
    enum = schema.get("enum")
    if isinstance(enum, list):
        return frozenset(kind_of(value) for value in enum)
    declared = schema.get("type")
    names = declared if isinstance(declared, list) else [declared]
    return frozenset(kind for kind in ALL_KINDS if kind in names) or ALL_KINDS


def _enum(schema: Schema) -> tuple[JsonValue, ...] | None:
    enum = schema.get("enum")
    return tuple(enum) if isinstance(enum, list) else None
