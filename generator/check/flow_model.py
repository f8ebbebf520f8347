"""The jumps of a workflow as they are given, and what they say of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True)
class GotoStep:
    """The workflow goes on at a step, from there in list order."""

    step_id: str


@dataclass(frozen=True)
class End:
    """The workflow is over. On success it returns; on failure the error goes on."""


@dataclass(frozen=True)
class TransferWorkflow:
    """Another workflow takes over; its result is the result.

    Attributes:
        key: What the planner knows the transfer by. Two transfers that must be told
            apart, by their parameters for instance, have different keys.
    """

    key: str


ActionTarget: TypeAlias = GotoStep | End | TransferWorkflow


@dataclass(frozen=True)
class FlowAction:
    """A success or failure action that leaves the step. Retries are none.

    Attributes:
        name: Its name, unique among the actions of its list.
        target: Where it leads.
        always: Whether it has no criteria, so that nothing after it can apply.
    """

    name: str
    target: ActionTarget
    always: bool = False


@dataclass(frozen=True)
class FlowStep:
    """A step, and where control goes after it.

    Attributes:
        step_id: Its id.
        on_success: Its success actions in order. When none applies the next step in
            order follows; after the last one the workflow returns its outputs.
        on_failure: Its failure actions in order. When none applies, or an `End`, the
            error goes on.
    """

    step_id: str
    on_success: tuple[FlowAction, ...] = ()
    on_failure: tuple[FlowAction, ...] = ()


@dataclass(frozen=True, eq=False)
class StepSet(Set[str]):
    """Steps of a workflow: a bit for each, for a workflow has as many sets as steps.

    Attributes:
        indexes: The number of each step of the workflow, by its id.
        bits: Those in the set have the bit of their number.
    """

    indexes: Mapping[str, int]
    bits: int

    def __contains__(self, step_id: object) -> bool:
        index = self.indexes.get(step_id) if isinstance(step_id, str) else None
        return index is not None and self.bits >> index & 1 == 1

    def __iter__(self) -> Iterator[str]:
        return (step_id for step_id in self.indexes if step_id in self)

    def __len__(self) -> int:
        return self.bits.bit_count()

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> frozenset[Any]:
        return frozenset(it)


@dataclass(frozen=True)
class Completed:
    """The steps that have certainly completed, on every path to a point.

    A step that failed has not completed, even where a failure action goes on.

    Attributes:
        before: By reachable step, when it is entered.
        at_end: When the last step is left by list order; None where it never is.
        at_action: By step and success action which ends or transfers, and by step and
            failure action which transfers.
    """

    before: Mapping[str, Set[str]]
    at_end: frozenset[str] | None
    at_action: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cycle:
    """Steps that wait for each other: each for the next, the last for the first."""

    step_ids: tuple[str, ...]
