"""Rehearsals: runs of workflows in which a mock plays the APIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
from pydantic import ValidationError

from ..link.model import Workflow, WorkflowKey
from ..plan.servers import ServerNames
from ..planned import PlannedWorkflows
from ..read.document import JsonValue
from ..running.program import (
    CallRequest,
    Connect,
    Connection,
    Program,
    outputs_by_name,
)
from .demands import Demands
from .drafts import Draft
from .exchanges import Exchanges
from .mock_api import Faults, Inspect, MockApi, MockError, Played
from .scenes import MOCK_URL, scenes_of
from .values import NOTHING


@dataclass(frozen=True)
class Rehearsal:
    """How a workflow ran.

    Attributes:
        inputs: Those it was called with, by the names of the document.
        inputs_before: Those of the workflows that run before it.
        played: The requests of all steps in their order, each with what it got.
        waits: How many seconds it would have waited, each time.
        outputs: What it returned, by the names of the document; None where it has no
            outputs, or was stopped.
        expected: The outputs as the document says them, as far as they are known.
        error: What stopped it: the workflow's own error, a MockError, or a
            pydantic.ValidationError of inputs that are refused; None where it ended.
    """

    workflow: Workflow
    inputs: JsonValue
    inputs_before: Mapping[WorkflowKey, JsonValue]
    played: tuple[Played, ...]
    waits: tuple[float, ...]
    outputs: dict[str, JsonValue] | None
    expected: Mapping[str, JsonValue]
    error: Exception | None


@dataclass(frozen=True, eq=False)
class Stage:
    """Where the workflows of a run of the compiler are rehearsed.

    Attributes:
        demands: Where the values go that workflows are given.
    """

    planned: PlannedWorkflows
    demands: Demands = field(init=False)

    def __post_init__(self) -> None:
        demands = Demands(self.planned.workflows, self.planned.references)
        demands.collect()
        object.__setattr__(self, "demands", demands)

    def inputs(self, key: WorkflowKey) -> dict[str, JsonValue]:
        """Inputs that fit their schema and where they go; optional ones included."""
        workflow = self.planned.workflows[key]
        if workflow.inputs is None:
            return {}
        draft = Draft.of_schema(workflow.inputs, self.planned.references)
        for pointer, slots in self.demands.inputs.get(key, {}).items():
            if slots and isinstance(draft.value, dict) and pointer[0] in draft.value:
                draft.ensure(pointer, slots)
        return draft.value if isinstance(draft.value, dict) else {}

    def inputs_before(self, key: WorkflowKey) -> dict[WorkflowKey, JsonValue]:
        """Inputs of the workflows that run before one, as its function takes them."""
        return {
            before: self.inputs(before) for before, _ in self.planned.plans[key].passes
        }

    def mock(
        self,
        key: WorkflowKey,
        inputs: JsonValue,
        faults: Faults | None = None,
        inspect: Inspect | None = None,
    ) -> MockApi:
        """A mock for one run of a workflow.

        Args:
            faults: What some steps get instead of a response that leads on.
            inspect: Shown each request, before it is answered.
        """
        planned = self.planned
        api = MockApi(
            scenes_of(planned.workflows[key], planned.workflows),
            self.demands,
            Exchanges(key, inputs),
            planned.references,
            faults=faults or {},
        )
        if inspect is not None:
            api.inspect = inspect
        return api

    def rehearse(
        self,
        program: Program,
        key: WorkflowKey,
        inputs: JsonValue = None,
        api: MockApi | None = None,
    ) -> Rehearsal:
        """Run one workflow.

        Args:
            program: Has its module.
            inputs: Made of the schema where none are given.
            api: Plays its APIs, for this run alone; by default a mock without faults.

        Raises:
            Exception: Neither the workflow's error nor the mock's: a mistake of the
                compiler.
        """
        given = self.inputs(key) if inputs is None else inputs
        playing = self.mock(key, given) if api is None else api
        before = self.inputs_before(key)
        waits: list[float] = []
        error: Exception | None = None
        result: object = None
        request = CallRequest(given, before, connect_to(playing), waits.append)
        own_error = getattr(program.module(key), self.planned.plans[key].error.name)
        try:
            result = program.call(key, request)
        except (own_error, MockError, ValidationError) as raised:
            error = raised
        return Rehearsal(
            workflow=self.planned.workflows[key],
            inputs=given,
            inputs_before=before,
            played=tuple(playing.played),
            waits=tuple(waits),
            outputs=outputs_by_name(result),
            expected=self._expected(key, result, playing.exchanges),
            error=error,
        )

    def _expected(
        self, key: WorkflowKey, result: object, exchanges: Exchanges
    ) -> dict[str, JsonValue]:
        workflow = self.planned.workflows[key]
        found: dict[str, JsonValue] = {}
        # A workflow that another one took over from returns the outputs of that one.
        if type(result).__name__ == self.planned.plans[key].outputs:
            for output in workflow.outputs:
                value = exchanges.value(output.value, workflow, workflow.steps[-1])
                if value is not NOTHING:
                    found[output.name] = value
        return found


def connect_to(api: MockApi) -> Connect:
    """Clients whose requests a mock answers."""

    def connect(server: ServerNames) -> Connection:
        url = server.key.url or MOCK_URL
        transport = httpx.MockTransport(api.answer)
        return Connection(httpx.Client(base_url=url, transport=transport), url)

    return connect
