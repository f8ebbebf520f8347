"""What the planning of one module works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..check.typing import Typed, TypeReader, WorkflowTypes
from ..link.model import Step, Workflow, WorkflowCall, WorkflowKey
from ..link.references import References
from .classes import ModelClass, ModelField
from .code import Uses
from .names import ModuleNames
from .servers import ServerKey, ServerNames


@dataclass(frozen=True)
class OtherModule:
    """A module of the same run, as a module that calls it sees it.

    Attributes:
        alias: What the calling module imports it as.
        result: The field and the argument that hold its outputs once it has run.
        loops: Whether its function takes poll_interval and max_steps.
    """

    alias: str
    result: str
    names: ModuleNames
    inputs: ModelClass | None
    has_outputs: bool
    result_fields: Mapping[str, str]
    servers: Mapping[ServerKey, ServerNames]
    loops: bool
    depends_on: tuple[WorkflowKey, ...]


@dataclass(frozen=True, eq=False)
class ModuleContext:
    """A workflow, with all that its module's planning looks up.

    Attributes:
        inputs: The class of its inputs, or None where it takes none.
        others: The modules that it calls.
        certain: By step, the steps that have certainly completed when it is entered.
        uses: Collects what the code needs.
    """

    workflow: Workflow
    types: WorkflowTypes
    reader: TypeReader
    references: References
    names: ModuleNames
    inputs: ModelClass | None
    servers: Mapping[ServerKey, ServerNames]
    others: Mapping[WorkflowKey, OtherModule]
    certain: Mapping[str, frozenset[str]]
    uses: Uses

    def input_field(self, name: str) -> ModelField | None:
        """The field of an input, or None where the class has none of that name."""
        fields = self.inputs.fields if self.inputs is not None else ()
        return next((field for field in fields if field.alias == name), None)

    def output_names(self, step: Step) -> tuple[str, ...]:
        """The outputs of a step; those of a workflow that it runs come after."""
        own = [output.name for output in step.outputs]
        if isinstance(step.call, WorkflowCall):
            other = self.others.get(step.call.workflow)
            own += list(other.result_fields) if other is not None else []
        return tuple(dict.fromkeys(own))

    def typed_output(self, step_id: str, name: str) -> Typed:
        return self.types.step_outputs[step_id, name]
