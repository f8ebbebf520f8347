"""What values of parameters become on the wire, and which are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from .compiled import Case, fail, findings, send, source_of, target
from .test_parameter_styles import parameter_case

ANYTHING: dict[str, Any] = {}


def path_case(template: str, **declared: Any) -> Case:
    return parameter_case("path", "", template, **declared)


@pytest.mark.parametrize("value", ["", ".", ".."])
@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
def test_a_path_value_that_is_no_segment_is_refused(
    style: str, value: str, tmp_path: Path
) -> None:
    reason = fail(path_case("/c/{color}", style=style), tmp_path, color=value)
    assert reason.endswith("the path parameter 'color' has no usable value")


def test_a_path_value_that_was_not_given_is_refused(tmp_path: Path) -> None:
    reason = fail(path_case("/c/{color}"), tmp_path)
    assert "'color'" in reason


@pytest.mark.parametrize("value", [[], ["."], {}])
def test_items_that_make_no_segment_are_refused(value: Any, tmp_path: Path) -> None:
    case = parameter_case("path", value, "/c/{color}", style="label", explode=True)
    assert "'color'" in fail(case, tmp_path, color=value)


def test_a_path_value_stays_in_its_segment(tmp_path: Path) -> None:
    sent = send(path_case("/c/{color}/x"), tmp_path, color="a/../b?c=%2F#é")
    assert target(sent) == "/c/a%2F..%2Fb%3Fc%3D%252F%23%C3%A9/x"


def test_booleans_and_numbers_are_sent_as_json_writes_them(tmp_path: Path) -> None:
    case = Case(
        step={
            "parameters": [
                {"name": "a", "in": "query", "value": True},
                {"name": "b", "in": "query", "value": 1.0},
                {"name": "c", "in": "query", "value": None},
                {"name": "d", "in": "header", "value": False},
            ]
        }
    )
    sent = send(case, tmp_path)
    assert target(sent) == "/things?a=true&b=1.0"
    assert sent.headers["d"] == "false"


def test_scalars_keep_the_plain_form(tmp_path: Path) -> None:
    case = parameter_case("query", "")
    text = source_of(case, tmp_path)
    assert 'params={"color": inputs.color}' in text.replace("'", '"')
    assert "_parts" not in text


def test_a_required_query_parameter_that_was_not_given_is_an_error(
    tmp_path: Path,
) -> None:
    case = parameter_case("query", "", required=True)
    assert fail(case, tmp_path).endswith("'color' was not given")


def test_reserved_characters_are_kept_where_they_may_be(tmp_path: Path) -> None:
    case = parameter_case("query", "", allowReserved=True)
    sent = send(case, tmp_path, color="a/b?c=[d]:@!$'()*+,;#x&y%2F%zz ü")
    assert target(sent) == (
        "/things?color=a/b?c=[d]:@!$'()*+,;%23x%26y%2F%25zz%20%C3%BC"
    )


def test_reserved_characters_of_items_are_kept(tmp_path: Path) -> None:
    case = parameter_case("query", [], allowReserved=True)
    sent = send(case, tmp_path, color=["a/b", "c&d"])
    assert target(sent) == "/things?color=a/b&color=c%26d"


def test_reserved_expansion_keeps_segments(tmp_path: Path) -> None:
    sent = send(path_case("/f/{+color}:get"), tmp_path, color="a/b c/%2F?#&.md")
    assert target(sent) == "/f/a/b%20c/%2F%3F%23%26.md:get"


@pytest.mark.parametrize("value", ["../a", "a/./b", "a/..", "%2e%2E/a", "a/%2e", ""])
def test_reserved_expansion_refuses_dot_segments(value: str, tmp_path: Path) -> None:
    reason = fail(path_case("/f/{+color}"), tmp_path, color=value)
    assert reason.endswith("the path parameter 'color' has no usable value")


def test_reserved_expansion_never_leads_to_another_host(tmp_path: Path) -> None:
    sent = send(path_case("/{+color}"), tmp_path, color="/evil.example/x")
    assert str(sent.url) == "https://api.example.com/v1//evil.example/x"


def test_reserved_expansion_is_reported(tmp_path: Path) -> None:
    found = findings(path_case("/f/{+color}"), tmp_path)
    assert "AZ742" in [one.rule.code for one in found]


def test_the_query_of_a_template_comes_first(tmp_path: Path) -> None:
    case = Case(
        path="/events?type=push&actor={actor}",
        method="get",
        step={
            "parameters": [
                {"name": "actor", "in": "path", "value": "."},
                {"name": "page", "in": "query", "value": 2},
            ]
        },
    )
    assert target(send(case, tmp_path)) == "/events?type=push&actor=.&page=2"


def test_a_fragment_of_a_template_is_not_sent(tmp_path: Path) -> None:
    case = Case(
        path="/#Action=List",
        step={"parameters": [{"name": "Action", "in": "query", "value": "List"}]},
    )
    assert target(send(case, tmp_path)) == "/?Action=List"


def content_case(location: str, value: Any, **declared: Any) -> Case:
    parameter = {
        "name": "filter",
        "in": location,
        "content": {"application/json": {"schema": {}}},
        **declared,
    }
    given = {"name": "filter", "in": location, "value": value}
    return Case(
        operation={"parameters": [parameter]},
        step={"parameters": [given]},
        method="get",
        inputs={"filter": {"type": ["object", "array", "string"]}},
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": [1, None]}, "%7B%22a%22%3A%5B1%2Cnull%5D%7D"),
        ([], "%5B%5D"),
        ("x", "%22x%22"),
    ],
)
def test_a_content_parameter_is_json_text(
    value: Any, expected: str, tmp_path: Path
) -> None:
    sent = send(content_case("query", "$inputs.filter"), tmp_path, filter=value)
    assert target(sent) == f"/things?filter={expected}"


def test_a_content_parameter_that_was_not_given_is_left_out(tmp_path: Path) -> None:
    sent = send(content_case("query", "$inputs.filter"), tmp_path)
    assert target(sent) == "/things"


def test_a_content_parameter_may_be_written_as_json_text(tmp_path: Path) -> None:
    sent = send(content_case("header", '{"a": 1}'), tmp_path)
    assert sent.headers["filter"] == '{"a": 1}'


def querystring_case(value: Any, media_type: str) -> Case:
    parameter = {
        "name": "whole",
        "in": "querystring",
        "content": {media_type: {"schema": {"type": "object"}}},
    }
    return Case(
        operation={"parameters": [parameter]},
        step={"parameters": [{"name": "whole", "in": "querystring", "value": value}]},
        method="get",
        inputs={"q": {"type": ["string", "object"]}},
        openapi="3.2.0",
    )


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a=1&b=x y#z%26", "?a=1&b=x%20y%23z%26"), ({"a": 1, "b": "&"}, "?a=1&b=%26")],
)
def test_a_querystring_is_the_whole_query(
    value: Any, expected: str, tmp_path: Path
) -> None:
    sent = send(querystring_case("$inputs.q", FORM), tmp_path, q=value)
    assert target(sent) == f"/things{expected}"


def test_a_querystring_of_json(tmp_path: Path) -> None:
    case = querystring_case({"a": "$inputs.q"}, "application/json")
    sent = send(case, tmp_path, q="x")
    assert target(sent) == "/things?%7B%22a%22:%22x%22%7D"


def header_case(value: Any = "$inputs.x", location: str = "header") -> Case:
    return Case(
        step={"parameters": [{"name": "X-It", "in": location, "value": value}]},
        inputs={"x": ANYTHING},
    )


@pytest.mark.parametrize("value", ["a\nb", "a\r", "ä", " a", "a ", "\x7f", "a\x00"])
def test_a_value_that_no_header_can_hold_is_refused(value: str, tmp_path: Path) -> None:
    assert fail(header_case(), tmp_path, x=value).endswith(
        "the header 'X-It' has no usable value"
    )


@pytest.mark.parametrize("value", ["", "a\tb", "a b!~"])
def test_a_value_that_a_header_can_hold_is_sent(value: str, tmp_path: Path) -> None:
    assert send(header_case(), tmp_path, x=value).headers["x-it"] == value


@pytest.mark.parametrize("value", ["a;b", "a\nb", "ä"])
def test_a_value_that_no_cookie_can_hold_is_refused(value: str, tmp_path: Path) -> None:
    assert fail(header_case(location="cookie"), tmp_path, x=value).endswith(
        "the cookie 'X-It' has no usable value"
    )


@pytest.mark.parametrize(
    ("value", "location", "code"),
    [("ä", "header", "AZ533"), ("a;b", "cookie", "AZ533"), ("a;b", "header", None)],
)
def test_a_literal_that_cannot_be_sent_is_found_at_compile_time(
    value: str, location: str, code: str | None, tmp_path: Path
) -> None:
    found = [one.rule.code for one in findings(header_case(value, location), tmp_path)]
    assert ("AZ533" in found) is (code is not None)


def test_the_name_of_a_header_is_checked(tmp_path: Path) -> None:
    case = Case(step={"parameters": [{"name": "X It", "in": "header", "value": "a"}]})
    assert "AZ532" in [one.rule.code for one in findings(case, tmp_path)]


def test_cookies_join_those_of_the_client(tmp_path: Path) -> None:
    case = header_case(location="cookie")
    with httpx.Client(
        base_url="https://api.example.com/v1", cookies={"a": "1", "X-It": "old"}
    ) as client:
        sent = send(case, tmp_path, client, x="new")
        assert sent.headers["cookie"] == "a=1; X-It=new"
        assert client.cookies["X-It"] == "old"


def test_without_a_cookie_those_of_the_client_are_sent(tmp_path: Path) -> None:
    with httpx.Client(
        base_url="https://api.example.com/v1", cookies={"a": "1"}
    ) as client:
        sent = send(header_case(location="cookie"), tmp_path, client)
        assert sent.headers["cookie"] == "a=1"


def test_an_accept_header_is_sent_as_it_is_given(tmp_path: Path) -> None:
    case = Case(
        step={"parameters": [{"name": "accept", "in": "header", "value": "text/csv"}]}
    )
    assert send(case, tmp_path).headers.get_list("accept") == ["text/csv"]


@pytest.mark.parametrize("name", ["accept-encoding", "Accept-Encoding"])
def test_an_encoding_that_is_asked_for_is_asked_for_alone(
    name: str, tmp_path: Path
) -> None:
    parameter = {"name": name, "in": "header", "value": "identity"}
    sent = send(Case(step={"parameters": [parameter]}), tmp_path)
    assert sent.headers.get_list("accept-encoding") == ["identity"]
