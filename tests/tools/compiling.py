"""Compiles a folder of documents into a package that can be imported."""

from __future__ import annotations

import importlib
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from arazzo_codegen.check.checker import CheckedWorkflow, check_workflows
from arazzo_codegen.diagnostics.model import Diagnostic, Diagnostics
from arazzo_codegen.link.linker import link_documents
from arazzo_codegen.link.model import WorkflowKey
from arazzo_codegen.link.references import References
from arazzo_codegen.pipeline import CompiledModule, CompileRequest, compile_specs
from arazzo_codegen.read.discovery import default_roots, find_documents
from arazzo_codegen.read.library import Library

_numbers = count()


@dataclass(frozen=True)
class Compiled:
    """The modules of a folder, with what the stages know of their workflows.

    Attributes:
        errors: How many errors the compiler found.
    """

    modules: tuple[CompiledModule, ...]
    package: str
    workflows: Mapping[WorkflowKey, CheckedWorkflow]
    references: References
    diagnostics: tuple[Diagnostic, ...]


@contextmanager
def compiled(specs: Path) -> Iterator[Compiled]:
    """Compile a folder into a package that can be imported until the block ends."""
    request = CompileRequest(specs=(specs,), layout="document", keep_going=True)
    compilation = compile_specs(request)
    diagnostics = Diagnostics(strict=False)
    library = Library(default_roots(request.specs))
    found = find_documents(request.specs, library)
    linked = link_documents(found.documents, library, {}, diagnostics)
    checked = check_workflows(linked, diagnostics)
    package = f"compiled_workflows_{next(_numbers)}"
    folder = Path(tempfile.mkdtemp(prefix="workflows-"))
    for file in compilation.files:
        path = folder / package / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield Compiled(
            compilation.modules,
            package,
            {one.workflow.key: one for one in checked},
            linked.references,
            tuple(compilation.diagnostics),
        )
    finally:
        sys.path.remove(str(folder))
        for name in [n for n in sys.modules if n.partition(".")[0] == package]:
            del sys.modules[name]
        shutil.rmtree(folder)
