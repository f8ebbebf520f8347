"""Compiles the cases: folders of documents with the modules that they give."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from arazzo_codegen.pipeline import Compilation, CompileRequest, compile_specs

FOLDER = Path(__file__).parent
CASES = sorted(path.parent.name for path in FOLDER.glob("*/workflow.arazzo.yaml"))

WHOLE = frozenset(
    ("failure_goto", "polling_loop", "retry", "straight_line", "sub_workflow")
)
"""Cases whose golden files hold whole modules. Those of the others end where the
helpers begin: these are the same texts again and again."""

_SHARED = "\n\n# What the steps above share."
_CUT = "\n\n# What the steps above share is left out here.\n"


@cache
def compiled(case: str) -> Compilation:
    """What the compiler gives for the folder of a case."""
    return compile_specs(CompileRequest(specs=(FOLDER / case,)))


def modules(case: str) -> dict[str, str]:
    """The texts of the modules of a case, by the names of their files."""
    files = {file.path: file.text for file in compiled(case).files}
    return {module.path: files[module.path] for module in compiled(case).modules}


def golden(case: str) -> dict[str, str]:
    """What the golden files of a case hold if they are current."""
    texts = modules(case)
    if case in WHOLE:
        return texts
    return {name: above_the_shared(text) for name, text in texts.items()}


def above_the_shared(text: str) -> str:
    """A module without its helpers."""
    above, line, _ = text.partition(_SHARED)
    return above + _CUT if line else text


def write_package(case: str, folder: Path) -> Path:
    """Write all files of a case into a package `<folder>/case_<case>`."""
    package = folder / f"case_{case}"
    package.mkdir(parents=True, exist_ok=True)
    for file in compiled(case).files:
        (package / file.path).write_text(file.text, encoding="utf-8")
    return package
