"""The names that a module gives to a workflow, its steps and its classes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..link.model import Workflow
from .naming import (
    BUILTINS,
    CLASS_NAMES,
    DEVICE_NAMES,
    SOFT_KEYWORDS,
    class_case,
    field_names,
    free_name,
    snake_case,
    unique_names,
)

MODULE_NAMES = frozenset(
    [
        "aclosing",
        "annotations",
        "asyncio",
        "asynccontextmanager",
        "b64encode",
        "chain",
        "closing",
        "contextmanager",
        "dataclass",
        "elementpath",
        "httpx",
        "io",
        "json",
        "jsonpath_rfc9535",
        "logging",
        "math",
        "minidom",
        "os",
        "parsedate_to_datetime",
        "quote",
        "quote_plus",
        "quoteattr",
        "escape",
        "re",
        "ssl",
        "suppress",
        "time",
        "to_camel",
        "unquote",
    ]
)
"""What generated modules import, which no function may be called."""

LOCAL_NAMES = frozenset(
    [
        "action",
        "api",
        "attempts",
        "body",
        "cause",
        "client",
        "content",
        "cookies",
        "deadline",
        "dependencies",
        "depends_on",
        "done",
        "error",
        "failed",
        "failure",
        "files",
        "handover",
        "headers",
        "inputs",
        "json_body",
        "max_steps",
        "next_step",
        "outputs",
        "params",
        "parts",
        "path",
        "payload",
        "poll_interval",
        "query",
        "response",
        "result",
        "step",
        "steps",
        "timeout",
        "together",
        "workflow_inputs",
    ]
)
"""Variables of generated functions, which no step may be called."""

RESERVED = SOFT_KEYWORDS | BUILTINS | MODULE_NAMES | LOCAL_NAMES
"""What no function, and no variable named after the document, may be called."""


def function_names(workflow_ids: Sequence[str]) -> dict[str, str]:
    """Names of workflow functions, and of their modules, by id; unique in a folder."""
    return unique_names(workflow_ids, snake_case, DEVICE_NAMES | RESERVED)


def folder_names(documents: Sequence[str]) -> dict[str, str]:
    """Names of the packages that hold the modules of one document each."""
    return unique_names(documents, _document_case, SOFT_KEYWORDS | DEVICE_NAMES)


def file_name(document: str) -> str:
    """The last part of a document's name; of a URL without its query, which may hold
    what is not for everybody's eyes."""
    path = document.partition("?")[0] if "://" in document else document
    return path.rsplit("/", 1)[-1]


def _document_case(document: str) -> str:
    stem = file_name(document)
    for suffix in (".yaml", ".yml", ".json", ".arazzo"):
        stem = stem.removesuffix(suffix)
    return snake_case(stem)


@dataclass(frozen=True)
class ModuleNames:
    """The names in one module.

    Attributes:
        function: The workflow's function, and the module.
        async_function: What does the same on an event loop, where both are there.
        shared_function: What both of them run.
        steps: The function of each step, by id; also its field among what was
            completed, and the argument that brings its outputs.
        step_outputs: The outputs class of each step.
        taken: What no further variable of the module's functions may be called.
        output_fields: By step id and output, the field of the outputs class.
    """

    function: str
    async_function: str
    shared_function: str
    inputs: str
    outputs: str
    completed: str
    error: str
    steps: Mapping[str, str]
    step_outputs: Mapping[str, str]
    output_fields: Mapping[tuple[str, str], str]
    result_fields: Mapping[str, str]
    taken: frozenset[str]

    def task(self, step_id: str) -> str:
        """The variable of a step that runs while others do."""
        return free_name(f"{self.steps[step_id]}_task", self.taken)

    def failure(self, depth: int) -> str:
        """The variable of an error that is caught while so many others are handled."""
        return free_name(f"failure_{depth + 1}", self.taken) if depth else "failure"


def name_module(
    workflow: Workflow,
    function: str,
    outputs_of: Mapping[str, Sequence[str]],
    taken: Collection[str] = (),
) -> ModuleNames:
    """Name everything in the module of a workflow.

    Args:
        function: The name of its function.
        outputs_of: By step id, the names of the outputs.
        taken: What the module calls its clients, and the modules that it imports.
    """
    base = class_case(workflow.key.workflow_id)
    error = f"{base}Error"
    if error in CLASS_NAMES:
        error = f"{base}WorkflowError"
    own = {f"{base}{suffix}" for suffix in ("Inputs", "Outputs", "Completed")} | {error}
    ids = [step.id for step in workflow.steps]
    reserved = {function, *taken, *RESERVED}
    steps = unique_names(ids, snake_case, reserved)
    used = {*reserved, *steps.values()}
    return ModuleNames(
        function=function,
        async_function=free_name(f"{function}_async", used),
        shared_function=free_name(f"{function}_steps", used),
        inputs=f"{base}Inputs",
        outputs=f"{base}Outputs",
        completed=f"{base}Completed",
        error=error,
        steps=steps,
        step_outputs=unique_names(ids, _outputs_class, CLASS_NAMES | own),
        output_fields={
            (step_id, output): field
            for step_id, outputs in outputs_of.items()
            for output, field in field_names(list(outputs)).items()
        },
        result_fields=field_names([output.name for output in workflow.outputs]),
        taken=frozenset(used),
    )


def _outputs_class(step_id: str) -> str:
    return f"{class_case(step_id)}Outputs"
