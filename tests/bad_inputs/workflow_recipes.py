"""Recipes about workflows: their values, flow, fields and criteria."""

from __future__ import annotations

from pathlib import Path

from .command import Ended, compile_texts, workflow
from .recipe import STEP, Recipe


def literal_value(folder: Path) -> Ended:
    parameters = "parameters: [{name: q, in: query, value: 'a\"b\\c{x}'}]"
    ended = compile_texts(
        folder, workflow(f"{{stepId: a, operationId: listPets, {parameters}}}")
    )
    text = (folder / "out" / "w.py").read_text("utf-8")
    assert repr('a"b\\c{x}').strip("'") in text.replace('\\"', '"')
    return ended


def circle_of_workflows(folder: Path) -> Ended:
    files = workflow("{stepId: a, workflowId: v}")
    files["w.arazzo.yml"] += "- {workflowId: v, steps: [{stepId: b, workflowId: w}]}\n"
    return compile_texts(folder, files)


def unreachable_step(folder: Path) -> Ended:
    action = "onSuccess: [{name: stop, type: end}]"
    steps = (
        f"{{stepId: a, operationId: listPets, {action}}}, {STEP.replace('a,', 'b,')}"
    )
    return compile_texts(folder, workflow(steps))


def action_after_one_that_always_applies(folder: Path) -> Ended:
    actions = "onSuccess: [{name: stop, type: end}, {name: more, type: end}]"
    return compile_texts(
        folder, workflow(f"{{stepId: a, operationId: listPets, {actions}}}")
    )


def many_retries(folder: Path) -> Ended:
    action = "{name: again, type: retry, retryAfter: 0, retryLimit: 1000000000}"
    return compile_texts(
        folder, workflow(f"{{stepId: a, operationId: listPets, onFailure: [{action}]}}")
    )


def output_of_a_step_that_may_be_skipped(folder: Path) -> Ended:
    criteria = "criteria: [{condition: $statusCode == 201}]"
    jump = f"onSuccess: [{{name: on, type: goto, stepId: c, {criteria}}}]"
    steps = (
        f"{{stepId: a, operationId: listPets, {jump}}}, "
        "{stepId: b, operationId: listPets, outputs: {x: $statusCode}}, "
        "{stepId: c, operationId: listPets}"
    )
    return compile_texts(folder, workflow(steps, ", outputs: {y: $steps.b.outputs.x}"))


def newer_field(folder: Path) -> Ended:
    return compile_texts(
        folder, workflow("{stepId: a, operationId: listPets, timeout: 1000}")
    )


def newer_field_strictly(folder: Path) -> Ended:
    files = workflow("{stepId: a, operationId: listPets, timeout: 1000}")
    return compile_texts(folder, files, "--strict")


def misspelt_field(folder: Path) -> Ended:
    criteria = "sucessCriteria: [{condition: $statusCode == 200}]"
    ended = compile_texts(
        folder, workflow(f"{{stepId: a, operationId: listPets, {criteria}}}")
    )
    assert "did you mean 'successCriteria'?" in ended.said
    return ended


def _criterion(folder: Path, type_: str, condition: str) -> Ended:
    criterion = f"{{context: $response.body, type: {type_}, condition: '{condition}'}}"
    return compile_texts(
        folder,
        workflow(
            f"{{stepId: a, operationId: listPets, successCriteria: [{criterion}]}}"
        ),
    )


def long_pattern(folder: Path) -> Ended:
    return _criterion(folder, "regex", "(a)" * 100_000)


def pattern_of_a_mebibyte(folder: Path) -> Ended:
    return _criterion(folder, "regex", "a" * 2**20)


def nested_query(folder: Path) -> Ended:
    return _criterion(folder, "jsonpath", "$" + "[?@.a" * 10_000 + "]" * 10_000)


def nested_xpath(folder: Path) -> Ended:
    return _criterion(folder, "xpath", "(" * 10_000 + "1" + ")" * 10_000)


def nested_condition(folder: Path) -> Ended:
    return _criterion(folder, "simple", "(" * 10_000 + "1 == 1" + ")" * 10_000)


def long_condition(folder: Path) -> Ended:
    return _criterion(folder, "simple", " && ".join(["1 == 1"] * 20_000))


RECIPES = (
    Recipe("B095", literal_value, 0, "neither"),
    Recipe("B096", circle_of_workflows, 1, "place"),
    Recipe("B100", unreachable_step, 0, "warning"),
    Recipe("B101", action_after_one_that_always_applies, 0, "warning"),
    Recipe("B102", many_retries, 0, "neither"),
    Recipe("B105", output_of_a_step_that_may_be_skipped, 0, "neither"),
    Recipe("B106", newer_field, 0, "warning"),
    Recipe("B106", newer_field_strictly, 1, "place"),
    Recipe("B108", misspelt_field, 1, "place"),
    Recipe("B110", long_pattern, 1, "place"),
    Recipe("B110", pattern_of_a_mebibyte, 1, "place"),
    Recipe("B112", nested_query, 1, "place"),
    Recipe("B112", nested_xpath, 1, "place"),
    Recipe("B112", nested_condition, 1, "place"),
    Recipe("B112", long_condition, 1, "place"),
)
