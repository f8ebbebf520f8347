"""JSONPath, XPath and regular expressions of criteria and selectors."""

from __future__ import annotations

from typing import cast

from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment
from jsonpath_rfc9535.selectors import FilterSelector

from ..diagnostics.model import Rule
from ..diagnostics.rules import dialect, expressions, structure
from ..expressions.format import format_expression
from ..expressions.model import SyntaxFault, Template
from ..expressions.pointer import split_pointer
from ..link.model import Criterion, SelectorValue, Step
from ..read.document import Node
from .goessner import find_script
from .inspection import Inspection
from .jsonpath import JsonPath, JsonPathVersion, read_jsonpath
from .jsonpath_correction import propose_criterion
from .queries import criteria_of, selectors_of
from .regexes import check_regex
from .xpath import XPathVersion, check_xpath

_VERSIONS = {
    "jsonpath": ("rfc9535", "draft-goessner-dispatch-jsonpath-00"),
    "xpath": ("xpath-31", "xpath-30", "xpath-20", "xpath-10"),
    "jsonpointer": ("rfc6901",),
}


def check_criteria(inspection: Inspection) -> None:
    """Report what cannot be read in the conditions of criteria and in selectors."""
    seen: set[tuple[str, tuple[str | int, ...]]] = set()
    for step, criterion in criteria_of(inspection.workflow):
        # Actions of the workflow and of components serve several steps.
        place = (criterion.node.document.name, criterion.node.pointer)
        if criterion.kind != "simple" and place not in seen:
            seen.add(place)
            _check_criterion(criterion, step, inspection)
    for value in selectors_of(inspection.workflow):
        _check_selector(value, inspection)


def _check_criterion(criterion: Criterion, step: Step, inspection: Inspection) -> None:
    node = criterion.node.get("condition") or criterion.node
    template = criterion.template or Template((criterion.text,))
    type_ = criterion.node.get("type")
    if not _has_known_version(criterion.kind, criterion.version, type_, inspection):
        return
    if criterion.kind == "regex":
        _report(expressions.INVALID_REGEX, check_regex(template), node, inspection)
    elif criterion.kind == "xpath":
        version = cast("XPathVersion", criterion.version or "xpath-31")
        fault = check_xpath(template, version)
        _report(expressions.INVALID_XPATH, fault, node, inspection)
    else:
        path = _read_path(template, criterion.version, node, inspection)
        if path is not None and path.corrected is not None:
            _report_dialect(path, criterion, node, inspection)
        elif path is not None and _filters_object(path, criterion, step, inspection):
            inspection.diagnostics.add(
                expressions.FILTER_ON_OBJECT,
                f"{criterion.text!r} tests each member of the object, and never the "
                "object itself",
                node.place,
                "ask for what should be there, e.g. $.name[*]",
            )


def _filters_object(
    path: JsonPath, criterion: Criterion, step: Step, inspection: Inspection
) -> bool:
    """Whether a query begins with a filter, and its context is an object for sure."""
    segments = path.query.segments if path.query is not None else ()
    if not segments or criterion.context is None:
        return False
    first = segments[0]
    if isinstance(first, JSONPathRecursiveDescentSegment):
        return False
    is_filter = any(isinstance(one, FilterSelector) for one in first.selectors)
    type_ = inspection.reader.expression(criterion.context, step).type
    return is_filter and type_.kinds == {"object"}


def _check_selector(value: SelectorValue, inspection: Inspection) -> None:
    node = value.node.get("selector") or value.node
    template = Template((value.selector,))
    type_ = value.node.get("type")
    if not _has_known_version(value.kind, value.version, type_, inspection):
        return
    if value.kind == "xpath":
        version = cast("XPathVersion", value.version or "xpath-31")
        fault = check_xpath(template, version)
        _report(expressions.INVALID_XPATH, fault, node, inspection)
    elif value.kind == "jsonpointer":
        if split_pointer(value.selector) is None:
            fault = SyntaxFault(f"{value.selector!r} is no JSON pointer")
            _report(expressions.INVALID_POINTER, fault, node, inspection)
    else:
        path = _read_path(template, value.version, node, inspection)
        if path is not None and path.condition is not None:
            fault = SyntaxFault("a selector is a query, and this is a comparison")
            _report(expressions.INVALID_JSONPATH, fault, node, inspection)


def _read_path(
    template: Template, version: str | None, node: Node, inspection: Inspection
) -> JsonPath | None:
    read = read_jsonpath(template, cast("JsonPathVersion", version or "rfc9535"))
    if isinstance(read, JsonPath):
        return read
    if version in (None, "rfc9535"):
        _report(expressions.INVALID_JSONPATH, read, node, inspection)
        return None
    script = find_script(str(node.value))
    is_older = script or isinstance(read_jsonpath(template, "rfc9535"), JsonPath)
    rule = expressions.GOESSNER_DIFFERS if is_older else expressions.INVALID_JSONPATH
    _report(rule, script or read, node, inspection)
    return None


def _report_dialect(
    path: JsonPath, criterion: Criterion, node: Node, inspection: Inspection
) -> None:
    assert criterion.context is not None
    proposed = propose_criterion(path, format_expression(criterion.context))
    kind, corrected = proposed or ("jsonpath", path.corrected)
    foreign = ".length" in criterion.text or " in " in criterion.text
    rule = (
        dialect.JSONPATH_FOREIGN_OPERATOR
        if foreign
        else dialect.JSONPATH_LOGICAL_EXPRESSION
    )
    hint = f"write {corrected}"
    if kind == "simple":
        hint = f"write a simple condition: {corrected}"
    inspection.diagnostics.add(
        rule, f"{criterion.text!r} is no JSONPath query", node.place, hint
    )


def _has_known_version(
    kind: str, version: str | None, type_: Node | None, inspection: Inspection
) -> bool:
    allowed = _VERSIONS.get(kind, ())
    if version is None or version in allowed:
        return True
    written = type_.get("version") if type_ is not None else None
    inspection.diagnostics.add(
        structure.VALUE_NOT_ALLOWED,
        f"the version of {kind} must be one of "
        + ", ".join(repr(one) for one in allowed)
        + f", not {version!r}",
        (written or type_ or inspection.workflow.node).place,
    )
    return False


def _report(
    rule: Rule, fault: SyntaxFault | None, node: Node, inspection: Inspection
) -> None:
    if fault is not None:
        inspection.diagnostics.add(rule, fault.message, node.place, fault.hint)
