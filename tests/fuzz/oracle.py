"""What has to hold of any documents: modules that are harmless, or findings with a
place."""

from __future__ import annotations

import ast
import builtins
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module, invalidate_caches
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import get_type_hints, is_typeddict
from unittest.mock import patch
from urllib.parse import quote

import black
from pydantic import BaseModel

from arazzo_codegen import stages
from arazzo_codegen.compilation import Compilation, CompileRequest
from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.diagnostics.order import LocatedDiagnostic, in_source_order
from arazzo_codegen.diagnostics.render_github import render_github
from arazzo_codegen.diagnostics.render_json import render_json
from arazzo_codegen.diagnostics.render_sarif import render_sarif
from arazzo_codegen.diagnostics.render_text import render_text
from arazzo_codegen.emit.module import emit_module
from arazzo_codegen.pipeline import compile_specs
from arazzo_codegen.plan.model import ModulePlan
from arazzo_codegen.write.model import GeneratedFile

from .documents import write_documents
from .payloads import CANARY
from .positions import Documents

_PACKAGE = "hostile_modules"

WAYS = (
    CompileRequest(()),
    CompileRequest((), tested_package=_PACKAGE),
    CompileRequest((), flavour="async"),
    CompileRequest((), flavour="both", parallel=True, layout="document"),
)
"""The ways to compile that give modules, or files of tests, of other forms."""


class FindingError(AssertionError):
    """Documents that the compiler does not treat as it should."""


@dataclass
class Oracle:
    """Compiles documents, and judges each module once.

    Attributes:
        folder: Where the documents are written to, again and again.
        way: How they are compiled: one of `WAYS`.
        modules: The texts of all modules that were judged.
    """

    folder: Path
    way: CompileRequest = WAYS[0]
    modules: set[str] = field(default_factory=set)
    _emitted: dict[bytes, GeneratedFile] = field(default_factory=dict)
    _judged: set[tuple[str, ...]] = field(default_factory=set)

    def judge(self, documents: Documents) -> Compilation:
        """Compile documents.

        Raises:
            FindingError: What came of it is not as it should be.
        """
        write_documents(self.folder, documents)
        with patch.object(stages, "emit_modules", self._emit):
            compilation = compile_specs(replace(self.way, specs=(self.folder,)))
        found = in_source_order(compilation.diagnostics)
        check_findings(found)
        if not compilation.diagnostics.has_errors:
            _require(compilation.files != (), "no error, and no module")
            self._judge_files((*compilation.files, *compilation.tests))
        return compilation

    def _emit(
        self, plans: Sequence[ModulePlan], jobs: int, told: Callable[[int], None]
    ) -> list[GeneratedFile]:
        """As `emit_modules`, but each plan only once: most texts change none."""
        files = []
        for plan in plans:
            key = pickle.dumps(plan)
            if key not in self._emitted:
                self._emitted[key] = emit_module(plan)
            files.append(self._emitted[key])
        return files

    def _judge_files(self, files: Sequence[GeneratedFile]) -> None:
        texts = {file.path: file.text for file in files if file.path.endswith(".py")}
        for path in texts:
            check_path(path)
        folded = [path.casefold() for path in texts]
        _require(len(set(folded)) == len(folded), f"paths that collide: {folded}")
        new = {path: text for path, text in texts.items() if text not in self.modules}
        for text in new.values():
            check_text(text)
        key = tuple(sorted(texts.values()))
        if new or key not in self._judged:
            import_all(texts)
        self._judged.add(key)
        self.modules.update(new.values())


def check_sent(text: str, compilation: Compilation) -> None:
    """The modules of documents that send a text hold it, character by character."""
    if compilation.diagnostics.has_errors:
        return
    modules = {
        one.path: one.text for one in compilation.files if one.path[-3:] == ".py"
    }
    forms = (text, quote(text, safe=""))
    found = any(form in string for string in strings_of(modules) for form in forms)
    _require(found, f"the text that is sent is another one: {text!r}")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise FindingError(otherwise)


@cache
def _format_once(source: str, *, mode: black.Mode) -> str:
    return black.format_str(source, mode=mode)


def check_findings(found: Sequence[LocatedDiagnostic]) -> None:
    """Each error has a place, and no form of a finding holds what a terminal obeys."""
    for one in found:
        if one.diagnostic.severity is Severity.ERROR:
            message = one.diagnostic.message
            _require(one.location.name is not None, f"no file: {message}")
            _require(one.location.position is not None, f"no place: {message}")
    for line in render_text(found):
        _require(line.isprintable(), f"not printable: {line!r}")
    for line in render_github(found, Path.cwd()):
        _require(not {"\n", "\r"} & set(line), f"several lines: {line!r}")
        _require(line.startswith("::"), f"no command: {line!r}")
    render_json(found)
    render_sarif(found, Path.cwd(), "0")


def check_path(path: str) -> None:
    """The path is one of a module inside the output folder, on any system."""
    names = path.removesuffix(".py").split("/")
    _require(
        all(name.isascii() and name.isidentifier() for name in names),
        f"no path of a module: {path!r}",
    )
    _require(len(path) <= 200, f"a long path: {path!r}")


def check_text(text: str) -> None:
    """The module is Python in black's form, and no text of a document is code in it."""
    encoded = text.encode("utf-8")
    tree = ast.parse(encoded)
    for name in _names(tree):
        _require(CANARY not in name, f"text became code: {name}")
    above = text.partition("\n\n# What the steps above share.")[0].rstrip("\n") + "\n"
    for part in above.split("\n\n\n"):
        source = part.rstrip("\n") + "\n"
        formatted = _format_once(source, mode=black.Mode())
        _require(formatted == source, "not in black's form")
    lines = set("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\ufeff\u202e")
    _require(not lines & set(text), "a line end or control that is not escaped")


def _names(tree: ast.AST) -> Iterator[str]:
    """Every name that is code, and not the value of a string."""
    for node in ast.walk(tree):
        for field_name, value in ast.iter_fields(node):
            is_value = isinstance(node, ast.Constant) and field_name == "value"
            if isinstance(value, str) and not is_value:
                yield value
            elif isinstance(value, list):
                yield from (item for item in value if isinstance(item, str))


def stands_alone(text: str) -> bool:
    """Whether a module imports none of the others."""
    return "from ." not in text and f"from {_PACKAGE}" not in text


def strings_of(texts: Mapping[str, str]) -> Iterator[str]:
    """The string values in modules, docstrings included."""
    for text in texts.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


# Importing


def import_all(texts: Mapping[str, str]) -> None:
    """Import modules, and let pydantic and typing evaluate all annotations.

    Raises:
        FindingError: Something of a text ran, or the import had a side effect.
    """
    sources = {_module_name(path): text for path, text in texts.items()}
    finder = _Finder(sources)
    sys.meta_path.insert(0, finder)
    invalidate_caches()
    try:
        with _watched():
            for name in sources:
                _evaluate(vars(import_module(name)), name)
    finally:
        sys.meta_path.remove(finder)
        for name in [n for n in sys.modules if n.partition(".")[0] == _PACKAGE]:
            del sys.modules[name]


def _module_name(path: str) -> str:
    dotted = path.removesuffix(".py").replace("/", ".")
    return f"{_PACKAGE}.{dotted}".removesuffix(".__init__")


def _evaluate(namespace: dict[str, object], module: str) -> None:
    for value in list(namespace.values()):
        if isinstance(value, type) and value.__module__ == module:
            if issubclass(value, BaseModel):
                value.model_rebuild()
            elif is_typeddict(value):
                get_type_hints(value, include_extras=True)
        elif callable(value) and getattr(value, "__module__", "") == module:
            get_type_hints(value, include_extras=True)


class _Finder(MetaPathFinder, Loader):
    """Finds modules by their texts."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname not in self._sources:
            return None
        is_package = any(name.startswith(f"{fullname}.") for name in self._sources)
        return ModuleSpec(fullname, self, is_package=is_package)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        code = compile(self._sources[module.__name__], f"<{module.__name__}>", "exec")
        exec(code, vars(module))


@dataclass
class _Watch:
    """What happened while modules were imported."""

    active: bool = False
    installed: bool = False
    events: list[str] = field(default_factory=list)


_watch = _Watch()
_SIDE_EFFECTS = ("os.", "subprocess.", "socket.", "shutil.", "ctypes.", "urllib.")
_HARMLESS = frozenset(("os.listdir", "os.scandir"))


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if not _watch.active:
        return
    writes = event == "open" and set("wax+") & set(str(arguments[1]))
    if writes or (event.startswith(_SIDE_EFFECTS) and event not in _HARMLESS):
        _watch.events.append(f"{event} {arguments}")


@contextmanager
def _watched() -> Iterator[None]:
    """Look for calls of `CANARY__` and for side effects."""
    if not _watch.installed:
        sys.addaudithook(_note)
        _watch.installed = True
    _watch.events.clear()
    setattr(builtins, CANARY, lambda *_: _watch.events.append("the canary sang"))
    _watch.active = True
    try:
        yield
    finally:
        _watch.active = False
        delattr(builtins, CANARY)
    _require(not _watch.events, f"an import had effects: {_watch.events}")
