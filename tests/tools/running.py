"""Compiles workflows, and runs each against a mock of the APIs that it calls."""

from __future__ import annotations

import importlib
import inspect
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import httpx
import respx
from pydantic import BaseModel, ValidationError

from arazzo_codegen.link.model import Workflow, WorkflowKey
from arazzo_codegen.pipeline import CompiledModule
from arazzo_codegen.read.document import JsonValue, Node, Place

from .compiling import Compiled, compiled
from .conformance import Conformance, Departure
from .demands import Demands
from .drafts import Draft
from .exchanges import Exchanges
from .json_schema import SchemaValidator
from .mock_api import (
    Faults,
    MockApi,
    MockError,
    TooManyRequestsError,
    UnexpectedRequestError,
)
from .scenes import MOCK_URL, Scene, scenes_of
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

    def run(self, module: CompiledModule, faults: Faults | None = None) -> Run:
        """Run one workflow.

        Args:
            faults: What some steps get instead of a response that leads on.
        """
        key = WorkflowKey(module.document, module.workflow)
        workflow = self.compiled.workflows[key].workflow
        inputs = self._inputs(workflow)
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
        stop, detail, trace = self._outcome(module, workflow, api, inputs)
        return Run(
            module.document,
            module.workflow,
            stop,
            detail,
            stop is not None and self._is_stop_announced(workflow, detail),
            tuple(found),
            api.count,
            trace,
        )

    def _inputs(self, workflow: Workflow) -> JsonValue:
        if workflow.inputs is None:
            return {}
        draft = Draft.of_schema(workflow.inputs, self.compiled.references)
        for pointer, slots in self.demands.inputs.get(workflow.key, {}).items():
            if slots and isinstance(draft.value, dict) and pointer[0] in draft.value:
                draft.ensure(pointer, slots)
        return draft.value if isinstance(draft.value, dict) else {}

    def _outcome(
        self,
        module: CompiledModule,
        workflow: Workflow,
        api: MockApi,
        inputs: JsonValue,
    ) -> tuple[str | None, str, str]:
        """Why the workflow stopped, what it said, and where."""
        try:
            loaded = self._load(module)
            arguments = self._arguments(loaded, module, workflow, inputs)
        except ValidationError as error:
            return "the inputs made are refused", _first_line(error), ""
        except Exception as error:
            return "the module cannot be imported", _first_line(error), _trace(error)
        own_error = getattr(loaded, module.error)
        try:
            with respx.mock(assert_all_called=False) as router, _no_waiting():
                router.route().mock(side_effect=api.answer)
                arguments()
        except UnexpectedRequestError as error:
            return "a request that no step sends", str(error), ""
        except TooManyRequestsError as error:
            return "a loop was not left", str(error), ""
        except MockError as error:
            return "a fault of the tool", str(error), _trace(error)
        except own_error as error:
            return _kind_of_reason(error.reason), str(error), ""
        except Exception as error:
            return (
                "another exception than the workflow's",
                _first_line(error),
                _trace(error),
            )
        return None, "", ""

    def _load(self, module: CompiledModule) -> ModuleType:
        name = module.path.removesuffix(".py").replace("/", ".")
        return importlib.import_module(f"{self.compiled.package}.{name}")

    def _arguments(
        self,
        loaded: ModuleType,
        module: CompiledModule,
        workflow: Workflow,
        inputs: JsonValue,
    ) -> _Call:
        function = getattr(loaded, module.function)
        call = _Call(function)
        for name in inspect.signature(function).parameters:
            if name == "inputs" and module.inputs is not None:
                model: type[BaseModel] = getattr(loaded, module.inputs)
                call.arguments[name] = model.model_validate(inputs)
            elif name.endswith("base_url"):
                call.arguments[name] = MOCK_URL
            elif name == "poll_interval":
                call.arguments[name] = 0.0
        for key in workflow.depends_on:
            other = self.compiled.workflows[key].workflow
            self._add_inputs_of(other, function, call, loaded)
        return call

    def _add_inputs_of(
        self, other: Workflow, function: Any, call: _Call, loaded: ModuleType
    ) -> None:
        """The inputs of a workflow that runs before, by the annotation's class."""
        for name, parameter in inspect.signature(function).parameters.items():
            alias, _, class_name = str(parameter.annotation).partition(".")
            dependency = getattr(loaded, alias, None)
            if name in call.arguments or not isinstance(dependency, ModuleType):
                continue
            model = getattr(dependency, class_name, None)
            if model is None or other.inputs is None:
                continue
            if f"`{other.key.workflow_id}`" in (model.__doc__ or ""):
                call.arguments[name] = model.model_validate(self._inputs(other))

    def _is_stop_announced(self, workflow: Workflow, detail: str) -> bool:
        named = (step for step in workflow.steps if f"step {step.id!r}" in detail)
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


@dataclass
class _Call:
    """A call of a workflow's function."""

    function: Any
    arguments: dict[str, Any] = field(default_factory=dict)

    def __call__(self) -> Any:
        return self.function(**self.arguments)


@contextmanager
def _no_waiting() -> Iterator[None]:
    with mock.patch("time.sleep"):
        yield


_REASONS = (
    ("does not meet", "a success criterion was not met"),
    ("usable value", "a parameter had no value that can be sent"),
    ("no response", "no response"),
    ("the body is not JSON", "the response's body is not JSON"),
    ("outputs:", "the outputs do not fit their types"),
    ("inputs:", "the inputs of another workflow do not fit their types"),
    ("Input should be", "the outputs do not fit their types"),
    ("Field required", "a required output is missing"),
    ("gave up", "a loop was not left"),
)


def _kind_of_reason(reason: str) -> str:
    """What sort of reason a workflow's error has."""
    for part, kind in _REASONS:
        if part in reason:
            return kind
    return "another reason"


def _first_line(error: BaseException) -> str:
    lines: Sequence[str] = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {' | '.join(lines[:3])}"


def _trace(error: BaseException) -> str:
    while isinstance(error, MockError) and error.__cause__ is not None:
        error = error.__cause__
    return "".join(traceback.format_exception(error, limit=-3, chain=False))
