from __future__ import annotations

import pytest

from arazzo_codegen.expressions.model import (
    Expression,
    Input,
    MessagePart,
    Output,
    StatusCode,
    StepOutput,
    WorkflowField,
)
from arazzo_codegen.expressions.names import KnownNames
from arazzo_codegen.expressions.unbraced import find_unbraced

NAMES = KnownNames(
    inputs=("token", "name", "max_rows", "region", "zone", "zone.id"),
    outputs=("total",),
    step_outputs={"login": ("token",), "find-pet": ("pet",)},
    workflow_inputs={"auth": ("user",)},
    workflow_outputs={"auth": ("token",)},
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bearer $inputs.token", ("Bearer ", Input("token"))),
        ("'$inputs.name' $inputs.max_rows;", ("'", Input("name"), "' ", Input("max_rows"), ";")),
        ("$inputs.region-$inputs.zoneB", (Input("region"), "-", Input("zone"), "B")),
        ("at $inputs.zone.id.", ("at ", Input("zone.id"), ".")),
        ("x $inputs.zone.name", ("x ", Input("zone"), ".name")),
        ("Bearer $steps.login.outputs.token", ("Bearer ", StepOutput("login", "token"))),
        ("/$steps.find-pet.outputs.pet#/id", ("/", StepOutput("find-pet", "pet", ("id",)))),
        ("as $workflows.auth.inputs.user", ("as ", WorkflowField("auth", "inputs", "user"))),
        ("$workflows.auth.outputs.token!", (WorkflowField("auth", "outputs", "token"), "!")),
        ("sum $outputs.total", ("sum ", Output("total"))),
        ("got $statusCode.", ("got ", StatusCode(), ".")),
        ("<$response.headers.ETag>", ("<", MessagePart("response", "header", "ETag"), ">")),
        (
            "see $response.body#/a~1b, then",
            ("see ", MessagePart("response", "body", "", ("a/b",)), ", then"),
        ),
        (
            "id $response.body.items[0].id.",
            ("id ", MessagePart("response", "body", "", ("items", "0", "id")), "."),
        ),
    ],
)  # fmt: skip
def test_expressions_without_braces_are_found(
    text: str, parts: tuple[str | Expression, ...]
) -> None:
    found = find_unbraced(text, NAMES)
    assert found.template.parts == parts
    assert found.dialect is not None
    assert found.unknown == ()


def test_each_part_has_the_place_where_it_begins() -> None:
    text = "for $inputs.token$statusCode to $inputs.name"
    found = find_unbraced(text, NAMES)
    assert [text[offset:][:5] for offset in found.offsets] == [
        "for $",
        "$inpu",
        "$stat",
        " to $",
        "$inpu",
    ]


def test_the_corrected_text_has_the_braces() -> None:
    found = find_unbraced("'$inputs.name' LIMIT $inputs.max_rows", NAMES)
    assert found.dialect is not None
    assert found.dialect.corrected == "'{$inputs.name}' LIMIT {$inputs.max_rows}"


@pytest.mark.parametrize(
    "text",
    ["", "at $5.00 in $HOME", "$.items[*]", "*[$filter][0]", "$urls", "($inputs: In)"],
)
def test_other_dollars_are_text(text: str) -> None:
    found = find_unbraced(text, NAMES)
    assert "".join(map(str, found.template.parts)) == text
    assert found.dialect is None
    assert found.unknown == ()


@pytest.mark.parametrize(
    "text", ["see $steps.gone.outputs.x here", "use $inputs.other", "$response.cookie"]
)
def test_what_names_nothing_is_text_and_reported(text: str) -> None:
    found = find_unbraced(text, NAMES)
    assert found.template.parts == (text,)
    assert found.dialect is None
    assert [fault.offset for fault in found.unknown] == [text.index("$")]


def test_expressions_in_braces_are_not_searched() -> None:
    found = find_unbraced("{$inputs.token x}", NAMES)
    assert found.template.parts == ("{$inputs.token x}",)
