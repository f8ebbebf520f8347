"""Parameters of steps that call operations, beside what the operations declare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from ..diagnostics.rules import data
from ..link.model import Parameter, Step
from ..link.openapi_model import Operation, OperationParameter
from ..link.scope import suggestion
from ..link.shape import nearest
from ..read.document import Place
from .credentials import api_keys
from .inspection import Inspection, declared_parameter, title_of
from .mismatch import Slot
from .schema_types import type_of_schema
from .value_rules import ValueRules

_VARIABLE = re.compile(r"\{\+?([^{}]+)\}")
_NEVER_DECLARED = ("accept", "authorization", "content-type")
"""Headers whose declarations OpenAPI ignores, so that there need not be one."""


def check_parameters(inspection: Inspection, rules: ValueRules) -> None:
    """Report parameters that are missing, that are not declared and whose values do not
    fit."""
    for step, operation in inspection.operation_steps:
        check = _StepCheck(inspection, rules, step, operation)
        for parameter in step.parameters:
            check.parameter(parameter)
        check.missing_variables()
        check.missing_parameters()


@dataclass(frozen=True, eq=False)
class _StepCheck:
    inspection: Inspection
    rules: ValueRules
    step: Step
    operation: Operation

    def parameter(self, parameter: Parameter) -> None:
        """Check one that is given."""
        declared = declared_parameter(
            self.operation, parameter.name, parameter.location
        )
        if declared is None:
            self._undeclared(parameter)
        else:
            self._value(parameter, declared)
        if parameter.location == "path" or (declared is not None and declared.required):
            slot = f"the required {parameter.location} parameter {parameter.name!r}"
            self.rules.presence.needed(parameter.value, self.step, slot)
        else:
            self.rules.presence.in_text(parameter.value, self.step)

    def missing_variables(self) -> None:
        """Report the variables of the path without a parameter."""
        path, _, query = self.operation.path.partition("?")
        given = {p.name: p for p in self.step.parameters}
        for name in dict.fromkeys(_VARIABLE.findall(path)):
            parameter = given.get(name)
            if parameter is None or parameter.location != "path":
                self._missing_variable(name, parameter)
        for name in dict.fromkeys(_VARIABLE.findall(query)):
            if name not in given:
                self._missing_variable(name, None)

    def missing_parameters(self) -> None:
        """Report the required parameters outside of the path that are not given."""
        given = {
            (_folded(p.name, p.location), p.location) for p in self.step.parameters
        }
        if any(location == "querystring" for _, location in given):
            return
        keys = api_keys(self.operation)
        for declared in self.operation.parameters:
            key = (_folded(declared.name, declared.location), declared.location)
            by_client = (declared.name.casefold(), declared.location) in keys
            if not declared.required or declared.location == "path":
                continue
            known = key in given or by_client or self._is_misplaced(declared)
            if not known:
                self._missing_parameter(declared)

    def _is_misplaced(self, declared: OperationParameter) -> bool:
        """Whether a parameter that was reported as undeclared was meant to be it."""
        return any(
            not given.inherited
            and declared_parameter(self.operation, given.name, given.location) is None
            and declared.name in (given.name, self._nearest(given))
            for given in self.step.parameters
        )

    def _nearest(self, parameter: Parameter) -> str | None:
        declared = self.operation.parameters
        there = [p.name for p in declared if p.location == parameter.location]
        return nearest(parameter.name, there)

    def _undeclared(self, parameter: Parameter) -> None:
        name, location = parameter.name, parameter.location
        if parameter.inherited or location in (None, "querystring"):
            return
        if location == "header" and name.casefold() in _NEVER_DECLARED:
            return
        if (name.casefold(), location) in api_keys(self.operation):
            return
        variables = _VARIABLE.findall(self.operation.path)
        if name in variables or (location == "path" and nearest(name, variables)):
            # Where a variable is left without a value that is reported, as an error.
            return
        effect = "it has no effect" if location == "path" else "it is sent all the same"
        self.inspection.diagnostics.add(
            data.UNDECLARED_PARAMETER,
            f"{title_of(self.operation)} declares no {location} parameter {name!r}; "
            f"{effect}",
            self._name_place(parameter),
            self._meant(parameter),
            related=((self.operation.node.key_place, "the operation"),),
        )

    def _meant(self, parameter: Parameter) -> str | None:
        """A hint at the declared parameter that is most likely meant."""
        declared = self.operation.parameters
        query = parse_qsl(self.operation.path.partition("?")[2], True)
        if parameter.location == "query" and parameter.name in dict(query):
            return "leave it out: the path has it, so that it is sent twice"
        for other in declared:
            if other.name == parameter.name:
                return f"it is declared with in: {other.location}"
        there = [p.name for p in declared if p.location == parameter.location]
        return suggestion(parameter.name, there)

    def _value(self, parameter: Parameter, declared: OperationParameter) -> None:
        if declared.schema is None:
            return
        slot = Slot(
            f"the {declared.location} parameter {declared.name!r} of "
            f"{title_of(self.operation)}",
            type_of_schema(declared.schema, self.inspection.references),
            declared.node,
        )
        self.rules.mismatch.as_text(parameter.value, slot, self.step)

    def _missing_variable(self, name: str, given: Parameter | None) -> None:
        hint = f"add a parameter {name!r} with in: path"
        place = self._list_place()
        in_path = {p.name: p for p in self.step.parameters if p.location == "path"}
        similar = nearest(name, in_path)
        if given is not None:
            hint, place = "write in: path", given.node.place
        elif similar is not None:
            hint = f"call it {name!r}"
            place = self._name_place(in_path[similar])
        self.inspection.diagnostics.add(
            data.MISSING_PATH_PARAMETER,
            f"{title_of(self.operation)} needs the path parameter {name!r}, and nothing "
            "gives it",
            place,
            hint,
        )

    def _missing_parameter(self, declared: OperationParameter) -> None:
        location = declared.location
        self.inspection.diagnostics.add(
            data.MISSING_PARAMETER,
            f"{title_of(self.operation)} requires the {location} parameter "
            f"{declared.name!r}, and nothing gives it",
            self._list_place(),
            f"add a parameter {declared.name!r} with in: {location}",
            related=((declared.node.place, "where it is declared"),),
        )

    def _list_place(self) -> Place:
        """Where a parameter is missing: the step."""
        step_id = self.step.node.get("stepId")
        return self.step.node.place if step_id is None else step_id.place

    def _name_place(self, parameter: Parameter) -> Place:
        name = parameter.node.get("name")
        return parameter.node.place if name is None else name.place


def _folded(name: str, location: str | None) -> str:
    return name.casefold() if location == "header" else name
