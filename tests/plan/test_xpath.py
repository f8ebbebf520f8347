"""What compiled XPath criteria and selectors mean."""

from __future__ import annotations

from typing import Any

import pytest

from arazzo_codegen.check.types import ALL_KINDS
from arazzo_codegen.check.xpath import XPathVersion
from arazzo_codegen.expressions.model import Input, Template
from arazzo_codegen.plan.code import Code, Uses
from arazzo_codegen.plan.operands import Operand
from arazzo_codegen.plan.xpath import compile_xpath_criterion, compile_xpath_selector

from .criteria import ABSENT, ValueReader, evaluate

BODY = Operand(Code("body"), ALL_KINDS, may_be_absent=True)
ORDER = '<order xmlns:s="urn:s"><n>2</n><s:t/><i id="1">a</i><i id="2">b</i></order>'


def holds(
    body: Any, *parts: Any, version: XPathVersion = "xpath-31", **inputs: Any
) -> Any:
    reader = ValueReader({Input(name): value for name, value in inputs.items()})
    uses = Uses()
    code = compile_xpath_criterion(Template(parts), version, BODY, reader, uses)
    return evaluate(code, uses, {**reader.variables, "body": body})


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("//i", True),
        ("//missing", False),
        ("count(//missing)", False),
        ("string(/order/n)", True),
        ("/order/n = 2", True),
        ("/order/n > 2", False),
        ("/order/s:t", True),
        ("1 div 0", False),
        ("//i, //n", True),
    ],
)
def test_criterion_is_the_effective_boolean_value(
    expression: str, expected: bool
) -> None:
    assert holds(ORDER, expression) is expected


@pytest.mark.parametrize("version", ["xpath-10", "xpath-20", "xpath-30", "xpath-31"])
def test_each_version_has_its_parser(version: XPathVersion) -> None:
    assert holds(ORDER, "/order/i[@id = '2']", version=version) is True
    later = version != "xpath-10"
    assert holds(ORDER, "some $i in //i satisfies $i = 'b'", version=version) is later


@pytest.mark.parametrize(
    "body", [None, ABSENT, {"a": 1}, "", "<a>", "<!DOCTYPE a><a><i/></a>"], ids=str
)
def test_value_that_is_no_plain_xml_fails_the_criterion_and_is_logged(
    body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert holds(body, "true()") is False
    assert "XPath" in caplog.text


def test_file_cannot_be_read() -> None:
    assert holds(ORDER, "unparsed-text('", Input("file"), "')", file=__file__) is False


def test_embedded_number_is_compared_as_a_number() -> None:
    assert holds(ORDER, "/order/n > ", Input("least"), least=1) is True


def test_value_in_quotes_cannot_end_them() -> None:
    quoted = ("//i[. = '", Input("text"), "']")
    assert holds(ORDER, *quoted, text="b") is True
    assert holds(ORDER, *quoted, text="' or '1' = '1") is False


def test_expression_that_was_not_given_fails_the_criterion() -> None:
    assert holds(ORDER, "/order/n > ", Input("missing")) is False


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("/order/n", "2"),
        ("//i", ["a", "b"]),
        ("//i/@id", ["1", "2"]),
        ("count(//i)", 2),
        ("1.5", 1.5),
        ("//missing", ABSENT),
        ("/order/n = 2", True),
    ],
)
def test_selector_gives_text_of_nodes_and_scalars(
    expression: str, expected: Any
) -> None:
    uses = Uses()
    code = compile_xpath_selector(
        Template((expression,)), "xpath-31", BODY, ValueReader(), uses
    )
    assert evaluate(code, uses, {"body": ORDER}) == expected
