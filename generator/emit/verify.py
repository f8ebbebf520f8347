"""Whether a module holds what its plan says, and nothing else.

Text of a document becomes source only through the functions of `plan/code.py`. This is
the second lock: whatever a document brings, a module with an import, a definition, a
decorator or a call that the plan did not name is not written.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .forms import other_forms

_DECORATORS = frozenset(
    ("asynccontextmanager", "contextmanager", "dataclass", "property", "staticmethod")
)
_DUNDERS = frozenset(("__init__", "__name__", "__str__"))
_TOP_LEVEL = (
    ast.AnnAssign,
    ast.Assign,
    ast.ClassDef,
    ast.Expr,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Import,
    ast.ImportFrom,
)


_ASYNC = (ast.AsyncFor, ast.AsyncFunctionDef, ast.AsyncWith, ast.Await)


class UnplannedCodeError(Exception):
    """A module holds something that its plan does not name; a fault of the compiler."""


@dataclass(frozen=True)
class Allowed:
    """What the plan of a module names.

    Attributes:
        imports: Modules imported whole, and `module.name` for names imported.
        definitions: The classes, functions and constants of the module.
        shared: Those of them that are helpers, of fixed text.
        coroutines: Those of the others that are functions to be awaited.
        siblings: Modules of other workflows, by the names that this one gives them.
        decorators: What may stand before a definition.
        aliases: Other names under which something may be imported.
    """

    imports: frozenset[str]
    definitions: frozenset[str]
    shared: frozenset[str]
    coroutines: frozenset[str] = frozenset()
    siblings: frozenset[str] = frozenset()
    decorators: frozenset[str] = _DECORATORS
    aliases: frozenset[str] = frozenset()


def verify(source: str, allowed: Allowed) -> None:
    """Compare the syntax tree of a module with what its plan names.

    Raises:
        UnplannedCodeError: The module is no Python, or holds something else.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise UnplannedCodeError(f"the module is no Python: {error}") from error
    for fault in _faults(tree, allowed):
        raise UnplannedCodeError(fault)


def _faults(tree: ast.Module, allowed: Allowed) -> Iterator[str]:
    modules = {name for name in allowed.imports if "." not in name}
    imported = {name.rpartition(".")[2] for name in allowed.imports} - modules
    names = imported | allowed.definitions | allowed.siblings
    for statement in tree.body:
        yield from _top_level(statement, allowed)
    # The shared helpers are fixed text, and call what they are given.
    made = (one for one in tree.body if not set(_defined(one)) <= allowed.shared)
    yield from other_forms(made, names, modules)
    yield from _repeated(tree)
    for node in ast.walk(tree):
        if isinstance(node, _ASYNC) and not allowed.coroutines:
            yield f"code that waits for an event loop: {type(node).__name__}"
        elif isinstance(node, ast.Attribute):
            if node.attr.startswith("__") and node.attr not in _DUNDERS:
                yield f"a use of {node.attr!r}"
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from _decorators(node, allowed)
        elif isinstance(node, (ast.Import, ast.ImportFrom)) and node not in tree.body:
            yield "an import inside a definition"


def _repeated(tree: ast.Module) -> Iterator[str]:
    """Definitions that would take the place of others, or of what is imported."""
    counts = Counter(name for statement in tree.body for name in _defined(statement))
    counts.update(name for statement in tree.body for name in _imported(statement))
    for name, count in counts.items():
        if count > 1:
            yield f"{count} definitions of {name!r}"


def _top_level(statement: ast.stmt, allowed: Allowed) -> Iterator[str]:
    if not isinstance(statement, _TOP_LEVEL):
        yield f"a statement of the kind {type(statement).__name__}"
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield from _imports(statement, allowed)
    elif isinstance(statement, ast.Expr):
        if not isinstance(statement.value, ast.Constant):
            yield "an expression that is no docstring"
    else:
        for name in _defined(statement):
            if name not in allowed.definitions:
                yield f"a definition of {name!r}"
            awaited = isinstance(statement, ast.AsyncFunctionDef)
            if name not in allowed.shared and awaited != (name in allowed.coroutines):
                yield f"a definition of {name!r} that is not of the kind planned"


def _imports(statement: ast.Import | ast.ImportFrom, allowed: Allowed) -> Iterator[str]:
    for alias in statement.names:
        name = alias.name
        is_relative = getattr(statement, "level", 0)
        if alias.asname and not is_relative and alias.asname not in allowed.aliases:
            yield f"an import under another name, {alias.asname!r}"
        if isinstance(statement, ast.ImportFrom):
            origin = "." * statement.level + (statement.module or "")
            name = f"{origin}.{alias.name}" if origin.strip(".") else alias.name
            name = alias.asname or name if statement.level else name
        if name not in allowed.imports | allowed.siblings:
            yield f"an import of {name!r}"


def _imported(statement: ast.stmt) -> Iterator[str]:
    """The names that an import gives to a module, but for those of a folder."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        for alias in statement.names:
            if "." not in (alias.asname or alias.name):
                yield alias.asname or alias.name


def _defined(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            yield statement.name
        case ast.AnnAssign(target=ast.Name(name)):
            yield name
        case ast.AnnAssign():
            yield "a target"
        case ast.Assign(targets=targets):
            for target in targets:
                yield target.id if isinstance(target, ast.Name) else "a target"


def _decorators(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, allowed: Allowed
) -> Iterator[str]:
    for decorator in node.decorator_list:
        if ast.unparse(decorator) not in allowed.decorators:
            yield f"a decorator at {node.name!r}"
