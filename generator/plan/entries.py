"""The functions of a module that run its workflow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .clients import GivenClients, OwnClients
from .code import Code, call, identifier
from .context import ModuleContext
from .flavour import ASYNC_WORDS, BLOCKING_WORDS, EitherFlavour
from .flow.tree import Flow
from .model import WorkflowFunction
from .statements import line
from .step_functions import StepFunctions
from .workflow_function import WorkflowPlanner


def plan_functions(
    context: ModuleContext,
    flow: Flow,
    functions: StepFunctions,
    keywords: tuple[str, ...],
) -> tuple[WorkflowFunction, ...]:
    """The workflow's function; or one that blocks, one for an event loop, and the one
    that both of them run.

    Args:
        flow: The order of the steps.
        keywords: Which of poll_interval, max_steps and dependencies it takes.
    """
    names = context.names
    own = OwnClients(context, context.flavour.words, names.function)
    planner = WorkflowPlanner(context, flow, functions, keywords, own)
    if not isinstance(context.flavour, EitherFlavour):
        return (planner.function(),)

    def finish(work: Code) -> Code:
        return call(context.uses.helper("_finish"), work)

    blocking = OwnClients(context, BLOCKING_WORDS, names.function)
    waiting = OwnClients(context, ASYNC_WORDS, names.async_function, "_open_async")
    about = f"Do what `{names.function}` does, on an event loop."
    return (
        _entry(planner, blocking, finish),
        replace(_entry(planner, waiting, context.flavour.awaited), description=about),
        _shared(replace(planner, clients=GivenClients(context)).function()),
    )


def _entry(
    planner: WorkflowPlanner, clients: OwnClients, run: Callable[[Code], Code]
) -> WorkflowFunction:
    """A function that opens clients, and runs the one with the steps."""
    context = planner.context
    header = replace(planner, clients=clients).header()
    keywords = {
        names.client: clients.local(server) for server, names in context.servers.items()
    }
    for name in (*context.passes.values(), *planner.keywords):
        keywords[name] = identifier(name)
    inputs = [identifier(one.name) for one in header.positional]
    ran = run(call(Code(context.names.shared_function), *inputs, keywords=keywords))
    statement = line(ran if header.returns == "None" else f"return {ran}")
    return replace(header, body=clients.opened((statement,)))


def _shared(function: WorkflowFunction) -> WorkflowFunction:
    """The function with the steps, which takes what the others are given."""
    about = "The steps of both: with a client that blocks, it runs to its end at once."
    return replace(
        function,
        description=about,
        notes=(),
        positional=tuple(replace(one, doc="") for one in function.positional),
        keywords=tuple(replace(one, default=None, doc="") for one in function.keywords),
    )
