"""The class of a workflow's error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..link.model import Step
from .code import Code, Uses, one_of
from .flow.queries import number_of_catches
from .flow.tree import Flow
from .model import ErrorClass
from .names import ModuleNames


def plan_error(
    names: ModuleNames, steps: Iterable[Step], flow: Flow, uses: Uses
) -> ErrorClass:
    """The class of the error that a workflow raises.

    Args:
        steps: Those that the module has functions of.
        flow: What catches failures that lead on.
    """
    actions = dict.fromkeys(
        action.name
        for step in steps
        for action in step.on_failure
        if action.kind == "goto"
    )
    type_ = _action_type(tuple(actions), flow, uses) if actions else None
    return ErrorClass(names.error, names.completed, type_)


def _action_type(actions: Sequence[str], flow: Flow, uses: Uses) -> Code:
    if len(actions) > 1 and number_of_catches(flow) > 1:
        # mypy takes the action of one error for that of the error caught after it.
        return Code("str")
    return one_of(actions, uses)
