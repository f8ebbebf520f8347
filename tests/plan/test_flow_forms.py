"""The forms that flows take: those that a person would have written."""

from __future__ import annotations

from textwrap import dedent

import pytest

from arazzo_codegen.check.flow_model import FlowStep
from arazzo_codegen.plan.flow.structured import structured_flow
from arazzo_codegen.plan.flow.tree import Branch, Flow, Loop, Return, RunStep, Wait

from .flow_support import end, goto, step, text_of, transfer


def form(*steps: FlowStep) -> str:
    return text_of(structured_flow(steps))


def lines(text: str) -> str:
    return dedent(text).strip()


def test_steps_without_jumps_are_a_straight_line() -> None:
    assert form(step("a"), step("b"), step("c")) == lines("""
        a()
        b()
        c()
        """)


def test_jumps_that_say_what_happens_anyway_ask_nothing() -> None:
    assert form(step("a", goto("on", "b")), step("b", end("done"))) == lines("""
        a()
        b()
        """)


def test_polling_is_a_loop_that_breaks() -> None:
    steps = (
        step("trigger"),
        step("poll", goto("again", "poll"), goto("done", "use")),
        step("use"),
    )
    assert form(*steps) == lines("""
        trigger()
        while True:
            action = poll()
            if action != 'again':
                break
            wait()
        use()
        """)


def test_a_loop_with_two_ways_out_of_its_last_step_asks_again_behind_it() -> None:
    steps = (
        step("poll", goto("again", "poll"), goto("failed", "clean")),
        step("use", end("done", always=True)),
        step("clean"),
    )
    assert form(*steps) == lines("""
        while True:
            action = poll()
            if action != 'again':
                break
            wait()
        if action != 'failed':
            use()
        else:
            clean()
        """)


def test_ways_of_unlike_length_to_the_end_return_each() -> None:
    steps = (
        step("check", goto("failed", "clean")),
        step("use", end("done", always=True)),
        step("clean"),
        step("tell"),
        step("close"),
    )
    assert form(*steps) == lines("""
        action = check()
        if action != 'failed':
            use()
            return
        clean()
        tell()
        close()
        """)


def test_a_short_way_out_of_a_loop_stands_in_it() -> None:
    steps = (
        step("poll", goto("again", "poll"), failing=[goto("gone", "clean")]),
        step("use", end("done", always=True)),
        step("clean"),
    )
    assert form(*steps) == lines("""
        while True:
            try:
                action = poll()
            except gone:
                clean()
                return
            if action != 'again':
                break
            wait()
        use()
        """)


def test_an_end_is_an_early_return() -> None:
    steps = (step("find", end("none")), step("cancel"), step("confirm"))
    assert form(*steps) == lines("""
        action = find()
        if action == 'none':
            return
        cancel()
        confirm()
        """)


def test_a_jump_forward_skips_with_an_if() -> None:
    steps = (step("check", goto("exists", "use")), step("make"), step("use"))
    assert form(*steps) == lines("""
        action = check()
        if action != 'exists':
            make()
        use()
        """)


def test_a_choice_of_steps_that_meet_again_is_an_elif() -> None:
    steps = (
        step(
            "ask", goto("x", "one"), goto("y", "two"), goto("z", "three", always=True)
        ),
        step("one", goto("on", "last", always=True)),
        step("two", goto("on", "last", always=True)),
        step("three"),
        step("last"),
    )
    assert form(*steps) == lines("""
        action = ask()
        if action == 'z':
            three()
        elif action == 'y':
            two()
        else:
            one()
        last()
        """)


def test_a_failure_that_goes_back_closes_the_loop() -> None:
    steps = (
        step("create"),
        step("poll", failing=[goto("gone", "create")]),
        step("allocate"),
    )
    assert form(*steps) == lines("""
        while True:
            create()
            try:
                poll()
            except gone:
                pass
            else:
                break
            wait()
        allocate()
        """)


def test_a_jump_back_from_the_last_step_closes_the_loop() -> None:
    steps = (
        step("page"),
        step("enough", end("stop")),
        step("store", goto("more", "page", always=True)),
    )
    assert form(*steps) == lines("""
        while True:
            page()
            action = enough()
            if action == 'stop':
                return
            store()
            wait()
        """)


def test_a_recovery_step_follows_the_try() -> None:
    steps = (
        step("a", failing=[goto("broken", "recover")]),
        step("b", end("done", always=True)),
        step("recover"),
    )
    assert form(*steps) == lines("""
        try:
            a()
        except broken:
            pass
        else:
            b()
            return
        recover()
        """)


def test_steps_that_fail_alike_share_a_try() -> None:
    undo = [goto("failed", "undo")]
    steps = (
        *(step(name, failing=undo) for name in "abcd"),
        step("e", end("done", always=True)),
        step("undo"),
    )
    assert form(*steps) == lines("""
        try:
            a()
            b()
            c()
            d()
        except failed:
            pass
        else:
            e()
            return
        undo()
        """)


def test_many_jumps_to_one_step_leave_a_loop_that_runs_once() -> None:
    steps = (*(step(name, goto("stop", "z")) for name in "abc"), step("d"), step("z"))
    assert form(*steps) == lines("""
        while True:  # once
            action = a()
            if action == 'stop':
                break
            action = b()
            if action == 'stop':
                break
            action = c()
            if action == 'stop':
                break
            d()
            break
        z()
        """)


def test_jumps_that_cross_ask_for_the_next_step() -> None:
    steps = (
        step("a", goto("to d", "d")),
        step("b", goto("to f", "f")),
        step("c"),
        step("d"),
        step("e"),
        step("f"),
    )
    assert form(*steps) == lines("""
        action = a()
        next_step = None
        if action != 'to d':
            action = b()
            if action == 'to f':
                next_step = 'f'
            else:
                c()
        if next_step != 'f':
            d()
            e()
        f()
        """)


def test_two_loops_are_left_by_asking_again() -> None:
    steps = (
        step("a"),
        step("b"),
        step("c", goto("inner", "b"), goto("out", "e")),
        step("d", goto("outer", "a")),
        step("e"),
    )
    assert form(*steps) == lines("""
        while True:
            a()
            while True:
                b()
                action = c()
                if action != 'inner':
                    break
                wait()
            if action == 'out':
                break
            action = d()
            if action != 'outer':
                break
            wait()
        e()
        """)


def test_a_loop_with_two_entries_alone_is_a_dispatch() -> None:
    steps = (
        step("first"),
        step("a", goto("over", "c")),
        step("b"),
        step("c", goto("back", "b")),
        step("last"),
    )
    assert form(*steps) == lines("""
        first()
        action = a()
        if action == 'over':
            next_step = 'c'
        else:
            next_step = 'b'
        while True:
            match next_step:
                case 'b':
                    b()
                    next_step = 'c'
                case 'c':
                    action = c()
                    if action == 'back':
                        wait()
                        next_step = 'b'
                        continue
                    break
        last()
        """)


def test_a_transfer_returns_what_the_other_workflow_returns() -> None:
    steps = (
        step("a", transfer("hand over", "other")),
        step("b", failing=[transfer("give up", "another")]),
    )
    assert form(*steps) == lines("""
        action = a()
        if action == 'hand over':
            return other()
        try:
            b()
        except give up:
            return another()
        """)


def test_a_jump_back_that_enters_nothing_again_does_not_wait() -> None:
    steps = (
        step("a", goto("on", "c", always=True)),
        step("b", end("done", always=True)),
        step("c", goto("back", "b", always=True)),
    )
    flow = structured_flow(steps)
    assert text_of(flow) == "a()\nc()\nb()"
    assert not flow.loops


def test_steps_are_counted_where_a_step_can_be_entered_again() -> None:
    looping = structured_flow((step("a"), step("b", goto("again", "b")), step("c")))
    straight = structured_flow((step("a"), step("b")))
    assert looping.loops
    assert looping.body[0] == RunStep("a", counted=True)
    assert looping.body[2] == RunStep("c", counted=True)
    assert not straight.loops
    assert straight.body == (RunStep("a"), RunStep("b"))


def test_steps_that_nothing_leads_to_are_reported_and_left_out() -> None:
    flow = structured_flow(
        (step("a", goto("on", "c", always=True)), step("b"), step("c"))
    )
    assert flow.unreachable == ("b",)
    assert text_of(flow) == "a()\nc()"


def test_returns_say_what_has_completed() -> None:
    flow = structured_flow((step("a", end("stop")), step("b")))
    assert flow.completed_at_end == frozenset("ab")
    branch = flow.body[1]
    assert isinstance(branch, Branch)
    assert branch.then == (Return(frozenset({"a"})),)


def test_an_endless_loop_has_no_end() -> None:
    flow = structured_flow((step("a", goto("again", "a", always=True)),))
    assert flow.body == (Loop((RunStep("a", counted=True), Wait())),)
    assert flow.completed_at_end is None


def test_no_steps_are_no_flow() -> None:
    assert structured_flow(()) == Flow((), frozenset())


def test_a_jump_to_a_step_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        structured_flow((step("a", goto("on", "z")),))
