"""Compiles a folder of documents into a program that can be called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.mock.rehearsal import Stage
from arazzo_codegen.planned import PlannedWorkflows
from arazzo_codegen.running.program import Program, program_of
from arazzo_codegen.stages import plan_workflows


@dataclass(frozen=True)
class Compiled:
    """The workflows of a folder that compile, and where they are rehearsed."""

    planned: PlannedWorkflows
    program: Program
    stage: Stage


@contextmanager
def compiled(specs: Path) -> Iterator[Compiled]:
    """Compile a folder in memory; what it gives can be called until the block ends."""
    request = CompileRequest(specs=(specs,), layout="document", keep_going=True)
    planned = plan_workflows(request)
    with program_of(planned) as program:
        yield Compiled(planned, program, Stage(planned))
