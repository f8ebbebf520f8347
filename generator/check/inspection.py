"""What the rules of the check stage look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..diagnostics.model import Diagnostics
from ..link.model import OperationCall, Step, Workflow, WorkflowKey
from ..link.openapi_model import Operation, OperationParameter
from ..link.references import References
from .typing import TypeReader, WorkflowTypes


@dataclass(frozen=True, eq=False)
class Inspection:
    """One workflow with all that the rules need to know of it.

    Attributes:
        reader: Finds the types of its expressions.
        workflows: All linked workflows; those that this one runs are among them.
        diagnostics: Where findings go.
    """

    workflow: Workflow
    types: WorkflowTypes
    reader: TypeReader
    workflows: Mapping[WorkflowKey, Workflow]
    diagnostics: Diagnostics

    @property
    def references(self) -> References:
        return self.reader.references

    @property
    def operation_steps(self) -> tuple[tuple[Step, Operation], ...]:
        """The steps that call operations, each with its own."""
        return tuple(
            (step, step.call.operation)
            for step in self.workflow.steps
            if isinstance(step.call, OperationCall)
        )


def title_of(operation: Operation) -> str:
    """How messages name an operation: `GET /pets/{petId}`."""
    return f"{operation.method} {operation.path}"


def declared_parameter(
    operation: Operation, name: str, location: str | None
) -> OperationParameter | None:
    """The operation's parameter of that name and location; the names of headers are
    compared without case."""
    for parameter in operation.parameters:
        if parameter.location == location and (
            parameter.name == name
            or (location == "header" and parameter.name.casefold() == name.casefold())
        ):
            return parameter
    return None
