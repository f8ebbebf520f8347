"""Compiles workflows, and runs each against a mock of the APIs that it calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import httpx

from arazzo_codegen.link.model import Workflow, WorkflowKey
from arazzo_codegen.mock.mock_api import Faults, MockApi
from arazzo_codegen.mock.scenes import Scene
from arazzo_codegen.read.document import JsonValue, Node, Place

from .compiling import Compiled, compiled
from .conformance import Conformance, Departure
from .json_schema import SchemaValidator
from .outcomes import Outcome, outcome_of
from .wiring import Wiring, differing_outputs


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
        return [runner.run(key) for key in found.planned.plans]


@dataclass
class Runner:
    """Runs the workflows of one compilation."""

    compiled: Compiled
    conformance: Conformance = field(init=False)

    def __post_init__(self) -> None:
        references = self.compiled.planned.references
        self.conformance = Conformance(SchemaValidator(references))

    def run(
        self,
        key: WorkflowKey,
        faults: Faults | None = None,
        inputs: JsonValue = None,
    ) -> Run:
        """Run one workflow.

        Args:
            faults: What some steps get instead of a response that leads on.
            inputs: Made of the schema where none are given.
        """
        stage = self.compiled.stage
        given = stage.inputs(key) if inputs is None else inputs
        found: dict[Finding, None] = {}

        def inspect(scene: Scene, request: httpx.Request) -> None:
            for departure in (
                *self.conformance.check(scene, request),
                *wiring.check(scene, request),
            ):
                announced = self._is_announced(scene.step.node)
                found.setdefault(Finding(scene.step.id, departure, announced))

        api = stage.mock(key, given, faults, inspect)
        wiring = Wiring(api.exchanges)
        workflow = self.compiled.planned.workflows[key]
        outcome = self._outcome(key, given, api, found)
        return Run(
            key.document,
            key.workflow_id,
            outcome.stop,
            outcome.detail,
            self._is_stop_announced(workflow, outcome),
            tuple(found),
            len(api.played),
            outcome.trace,
        )

    def _outcome(
        self,
        key: WorkflowKey,
        inputs: JsonValue,
        api: MockApi,
        found: dict[Finding, None],
    ) -> Outcome:
        program = self.compiled.program
        try:
            run = self.compiled.stage.rehearse(program, key, inputs, api)
        except Exception as error:
            return outcome_of(error)
        for departure in differing_outputs(run):
            found.setdefault(Finding("", departure, False))
        return outcome_of(run.error)

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
            for found in self.compiled.planned.diagnostics
        )
