"""The function of a step that runs a workflow."""

from __future__ import annotations

from dataclasses import replace

from ..link.model import Step, WorkflowCall
from .attempts import Attempts, TargetRun
from .code import Code, call, identifier, literal
from .context import ModuleContext
from .criteria import compile_criterion
from .model import StepFunction
from .scope import Phase
from .servers import ServerKey
from .signature import StepSignature
from .statements import Statements, assign, block, line
from .values import value_of
from .workflow_calls import Caller


def plan_workflow_step(
    step: Step,
    context: ModuleContext,
    signature: StepSignature,
    run_target: TargetRun,
) -> StepFunction:
    """The function of a step that runs a workflow ("Step Object", `workflowId`)."""
    assert isinstance(step.call, WorkflowCall)
    name = step.call.workflow.workflow_id
    arguments = [literal(step.id), literal("workflow"), literal(name)]
    start = assign("step", call(Code("_Step"), *arguments))
    context.uses.methods.add("error")
    attempts = Attempts(
        context=context,
        scope=signature.scope(Phase.SUCCESS),
        on_success=step.on_success,
        on_failure=step.on_failure,
        run_target=run_target,
        client=signature.any_client,
        returns_action=signature.returns_action,
    )
    prepared, sending = _run(step, step.call, context, signature, attempts)
    success = _success(step, step.call, context, signature, attempts)
    attempt = attempts.attempt(sending)
    if signature.arguments.failed_result:
        other = context.others[step.call.workflow]
        model = f"{other.alias}.{other.names.outputs}"
        attempt = (line(f"result: {model} | None = None"), *attempt)
    if not attempts.repeats:
        body = (start, *prepared, *attempt, *success)
        return signature.function(summary=f"workflow {name}", body=body)
    before, inside = ((), prepared) if signature.reads_completed else (prepared, ())
    loop = block("while True", (*inside, *attempt, *success))
    body = (start, *before, *attempts.start(), loop)
    return signature.function(summary=f"workflow {name}", body=body)


def _run(
    step: Step,
    run: WorkflowCall,
    context: ModuleContext,
    signature: StepSignature,
    attempts: Attempts,
) -> tuple[Statements, Statements]:
    """The inputs, made before the first attempt, and the run with its criteria."""
    other = context.others[run.workflow]

    def client(server: ServerKey) -> Code:
        code = signature.client(server)
        if step.timeout is None:
            return code
        return context.flavour.deadline(code, literal(step.timeout), context.uses)

    caller = Caller(context, step.id, client, signature.keyword)
    scope = signature.scope(Phase.REQUEST)
    inputs = caller.inputs(run.workflow, step.parameters, scope)
    prepared: Statements = ()
    if inputs is not None and (attempts.catches or attempts.repeats):
        prepared = (assign("workflow_inputs", inputs),)
        inputs = Code("workflow_inputs")
    called = caller.call(run.workflow, inputs)
    running = assign("result", called) if other.has_outputs else line(called)
    raised = call(context.uses.method("error"), Code("str(cause)"))
    kept: Statements = ()
    if run.workflow in context.kept:
        kept = (assign(f"done.{other.result}", Code("result")),)
    caught = f"{other.alias}.{other.names.error}"
    if step.timeout is not None:
        caught = f"({caught}, TimeoutError)"
    sending = (
        block("try", (running,)),
        block(f"except {caught} as cause", (line(f"raise {raised} from cause"),)),
    )
    log = line(call(context.uses.method("log")))
    return prepared, (log, *sending, *kept, *_checks(step, context, signature))


def _checks(step: Step, context: ModuleContext, signature: StepSignature) -> Statements:
    scope = replace(signature.scope(Phase.SUCCESS), lenient=True)
    return tuple(
        line(
            call(
                context.uses.method("require"),
                compile_criterion(criterion, scope),
                literal(" ".join(criterion.text.split())),
            )
        )
        for criterion in step.success_criteria
    )


def _success(
    step: Step,
    run: WorkflowCall,
    context: ModuleContext,
    signature: StepSignature,
    attempts: Attempts,
) -> Statements:
    return attempts.success(_outputs(step, run, context, signature))


def _outputs(
    step: Step, run: WorkflowCall, context: ModuleContext, signature: StepSignature
) -> Code:
    """The step's own outputs, and those of the workflow that it does not rename."""
    other = context.others[run.workflow]
    scope = signature.scope(Phase.SUCCESS)
    fields = context.names.output_fields
    values = {
        fields[step.id, output.name]: value_of(output.value, scope).code
        for output in step.outputs
    }
    for name, field in other.result_fields.items():
        own = fields[step.id, name]
        if own not in values:
            get = context.uses.helper("_get")
            values[own] = call(get, Code("result"), literal(field))
    model = identifier(context.names.step_outputs[step.id])
    if not values:
        return call(model)
    return call(context.uses.method("outputs"), model, keywords=values)
