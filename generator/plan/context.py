"""What the planning of one module works with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass

from ..check.typing import Typed, TypeReader, WorkflowTypes
from ..link.model import Step, Workflow, WorkflowCall, WorkflowKey
from ..link.references import References
from .classes import ModelClass, ModelField
from .code import Code, Uses
from .flavour import Flavour
from .names import ModuleNames
from .security import ServerSecurity
from .servers import ServerKey, ServerNames

_KEYWORD_TYPES = {
    "poll_interval": "float",
    "max_steps": "int",
    "dependencies": "dict[str, Any]",
}


@dataclass(frozen=True)
class OtherModule:
    """A module of the same run, as a module that calls it sees it.

    Attributes:
        alias: What the calling module imports it as.
        function: Its function that takes open clients.
        base_urls: The arguments of that function with the URLs of servers which no
            document names.
        required_results: Its outputs that are there whenever it has returned.
        secret_inputs, secret_outputs: Those of its that are credentials.
        result: The field and the argument that hold its outputs once it has run.
        keywords: Which of poll_interval, max_steps and dependencies its function takes.
        passes: The arguments with inputs of workflows that run before others.
        path: Its module, dotted, below the output folder.
    """

    alias: str
    function: str
    base_urls: Mapping[ServerKey, str]
    result: str
    names: ModuleNames
    inputs: ModelClass | None
    has_outputs: bool
    result_fields: Mapping[str, str]
    required_results: frozenset[str]
    secret_inputs: frozenset[str]
    secret_outputs: frozenset[str]
    servers: Mapping[ServerKey, ServerNames]
    security: Mapping[ServerKey, ServerSecurity]
    keywords: tuple[str, ...]
    passes: Mapping[WorkflowKey, str]
    path: str


@dataclass(frozen=True, eq=False)
class ModuleContext:
    """A workflow, with all that its module's planning looks up.

    Attributes:
        inputs: The class of its inputs, or None where it takes none.
        others: The modules that it calls.
        passes: Its arguments with inputs of workflows that run before others.
        never_run: The steps that nothing leads to.
        kept: The workflows whose outputs are kept beside those of the steps.
        signing: The servers that steps sign in to.
        certain: By step, the steps that have certainly completed when it is entered.
        uses: Collects what the code needs.
        flavour: How it waits for what takes time.
    """

    workflow: Workflow
    types: WorkflowTypes
    reader: TypeReader
    references: References
    names: ModuleNames
    inputs: ModelClass | None
    servers: Mapping[ServerKey, ServerNames]
    others: Mapping[WorkflowKey, OtherModule]
    passes: Mapping[WorkflowKey, str]
    kept: Collection[WorkflowKey]
    certain: Mapping[str, Set[str]]
    signing: Collection[ServerKey]
    never_run: frozenset[str]
    uses: Uses
    flavour: Flavour

    def keyword_type(self, name: str) -> Code:
        """The annotation of an argument that workflow functions pass on."""
        for key, argument in self.passes.items():
            other = self.others[key]
            if argument == name and other.inputs is not None:
                return Code(f"{other.alias}.{other.inputs.name}")
        if name == "dependencies":
            self.uses.name("typing", "Any")
        return Code(_KEYWORD_TYPES.get(name, "str"))

    def workflow_named(self, workflow_id: str) -> WorkflowKey:
        """The workflow that `$workflows.<id>` means."""
        return workflow_named(workflow_id, self.workflow, self.others)

    def step_with_result(self, key: WorkflowKey, name: str) -> str | None:
        """The step whose outputs hold that output of a workflow, and always the latest;
        None where the outputs of the workflow are kept."""
        return None if key in self.kept else step_with_result(self.workflow, key, name)

    def input_field(self, name: str) -> ModelField | None:
        """The field of an input, or None where the class has none of that name."""
        fields = self.inputs.fields if self.inputs is not None else ()
        return next((field for field in fields if field.alias == name), None)

    def typed_output(self, step_id: str, name: str) -> Typed:
        return self.types.step_outputs[step_id, name]


def workflow_named(
    workflow_id: str, workflow: Workflow, called: Iterable[WorkflowKey]
) -> WorkflowKey:
    """The workflow that `$workflows.<id>` means: one of the document comes first."""
    keys = [key for key in called if key.workflow_id == workflow_id]
    own = [key for key in keys if key.document == workflow.key.document]
    return (own or keys)[0]


def runs(step: Step, key: WorkflowKey) -> bool:
    """Whether a step calls a workflow."""
    return isinstance(step.call, WorkflowCall) and step.call.workflow == key


def step_with_result(workflow: Workflow, key: WorkflowKey, name: str) -> str | None:
    """The only step that runs a workflow, where it has no other output of that name."""
    steps = [step for step in workflow.steps if runs(step, key)]
    if len(steps) != 1 or any(output.name == name for output in steps[0].outputs):
        return None
    return steps[0].id
