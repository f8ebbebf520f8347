"""Compiled queries against the compliance suite of RFC 9535, where it is at hand."""

from __future__ import annotations

import json
from typing import Any

from arazzo_codegen.check.jsonpath import JsonPath, read_jsonpath
from arazzo_codegen.check.types import ALL_KINDS
from arazzo_codegen.expressions.model import SyntaxFault, Template
from arazzo_codegen.plan.code import Code, Uses
from arazzo_codegen.plan.jsonpath import (
    compile_jsonpath_criterion,
    compile_jsonpath_selector,
)
from arazzo_codegen.plan.operands import Operand

from ..support.reference import CONFORMANCE, needs_conformance
from .criteria import ABSENT, ValueReader, evaluate

SUITE = CONFORMANCE / "jsonpath-cts/cts.json"
pytestmark = needs_conformance

BODY = Operand(Code("body"), ALL_KINDS, may_be_absent=True)


def cases(valid: bool) -> list[dict[str, Any]]:
    suite = json.loads(SUITE.read_text(encoding="utf-8"))["tests"]
    return [case for case in suite if case.get("invalid_selector", False) is not valid]


def read(selector: str) -> JsonPath | SyntaxFault:
    return read_jsonpath(Template((selector,)))


def results(case: dict[str, Any]) -> list[list[Any]]:
    return case["results"] if "results" in case else [case["result"]]


def test_valid_selectors_give_the_verdict_of_the_suite() -> None:
    for case in cases(valid=True):
        path = read(case["selector"])
        assert isinstance(path, JsonPath), case["name"]
        uses = Uses()
        code = compile_jsonpath_criterion(path, BODY, ValueReader(), uses)
        # A criterion is not met by a null context, whatever the query.
        expected = case["document"] is not None and any(results(case))
        verdict = evaluate(code, uses, {"body": case["document"]})
        assert verdict is expected, (case["name"], code)


def test_valid_selectors_give_the_values_of_the_suite() -> None:
    for case in cases(valid=True):
        path = read(case["selector"])
        assert isinstance(path, JsonPath), case["name"]
        uses = Uses()
        code = compile_jsonpath_selector(path, BODY, ValueReader(), uses)
        value = evaluate(code, uses, {"body": case["document"]})
        wanted = [
            ABSENT if not nodes else nodes[0] if len(nodes) == 1 else nodes
            for nodes in results(case)
        ]
        assert value in wanted, (case["name"], code)


def test_invalid_selectors_are_refused() -> None:
    for case in cases(valid=False):
        path = read(case["selector"])
        refused = isinstance(path, SyntaxFault) or path.corrected is not None
        assert refused, (case["name"], case["selector"])
