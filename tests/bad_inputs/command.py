"""Runs the command in this process, and keeps what it said."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from arazzo_codegen.cli.main import main

_ERROR = re.compile(
    r"^(?P<file>.*?):(?P<place>\d+:\d+): error\[(?P<code>AZ\d+)\]: ", re.M
)


@dataclass(frozen=True)
class Ended:
    """How a run ended.

    Attributes:
        places: `line:column` of each error that has one.
        codes: The codes of the errors that have a place.
    """

    status: int
    said: str

    @property
    def places(self) -> list[str]:
        return [found["place"] for found in _ERROR.finditer(self.said)]

    @property
    def codes(self) -> list[str]:
        return [found["code"] for found in _ERROR.finditer(self.said)]


def run(*words: object) -> Ended:
    """Run the command without a cache and without worker processes."""
    said = io.StringIO()
    options = [] if words[:1] == ("run",) else ["--no-cache", "--jobs", "1"]
    with (
        redirect_stderr(said),
        redirect_stdout(io.StringIO()),
        pytest.raises(SystemExit) as ended,
    ):
        main([*map(str, words), *options])
    assert isinstance(ended.value.code, int)
    return Ended(ended.value.code, said.getvalue())


def compile_texts(folder: Path, files: Mapping[str, str], *words: object) -> Ended:
    """Write documents to `folder/specs` and compile them to `folder/out`."""
    return run(written(folder, files), "-o", folder / "out", *words)


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write documents to `folder/specs`, which is what comes out."""
    specs = folder / "specs"
    specs.mkdir(exist_ok=True)
    for name, text in files.items():
        (specs / name).write_text(text, "utf-8")
    return specs


API = """
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: https://pets.example.com}]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Pets.
          content: {application/json: {schema: {type: object}}}
"""

HEAD = """
arazzo: 1.0.1
info: {title: T, version: '1'}
sourceDescriptions: [{name: pets, url: ./pets.yml, type: openapi}]
workflows:
"""


def workflow(steps: str, rest: str = "", head: str = HEAD) -> dict[str, str]:
    """Documents with one workflow, `w`, of these steps in YAML's flow notation."""
    text = f"{head}- {{workflowId: w, steps: [{steps}]{rest}}}\n"
    return {"w.arazzo.yml": text, "pets.yml": API}
