"""Calls the functions of compiled workflows with values by the documents' names."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType, SimpleNamespace
from typing import Any, TypeAlias

import httpx
from pydantic import BaseModel

from ..link.model import WorkflowKey
from ..plan.model import ModulePlan
from ..plan.servers import ServerNames
from ..planned import PlannedWorkflows
from ..read.document import JsonValue
from .package import PackageInMemory, imported

Sleep: TypeAlias = Callable[[float], None]
"""Waits for as many seconds, or does not."""


@dataclass(frozen=True)
class Connection:
    """How the requests to one server are sent.

    Attributes:
        client: Sends them; it is closed after the call.
        base_url: Passed to a function that has to be told it; the client has it too.
    """

    client: httpx.Client
    base_url: str = ""


Connect: TypeAlias = Callable[[ServerNames], Connection]


@dataclass(frozen=True)
class CallRequest:
    """What to call a workflow's function with.

    Attributes:
        inputs: Those of the workflow, by the names of the document.
        inputs_before: Those of the workflows that run before it.
        connect: Gives the connection to each server; called once for each.
        sleep: Waits between attempts and rounds of a loop.
    """

    inputs: JsonValue
    inputs_before: Mapping[WorkflowKey, JsonValue]
    connect: Connect
    sleep: Sleep = time.sleep


@dataclass(frozen=True, eq=False)
class Program:
    """Workflows that were compiled in memory and can be called."""

    plans: Mapping[WorkflowKey, ModulePlan]
    package: PackageInMemory

    def module(self, key: WorkflowKey) -> ModuleType:
        return self.package.module(self.plans[key].path)

    def inputs(self, key: WorkflowKey, values: JsonValue) -> BaseModel | None:
        """The inputs object of a workflow; None where it takes none.

        Raises:
            pydantic.ValidationError: The workflow refuses the values.
        """
        name = self.plans[key].inputs
        if name is None:
            return None
        model: type[BaseModel] = getattr(self.module(key), name)
        return model.model_validate(values)

    def call(self, key: WorkflowKey, request: CallRequest) -> Any:
        """Run a workflow.

        Returns:
            What its function returns: an outputs object, or None.

        Raises:
            pydantic.ValidationError: The inputs are refused; nothing was sent.
            RuntimeError: The workflow's error: a step failed.
        """
        plan = self.plans[key]
        function = getattr(self.module(key), plan.function.name)
        arguments: dict[str, Any] = {
            argument: self.inputs(before, request.inputs_before[before])
            for before, argument in plan.passes
        }
        if plan.inputs is not None:
            arguments["inputs"] = self.inputs(key, request.inputs)
        with ExitStack() as stack:
            for server in plan.servers:
                connection = request.connect(server)
                arguments[server.client] = stack.enter_context(connection.client)
                if not server.key.url:
                    arguments[server.base_url] = connection.base_url
            stack.enter_context(self._waiting_by(request.sleep))
            return function(**arguments)

    @contextmanager
    def _waiting_by(self, sleep: Sleep) -> Iterator[None]:
        """Have the modules wait in another way; no other module is concerned."""
        clock = SimpleNamespace(**{**vars(time), "sleep": sleep})
        modules = [one for one in self.package.loaded() if hasattr(one, "time")]
        for module in modules:
            vars(module)["time"] = clock
        try:
            yield
        finally:
            for module in modules:
                vars(module)["time"] = time


@contextmanager
def program_of(
    planned: PlannedWorkflows, keys: tuple[WorkflowKey, ...] | None = None
) -> Iterator[Program]:
    """Compile workflows, and those that they call, into a program that can be called
    until the block ends; by default all of them."""
    with imported(planned.emit(keys).files) as package:
        yield Program(planned.plans, package)


def outputs_by_name(result: object) -> dict[str, JsonValue] | None:
    """The outputs that a workflow's function returned, by the names of the document;
    what was not given is not there. None where the workflow has none."""
    if not isinstance(result, BaseModel):
        return None
    return result.model_dump(mode="json", by_alias=True, exclude_unset=True)
