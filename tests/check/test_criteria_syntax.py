"""What is refused in JSONPath, regex and XPath criteria before anything runs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Final

import pytest

from arazzo_codegen.check.jsonpath import JsonPath, read_jsonpath
from arazzo_codegen.check.jsonpath_correction import propose_criterion
from arazzo_codegen.check.regexes import check_regex
from arazzo_codegen.check.xpath import check_xpath
from arazzo_codegen.expressions import positions
from arazzo_codegen.expressions.model import Input, SyntaxFault, Template
from arazzo_codegen.expressions.patterns import is_found

GOESSNER: Final = "draft-goessner-dispatch-jsonpath-00"


@pytest.mark.parametrize(
    "pattern",
    ["(", "[a", "*a", r"\p{L}", "a(?i)b", "a{2}{3}", "x" * 3000],
)
def test_pattern_that_python_does_not_take_is_refused(pattern: str) -> None:
    assert isinstance(check_regex(Template((pattern,))), SyntaxFault)


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "(a*)*b",
        "([a-z]+)*$",
        r"(\w+\s?)+$",
        "(.*,)+x",
        "(a|aa)+$",
        "(aa?)+$",
        r"^(\d{1,3}\.?)+$",
        "(?:a(?:b|ba|ab))*c(x+x+)+y",
        r"(\d|\w+)*!",
        "((ab?)+)+$",
        "(?:a{1,30}){1,30}b",
        "(a?b?)+c",
        "(.*a){12}$",
        "(a{1,9}){1,9}b",
        "(a?){30}b$",
        "a?" * 25 + "a" * 25,
        ".*.*.*.*=",
        "^(?:x?y?z?)*w$",
        "(?i)^(?:ab|AB)*$",
        "(?:" * 7 + "a" + "{0,4})" * 7,
        "(?s)(.|\n)*x$",
        "^(?=(a+)+$)b",
        "(?>(a+)+b)",
        "^(?:[^a]|b)*c$",
    ],
)
def test_pattern_that_can_take_forever_is_refused(pattern: str) -> None:
    fault = check_regex(Template((pattern,)))
    assert fault is not None
    assert "forever" in fault.message


@pytest.mark.parametrize(
    "query",
    [
        "$[?match(@.s, '(a|aa)+b')]",
        "$.a[?@.b && !search(@.s, '(a+)+$')]",
        '$..[?count(@[?search(@, "(\\\\p{L}|ab)*c")]) > 1]',
        "search($.s, '(a|aa)+b')",
        "$[?search(@.s, '{$inputs.a}(a|aa)+b')]",
        "$[?" + "@.a || " * 50 + "match(@.s, '(a|aa)+b')]",
        "$" + "..*" * 6,
        "$..[?@..a && @..b || @..c && @..d && @..e]",
    ],
)
def test_query_that_can_take_forever_is_refused(query: str) -> None:
    parts = query.partition("{$inputs.a}")
    spliced: tuple[str | Input, ...] = (parts[0], Input("a"), parts[2])
    fault = read_jsonpath(Template(spliced if parts[1] else (query,)))
    assert isinstance(fault, SyntaxFault)
    assert "forever" in fault.message


def test_query_that_descends_a_few_times_stays() -> None:
    assert isinstance(read_jsonpath(Template(("$" + "..*" * 5,))), JsonPath)


def test_other_patterns_of_a_query_stay() -> None:
    for pattern in (r"[a-z]+\\.[a-z]+", r"\\p{Lu}.*", "(", "a" * 5_000):
        read = read_jsonpath(Template((f"$[?match(@.s, '{pattern}')]",)))
        assert isinstance(read, JsonPath), read


@pytest.mark.parametrize(
    "pattern",
    [
        r"^2\d{2}$",
        r"^(\w+\.)*\w+$",
        r"^(\d+,)+$",
        "(foo|far|bar)+",
        "([a-z]|[0-9])*",
        "([a-z]|[A-Z])*",
        r"^(.|\n)*x",
        r"^\s*(.*)\s*$",
        "^.*foo.*bar.*baz.*qux.*$",
        "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$",
        "^.{1,1000}$",
        r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$",
        r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$",
        r"^(\d{1,3}\.?){4}$",
        r"^(?:[a-z0-9](?:-?[a-z0-9])*\.)+$",
        "(?>a+)+b",
        "(a++)+b",
        r"^[\w.+-]+@(\w+\.)+\w{2,}$",
        r"(^[A-Za-z0-9-_]*\.[A-Za-z0-9-_]*$)",
        r"^(\s*\w+\s*;)*$",
        r"(?P<year>\d{4})-(?P=year)",
        "(?<=a)b(?!c)",
        "(?<!a)b(?!)",
        "(a)?(?(1)b|c)(?(1)d)",
        r"\A\b\B[\d\D\s\S\w\W]\d\D\s\S\w\W\Z",
        "(?x: a b )(?-i:a{2,3}?)b*+c?+",
    ],
)
def test_pattern_that_is_safe_passes(pattern: str) -> None:
    assert check_regex(Template((pattern,))) is None


@pytest.mark.parametrize("parser", [None, SimpleNamespace(parse=lambda _: ("?", 0))])
def test_pattern_is_refused_where_python_does_not_tell_how_it_reads_it(
    parser: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(positions, "_parser", parser)

    fault = check_regex(Template(("^a$",)))

    assert fault is not None
    assert "with this Python" in fault.message
    assert not is_found("^a$", "a")


def test_pattern_is_judged_by_what_stands_around_an_expression() -> None:
    assert check_regex(Template(("^(", Input("x"), ")$"))) is None
    assert check_regex(Template(("^(", Input("x")))) is not None


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("$.a[(@.length-1)]", "[-1]"),
        ("$[?@.a =~ 'x']", "search("),
        ("$.a[name]", "quotes"),
        ("$.a-b", "brackets"),
        ("a == 1", "'$'"),
        ("$[[[", None),
        ("@.a == 1", "'$'"),
        (" $.a", "white space"),
    ],
)
def test_text_that_is_no_query_is_refused_with_a_hint(
    query: str, hint: str | None
) -> None:
    fault = read_jsonpath(Template((query,)))
    assert isinstance(fault, SyntaxFault)
    assert hint is None or (fault.hint is not None and hint in fault.hint)


def test_query_of_the_draft_is_taken_where_it_means_the_same() -> None:
    for query in ("$.a[?(@.b == 1)]", "$..a[0,1]", "$.a[-1:]"):
        assert isinstance(read_jsonpath(Template((query,)), GOESSNER), JsonPath)


def test_query_of_the_draft_is_refused_where_it_means_another_thing() -> None:
    for query in ("$.a[?(@.b.length > 1)]", "$[?count(@.a) > 1]", "$.a[(@.length-1)]"):
        assert isinstance(read_jsonpath(Template((query,)), GOESSNER), SyntaxFault)


@pytest.mark.parametrize(
    ("condition", "proposal"),
    [
        ("$.s == 'a' || $.s == 'b'", ("jsonpath", "$[?$.s == 'a' || $.s == 'b']")),
        ("$.items.length > 0", ("jsonpath", "$[?length($.items) > 0]")),
        ("$.length == 0", ("simple", "!$response.body")),
        ("$.s != 'it\\'s'", ("simple", "$response.body#/s != 'it''s'")),
        ("$.a[0].b == null", ("jsonpath", "$[?$.a[0].b == null]")),
        ("$.s", None),
    ],
)
def test_dialect_is_answered_with_a_criterion_that_means_it(
    condition: str, proposal: tuple[str, str] | None
) -> None:
    path = read_jsonpath(Template((condition,)))
    assert isinstance(path, JsonPath)
    assert propose_criterion(path, "$response.body") == proposal


def test_correction_has_its_expressions_in_braces() -> None:
    path = read_jsonpath(
        Template(("$.a > ", Input("x"), " && $.b == '", Input("y"), "'"))
    )
    assert isinstance(path, JsonPath)
    assert path.corrected == "$[?$.a > {$inputs.x} && $.b == '{$inputs.y}']"


@pytest.mark.parametrize("expression", ["//[", "foo(1)", "a/b[", "", "count("])
def test_text_that_is_no_xpath_is_refused(expression: str) -> None:
    assert isinstance(check_xpath(Template((expression,))), SyntaxFault)


@pytest.mark.parametrize(
    "expression",
    ["//soap:Body/m:x", "xs:date(//d) > xs:date('2020-01-01')", "1 div 0", "'a:b'"],
)
def test_xpath_passes_whatever_prefixes_the_document_has(expression: str) -> None:
    assert check_xpath(Template((expression,))) is None


def test_xpath_is_judged_by_its_version() -> None:
    expression = Template(("for $i in //i return $i",))
    assert check_xpath(expression, "xpath-20") is None
    assert isinstance(check_xpath(expression, "xpath-10"), SyntaxFault)
