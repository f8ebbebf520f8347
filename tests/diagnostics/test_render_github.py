"""Annotations of GitHub."""

from __future__ import annotations

from pathlib import Path

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic
from arazzo_codegen.diagnostics.order import in_source_order
from arazzo_codegen.diagnostics.render_github import render_github

from .places import ERROR, WARNING, finding, with_second_place


def annotations_of(*diagnostics: Diagnostic, root: Path | None = None) -> list[str]:
    return list(render_github(in_source_order(diagnostics), root or Path.cwd()))


def test_an_annotation_has_place_title_and_message() -> None:
    assert annotations_of(finding(), finding(rule=WARNING)) == [
        "::error file=specs/a.yml,line=3,col=5,title=AZ303::wrong",
        "::warning file=specs/a.yml,line=3,col=5,title=AZ502::wrong",
    ]


def test_the_second_place_and_the_hint_are_lines_of_the_message() -> None:
    (line,) = annotations_of(with_second_place())

    assert line.endswith("::wrong%0Aopenapi.yml:2:1: the schema%0Ahint: mend")


def test_escapes_what_a_command_would_end_at() -> None:
    (line,) = annotations_of(finding("a:b,c%.yml", message="100% :: of, it"))

    assert line == (
        "::error file=a%3Ab%2Cc%25.yml,line=3,col=5,title=AZ303::100%25 :: of, it"
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\x85"])
def test_a_message_cannot_begin_another_command(end: str) -> None:
    (line,) = annotations_of(
        finding(f"a{end}.yml", message=f"x{end}::stop-commands::y")
    )

    assert len(line.splitlines()) == 1


def test_a_finding_without_a_file_has_no_place() -> None:
    assert annotations_of(Diagnostic(ERROR, "wrong", None)) == [
        "::error title=AZ303::wrong"
    ]


def test_files_are_named_from_the_checkout(tmp_path: Path) -> None:
    name = (tmp_path / "specs" / "a.yml").as_posix()

    (line,) = annotations_of(finding(name), root=tmp_path)

    assert line.startswith("::error file=specs/a.yml,")
