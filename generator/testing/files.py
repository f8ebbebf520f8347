"""From planned workflows and their modules to the files of their tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ..emit.module import package_file
from ..emit.testing import emit_tests
from ..mock.rehearsal import Stage
from ..planned import PlannedWorkflows
from ..running.package import imported
from ..running.program import Program
from ..write.model import GeneratedFile
from .planner import TestPlanner
from .scenarios import Rehearser


@contextmanager
def _silence(package: str) -> Iterator[None]:
    """Have the modules of a package log nothing: what they do is rehearsed."""
    logger = logging.getLogger(package)
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    try:
        yield
    finally:
        logger.propagate = True
        logger.handlers.clear()


def test_files(
    planned: PlannedWorkflows, modules: Sequence[GeneratedFile], package: str
) -> Iterator[GeneratedFile]:
    """A file of tests for each workflow that has a module, in their order.

    Args:
        modules: The sources of the modules; they are run to learn which requests come.
        package: The name under which tests import the modules.
    """
    stage = Stage(planned)
    folders: dict[str, str] = {}
    with imported(modules) as sources, _silence(sources.name):
        program = Program(planned.plans, sources)
        for key, module in planned.plans.items():
            rehearser = Rehearser(stage, program, key)
            rehearser.rehearse_all()
            plan = TestPlanner(stage, rehearser, package).plan()
            folder = plan.path.rpartition("/")[0]
            folders.setdefault(folder, module.document)
            yield emit_tests(plan)
    for folder, document in sorted(folders.items()):
        if folder:
            # Files of the same name in two folders are two modules only in packages.
            text = package_file(f"Tests of the workflows of {document}.")
            yield GeneratedFile(f"{folder}/__init__.py", text, yields=True)
