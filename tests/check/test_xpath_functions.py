"""XPath that reads files, or that can take for ever, is refused before it is parsed."""

from __future__ import annotations

import pytest

from arazzo_codegen.check.xpath import check_xpath
from arazzo_codegen.expressions.model import Input, Template


def message(text: str) -> str | None:
    fault = check_xpath(Template((text,)))
    return None if fault is None else fault.message


@pytest.mark.parametrize(
    "text",
    [
        "doc('file:///etc/passwd')",
        "//a[doc-available ('x')]",
        "fn:unparsed-text('file:///etc/passwd')",
        "Q{http://www.w3.org/2005/xpath-functions}unparsed-text-lines('x')",
        "doc(: a comment :)('x')",
        "for-each(('x'), doc#1)",
        "function-lookup(xs:QName('fn:doc'), 1)('x')",
        "environment-variable('HOME')",
        "collection()",
        "json-doc('x')?a",
        "'(:' = doc('x') (: ')' :)",
    ],
)
def test_what_reads_outside_of_the_document_is_refused(text: str) -> None:
    assert str(message(text)).endswith("() reads what lies outside of the document")


@pytest.mark.parametrize(
    "text", ["doc('x') (: (: :) ' :)", "(: (: :) ' :) doc('x') (: ' :)"]
)
def test_comments_hide_nothing(text: str) -> None:
    assert message(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "/doc/collection[@transform = 'doc(x)']",
        "//my-doc | //document",
        "count(//doc)",
        "//a[. = \"doc('x')\"] (: doc('x') :)",
        "count(/note/to) = 1 and /note/to = 'me'",
        "for $n in 1 to 10 return $n",
        "(1 to count(//a))[. > 2]",
        "some $n in 1 to 9 satisfies //a[$n] = 'x'",
        "matches(//a, '^a+$')",
        "matches('it''s', 'it''s', 'i')",
        "replace(//a, '\\p{Lu}+', '$0-')",
        "tokenize(//a)",
        "//a => matches('^a+$')",
        "string-join(tokenize(//a, ','), ' to ')",
    ],
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert message(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '^(a+)+$')",
        '//a[matches(., "^(a|aa)+$")]',
        "replace(concat(//a, '('), '(\\p{L}+)+x', '')",
        "tokenize(//a[f(., 1)], '(.*,)*x')",
        "//a => fn:matches('^(a+)+$')",
    ],
)
def test_a_pattern_that_can_take_for_ever_is_refused(text: str) -> None:
    assert str(message(text)).startswith("this pattern can take forever")


@pytest.mark.parametrize(
    "text",
    [
        "matches(//a, //b)",
        "matches('aaaa', concat('(a', '+)+$'))",
        "for-each-pair(//a, //b, matches#2)",
        "matches(//a, '(a+' || ')+$')",
        "//a => tokenize((: a :) '^(a+)+$')",
    ],
)
def test_a_pattern_has_to_be_written_out(text: str) -> None:
    assert "has to be a text in quotes" in str(message(text))


@pytest.mark.parametrize(
    "text",
    ["1 to 1000000000 = 3", "count(1 to 99999 * 99999)", "1 to xs:integer(//a)"],
)
def test_a_range_without_an_end_in_sight_is_refused(text: str) -> None:
    assert message(text) == "a range may have no end in sight"


def test_an_embedded_pattern_is_the_caller_s_own() -> None:
    template = Template(("matches(//a, '", Input("pattern"), "')"))
    assert check_xpath(template) is None
