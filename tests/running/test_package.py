"""Modules imported from memory."""

from __future__ import annotations

import sys
import traceback

import pytest

from arazzo_codegen.running.package import imported
from arazzo_codegen.write.model import GeneratedFile

FILES = (
    GeneratedFile("__init__.py", '"""Workflows."""\n'),
    GeneratedFile("py.typed", ""),
    GeneratedFile("outer.py", "from .folder import inner\nNAME = inner.NAME\n"),
    GeneratedFile("folder/__init__.py", ""),
    GeneratedFile("folder/inner.py", "NAME = 7\ndef fail():\n    return 1 / 0\n"),
)


def test_a_module_imports_another_one_of_its_package() -> None:
    with imported(FILES) as package:
        assert package.module("outer.py").NAME == 7


def test_a_traceback_shows_the_line_of_the_source() -> None:
    with imported(FILES) as package:
        try:
            package.module("folder/inner.py").fail()
        except ZeroDivisionError:
            trace = traceback.format_exc()

    assert "return 1 / 0" in trace


def test_nothing_is_left_of_a_package() -> None:
    with imported(FILES) as package:
        package.module("outer.py")

    assert package not in sys.meta_path
    assert not [name for name in sys.modules if name.startswith(package.name)]
    with pytest.raises(ModuleNotFoundError):
        package.module("outer.py")


def test_two_packages_have_modules_of_their_own() -> None:
    other = (GeneratedFile("__init__.py", ""), GeneratedFile("outer.py", "NAME = 8\n"))
    with imported(FILES) as one, imported(other) as two:
        assert (one.module("outer.py").NAME, two.module("outer.py").NAME) == (7, 8)
