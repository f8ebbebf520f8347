"""Parameters of steps and actions, with those that the workflow adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..diagnostics.rules import structure
from ..read.document import Node
from .components import Components, Entry
from .model import Parameter
from .scope import Moment
from .values import ValueReader


@dataclass(frozen=True)
class ParameterReader:
    components: Components
    values: ValueReader

    def of_operation(self, workflow: Node, step: Node) -> tuple[Parameter, ...]:
        """What a step sends: its own parameters, then the workflow's that it does not
        override. Header names are compared without case."""
        own = self._read(step, needs_location=True)
        inherited = self._read(workflow, inherited=True)
        given = {_key(parameter) for parameter in own}
        added = [
            parameter
            for parameter in inherited
            if _key(parameter) not in given and parameter.location is not None
        ]
        return (*own, *added)

    def of_workflow(self, workflow: Node, step: Node) -> tuple[Parameter, ...]:
        """What a step passes to the workflow that it runs: they map to its inputs."""
        own = self._read(step)
        given = {parameter.name for parameter in own}
        inherited = self._read(workflow, inherited=True)
        return (*own, *(p for p in inherited if p.name not in given))

    def of_action(self, action: Node, moment: Moment) -> tuple[Parameter, ...]:
        """What an action passes to the workflow that it names (1.1).

        Args:
            moment: When the action applies.
        """
        return self._read(action, moment)

    def _read(
        self,
        holder: Node,
        moment: Moment = Moment.REQUEST,
        *,
        inherited: bool = False,
        needs_location: bool = False,
    ) -> tuple[Parameter, ...]:
        entries = self.components.entries(holder, "parameters", "parameters")
        parameters = [self._parameter(entry, moment, inherited) for entry in entries]
        found = [parameter for parameter in parameters if parameter is not None]
        if needs_location:
            self._check_locations(found)
            self._check_query_string(holder, found)
        self._check_unique(found)
        return tuple(found)

    def _parameter(
        self, entry: Entry, moment: Moment, inherited: bool
    ) -> Parameter | None:
        name, value = entry.node.text("name"), entry.value or entry.node.get("value")
        if name is None or value is None:
            return None
        read = self.values.read(value, moment)
        location = entry.node.text("in")
        return Parameter(name, location, read, inherited, entry.listed)

    def _check_locations(self, parameters: Iterable[Parameter]) -> None:
        for parameter in parameters:
            if parameter.location is None:
                self.values.diagnostics.add(
                    structure.MISSING_FIELD,
                    f"the parameter {parameter.name!r} of an operation needs the "
                    "field 'in'",
                    parameter.node.place,
                    "add in: path, query, header or cookie",
                )

    def _check_query_string(self, holder: Node, parameters: list[Parameter]) -> None:
        """A `querystring` is the whole query, so that nothing can be beside it."""
        whole = [p for p in parameters if p.location == "querystring"]
        parts = [p for p in parameters if p.location == "query"]
        if not whole or (len(whole) == 1 and not parts):
            return
        listed = holder.get("parameters") or holder
        self.values.diagnostics.add(
            structure.EXCLUSIVE_FIELDS,
            f"the parameter {whole[0].name!r} is the whole query string, and "
            f"{(parts or whole)[-1].name!r} is a part of it",
            listed.place,
            "give either one parameter in 'querystring' or those in 'query'",
        )

    def _check_unique(self, parameters: Iterable[Parameter]) -> None:
        seen: dict[tuple[str, str | None], Parameter] = {}
        for parameter in parameters:
            first = seen.setdefault(_key(parameter), parameter)
            if first is not parameter:
                self.values.diagnostics.add(
                    structure.DUPLICATE,
                    f"the parameter {parameter.name!r} is given twice",
                    parameter.node.place,
                    "remove one of the two",
                    related=((first.node.place, "the first"),),
                )


def _key(parameter: Parameter) -> tuple[str, str | None]:
    name = parameter.name
    return (name.casefold() if parameter.location == "header" else name), (
        parameter.location
    )
