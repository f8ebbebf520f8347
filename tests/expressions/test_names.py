from __future__ import annotations

import pytest

from arazzo_codegen.expressions.model import (
    Expression,
    Input,
    MessagePart,
    StepOutput,
    WorkflowField,
)
from arazzo_codegen.expressions.names import (
    KnownNames,
    format_navigation,
    parse_navigation,
    resolve_names,
    split_navigation,
)

NAMES = KnownNames(
    inputs=("page[number]",),
    step_outputs={"find": ("pet", "pet.owner")},
    workflow_outputs={"login": ("token",)},
)


@pytest.mark.parametrize(
    ("raw", "declared", "split"),
    [
        ("y", {"y"}, ("y", ())),
        ("y.data[0].id", {"y"}, ("y", ("data", "0", "id"))),
        ("y[2]", {"y"}, ("y", ("2",))),
        ("y.0", {"y"}, ("y", ("0",))),
        ("a.b.c", {"a", "a.b"}, ("a.b", ("c",))),
        ("y.data[0]", {"y", "y.data[0]"}, ("y.data[0]", ())),
        ("yes.no", {"y"}, None),
        ("y.data[*]", {"y"}, None),
        ("y..id", {"y"}, None),
        ("y.", {"y"}, None),
        ("z", {"y"}, None),
        ("y", set(), None),
    ],
)
def test_names_end_at_the_longest_that_is_declared(
    raw: str, declared: set[str], split: object
) -> None:
    assert split_navigation(raw, declared) == split


def test_navigation_keeps_indexes_and_names_apart() -> None:
    assert parse_navigation(".data[0].0") == ("data", 0, "0")
    assert format_navigation(("data", 0, "0")) == ".data[0].0"


@pytest.mark.parametrize(
    ("expression", "resolved"),
    [
        (StepOutput("find", "pet"), StepOutput("find", "pet")),
        (
            StepOutput("find", "pet.tags[0]", ("name",)),
            StepOutput("find", "pet", ("tags", "0", "name")),
        ),
        (StepOutput("find", "pet.owner"), StepOutput("find", "pet.owner")),
        (StepOutput("other", "pet"), None),
        (Input("page[number]"), Input("page[number]")),
        (Input("page"), None),
        (
            WorkflowField("login", "outputs", "token.value"),
            WorkflowField("login", "outputs", "token", ("value",)),
        ),
        (MessagePart("response", "body"), MessagePart("response", "body")),
    ],
)
def test_expressions_are_resolved_by_the_names_that_exist(
    expression: Expression, resolved: Expression | None
) -> None:
    assert resolve_names(expression, NAMES) == resolved
