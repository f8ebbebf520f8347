"""Calls of the functions of workflows: their inputs, and clients that a mock answers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import httpx
from pydantic import BaseModel

from ..link.model import WorkflowKey
from ..pipeline import CompiledModule
from ..read.document import JsonValue
from .scenes import MOCK_URL

Answer = Callable[[httpx.Request], httpx.Response]


@dataclass
class Call:
    """A call of a workflow's function.

    Attributes:
        loaded: The module.
    """

    loaded: ModuleType
    module: CompiledModule
    arguments: dict[str, Any] = field(default_factory=dict)

    def prepare(
        self,
        answer: Answer,
        inputs: JsonValue,
        inputs_before: Mapping[WorkflowKey, JsonValue],
    ) -> None:
        """Make the arguments.

        Args:
            answer: Answers the requests.
            inputs: Those of the workflow.
            inputs_before: Those of the workflows that run before it.

        Raises:
            pydantic.ValidationError: The inputs are refused.
        """
        for name, parameter in self._parameters().items():
            if name == "inputs" and self.module.inputs is not None:
                model: type[BaseModel] = getattr(self.loaded, self.module.inputs)
                self.arguments[name] = model.model_validate(inputs)
            elif name.endswith("base_url"):
                self.arguments[name] = MOCK_URL
            elif name == "client" or name.endswith("_client"):
                self.arguments[name] = self._client(name, answer)
            elif name == "poll_interval":
                self.arguments[name] = 0.0
            else:
                self._add_inputs_before(name, parameter, inputs_before)

    def run(self) -> Any:
        """Call the function; the clients are closed afterwards."""
        try:
            return getattr(self.loaded, self.module.function)(**self.arguments)
        finally:
            for argument in self.arguments.values():
                if isinstance(argument, httpx.Client):
                    argument.close()

    def _parameters(self) -> Mapping[str, inspect.Parameter]:
        function = getattr(self.loaded, self.module.function)
        return inspect.signature(function).parameters

    def _client(self, name: str, answer: Answer) -> httpx.Client:
        """A client of the module's own base URL, whose requests the mock answers."""
        constants = {
            name: value
            for name, value in vars(self.loaded).items()
            if name.endswith("_URL") and isinstance(value, str)
        }
        own = next(iter(constants.values()), MOCK_URL)
        named = constants.get(f"{name.removesuffix('_client').upper()}_URL", MOCK_URL)
        url = own if name == "client" else named
        return httpx.Client(base_url=url, transport=httpx.MockTransport(answer))

    def _add_inputs_before(
        self,
        name: str,
        parameter: inspect.Parameter,
        inputs_before: Mapping[WorkflowKey, JsonValue],
    ) -> None:
        """The inputs of a workflow that runs before, found by the annotation's class."""
        alias, _, class_name = str(parameter.annotation).partition(".")
        model = getattr(getattr(self.loaded, alias, None), class_name, None)
        for key, inputs in inputs_before.items():
            if model is not None and f"`{key.workflow_id}`" in (model.__doc__ or ""):
                self.arguments[name] = model.model_validate(inputs)
