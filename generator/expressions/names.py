"""The names that exist, and raw texts after `$inputs.` and the like split by them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from .model import Expression, Input, Output, StepOutput, Tokens, WorkflowField

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Navigation: TypeAlias = tuple[str | int, ...]
"""What `.name` and `[0]` lead to: names of members and indexes of arrays."""

_PROPERTY = r"[^.\[\]\s#(){}\x22']+"
_NAVIGATION = re.compile(rf"(?:\.{_PROPERTY}|\[[0-9]+\])*")
_STEP = re.compile(rf"\.({_PROPERTY})|\[([0-9]+)\]")
_LONGEST_INDEX = 15


@dataclass(frozen=True)
class KnownNames:
    """What the expressions of one workflow can name.

    Attributes:
        inputs: The names of the workflow's inputs.
        outputs: The names of the workflow's outputs.
        step_outputs: By step id, the names of its outputs.
        workflow_inputs: By workflow id, the names of its inputs.
        workflow_outputs: By workflow id, the names of its outputs.
    """

    inputs: Collection[str] = frozenset()
    outputs: Collection[str] = frozenset()
    step_outputs: Mapping[str, Collection[str]] = field(default_factory=dict)
    workflow_inputs: Mapping[str, Collection[str]] = field(default_factory=dict)
    workflow_outputs: Mapping[str, Collection[str]] = field(default_factory=dict)

    def siblings(self, expression: Expression) -> Collection[str] | None:
        """The names among which an expression's own name should be.

        None for expressions that read no named value, such as `$response.body`.
        """
        match expression:
            case Input():
                return self.inputs
            case Output():
                return self.outputs
            case StepOutput(step_id):
                return self.step_outputs.get(step_id, ())
            case WorkflowField(workflow_id, "inputs"):
                return self.workflow_inputs.get(workflow_id, ())
            case WorkflowField(workflow_id):
                return self.workflow_outputs.get(workflow_id, ())
            case _:
                return None


def parse_navigation(text: str) -> Navigation | None:
    """Take `.name` and `[0]` steps apart; None if the text is anything else."""
    if _NAVIGATION.fullmatch(text) is None:
        return None
    steps = _STEP.findall(text)
    if any(len(index) > _LONGEST_INDEX for _, index in steps):
        return None
    return tuple(name or int(index) for name, index in steps)


def format_navigation(navigation: Navigation) -> str:
    """The text of navigation: `.data[0].id`."""
    return "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in navigation
    )


def split_path(raw: str, declared: Collection[str]) -> tuple[str, Navigation] | None:
    """Split a text at the end of the longest declared name that it begins with.

    The name ends where the text does, or at a `.` or `[`; what comes after it must be
    `.name` and `[0]` steps. None if no declared name fits.
    """
    if raw in declared:
        return raw, ()
    beginnings = (
        name
        for name in declared
        if raw.startswith(name) and raw[len(name) : len(name) + 1] in (".", "[")
    )
    name = max(beginnings, key=len, default="")
    navigation = parse_navigation(raw[len(name) :]) if name else None
    return None if navigation is None else (name, navigation)


def split_navigation(raw: str, declared: Collection[str]) -> tuple[str, Tokens] | None:
    """Like split_path, with the rest as the tokens of a JSON pointer.

    `y.data[0].id` with `y` declared gives `("y", ("data", "0", "id"))`; a declared
    name that is the whole text wins.
    """
    split = split_path(raw, declared)
    return None if split is None else (split[0], to_tokens(split[1]))


def to_tokens(navigation: Navigation) -> Tokens:
    """The JSON pointer that leads where navigation does."""
    return tuple(str(step) for step in navigation)


def resolve_names(expression: Expression, names: KnownNames) -> Expression | None:
    """The expression with a name that exists, and the rest of it in the pointer.

    The same expression if its whole name exists or it has none; None if nothing
    exists that its text can mean. `$steps.s.outputs.y.id`, where step `s` has an
    output `y`, becomes `$steps.s.outputs.y#/id`.
    """
    if not isinstance(expression, Input | Output | StepOutput | WorkflowField):
        return expression
    split = split_navigation(expression.name, names.siblings(expression) or ())
    if split is None:
        return None
    name, tokens = split
    return replace(expression, name=name, pointer=tokens + expression.pointer)
