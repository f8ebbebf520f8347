"""Criteria and selectors of any kind as Python expressions.

What JSONPath and XPath need is imported where a document uses them: elementpath alone
takes longer to import than most documents take to compile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from ..check.types import ALL_KINDS
from ..expressions.model import SyntaxFault, Template
from ..expressions.pointer import split_pointer
from ..link.model import Criterion, SelectorValue
from .code import Code
from .conditions import compile_condition
from .operands import Operand
from .regexes import compile_regex_criterion
from .scope import StepScope

if TYPE_CHECKING:
    from ..check.jsonpath import JsonPath, JsonPathVersion
    from ..check.xpath import XPathVersion


def compile_criterion(criterion: Criterion, scope: StepScope) -> Code:
    """The Python expression, of type bool, for whether a criterion holds.

    Raises:
        ValueError: Its text is faulty; the check stage has refused such criteria.
    """
    uses = scope.context.uses
    if criterion.condition is not None:
        return compile_condition(criterion.condition, scope, uses)
    assert criterion.context is not None
    template = criterion.template or Template((criterion.text,))
    context = replace(scope, as_json=criterion.kind == "jsonpath").read(
        criterion.context
    )
    if criterion.kind == "regex":
        return compile_regex_criterion(template, context, scope, uses)
    if criterion.kind == "xpath":
        from .xpath import compile_xpath_criterion  # noqa: PLC0415

        return compile_xpath_criterion(
            template, _xpath_version(criterion.version), context, scope, uses
        )
    from .jsonpath import compile_jsonpath_criterion  # noqa: PLC0415

    path = _jsonpath(template, criterion.version)
    return compile_jsonpath_criterion(path, context, scope, uses)


def compile_selector(value: SelectorValue, scope: StepScope) -> Operand:
    """The Python expression for what a Selector Object selects; absent without a node.

    Raises:
        ValueError: Its text is faulty; the check stage has refused such selectors.
    """
    uses = scope.context.uses
    if value.kind == "jsonpointer":
        return scope.read(value.context, tuple(split_pointer(value.selector) or ()))
    context = replace(scope, as_json=value.kind == "jsonpath").read(value.context)
    template = Template((value.selector,))
    if value.kind == "xpath":
        from .xpath import compile_xpath_selector  # noqa: PLC0415

        version = _xpath_version(value.version)
        code = compile_xpath_selector(template, version, context, scope, uses)
    else:
        from .jsonpath import compile_jsonpath_selector  # noqa: PLC0415

        path = _jsonpath(template, value.version)
        code = compile_jsonpath_selector(path, context, scope, uses)
    return Operand(code, ALL_KINDS, True)


def _xpath_version(version: str | None) -> XPathVersion:
    return cast("XPathVersion", version or "xpath-31")


def _jsonpath(template: Template, version: str | None) -> JsonPath:
    from ..check.jsonpath import read_jsonpath  # noqa: PLC0415

    path = read_jsonpath(template, cast("JsonPathVersion", version or "rfc9535"))
    if isinstance(path, SyntaxFault):
        raise ValueError(path.message)
    return path
