"""What a local document names by a URL of another kind is refused, and not opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import API, HEAD, compile_texts, workflow

STEP = """{stepId: a, operationId: listPets,
  outputs: {title: $response.body#/title}}"""


def elsewhere(tmp_path: Path) -> list[str]:
    """References to a file that is there, in ways that may not be followed, and to
    what is no file."""
    (tmp_path / "outside.yml").write_text(API, "utf-8")
    path = (tmp_path / "outside.yml").as_posix()
    return [
        f"file://{path}",
        f"file:{path}",
        f"FILE://localhost{path}",
        f"//localhost{path}",
        f"\\\\localhost{path}",
        "\\\\localhost\\share\\pets.yml",
        "data:application/json,{}",
        path,
        "../outside.yml",
        "%2e%2e/outside.yml",
        "..%2Foutside.yml",
    ]


@pytest.mark.parametrize("number", range(11))
def test_a_source_elsewhere_is_refused(number: int, tmp_path: Path) -> None:
    reference = elsewhere(tmp_path)[number]
    head = HEAD.replace("./pets.yml", f"'{reference}'")

    ended = compile_texts(tmp_path, workflow(STEP, head=head))

    assert ended.status == 1, ended.said
    assert ended.codes[0] in {"AZ301", "AZ903"}, ended.said
    assert not (tmp_path / "out").exists()


def test_a_source_that_is_not_there_is_told_with_the_file_that_is_meant(
    tmp_path: Path,
) -> None:
    head = HEAD.replace("./pets.yml", "./Pet.yaml")

    ended = compile_texts(tmp_path, workflow(STEP, head=head))

    assert ended.codes == ["AZ301"], ended.said
    assert "specs/Pet.yaml\n" in ended.said
    assert "specs/pets.yml'?\n" in ended.said


@pytest.mark.parametrize("number", range(11))
def test_a_reference_elsewhere_is_refused(number: int, tmp_path: Path) -> None:
    reference = elsewhere(tmp_path)[number]
    files = workflow(STEP)
    schema = f"{{$ref: '{reference}#/info'}}"
    files["pets.yml"] = API.replace("{type: object}", schema)

    ended = compile_texts(tmp_path, files)

    assert "warning[AZ154]: $ref" in ended.said, ended.said
    assert (
        "is not fetched" in ended.said
        or "leads out of the folders that may be read" in ended.said
    ), ended.said
