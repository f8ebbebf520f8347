"""Runs compiled criteria: a reader over plain values, and the module around the code."""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from arazzo_codegen.check.types import ALL_KINDS, Kind
from arazzo_codegen.expressions.model import Expression
from arazzo_codegen.plan.code import Code, Uses
from arazzo_codegen.plan.helpers import with_required
from arazzo_codegen.plan.operands import Operand


@dataclass
class ValueReader:
    """Reads expressions from given values, as variables `value_0`, `value_1`, …

    Attributes:
        values: The value of each expression; others are absent.
        kinds: What is known of an expression's value; anything, where nothing is said.
        code: The name of an expression's variable, for tests that show source.
    """

    values: dict[Expression, Any] = field(default_factory=dict)
    kinds: dict[Expression, frozenset[Kind]] = field(default_factory=dict)
    code: dict[Expression, str] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)

    def read(
        self, expression: Expression, navigation: tuple[str | int, ...] = ()
    ) -> Operand:
        name = self.code.get(expression)
        name = f"value_{len(self.variables)}" if name is None else name
        kinds = self.kinds.get(expression, ALL_KINDS)
        present = expression in self.kinds
        value = self.values.get(expression, ABSENT)
        for token in navigation:
            value = _member(value, token)
        self.variables[name] = value
        return Operand(Code(name), kinds, not present)


def _member(value: Any, token: str | int) -> Any:
    if isinstance(value, dict) and token in value:
        return value[token]
    if isinstance(value, list) and isinstance(token, int) and token < len(value):
        return value[token]
    return ABSENT


class _Absent(Enum):
    """Has the same text in every process, so that tests can be named after it."""

    ABSENT = "absent"


ABSENT = _Absent.ABSENT


def module_source(code: Code, uses: Uses) -> str:
    """A module with the helpers that the code needs, and the code as `result`."""
    helpers = with_required(uses.helpers)
    modules = sorted({*uses.modules, *(m for h in helpers for m in h.modules)})
    names = sorted({*uses.names, *(n for h in helpers for n in h.names)})
    lines = ["from __future__ import annotations"]
    lines += [f"import {module}" for module in modules]
    lines += [f"from {module} import {name}" for module, name in names]
    lines += [helper_source(helper.name) for helper in helpers]
    return "\n".join(lines)


def helper_source(name: str) -> str:
    folder = importlib.resources.files("arazzo_codegen_templates") / "helpers"
    file = folder / f"{name.removeprefix('_').lower()}.jinja"
    return file.read_text(encoding="utf-8")


def evaluate(code: Code, uses: Uses, variables: dict[str, Any]) -> Any:
    """The value of compiled code; ABSENT for _ABSENT."""
    module: dict[str, Any] = {"__name__": "generated"}
    exec(module_source(code, uses), module)
    absent = module.get("_ABSENT")
    for name, value in variables.items():
        module[name] = absent if value is ABSENT else value
    result = eval(code, module)
    return ABSENT if absent is not None and result is absent else result
