"""What a schema that allows nothing is called."""

from __future__ import annotations

from pathlib import Path

from .command import API, compile_texts, workflow

STEP = "{stepId: a, operationId: listPets, outputs: {x: $response.body#/a}}"


def test_a_body_that_may_not_be_there_is_said_to_be_so(tmp_path: Path) -> None:
    files = workflow(STEP)
    files["pets.yml"] = API.replace("{type: object}", "false")

    ended = compile_texts(tmp_path, files)

    assert "'$response.body' is never there and has no members" in ended.said
