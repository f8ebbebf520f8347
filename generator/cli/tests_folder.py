"""The folder of tests, and the package that they test."""

from __future__ import annotations

import keyword
from collections.abc import Sequence
from pathlib import Path

from ..diagnostics.model import Diagnostic, TextPlace
from ..diagnostics.rules import files as rules
from ..write.location import check_location


def import_package(out: Path) -> str | Diagnostic:
    """The name under which tests import the output: that of its folder, after those of
    the folders above it that are packages; or why there is none.

    The folder above them has to be on the path of Python, as it is when pytest is run
    there with `python -m pytest`.
    """
    place = Path.cwd() / out
    place = place.resolve()
    names = [place.name]
    for folder in place.parents:
        if not (folder / "__init__.py").is_file():
            break
        names.insert(0, folder.name)
    for name in names:
        if not name.isidentifier() or keyword.iskeyword(name):
            message = f"{name!r} is no name that Python can import"
            hint = "give the folder a name of letters, digits and underscores"
            where = TextPlace(out.as_posix())
            return Diagnostic(rules.TESTS_CANNOT_IMPORT, message, where, hint)
    return ".".join(names)


def check_tests_location(
    tests: Path, out: Path, specs: Sequence[Path]
) -> list[Diagnostic]:
    """What speaks against writing tests to a folder."""
    resolved = tests.resolve()
    if out.resolve() in (resolved, *resolved.parents):
        message = f"the tests would lie in the output {out.as_posix()!r}"
        hint = "choose a folder apart from the output, such as tests/workflows"
        where = TextPlace(tests.as_posix())
        return [Diagnostic(rules.TESTS_IN_OUTPUT, message, where, hint)]
    return check_location(tests, specs)
