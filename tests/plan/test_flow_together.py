"""Which steps run at the same time, and in which order they start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from arazzo_codegen.plan.flow.together import Order, run_together
from arazzo_codegen.plan.flow.tree import (
    ActionIs,
    Block,
    Branch,
    Flow,
    Loop,
    Node,
    RunStep,
    Together,
)


def together(
    steps: str,
    reads: Mapping[str, str] | None = None,
    follows: Mapping[str, str] | None = None,
    alone: str = "",
) -> list[str]:
    """Steps with names of one letter: those at the same time in one text, in the order
    in which they start."""
    order = Order(reads or {}, follows or {}, alone)
    flow = Flow(tuple(map(RunStep, steps)), frozenset())
    return list(_shown(run_together(flow, order).body))


def _shown(block: Block) -> Iterator[str]:
    for node in block:
        if isinstance(node, Together):
            yield "".join(one.step.step_id for one in node.started)
        elif isinstance(node, RunStep):
            yield node.step_id


def test_steps_that_need_nothing_start_in_the_order_of_the_list() -> None:
    assert together("abc") == ["abc"]


def test_a_chain_stays_one_step_after_the_other() -> None:
    assert together("abc", {"b": "a", "c": "b"}) == ["a", "b", "c"]


def test_what_all_need_and_what_needs_all_run_by_themselves() -> None:
    assert together("abcd", {"b": "a", "c": "a", "d": "bc"}) == ["a", "bc", "d"]


def test_a_step_that_waits_starts_after_those_that_wait_for_less() -> None:
    assert together("abcd", {"b": "a", "d": "c"}) == ["acbd"]
    assert together("abcde", {"c": "ab", "d": "ab", "e": "d"}) == ["abcde"]


def test_depends_on_orders_what_reads_nothing() -> None:
    order = Order({"c": "a"}, {"c": "ab"}, "")
    flow = Flow(tuple(map(RunStep, "abcd")), frozenset())
    (node,) = run_together(flow, order).body

    assert isinstance(node, Together)
    follows = {one.step.step_id: one.follows for one in node.started}
    assert follows == {"a": (), "b": (), "c": ("b",), "d": ()}


def test_a_step_that_is_alone_divides_the_list() -> None:
    assert together("abcde", alone="c") == ["ab", "c", "de"]
    assert together("abc", alone="b") == ["a", "b", "c"]


def test_steps_that_are_asked_or_handled_are_alone() -> None:
    asked, handled = RunStep("b", captures_action=True), RunStep("c", catches=("x",))
    steps = (RunStep("a"), asked, handled, RunStep("d"))
    flow = run_together(Flow(steps, frozenset()), Order({}, {}, ""))

    assert flow.body == steps


def test_branches_and_loops_have_rows_of_their_own() -> None:
    inner = (RunStep("b"), RunStep("c"))
    body: Block = (
        RunStep("a"),
        Branch(ActionIs("a", ("x",)), inner, inner),
        Loop(inner),
        RunStep("d"),
    )
    a, branch, loop, d = run_together(Flow(body, frozenset()), Order({}, {}, "")).body

    assert (a, d) == (RunStep("a"), RunStep("d"))
    assert isinstance(branch, Branch)
    assert isinstance(loop, Loop)
    assert list(_shown(branch.then)) == list(_shown(branch.otherwise)) == ["bc"]
    assert list(_shown(loop.body)) == ["bc"]


@st.composite
def orders(draw: st.DrawFn) -> tuple[str, dict[str, set[str]], set[str]]:
    steps = "abcdefgh"[: draw(st.integers(1, 8))]
    needs = {
        step: draw(st.sets(st.sampled_from(steps[:number]))) if number else set[str]()
        for number, step in enumerate(steps)
    }
    return steps, needs, draw(st.sets(st.sampled_from(steps)))


@given(orders())
def test_every_step_runs_once_and_after_what_it_needs(
    case: tuple[str, dict[str, set[str]], set[str]],
) -> None:
    steps, needs, alone = case
    flow = Flow(tuple(map(RunStep, steps)), frozenset())
    body = run_together(flow, Order(needs, {}, alone)).body

    started = "".join(_shown(body))
    assert sorted(started) == list(steps)
    for step in steps:
        assert needs[step] <= set(started[: started.index(step)])
    _check_list_order(body, steps, alone)


def _check_list_order(body: Sequence[Node], steps: str, alone: set[str]) -> None:
    """Between the rows, the order is that of the list."""
    listed = ""
    for node in body:
        if isinstance(node, Together):
            assert not alone & {one.step_id for one in node.listed}
            listed += "".join(one.step_id for one in node.listed)
        elif isinstance(node, RunStep):
            listed += node.step_id
    assert listed == steps
