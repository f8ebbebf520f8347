"""Criteria and selectors of any kind as Python expressions."""

from __future__ import annotations

from typing import cast

from ..check.jsonpath import JsonPathVersion, read_jsonpath
from ..check.types import ALL_KINDS
from ..check.xpath import XPathVersion
from ..expressions.model import SyntaxFault, Template
from ..expressions.pointer import split_pointer
from ..link.model import Criterion, SelectorValue
from .code import Code
from .conditions import compile_condition
from .jsonpath import compile_jsonpath_criterion, compile_jsonpath_selector
from .operands import Operand
from .regexes import compile_regex_criterion
from .scope import StepScope
from .xpath import compile_xpath_criterion, compile_xpath_selector


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
    context = scope.read(criterion.context)
    if criterion.kind == "regex":
        return compile_regex_criterion(template, context, scope, uses)
    if criterion.kind == "xpath":
        version = cast("XPathVersion", criterion.version or "xpath-31")
        return compile_xpath_criterion(template, version, context, scope, uses)
    path = read_jsonpath(
        template, cast("JsonPathVersion", criterion.version or "rfc9535")
    )
    if isinstance(path, SyntaxFault):
        raise ValueError(path.message)
    return compile_jsonpath_criterion(path, context, scope, uses)


def compile_selector(value: SelectorValue, scope: StepScope) -> Operand:
    """The Python expression for what a Selector Object selects; absent without a node.

    Raises:
        ValueError: Its text is faulty; the check stage has refused such selectors.
    """
    uses = scope.context.uses
    if value.kind == "jsonpointer":
        return scope.read(value.context, tuple(split_pointer(value.selector) or ()))
    context = scope.read(value.context)
    template = Template((value.selector,))
    if value.kind == "xpath":
        version = cast("XPathVersion", value.version or "xpath-31")
        code = compile_xpath_selector(template, version, context, scope, uses)
    else:
        path = read_jsonpath(
            template, cast("JsonPathVersion", value.version or "rfc9535")
        )
        if isinstance(path, SyntaxFault):
            raise ValueError(path.message)
        code = compile_jsonpath_selector(path, context, scope, uses)
    return Operand(code, ALL_KINDS, True)
