"""The flow of a workflow as a tree: loops and branches, and steps that run.

The tree says what happens, close to Python: an emitter walks it once and spells it.
`next_step`, a variable that names a step or is None, is needed only where the tree
holds `Next`, `NextIs` or `Dispatch`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


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
class Started:
    """A step that runs while others do.

    Attributes:
        follows: The steps of these that it waits for, though it reads nothing of them.
    """

    step: RunStep
    follows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Together:
    """Runs steps at the same time, each as soon as what it reads is there; ends when
    all have ended.

    Attributes:
        started: In the order in which they start.
        listed: The same steps, in the order of the list.
    """

    started: tuple[Started, ...]
    listed: tuple[RunStep, ...]


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
    """Waits for `poll_interval` seconds, before a step is entered again by a jump back."""


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
    | Together
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
