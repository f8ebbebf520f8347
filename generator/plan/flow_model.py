"""The flow of a workflow: its jumps as they are given, and the tree they become.

The tree says what happens, close to Python: an emitter walks it once and spells it.
`next_step`, a variable that names a step or is None, is needed only where the tree
holds `Next`, `NextIs` or `Dispatch`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


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


@dataclass(frozen=True)
class RunStep:
    """Runs a step.

    Attributes:
        step_id: Which one.
        captures_action: Whether a `Branch` asks which success action applies.
        catches: The failure actions that a `Try` around it handles.
        counted: Whether the step counts towards max_steps, which is checked before
            it is entered.
    """

    step_id: str
    captures_action: bool = False
    catches: tuple[str, ...] = ()
    counted: bool = False


@dataclass(frozen=True)
class ActionIs:
    """Whether the success action of the step that ran last is one of these.

    Attributes:
        step_id: The step that ran last.
        actions: Names of its success actions, in its order.
        negated: Whether it is none of them, or no action applied.
    """

    step_id: str
    actions: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class NextIs:
    """Whether `next_step` is one of these (negated: none of them, or None).

    Attributes:
        step_ids: Ids of steps, or what `Next` calls a place that is no step.
        negated: Whether it is none of them.
    """

    step_ids: tuple[str, ...]
    negated: bool = False


Condition: TypeAlias = ActionIs | NextIs


@dataclass(frozen=True)
class Branch:
    """`if condition: then else: otherwise`; `then` is never empty."""

    condition: Condition
    then: Block
    otherwise: Block = ()


@dataclass(frozen=True)
class Handler:
    """What follows from failure actions. An empty body goes on after the `Try`."""

    actions: tuple[str, ...]
    body: Block


@dataclass(frozen=True)
class Try:
    """Runs steps; an error whose action a handler names is handled, others go on.

    Attributes:
        body: The steps.
        handlers: By action; at least one.
        otherwise: What follows where nothing failed; its own errors are not handled.
    """

    body: Block
    handlers: tuple[Handler, ...]
    otherwise: Block = ()


@dataclass(frozen=True)
class Loop:
    """`while True:`"""

    body: Block


@dataclass(frozen=True)
class Once:
    """`while True:` with a `break` at its end: a `Break` leads behind it."""

    body: Block


@dataclass(frozen=True)
class Case:
    """A part of a `Dispatch`, entered when `next_step` is the step."""

    step_id: str
    body: Block


@dataclass(frozen=True)
class Dispatch:
    """`while True: match next_step:`; the end of a case leads to the match again.

    Attributes:
        cases: Its parts, in list order.
        start: What `next_step` is to begin with; None where it is set already.
    """

    cases: tuple[Case, ...]
    start: str | None = None


@dataclass(frozen=True)
class Next:
    """`next_step = step_id`

    Attributes:
        step_id: The id of a step; `after <step id>` where what follows depends on the
            action of a step that ran; None where nothing is decided yet.
    """

    step_id: str | None


@dataclass(frozen=True)
class Break:
    """Leaves the innermost `Loop`, `Once` or `Dispatch`."""


@dataclass(frozen=True)
class Continue:
    """Goes to the top of the innermost `Loop` or `Dispatch`; never in a `Once`."""


@dataclass(frozen=True)
class Wait:
    """`time.sleep(poll_interval)`, before a step is entered again by a jump back."""


@dataclass(frozen=True)
class Return:
    """Returns the workflow's outputs.

    Attributes:
        completed: The steps which have certainly completed by then.
    """

    completed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Transfer:
    """Returns the result of another workflow.

    Attributes:
        key: Which transfer.
        completed: The steps which have certainly completed by then.
    """

    key: str
    completed: frozenset[str] = frozenset()


Node: TypeAlias = (
    RunStep
    | Branch
    | Try
    | Loop
    | Once
    | Dispatch
    | Next
    | Break
    | Continue
    | Wait
    | Return
    | Transfer
)
Block: TypeAlias = tuple[Node, ...]
"""Nodes that follow each other; the empty block does nothing."""


@dataclass(frozen=True)
class Flow:
    """A workflow's flow as a tree.

    Attributes:
        body: What happens. Its end returns the outputs.
        completed_at_end: The steps which have certainly completed where the end of
            the body is reached; None where it never is.
        loops: Whether a step can be entered again: the workflow takes poll_interval
            and max_steps.
        unreachable: Steps that no jump and no order leads to, in list order; they are
            not in the body.
    """

    body: Block
    completed_at_end: frozenset[str] | None
    loops: bool = False
    unreachable: tuple[str, ...] = ()


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

    before: Mapping[str, frozenset[str]]
    at_end: frozenset[str] | None
    at_action: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cycle:
    """Steps that wait for each other: each for the next, the last for the first."""

    step_ids: tuple[str, ...]
