"""JSONPath criteria and selectors to Python (RFC 9535).

Paths to one node, filters over the children of such a node and comparisons of paths
become plain Python. Other queries are left to the library jsonpath-rfc9535, when run.
"""

from __future__ import annotations

from jsonpath_rfc9535.filter_expressions import FilterContext

from ..check.jsonpath import JsonPath
from ..check.splices import Splice
from .code import Code, Uses, attribute, call, join, literal
from .jsonpath_filters import FilterCompiler, NotPlainError
from .operands import Operand, Reader
from .pieces import Piece, value_if_given, where_given


def compile_jsonpath_criterion(
    path: JsonPath, context: Operand, reader: Reader, uses: Uses
) -> Code:
    """The Python expression, of type bool, for whether a query finds any node.

    It raises nothing, and is False where the context is null or absent.
    """
    # What a failed attempt at plain Python has noted must not reach the module.
    attempt = Uses()
    compiler = FilterCompiler(context.code, path.splices, reader, attempt)
    try:
        piece = _compile_plain(path, context, compiler)
    except NotPlainError:
        return _compile_by_library(path, context, reader, uses)
    uses.merge(attempt)
    return where_given(compiler.required, piece, uses).code


def compile_jsonpath_selector(
    path: JsonPath, context: Operand, reader: Reader, uses: Uses
) -> Code:
    """The Python expression for the value of a selector, or _ABSENT without any node.

    One node gives its value, several give the list of theirs ("Selector Object").
    """
    of = path.length_of
    try:
        if path.query is not None:
            compiler = FilterCompiler(context.code, (), reader, uses)
            if of is not None and of.singular_query():
                node = compiler.node(of.segments, context.code)
                return call(uses.helper("_length_member"), node)
            if path.query.singular_query() and not path.splices:
                return compiler.node(path.query.segments, context.code)
    except NotPlainError:
        pass
    required: list[Code] = []
    text = _text(path, reader, uses, required)
    found = call(uses.helper("_jsonpath"), text, context.code)
    return value_if_given(required, call(uses.helper("_selection"), found), uses)


def _compile_plain(path: JsonPath, context: Operand, compiler: FilterCompiler) -> Piece:
    if path.condition is not None:
        test = compiler.logical(path.condition, context.code)
        if not _may_hold_for_null(path):
            return test
        return Piece.both([compiler.is_given(context), test])
    if path.query is None:
        raise NotPlainError
    if path.query.empty():
        return compiler.is_given(context)
    return compiler.exists(path.query.segments, context.code)


def _may_hold_for_null(path: JsonPath) -> bool:
    """Whether a logical expression could hold where the context is null."""
    if path.condition is None or path.query is None:
        return False
    nothing = FilterContext(env=path.query.env, current=None, root=None)
    return bool(path.condition.evaluate(nothing))


def _compile_by_library(
    path: JsonPath, context: Operand, reader: Reader, uses: Uses
) -> Code:
    required: list[Code] = []
    text = _text(path, reader, uses, required)
    value = context.code if path.condition is None else Code(f"[{context.code}]")
    found = call(Code("bool"), call(uses.helper("_jsonpath"), text, value))
    tests = [Piece(found)]
    if path.condition is not None:
        compiler = FilterCompiler(context.code, (), reader, uses)
        tests.insert(0, compiler.is_given(context))
    return where_given(required, Piece.both(tests), uses).code


def _text(path: JsonPath, reader: Reader, uses: Uses, required: list[Code]) -> Code:
    """The source of the query's text; what has to be given for it goes to `required`."""
    parts: list[Code] = []
    for part in path.text_for_library:
        if isinstance(part, Splice):
            operand = reader.read(part.expression)
            if operand.may_be_absent:
                required.append(operand.code)
            parts.append(_inserted(operand, part, path, uses))
        elif part:
            parts.append(literal(part))
    return join(" + ", parts)


def _inserted(operand: Operand, splice: Splice, path: JsonPath, uses: Uses) -> Code:
    """The source of the text that stands for a splice in the query's text."""
    if splice.quote:
        return call(uses.helper("_quoted"), operand.code)
    if path.query is not None:
        return call(attribute(uses.module("json"), "dumps"), operand.code)
    return call(uses.helper("_text"), operand.code)
