"""The few forms that code made from a document has.

The planner makes expressions and statements of some kinds only, and everything that a
document says is a constant in them. What is of another form is refused, whether it is
harmful or not: nobody has to think of what could be done with it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from ..plan.naming import BUILTIN_CLASSES

BUILTINS: Final = frozenset(
    (
        "any",
        "all",
        "bool",
        "bytes",
        "dict",
        "enumerate",
        "float",
        "frozenset",
        "int",
        "isinstance",
        "iter",
        "len",
        "list",
        "map",
        "max",
        "min",
        "next",
        "object",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "sorted",
        "str",
        "sum",
        "super",
        "tuple",
        "zip",
    )
)
"""The builtins that such code may name. What leads from a value to its attributes by a
text (`getattr`), or to all of the language (`eval`, `type`), is not among them."""

_HANDLER: Final = "handler"
"""What the markers of values that stay as sent call: pydantic's handler."""

_DUNDERS: Final = frozenset(("__init__", "__name__", "__str__"))
_FORMATTING: Final = frozenset(("format", "format_map"))

_KINDS: Final = (
    ast.AnnAssign, ast.Assert, ast.Assign, ast.AsyncFunctionDef, ast.AsyncWith, ast.Attribute,
    ast.AugAssign, ast.Await, ast.BinOp, ast.BoolOp, ast.Break, ast.Call, ast.ClassDef,
    ast.Compare, ast.Constant, ast.Continue, ast.Dict, ast.ExceptHandler, ast.Expr,
    ast.FormattedValue, ast.FunctionDef, ast.GeneratorExp, ast.If, ast.IfExp,
    ast.JoinedStr, ast.Lambda, ast.List, ast.ListComp, ast.Match, ast.MatchValue,
    ast.Name, ast.Pass, ast.Raise, ast.Return, ast.Set, ast.Slice, ast.Starred, ast.Subscript,
    ast.Try, ast.Tuple, ast.UnaryOp, ast.While, ast.With, ast.For, ast.DictComp,
    ast.alias, ast.arg, ast.arguments, ast.boolop, ast.cmpop, ast.comprehension,
    ast.expr_context, ast.keyword, ast.match_case, ast.operator, ast.unaryop,
    ast.withitem,
)  # fmt: skip
"""The kinds of nodes: no assignment inside an expression, no `global`, no `del`."""

_OF_MODULES: Final = {
    "asyncio": frozenset(("TaskGroup", "gather", "sleep", "timeout")),
    "io": frozenset(("BytesIO", "IOBase")),
    "os": frozenset(("PathLike", "environ")),
}
"""Of modules that can do more than a workflow may: what code may use of them."""

_HARMLESS_MODULES: Final = frozenset(
    ("httpx", "json", "logging", "math", "pytest", "re", "respx", "ssl", "time")
)


def other_forms(
    statements: Iterable[ast.stmt], names: Collection[str], modules: Collection[str]
) -> Iterator[str]:
    """What of statements has none of these forms, in words.

    Args:
        statements: Those of a module that were made from a document.
        names: What the module defines, and imports from other modules.
        modules: The modules that it imports whole.
    """
    called = frozenset((*names, *BUILTINS, *BUILTIN_CLASSES, _HANDLER))
    known = called.union(modules, _DUNDERS)
    for statement in statements:
        nodes = list(ast.walk(statement))
        bound = frozenset(_bound(nodes))
        yield from _others(nodes, known, bound, called, modules)


def _others(
    nodes: Iterable[ast.AST],
    known: Collection[str],
    bound: Collection[str],
    called: Collection[str],
    modules: Collection[str],
) -> Iterator[str]:
    for node in nodes:
        if not isinstance(node, _KINDS):
            yield f"code of the kind {type(node).__name__}"
        elif isinstance(node, ast.Name):
            if node.id not in known and node.id not in bound:
                yield f"a use of {node.id!r}"
        elif isinstance(node, ast.Attribute):
            yield from _attribute(node, modules)
        elif isinstance(node, ast.Call):
            yield from _call(node, called)
        elif isinstance(node, ast.ClassDef):
            yield from _class(node)
        yield from _annotations(node)


def _bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The names that a statement itself gives a value to."""
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.ExceptHandler(name=str(name)):
                yield name


def _attribute(node: ast.Attribute, modules: Collection[str]) -> Iterator[str]:
    if node.attr.startswith("_") and node.attr not in _DUNDERS:
        yield f"a use of {node.attr!r}"
    elif node.attr in _FORMATTING and not isinstance(node.value, ast.Name):
        # Of what has a name, it is a field or function that a document calls so.
        yield "a text that formats values"
    elif isinstance(node.value, ast.Name) and node.value.id in modules:
        module = node.value.id
        if module in _OF_MODULES and node.attr in _OF_MODULES[module]:
            return
        if module not in _HARMLESS_MODULES:
            yield f"a use of {module}.{node.attr}"


def _call(node: ast.Call, called: Collection[str]) -> Iterator[str]:
    """Only what has a name is called, and no variable."""
    function = node.func
    if isinstance(function, ast.Name):
        if function.id not in called:
            yield f"a call of {function.id!r}"
    elif not isinstance(function, ast.Attribute):
        yield f"a call of the value of a {type(function).__name__}"


def _class(node: ast.ClassDef) -> Iterator[str]:
    if node.keywords or not all(isinstance(base, ast.Name) for base in node.bases):
        yield f"a class {node.name!r} that is made in another way"
    for statement in node.body:
        if not isinstance(
            statement, (ast.AnnAssign, ast.Assign, ast.Expr, ast.FunctionDef)
        ):
            yield f"a {type(statement).__name__} in the class {node.name!r}"
        elif isinstance(statement, ast.Expr):
            if not isinstance(statement.value, ast.Constant):
                yield f"an expression in the class {node.name!r}"


def _annotations(node: ast.AST) -> Iterator[str]:
    """Types are spelled with names: pydantic and typing evaluate a text as code."""
    match node:
        case ast.AnnAssign(annotation=annotation):
            yield from _type(annotation)
        case ast.arg(annotation=ast.expr() as annotation):
            yield from _type(annotation)
        case ast.FunctionDef(returns=ast.expr() as annotation):
            yield from _type(annotation)
        case ast.AsyncFunctionDef(returns=ast.expr() as annotation):
            yield from _type(annotation)


def _type(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Name() | ast.Constant(value=None):
            return
        case ast.Attribute(value=ast.Name()):
            return
        case ast.Subscript(value=ast.Name(id="Literal"), slice=values):
            listed = values.elts if isinstance(values, ast.Tuple) else [values]
            if not all(_is_constant(value) for value in listed):
                yield "a Literal of something else than constants"
        case ast.Subscript(value=inner, slice=arguments):
            yield from _type(inner)
            yield from _type(arguments)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _type(left)
            yield from _type(right)
        case ast.Tuple(elts=parts):
            for part in parts:
                yield from _type(part)
        case _:
            yield f"a type that is a {type(node).__name__}"


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub) and _is_constant(node.operand)
    return isinstance(node, ast.Constant)
