"""What the plan stage gives: a module, ready to be spelled."""

from __future__ import annotations

from dataclasses import dataclass

from ..link.model import WorkflowKey
from .classes import ModelClass, TypedDictClass
from .code import Code, Uses
from .factories import ClientFactory
from .flavour import Flavour, Words
from .servers import ServerNames
from .statements import Statements


@dataclass(frozen=True)
class UrlConstant:
    """The base URL of a server: `AIRBYTE_API_URL = "https://…"`."""

    name: str
    url: str


@dataclass(frozen=True)
class Argument:
    """A parameter of a generated function.

    Attributes:
        default: None where it is required.
        doc: What the function's docstring says of it; empty for nothing.
    """

    name: str
    annotation: Code
    default: Code | None = None
    doc: str = ""


@dataclass(frozen=True)
class CompletedField:
    """A field of the class that holds what was completed."""

    name: str
    annotation: Code


@dataclass(frozen=True)
class ErrorClass:
    """The workflow's error.

    Attributes:
        action: The type of the failure action that it carries, if one applies; None
            where no failure leads on.
    """

    name: str
    completed: str
    action: Code | None


@dataclass(frozen=True)
class StepFunction:
    """A step's function.

    Attributes:
        description: What the document says of the step.
        summary: The request: `GET /jobs/{jobId}`, or the workflow it runs.
        notes: More sentences for the docstring.
        returns: Its return annotation.
    """

    name: str
    step_id: str
    description: str
    summary: str
    notes: tuple[str, ...]
    arguments: tuple[Argument, ...]
    returns: Code
    body: Statements


@dataclass(frozen=True)
class WorkflowFunction:
    """The function that a module is there for.

    Attributes:
        words: Of its flavour.
        notes: More paragraphs for the docstring.
        positional: The inputs, where the workflow has any.
        keywords: Keyword-only arguments.
        error: The error that it raises.
        raises: What the docstring says of when.
    """

    words: Words
    name: str
    description: str
    notes: tuple[str, ...]
    positional: tuple[Argument, ...]
    keywords: tuple[Argument, ...]
    returns: Code
    error: str
    raises: str
    body: Statements


@dataclass(frozen=True)
class SiblingImport:
    """`from <package> import <module> as <name>`: a workflow that this one calls."""

    package: str
    module: str
    name: str


@dataclass(frozen=True)
class ModulePlan:
    """A generated module.

    Attributes:
        path: Relative to the output folder.
        document: The file name of the Arazzo document.
        classes: The pydantic classes in the order in which they stand.
        typed_dicts: Types of objects that outputs hold; they stand before the
            classes that name them.
        functions: Those that run the workflow, the main one first.
        flavour: Of the steps, and of what they share.
        uses: The helpers and imports that the code of the module needs.
        servers: What its function calls the servers.
        passes: The arguments that bring inputs of workflows which run before.
    """

    path: str
    workflow_id: str
    summary: str
    document: str
    document_name: str
    urls: tuple[UrlConstant, ...]
    classes: tuple[ModelClass, ...]
    typed_dicts: tuple[TypedDictClass, ...]
    completed_name: str
    completed: tuple[CompletedField, ...]
    error: ErrorClass
    functions: tuple[WorkflowFunction, ...]
    steps: tuple[StepFunction, ...]
    factories: tuple[ClientFactory, ...]
    siblings: tuple[SiblingImport, ...]
    flavour: Flavour
    uses: Uses
    inputs: str | None
    outputs: str | None
    servers: tuple[ServerNames, ...]
    passes: tuple[tuple[WorkflowKey, str], ...]

    @property
    def function(self) -> WorkflowFunction:
        """The function that the module is there for."""
        return self.functions[0]

    @property
    def async_function(self) -> str | None:
        """The name of the function that is for an event loop."""
        return next((one.name for one in self.functions if one.words.async_), None)
