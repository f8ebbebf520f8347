"""Replacements in payloads, at compile time and when the step runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .compiled import Case, fail, findings, send, source_of
from .test_form_bodies import FORM, form_case
from .test_json_bodies import ANY, OBJECT, body_case

XML = "application/xml"


def replacing(case: Case, *replacements: dict[str, Any]) -> Case:
    body = {**case.step["requestBody"], "replacements": list(replacements)}
    return Case(
        operation=case.operation,
        step={**case.step, "requestBody": body},
        inputs=case.inputs,
    )


def at(target: str, value: Any = "new", kind: str | None = None) -> dict[str, Any]:
    selector = {"targetSelectorType": kind} if kind else {}
    return {"target": target, "value": value, **selector}


def json_sent(case: Case, folder: Path, **given: Any) -> Any:
    return json.loads(send(case, folder, **given).content)


PAYLOAD = {"a": {"b": [1, 2]}, "c/d": 3, "0": 4}

POINTERS = [
    ("/a", {"a": "new", "c/d": 3, "0": 4}),
    ("/a/b", {"a": {"b": "new"}, "c/d": 3, "0": 4}),
    ("/a/b/1", {"a": {"b": [1, "new"]}, "c/d": 3, "0": 4}),
    ("/a/b/-", {"a": {"b": [1, 2, "new"]}, "c/d": 3, "0": 4}),
    ("/a/b/2", {"a": {"b": [1, 2, "new"]}, "c/d": 3, "0": 4}),
    ("/a/e", {"a": {"b": [1, 2], "e": "new"}, "c/d": 3, "0": 4}),
    ("/c~1d", {"a": {"b": [1, 2]}, "c/d": "new", "0": 4}),
    ("/0", {"a": {"b": [1, 2]}, "c/d": 3, "0": "new"}),
    ("", "new"),
]


@pytest.mark.parametrize(("target", "expected"), POINTERS)
def test_a_pointer_into_a_literal_payload(
    target: str, expected: Any, tmp_path: Path
) -> None:
    assert json_sent(replacing(body_case(PAYLOAD), at(target)), tmp_path) == expected


@pytest.mark.parametrize(("target", "expected"), POINTERS)
def test_a_pointer_into_a_payload_that_comes_later(
    target: str, expected: Any, tmp_path: Path
) -> None:
    case = replacing(body_case("$inputs.x", None, OBJECT), at(target))
    given = json.loads(json.dumps(PAYLOAD))
    assert json_sent(case, tmp_path, x=given) == expected
    assert given == PAYLOAD


def test_a_literal_payload_simply_has_the_value(tmp_path: Path) -> None:
    case = replacing(body_case({"a": 1}, None, ANY), at("/a", "$inputs.x"))
    text = source_of(case, tmp_path)
    assert "step.replace" not in text


MISPLACED = ["/x/y", "/a/b/9", "/a/b/x", "/c~1d/e", "/a/b/-/x"]


@pytest.mark.parametrize("target", MISPLACED)
def test_a_missing_parent_is_found_at_compile_time(target: str, tmp_path: Path) -> None:
    found = findings(replacing(body_case(PAYLOAD), at(target)), tmp_path)
    (error,) = (one for one in found if one.severity == "error")
    assert error.rule.code == "AZ530"
    assert target in error.message


@pytest.mark.parametrize("target", MISPLACED)
def test_a_missing_parent_is_an_error_when_the_payload_comes_later(
    target: str, tmp_path: Path
) -> None:
    case = replacing(body_case("$inputs.x", None, OBJECT), at(target))
    reason = fail(case, tmp_path, x=PAYLOAD)
    assert reason.endswith("a replacement has no place in the payload")


def test_replacements_are_made_in_their_order(tmp_path: Path) -> None:
    case = body_case({"a": "$inputs.x"}, None, ANY)
    made = replacing(case, at("/b", {}), at("/a/c", 1), at("/b/d", 2), at("/b/d", 3))
    sent = json_sent(made, tmp_path, x={})
    assert sent == {"a": {"c": 1}, "b": {"d": 3}}


@pytest.mark.parametrize("payload", [{"n": 0, "t": [1, 2]}, "$inputs.x"])
def test_a_value_that_was_not_given_leaves_nothing(
    payload: Any, tmp_path: Path
) -> None:
    inputs = {"x": {"type": "object"}, "y": {"type": "string"}}
    case = body_case(payload, None, inputs)
    made = replacing(case, at("/n", "$inputs.y"), at("/t/0", "$inputs.y"))
    assert json_sent(made, tmp_path, x={"n": 0, "t": [1, 2]}) == {"t": [2]}


PATHS = [
    ("$.a.b", {"a": {"b": "new"}, "c": [{"s": 1}, {"s": 2}]}),
    ("$.c[-1].s", {"a": {"b": 0}, "c": [{"s": 1}, {"s": "new"}]}),
    ("$.c[?@.s == 1].s", {"a": {"b": 0}, "c": [{"s": "new"}, {"s": 2}]}),
    ("$.c[*].s", {"a": {"b": 0}, "c": [{"s": "new"}, {"s": "new"}]}),
    ("$.a.new", {"a": {"b": 0, "new": "new"}, "c": [{"s": 1}, {"s": 2}]}),
    ("$.a..*", {"a": {"b": "new"}, "c": [{"s": 1}, {"s": 2}]}),
]


@pytest.mark.parametrize(("target", "expected"), PATHS)
@pytest.mark.parametrize("later", [False, True])
def test_jsonpath_targets(
    target: str, expected: Any, later: bool, tmp_path: Path
) -> None:
    payload = {"a": {"b": 0}, "c": [{"s": 1}, {"s": 2}]}
    case = body_case("$inputs.x" if later else payload, None, OBJECT)
    made = replacing(case, at(target, kind="jsonpath"))
    assert json_sent(made, tmp_path, x=payload) == expected


def test_a_jsonpath_that_finds_nothing_is_an_error(tmp_path: Path) -> None:
    replacement = at("$.c[?@.s == 9].s", kind="jsonpath")
    case = replacing(body_case({"c": [{"s": 1}]}), replacement)
    assert "AZ530" in [one.rule.code for one in findings(case, tmp_path)]
    later = replacing(body_case("$inputs.x", None, OBJECT), replacement)
    assert fail(later, tmp_path, x={"c": []}).endswith(
        "a replacement has no place in the payload"
    )


def test_replacements_in_a_json_text(tmp_path: Path) -> None:
    literal = replacing(body_case('{"a": 1}'), at("/a"))
    assert json_sent(literal, tmp_path) == {"a": "new"}
    template = body_case('{"a": {$inputs.x}}', None, {"x": {"type": "integer"}})
    assert json_sent(replacing(template, at("/b")), tmp_path, x=1) == {
        "a": 1,
        "b": "new",
    }


def test_replacements_in_a_form(tmp_path: Path) -> None:
    case = replacing(form_case({"a": 1}), at("/a"), at("/b", [1, 2]))
    assert send(case, tmp_path).content == b"a=new&b=1&b=2"
    later = replacing(form_case("$inputs.x", inputs=OBJECT, media=FORM), at("/a"))
    assert send(later, tmp_path, x={"b": 1}).content == b"b=1&a=new"


def test_replacements_without_a_payload_are_an_error(tmp_path: Path) -> None:
    case = Case(step={"requestBody": {"replacements": [at("/a")]}})
    assert "AZ530" in [one.rule.code for one in findings(case, tmp_path)]


@pytest.mark.parametrize(
    ("target", "kind"),
    [("a", None), ("$.a[", "jsonpath"), ("/a", "xpath"), ("/a~2", "jsonpointer")],
)
def test_a_target_that_cannot_be_read(
    target: str, kind: str | None, tmp_path: Path
) -> None:
    case = replacing(body_case({"a": 1}), at(target, kind=kind))
    errors = [one for one in findings(case, tmp_path) if one.severity == "error"]
    assert [one.rule.code for one in errors] == ["AZ531"]


ORDER = (
    '<?xml version="1.0"?>\n<o:order xmlns:o="urn:o"><!-- n --><o:item id="1">a</o:item>'
    '<o:item id="2">b</o:item><plain/></o:order>'
)


def xml_case(payload: str = ORDER) -> Case:
    return body_case(payload, {XML: {}}, {"x": {"type": "string"}})


XPATHS = [
    (
        '/o:order/o:item[@id="2"]',
        '<o:item id="2">b</o:item>',
        '<o:item id="2">{}</o:item>',
    ),
    ("/o:order/plain", "<plain/>", "<plain>{}</plain>"),
    ("/o:order/o:item[1]/@id", '<o:item id="1">', '<o:item id="{}">'),
    ("/o:order/plain/@new", "<plain/>", '<plain new="{}"/>'),
    ("/o:order/plain/more", "<plain/>", "<plain><more>{}</more></plain>"),
    ("/o:order/plain/o:more", "<plain/>", "<plain><o:more>{}</o:more></plain>"),
    ("//o:item[1]/text()", ">a<", ">{}<"),
]


@pytest.mark.parametrize(("target", "before", "after"), XPATHS)
@pytest.mark.parametrize("later", [False, True])
def test_xpath_targets(
    target: str, before: str, after: str, later: bool, tmp_path: Path
) -> None:
    case = replacing(xml_case("$inputs.x" if later else ORDER), at(target, "é"))
    sent = send(case, tmp_path, x=ORDER)
    assert sent.content.decode() == ORDER.replace(before, after.format("é"))
    assert sent.headers["content-type"] == XML


def test_every_node_that_matches_is_replaced(tmp_path: Path) -> None:
    case = replacing(xml_case(), at("//o:item", 1))
    text = send(case, tmp_path).content.decode()
    assert text.count(">1</o:item>") == 2


def test_values_in_xml_are_escaped(tmp_path: Path) -> None:
    case = replacing(
        xml_case(), at("//plain", "$inputs.x"), at("//plain/@a", "$inputs.x")
    )
    text = send(case, tmp_path, x='<b a="1">&').content.decode()
    assert "&lt;b a=" in text
    assert "<b " not in text
    assert '<plain a="&lt;b a=&quot;1&quot;' in text


def test_a_missing_parent_in_xml_is_an_error(tmp_path: Path) -> None:
    replacement = at("/o:order/none/more")
    found = findings(replacing(xml_case(), replacement), tmp_path)
    assert "AZ530" in [one.rule.code for one in found]
    later = replacing(xml_case("$inputs.x"), replacement)
    assert fail(later, tmp_path, x=ORDER).endswith(
        "a replacement has no place in the payload"
    )


@pytest.mark.parametrize("text", ["<a", "<!DOCTYPE a><a/>", ""])
def test_xml_that_cannot_be_changed_is_an_error(text: str, tmp_path: Path) -> None:
    case = replacing(xml_case("$inputs.x"), at("/a"))
    assert fail(case, tmp_path, x=text).endswith("the payload's XML cannot be changed")


def test_a_replacement_in_an_object_that_is_sent_as_xml(tmp_path: Path) -> None:
    media = {XML: {"schema": {"type": "object", "xml": {"name": "o"}}}}
    case = replacing(body_case({"a": 1}, media), at("/o/b", 2))
    assert send(case, tmp_path).content == b"<o><a>1</a><b>2</b></o>"
