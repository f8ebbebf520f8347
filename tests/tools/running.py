"""Compiles workflows, and runs each against a mock of the APIs that it calls."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from pydantic import BaseModel

from arazzo_codegen.link.model import Workflow, WorkflowKey
from arazzo_codegen.mock.calls import Call
from arazzo_codegen.mock.demands import Demands
from arazzo_codegen.mock.drafts import Draft
from arazzo_codegen.mock.exchanges import Exchanges
from arazzo_codegen.mock.mock_api import Faults, MockApi
from arazzo_codegen.mock.scenes import Scene, scenes_of
from arazzo_codegen.mock.shapes import shape_of
from arazzo_codegen.pipeline import CompiledModule
from arazzo_codegen.read.document import JsonValue, Node, Place

from .compiling import Compiled, compiled
from .conformance import Conformance, Departure
from .json_schema import SchemaValidator
from .outcomes import Outcome, outcome_of
from .wiring import Wiring


@dataclass(frozen=True)
class Finding:
    """A departure of one request.

    Attributes:
        is_announced: Whether the compiler has warned of something in that step.
    """

    step_id: str
    departure: Departure
    is_announced: bool


@dataclass(frozen=True)
class Run:
    """How a workflow ran.

    Attributes:
        stop: Why it did not run to its end, in words that are the same for all of a
            kind; None where it did.
        detail: What the error says.
        is_announced: Whether the compiler has found fault with the step that stopped.
        trace: Of an exception that is not the workflow's error; else empty.
    """

    document: str
    workflow_id: str
    stop: str | None
    detail: str = ""
    is_announced: bool = False
    findings: tuple[Finding, ...] = ()
    requests: int = 0
    trace: str = ""


def run_folder(specs: Path) -> list[Run]:
    """Run every workflow of a folder that compiles."""
    with compiled(specs) as found:
        runner = Runner(found)
        return [runner.run(module) for module in found.modules]


@dataclass
class Runner:
    """Runs the workflows of one compilation."""

    compiled: Compiled
    demands: Demands = field(init=False)
    conformance: Conformance = field(init=False)

    def __post_init__(self) -> None:
        references = self.compiled.references
        self.demands = Demands(self._workflows(), references)
        self.demands.collect()
        self.conformance = Conformance(SchemaValidator(references))

    def _workflows(self) -> dict[WorkflowKey, Workflow]:
        found = self.compiled.workflows
        return {key: checked.workflow for key, checked in found.items()}

    def run(
        self,
        module: CompiledModule,
        faults: Faults | None = None,
        inputs: JsonValue = None,
    ) -> Run:
        """Run one workflow.

        Args:
            faults: What some steps get instead of a response that leads on.
            inputs: Made of the schema where none are given.
        """
        key = WorkflowKey(module.document, module.workflow)
        workflow = self.compiled.workflows[key].workflow
        inputs = self.inputs(workflow) if inputs is None else inputs
        exchanges = Exchanges(key, inputs)
        wiring = Wiring(exchanges)
        found: dict[Finding, None] = {}

        def inspect_request(scene: Scene, request: httpx.Request) -> None:
            for departure in (
                *self.conformance.check(scene, request),
                *wiring.check(scene, request),
            ):
                announced = self._is_announced(scene.step.node)
                found.setdefault(Finding(scene.step.id, departure, announced))

        api = MockApi(
            scenes_of(workflow, self._workflows()),
            self.demands,
            exchanges,
            self.compiled.references,
            inspect_request,
            faults or {},
        )
        outcome = self._outcome(module, workflow, api, inputs)
        if isinstance(outcome.result, BaseModel):
            for departure in wiring.outputs(workflow, outcome.result):
                found.setdefault(Finding("", departure, False))
        return Run(
            module.document,
            module.workflow,
            outcome.stop,
            outcome.detail,
            self._is_stop_announced(workflow, outcome),
            tuple(found),
            api.count,
            outcome.trace,
        )

    def inputs(self, workflow: Workflow) -> JsonValue:
        """Inputs that fit their schema and where they go; optional ones included."""
        if workflow.inputs is None:
            return {}
        draft = Draft.of_schema(workflow.inputs, self.compiled.references)
        for pointer, slots in self.demands.inputs.get(workflow.key, {}).items():
            if slots and isinstance(draft.value, dict) and pointer[0] in draft.value:
                draft.ensure(pointer, slots)
        return draft.value if isinstance(draft.value, dict) else {}

    def required_inputs(self, workflow: Workflow) -> JsonValue:
        """Those of the inputs that must be given."""
        made = self.inputs(workflow)
        if workflow.inputs is None or not isinstance(made, dict):
            return made
        shape = shape_of((workflow.inputs,), self.compiled.references, "object")
        return {name: made[name] for name in shape.required() if name in made}

    def _outcome(
        self,
        module: CompiledModule,
        workflow: Workflow,
        api: MockApi,
        inputs: JsonValue,
    ) -> Outcome:
        name = module.path.removesuffix(".py").replace("/", ".")
        workflows = self._workflows()
        before = {key: self.inputs(workflows[key]) for key in workflow.depends_on}
        try:
            loaded = importlib.import_module(f"{self.compiled.package}.{name}")
            call = Call(loaded, module)
            call.prepare(api.answer, inputs, before)
        except Exception as error:
            return Outcome.of_refusal(error)
        return outcome_of(call, loaded, module)

    def _is_stop_announced(self, workflow: Workflow, outcome: Outcome) -> bool:
        if outcome.stop is None:
            return False
        title = "step {!r}"
        steps = workflow.steps
        named = (one for one in steps if title.format(one.id) in outcome.detail)
        return any(self._is_announced(step.node) for step in named)

    def _is_announced(self, node: Node) -> bool:
        """Whether the compiler has found fault with something in a node: with names,
        expressions, types or the flow."""
        return any(
            isinstance(found.place, Place)
            and found.place.document.path == node.document.path
            and found.place.pointer[: len(node.pointer)] == node.pointer
            and found.rule.code.startswith(("AZ3", "AZ4", "AZ5", "AZ6"))
            for found in self.compiled.diagnostics
        )
