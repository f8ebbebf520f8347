"""The order of execution, and what has completed by then."""

from __future__ import annotations

import tracemalloc

from arazzo_codegen.check.flow_graph import always_completed_before
from arazzo_codegen.check.flow_model import Cycle
from arazzo_codegen.check.flow_order import execution_order

from .flow_support import end, goto, step, transfer


def test_list_order_holds_where_no_step_depends_on_another() -> None:
    assert execution_order(["b", "a"], {}, {"b": ["a"]}) == ("b", "a")


def test_a_step_follows_those_it_depends_on() -> None:
    order = execution_order(["a", "b", "c"], {"a": ["c"]}, {})
    assert order == ("b", "c", "a")


def test_a_step_follows_those_it_reads_where_some_step_depends_on_another() -> None:
    order = execution_order(["a", "b", "c", "d"], {"d": ["c"]}, {"a": ["b"]})
    assert order == ("b", "a", "c", "d")


def test_steps_that_are_ready_keep_list_order() -> None:
    order = execution_order(["d", "c", "b", "a"], {"d": ["a"]}, {})
    assert order == ("c", "b", "a", "d")


def test_steps_that_wait_for_each_other_are_a_cycle() -> None:
    order = execution_order(["x", "a", "b"], {"a": ["b"]}, {"b": ["a"], "x": ["a"]})
    assert order == Cycle(("a", "b"))


def test_a_step_that_depends_on_itself_is_a_cycle() -> None:
    assert execution_order(["a"], {"a": ["a"]}, {}) == Cycle(("a",))


def test_a_step_that_a_jump_skips_has_not_certainly_completed() -> None:
    completed = always_completed_before(
        (step("a", goto("skip", "c")), step("b"), step("c"))
    )
    assert completed.before == {"a": set(), "b": {"a"}, "c": {"a"}}
    assert completed.at_end == frozenset("ac")


def test_a_failed_step_has_not_completed() -> None:
    steps = (
        step("a", failing=[goto("on", "c")]),
        step("b", end("done", always=True)),
        step("c"),
    )
    assert always_completed_before(steps).before["c"] == set()


def test_each_exit_says_what_has_completed() -> None:
    steps = (
        step("a", end("stop")),
        step("b", failing=[transfer("give up", "other")]),
    )
    completed = always_completed_before(steps)
    assert completed.at_action == {("a", "stop"): {"a"}, ("b", "give up"): {"a"}}
    assert completed.at_end == frozenset("ab")


def test_what_a_loop_has_run_before_stays_completed() -> None:
    steps = (step("a"), step("b"), step("c", goto("again", "b")))
    assert always_completed_before(steps).before["b"] == {"a"}


def test_what_has_completed_takes_no_more_memory_than_bits() -> None:
    steps = [step(f"s{number}") for number in range(2_000)]
    tracemalloc.start()
    before = always_completed_before(steps).before
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(before["s1999"]) == 1_999
    assert "s1998" in before["s1999"]
    assert "s1999" not in before["s1999"]
    assert before["s3"] & before["s2"] == {"s0", "s1"}
    assert peak < 16_000_000
