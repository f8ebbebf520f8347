"""Workflows of hundreds of steps."""

from __future__ import annotations

import random
import time

import pytest

from arazzo_codegen.check.flow_model import FlowStep
from arazzo_codegen.plan.flow.jumps import MAX_DEPTH, depth_of
from arazzo_codegen.plan.flow.structured import structured_flow
from arazzo_codegen.plan.flow.tree import Dispatch

from .flow_support import end, goto, step, text_of


def large_workflow(seed: int, farthest: int) -> tuple[FlowStep, ...]:
    """200 steps of which 50 jump, at most so far."""
    chance = random.Random(seed)
    jumping = set(chance.sample(range(200), 50))
    return tuple(
        (
            step(
                f"s{index}",
                goto(
                    "jump",
                    f"s{min(max(index + chance.randint(-farthest, farthest), 0), 199)}",
                ),
            )
            if index in jumping
            else step(f"s{index}")
        )
        for index in range(200)
    )


@pytest.mark.parametrize("farthest", [4, 200])
def test_a_large_workflow_is_structured_at_once(farthest: int) -> None:
    steps = large_workflow(1, farthest)
    fastest = 1.0
    for _ in range(3):
        start = time.process_time()
        flow = structured_flow(steps)
        fastest = min(fastest, time.process_time() - start)
    assert fastest < 0.1
    assert depth_of(flow.body) <= MAX_DEPTH + 1


def test_most_of_a_large_workflow_with_short_jumps_needs_no_dispatch() -> None:
    text = text_of(structured_flow(large_workflow(1, 4)))
    assert text.count("case ") <= 20


def test_a_long_workflow_needs_no_deep_recursion() -> None:
    steps = [step(f"s{index}", end("stop")) for index in range(3000)]
    flow = structured_flow(steps)
    assert not any(isinstance(node, Dispatch) for node in flow.body)
