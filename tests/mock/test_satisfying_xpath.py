"""XML bodies in which XPath criteria hold."""

from __future__ import annotations

from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

import elementpath
import pytest
from elementpath.xpath31 import XPath31Parser

from arazzo_codegen.mock.satisfying_xpath import with_xpath


def holds(body: str, expression: str) -> bool:
    namespaces = dict(
        found for _, found in ET.iterparse(StringIO(body), events=("start-ns",))
    )
    result: Any = elementpath.select(
        ET.ElementTree(ET.fromstring(body)),
        expression,
        namespaces=namespaces,
        parser=XPath31Parser,
    )
    return bool(result)


@pytest.mark.parametrize(
    "expression",
    [
        "/feed/entry",
        "//entry",
        "count(//entry) > 1",
        "count(/feed/entry) = 3",
        "/feed/@state = 'open'",
        "/feed/entry[@id='7']/name = \"Ada\"",
        "/feed/entry[name='Ada']",
        "/feed/entry[2]",
        "/feed/size > 41",
        "/feed/size != '41'",
        "/a/b and /a/c = 'x and y'",
        "/s:Envelope/s:Body/m:Order[@m:id='1']/m:state = 'done'",
        "/feed/entry/text()",
        "boolean(/feed/entry)",
        "not(/feed/error)",
    ],
)
def test_an_expression_is_made_to_hold(expression: str) -> None:
    assert holds(with_xpath("", expression, True), expression)


@pytest.mark.parametrize(
    "expression", ["/feed/entry", "//entry", "/feed/@state = 'open'", "count(//e) > 0"]
)
def test_an_expression_is_made_not_to_hold(expression: str) -> None:
    body = with_xpath("", expression, True)

    assert not holds(with_xpath(body, expression, False), expression)


def test_several_expressions_hold_in_one_body() -> None:
    wanted = ["/feed/entry", "count(//entry) > 1", "/feed/@state = 'open'", "/feed/p:x"]
    body = ""
    for expression in wanted:
        body = with_xpath(body, expression, True)

    assert [expression for expression in wanted if not holds(body, expression)] == []


def test_an_example_is_kept_where_it_does() -> None:
    body = '<feed state="open"><entry>one</entry></feed>'

    assert with_xpath(body, "/feed/entry", True) == body


@pytest.mark.parametrize("expression", ["for $x in /a return $x", "1 = 1", "/a | /b"])
def test_any_other_expression_changes_nothing(expression: str) -> None:
    assert with_xpath("<a/>", expression, True) == "<a/>"


def test_entities_are_not_read() -> None:
    hostile = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'

    assert with_xpath(hostile, "/a/x", True) == "<a><x>text</x></a>"
