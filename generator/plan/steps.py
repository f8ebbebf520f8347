"""The function of a step that calls an operation."""

from __future__ import annotations

import ast
from dataclasses import replace

from ..link.model import OperationCall, Step
from .attempts import Attempts, TargetRun
from .body_reads import STRICT, body_variable, is_lenient
from .code import Code, Uses, call, identifier, literal
from .context import ModuleContext
from .criteria import compile_criterion
from .model import StepFunction
from .requests import Request, plan_request
from .scope import Phase, StepScope
from .signature import StepSignature
from .statements import Line, Statement, Statements, assign, block, line, mentions
from .values import value_of


def plan_operation_step(
    step: Step,
    context: ModuleContext,
    signature: StepSignature,
    run_target: TargetRun,
    returns_action: bool,
) -> StepFunction:
    """The function of a step that calls an operation.

    Args:
        signature: Collects what the function takes.
        run_target: Runs what a retry names, before the next attempt.
        returns_action: Whether the workflow asks which success action applies.
    """
    assert isinstance(step.call, OperationCall)
    operation = step.call.operation
    planner = _Planner(step, context, signature, run_target, returns_action)
    statements = planner.statements(operation.method, operation.path)
    return signature.function(
        summary=f"{operation.method} {operation.path}", body=statements
    )


class _Planner:
    """Plans the body of one step's function."""

    def __init__(
        self,
        step: Step,
        context: ModuleContext,
        signature: StepSignature,
        run_target: TargetRun,
        returns_action: bool,
    ) -> None:
        self.step = step
        self.context = context
        self.uses = context.uses
        self.request = signature.scope(Phase.REQUEST)
        self.response = signature.scope(Phase.SUCCESS)
        self.attempts = Attempts(
            context=context,
            scope=self.response,
            on_success=step.on_success,
            on_failure=step.on_failure,
            run_target=run_target,
            client=signature.any_client,
            returns_action=returns_action,
        )
        self.refreshes = signature.reads_completed

    def statements(self, method: str, path: str) -> Statements:
        arguments = [literal(self.step.id), literal(method), literal(path)]
        start = assign("step", call(Code("_Step"), *arguments))
        request = plan_request(self.step, self.request)
        self.attempts = replace(self.attempts, variables=request.variables)
        checks, success = self._after()
        if not self.attempts.catches and not self.attempts.repeats:
            return (start, *self._sending(request, checks, success), *success)
        prepared, named = _prepared(request)
        sending = self._sending(named, checks, success)
        if not self.attempts.repeats:
            return (start, *prepared, *self.attempts.attempt(sending), *success)
        before: Statements = prepared
        inside: Statements = ()
        if self.refreshes:
            before, inside = (), prepared
        loop = block(
            "while True",
            (*inside, *self.attempts.attempt(sending), *success),
        )
        return (start, *before, *self.attempts.start(), loop)

    def _sending(
        self, request: Request, checks: Statements, success: Statements
    ) -> Statements:
        """The request, and the success criteria.

        Args:
            success: What follows, which may need the response too.
        """
        called = call(
            self.uses.method("send"),
            Code("client"),
            request.path,
            keywords=request.options,
        )
        send = self.context.flavour.awaited(called)
        sent = line(send)
        if mentions((*checks, *success), "response"):
            sent = assign("response", send)
        return (*request.before, sent, *checks)

    def _after(self) -> tuple[Statements, Statements]:
        """The success criteria, and what follows from a success."""
        trial = Uses()
        tried = replace(self.response, context=replace(self.context, uses=trial))
        checks, success = self._checks(tried), self._success(tried)
        parsing = body_variable(checks, success)
        if parsing is None:
            self.uses.merge(trial)
            return checks, success
        parse = assign("body", call(self.uses.method(parsing)))
        shared = replace(self.response, body="body")
        success = self._success(shared)
        for number, check in enumerate(checks):
            if STRICT in check.code:
                before = self._checks(self.response, number)
                return (*before, parse, *self._checks(shared)[number:]), success
        return self._checks(self.response), (parse, *success)

    def _checks(self, scope: StepScope, number: int | None = None) -> tuple[Line, ...]:
        """The success criteria, or the first of them: one statement each."""
        require = scope.context.uses.method("require")
        if not self.step.success_criteria:
            met = Code("response.status_code < 400")
            return (line(call(require, met, literal("$statusCode < 400"))),)
        return tuple(
            line(
                call(
                    require,
                    compile_criterion(one, replace(scope, lenient=is_lenient(one))),
                    literal(" ".join(one.text.split())),
                )
            )
            for one in self.step.success_criteria[:number]
        )

    def _success(self, scope: StepScope) -> Statements:
        """The outputs, and where the step goes from here."""
        attempts = replace(self.attempts, scope=scope, context=scope.context)
        return attempts.success(self._outputs(scope))

    def _outputs(self, scope: StepScope) -> Code:
        model = identifier(self.context.names.step_outputs[self.step.id])
        if not self.step.outputs:
            return call(model)
        fields = self.context.names.output_fields
        values = {
            fields[self.step.id, output.name]: value_of(output.value, scope).code
            for output in self.step.outputs
        }
        return call(scope.context.uses.method("outputs"), model, keywords=values)


def _prepared(request: Request) -> tuple[Statements, Request]:
    """The parts of a request in variables, made before the first attempt."""
    statements: list[Statement] = [*request.before]
    options: dict[str, Code] = {}
    path = request.path
    if not _is_plain(path):
        statements.append(assign("path", path))
        path = Code("path")
    for option, code in request.options.items():
        name = _VARIABLES.get(option, option)
        options[option] = code
        if not _is_plain(code):
            statements.append(assign(f"{name}{_annotation(code)}", code))
            options[option] = Code(name)
    return tuple(statements), Request((), path, options)


_VARIABLES = {"json": "payload"}


def _is_plain(code: Code) -> bool:
    """Whether it is a literal that cannot fail and costs nothing to make again."""
    if code in ("[]", "{}"):
        return True
    return code[:1] in "\"'0123456789" and not code.startswith(('"".join', "''.join"))


def _annotation(code: Code) -> str:
    """What a variable needs beside its name: type checkers cannot tell what an empty
    list or dict in a display is to hold."""
    display = ast.parse(code, mode="eval").body
    if not _holds_nothing(display):
        return ""
    return ": list[object]" if isinstance(display, ast.List) else ": dict[str, object]"


def _holds_nothing(display: ast.expr) -> bool:
    """Whether a display is empty, or holds one that is."""
    match display:
        case ast.Dict(values=parts) | ast.List(elts=parts):
            return not parts or any(map(_holds_nothing, parts))
        case _:
            return False
