"""Whatever the jumps are, the tree does what they say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from arazzo_codegen.check.flow_graph import always_completed_before
from arazzo_codegen.check.flow_model import (
    ActionTarget,
    End,
    FlowAction,
    FlowStep,
    GotoStep,
    TransferWorkflow,
)
from arazzo_codegen.plan.flow.structured import structured_flow

from .flow_support import (
    Interpreter,
    Oracle,
    Outcome,
    OutOfStepsError,
    Run,
    may_follow,
    simulate,
)

LETTERS = "abcdefghijklmnop"


@st.composite
def workflows(draw: st.DrawFn, most: int = 9) -> tuple[FlowStep, ...]:
    ids = LETTERS[: draw(st.integers(1, most))]
    goto = st.sampled_from(ids).map(GotoStep)
    targets: st.SearchStrategy[ActionTarget] = st.one_of(
        goto, goto, goto, st.just(End()), st.just(TransferWorkflow("w"))
    )

    def actions(prefix: str, largest: int) -> tuple[FlowAction, ...]:
        count = draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3][: largest + 4]))
        return tuple(
            FlowAction(f"{prefix}{n}", draw(targets), draw(st.integers(0, 4)) == 0)
            for n in range(count)
        )

    return tuple(FlowStep(i, actions("s", 3), actions("f", 1)) for i in ids)


def outcomes(step: FlowStep) -> list[Outcome]:
    """All ways in which a run of the step can turn out."""
    found: list[Outcome] = []
    for failed, actions in ((False, step.on_success), (True, step.on_failure)):
        for action in actions:
            found.append((failed, action.name))
            if action.always:
                break
        else:
            found.append((failed, None))
    return found


def oracle_of(steps: Sequence[FlowStep], seed: int) -> Oracle:
    chance = random.Random(seed)
    choices = {step.step_id: outcomes(step) for step in steps}
    successes = {i: [o for o in every if not o[0]] for i, every in choices.items()}

    def oracle(step_id: str) -> Outcome:
        failing = chance.random() < 0.3
        return chance.choice((choices if failing else successes)[step_id])

    return oracle


def jumps_again(steps: Sequence[FlowStep]) -> set[tuple[str, str]]:
    """The jumps whose target can have run before their source."""
    before = may_follow(steps)
    return {
        (source, target)
        for source, earlier in before.items()
        for target in earlier | {source}
    }


def assert_same_runs(steps: Sequence[FlowStep], seeds: Sequence[int]) -> None:
    flow = structured_flow(steps)
    again = jumps_again(steps)
    for seed in seeds:
        expected, actual = Run(oracle_of(steps, seed)), Run(oracle_of(steps, seed))
        results = []
        for run in (expected, actual):
            try:
                results.append(
                    simulate(steps, run, again)
                    if run is expected
                    else Interpreter(flow, run).result()
                )
            except OutOfStepsError:
                results.append("out of steps")
        assert actual.trace == expected.trace
        assert results[0] == results[1]


@settings(max_examples=400, deadline=None)
@given(workflows(), st.integers(0, 10**6))
def test_every_run_of_the_tree_is_the_run_of_the_graph(
    steps: tuple[FlowStep, ...], seed: int
) -> None:
    assert_same_runs(steps, range(seed, seed + 12))


@settings(max_examples=200, deadline=None)
@given(workflows(), st.integers(0, 10**6))
def test_what_has_certainly_completed_has_completed(
    steps: tuple[FlowStep, ...], seed: int
) -> None:
    completed = always_completed_before(steps)
    before = may_follow(steps)

    run = Run(lambda _: (False, None))
    choose = oracle_of(steps, seed)

    def oracle(step_id: str) -> Outcome:
        earlier = set(run.trace[:-1])
        assert completed.before[step_id] <= run.completed
        assert earlier - {"= wait"} <= before[step_id]
        return choose(step_id)

    run.oracle = oracle
    with suppress(OutOfStepsError):
        simulate(steps, run, set())
