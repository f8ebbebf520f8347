"""What is planned of a file of tests, ready to be spelled."""

from __future__ import annotations

from dataclasses import dataclass

from ..plan.code import Code


@dataclass(frozen=True)
class Import:
    """`from <module> import <names>`; to some names, other ones are given."""

    module: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Constant:
    """A value that several tests share."""

    name: str
    value: Code


@dataclass(frozen=True)
class Route:
    """A route of the mocked APIs, with the responses that lead on.

    Attributes:
        pattern: The arguments that say which requests it takes.
        responses: The argument of `mock`.
    """

    name: str
    method: str
    pattern: Code
    responses: Code


@dataclass(frozen=True)
class TestFunction:
    """A test.

    Attributes:
        act: The call.
        checks: Statements that look at what came of it.
        name: Empty until those of all tests are known.
        doc: What it says of itself; may hold text of the document.
        fixtures: Those it takes beside `api`.
        arrange: Statements that prepare it.
        raises: The class of the error that the call raises, or None.
    """

    __test__ = False

    act: Code
    checks: tuple[Code, ...]
    name: str = ""
    doc: str = ""
    fixtures: tuple[str, ...] = ()
    arrange: tuple[Code, ...] = ()
    raises: str | None = None


@dataclass(frozen=True)
class TestModulePlan:
    """A file of tests of one workflow.

    Attributes:
        path: Relative to the folder of tests.
        document: The file name of the Arazzo document.
        imports: What is imported of the generated package.
        base_url: The constant with the base URL of all routes; None where there are
            several servers.
        finished: The error class whose completed steps the tests list, or None.
        waits: Whether the workflow waits, so that waiting is replaced.
        left_out: What is not tested, each with the reason.
    """

    __test__ = False

    path: str
    workflow_id: str
    document: str
    imports: tuple[Import, ...]
    constants: tuple[Constant, ...]
    base_url: str | None
    routes: tuple[Route, ...]
    finished: str | None
    waits: bool
    tests: tuple[TestFunction, ...]
    left_out: tuple[str, ...]


def name_in_tests(name: str) -> str:
    """What tests call a function or class of the module: pytest takes those whose names
    begin with `test` for tests."""
    if name.startswith("test"):
        return f"run_{name}"
    return f"Workflow{name}" if name.startswith("Test") else name
