"""Compiles the cases: folders of documents with the modules that they give."""

from __future__ import annotations

from difflib import unified_diff
from functools import cache
from pathlib import Path

from arazzo_codegen.compilation import Compilation, CompileRequest
from arazzo_codegen.diagnostics.order import in_source_order
from arazzo_codegen.pipeline import compile_specs

from ..support.compiled import BLOCKING, Kind

FOLDER = Path(__file__).parent
_DOCUMENT = "workflow.arazzo.yaml"
CASES = sorted(path.parent.name for path in FOLDER.glob(f"*/{_DOCUMENT}"))

WHOLE = frozenset(
    (
        "bearer_token",
        "failure_goto",
        "polling_loop",
        "retry",
        "security_schemes",
        "straight_line",
        "sub_workflow",
    )
)
"""Cases whose golden files hold whole modules. Those of the others end where the
helpers begin: these are the same texts again and again."""

_SHARED = "\n\n# What the steps above share."
_CUT = "\n\n# What the steps above share is left out here.\n"


@cache
def compiled(case: str, kind: Kind = BLOCKING) -> Compilation:
    """What the compiler gives for the folder of a case: functions that block with tests
    of their modules."""
    request = CompileRequest(
        (FOLDER / case,),
        flavour=kind.flavour,
        parallel=kind.parallel,
        tested_package=f"case_{case}_sync" if kind == BLOCKING else None,
    )
    return compile_specs(request)


def main_module(case: str) -> str:
    """The name of the module of the first workflow of the case's own document."""
    first = next(m for m in compiled(case).modules if m.document.endswith(_DOCUMENT))
    return Path(first.path).stem


def modules(case: str, kind: Kind = BLOCKING) -> dict[str, str]:
    """The texts of the modules of a case, by the names of their files."""
    files = {file.path: file.text for file in compiled(case, kind).files}
    return {module.path: files[module.path] for module in compiled(case, kind).modules}


def golden(case: str) -> dict[str, str]:
    """What the golden files of a case hold if they are current."""
    texts = modules(case)
    if case not in WHOLE:
        texts = {name: above_the_shared(text) for name, text in texts.items()}
    found = findings(case)
    return {**texts, "findings.txt": found} if found else texts


def above_the_shared(text: str) -> str:
    """A module without its helpers."""
    above, line, _ = text.partition(_SHARED)
    return above + _CUT if line else text


def findings(case: str) -> str:
    """The diagnostics of a case, each with its line and its hint."""
    text = ""
    for located in in_source_order(compiled(case).diagnostics):
        found, position = located.diagnostic, located.location.position
        line = position.line if position else "-"
        text += f"{line}: {found.severity}[{found.rule.code}]: {found.message}\n"
        text += f"  hint: {found.hint}\n" if found.hint else ""
    return text


def difference(before: dict[str, str], after: dict[str, str]) -> str:
    """How two sets of files differ, as a reviewer reads it; empty if they do not."""
    lines: list[str] = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, ""), after.get(name, "")
        texts = (old.splitlines(), new.splitlines())
        lines += unified_diff(*texts, f"expected/{name}", f"compiled/{name}", n=2)
    return "\n".join(lines)


def write_package(case: str, folder: Path, kind: Kind = BLOCKING) -> Path:
    """Write all files of a case into a package of its own in a folder."""
    ending = f"{kind.flavour}{'_parallel' if kind.parallel else ''}"
    package = folder / f"case_{case}_{ending}"
    package.mkdir(parents=True, exist_ok=True)
    for file in compiled(case, kind).files:
        (package / file.path).write_text(file.text, encoding="utf-8")
    return package


def write_tests(case: str, folder: Path) -> Path:
    """Write the generated tests of a case into a package `<folder>/tests_<case>`."""
    package = folder / f"tests_{case}"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    for file in compiled(case).tests:
        (package / file.path).write_text(file.text, encoding="utf-8")
    return package
