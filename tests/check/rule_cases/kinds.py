"""What the cases are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

from arazzo_codegen.diagnostics.model import Diagnostic, Diagnostics
from arazzo_codegen.plan.flavours import FLAVOURS
from arazzo_codegen.plan.modules import plan_modules
from arazzo_codegen.read.library import Library
from arazzo_codegen.read.parsing import parse_document
from arazzo_codegen.read.remote_access import RemoteAccess

from ...support.workflows import check_documents, check_steps, check_workflow

Check: TypeAlias = Callable[[Path], list[str]]
"""Gives the codes of what is found; the folder is one to write to."""

Cases: TypeAlias = Mapping[str, tuple[Check, Check]]
"""By code, what breaks the rule and what does not."""

HEAD = "arazzo: 1.1.0\ninfo: {title: Test, version: 1.0.0}\nsourceDescriptions:\n"
SOURCE = f"{HEAD}- {{name: pets, url: pets.yml, type: openapi}}\n"


def steps(text: str, *, version: str = "1.1.0") -> Check:
    """The steps of a workflow with the inputs `name` and `petId`."""
    return lambda _: check_steps(text, version=version).codes


def step(members: str) -> Check:
    """The members of a step, in braces."""
    return steps(f"- {{stepId: a, {members}}}")


def workflow(text: str, rest: str = "") -> Check:
    """The members of a workflow, and further workflows."""
    return lambda _: check_workflow(text, rest).codes


def documents(*texts: str, **files: str) -> Check:
    """Arazzo documents, and other files by their names without `.yml`."""
    # A name of a file is none of the options.
    return lambda _: check_documents(*map(dedent, texts), **files).codes  # type: ignore[arg-type]


def planned(*texts: str, folders: bool) -> Check:
    """Arazzo documents that are planned, too."""

    def check(_: Path) -> list[str]:
        report = check_documents(*texts)
        found = Diagnostics()
        plan_modules(report.checked, folders, FLAVOURS["sync"], found)
        return [*report.codes, *(one.rule.code for one in found)]

    return check


def calling(paths: str, members: str = "", head: str = "") -> Check:
    """A step that calls the operation `call` of an API with these paths."""
    api = f"openapi: 3.1.0\ninfo: {{title: A, version: 1.0.0}}\n{head}\n{dedent(paths)}"
    text = f"{HEAD}- {{name: api, url: api.yml}}\nworkflows:\n- workflowId: main\n"
    text += f"  steps:\n  - {{stepId: a, operationId: call{members}}}\n"
    return documents(text, api=api)


def text(content: str | bytes, name: str = "a.yml") -> Check:
    """The content of a file."""
    data = content.encode() if isinstance(content, str) else content
    return lambda folder: _codes(parse_document(folder / name, name, data))


def load(path: str, prepare: Callable[[Path], object]) -> Check:
    """A file of a folder that something is done to before."""

    def check(folder: Path) -> list[str]:
        prepare(folder)
        return _codes(Library([folder / "specs"]).load(folder / path, path))

    return check


def fetch(url: str, *hosts: str) -> Check:
    """A document of a URL; the hosts are those that the command line names."""
    return lambda _: _codes(Library((), remote=RemoteAccess(hosts)).fetch(url))


def _codes(read: object) -> list[str]:
    return [read.rule.code] if isinstance(read, Diagnostic) else []
