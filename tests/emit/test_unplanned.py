"""If text of a document became code after all, nothing of it would be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from arazzo_codegen.cli.main import main
from arazzo_codegen.emit import classes, module
from arazzo_codegen.plan.code import Code

from ..cases.harness import FOLDER

HOSTILE = '''"\\"\\"\\"; eval('1'); \\"\\"\\""'''


def naive_docstring(text: str, indent: int = 0) -> Code:
    return Code(f'"""{text}"""')


def test_a_compiler_that_escapes_nothing_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    specs, out = tmp_path / "specs", tmp_path / "out"
    specs.mkdir()
    for path in (FOLDER / "straight_line").glob("*.yaml"):
        text = path.read_text("utf-8").replace("  summary:", f"  summary: {HOSTILE} #")
        (specs / path.name).write_text(text, "utf-8")
    assert _run(specs, out) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    capsys.readouterr()

    for one in (classes, module):
        monkeypatch.setattr(one, "docstring", naive_docstring)
    assert _run(specs, out) == 1

    said = capsys.readouterr().err
    assert "internal error: UnplannedCodeError" in said
    assert "eval" not in said
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def _run(specs: Path, out: Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(specs), "-o", str(out), "--no-cache", "--jobs", "1"])
    assert isinstance(ended.value.code, int)
    return ended.value.code
