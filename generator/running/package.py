"""Imports the modules of a compilation from memory: no file is written."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from itertools import count
from types import CodeType, ModuleType
from typing import Final

from ..write.model import GeneratedFile

_numbers: Final = count(1)


class PackageInMemory(MetaPathFinder, InspectLoader):
    """Finds and loads the modules of a package whose sources are texts.

    Relative imports lead from one of its modules to another, and tracebacks show the
    lines of the sources.

    Attributes:
        name: What the package is called in `sys.modules`.
    """

    def __init__(self, name: str, files: Iterable[GeneratedFile]) -> None:
        self.name = name
        self._sources = {
            module_name(name, file.path): file
            for file in files
            if file.path.endswith(".py")
        }

    def module(self, path: str) -> ModuleType:
        """Import a module by its path in the package."""
        return importlib.import_module(module_name(self.name, path))

    def loaded(self) -> list[ModuleType]:
        """The modules that have been imported."""
        return [sys.modules[name] for name in self._sources if name in sys.modules]

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        file = self._sources.get(fullname)
        if file is None:
            return None
        return spec_from_loader(fullname, self, origin=self._origin(file))

    def is_package(self, fullname: str) -> bool:
        return self._file(fullname).path.endswith("__init__.py")

    def get_source(self, fullname: str) -> str:
        return self._file(fullname).text

    def get_code(self, fullname: str) -> CodeType:
        file = self._file(fullname)
        return self.source_to_code(file.text, self._origin(file))

    def exec_module(self, module: ModuleType) -> None:
        # linecache asks the module's loader for the source of a file that is not there.
        module.__file__ = self._origin(self._file(module.__name__))
        super().exec_module(module)

    def _file(self, fullname: str) -> GeneratedFile:
        try:
            return self._sources[fullname]
        except KeyError:
            raise ImportError(f"no module {fullname}", name=fullname) from None

    def _origin(self, file: GeneratedFile) -> str:
        return f"<{self.name}>/{file.path}"


def module_name(package: str, path: str) -> str:
    """The dotted name of the module at a path of a package."""
    inner = path.removesuffix(".py").removesuffix("__init__").strip("/")
    return f"{package}.{inner.replace('/', '.')}" if inner else package


@contextmanager
def imported(files: Iterable[GeneratedFile]) -> Iterator[PackageInMemory]:
    """Make files a package that can be imported until the block ends."""
    package = PackageInMemory(f"arazzo_workflows_{next(_numbers)}", files)
    sys.meta_path.insert(0, package)
    try:
        yield package
    finally:
        sys.meta_path.remove(package)
        _forget(package.name)


def _forget(package: str) -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] == package:
            del sys.modules[name]
