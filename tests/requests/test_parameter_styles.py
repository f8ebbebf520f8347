"""The style table of the Parameter Object of OpenAPI 3.1, on the wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .compiled import Case, send, target

STRING = "blue"
ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}
TYPES: dict[type, str] = {str: "string", list: "array", dict: "object"}


def parameter_case(
    location: str,
    value: Any,
    path: str = "/things",
    openapi: str = "3.1.0",
    **declared: Any,
) -> Case:
    schema = {"type": TYPES[type(value)]}
    parameter = {"name": "color", "in": location, "schema": schema, **declared}
    if location == "path":
        parameter["required"] = True
    given = {"name": "color", "in": location, "value": "$inputs.color"}
    return Case(
        operation={"parameters": [parameter]},
        step={"parameters": [given]},
        path=path,
        method="get",
        inputs={"color": schema},
        openapi=openapi,
    )


PATHS = [
    ("matrix", False, STRING, ";color=blue"),
    ("matrix", False, ARRAY, ";color=blue,black,brown"),
    ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
    ("matrix", True, STRING, ";color=blue"),
    ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
    ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ("label", False, STRING, ".blue"),
    ("label", False, ARRAY, ".blue,black,brown"),
    ("label", False, OBJECT, ".R,100,G,200,B,150"),
    ("label", True, STRING, ".blue"),
    ("label", True, ARRAY, ".blue.black.brown"),
    ("label", True, OBJECT, ".R=100.G=200.B=150"),
    ("simple", False, STRING, "blue"),
    ("simple", False, ARRAY, "blue,black,brown"),
    ("simple", False, OBJECT, "R,100,G,200,B,150"),
    ("simple", True, STRING, "blue"),
    ("simple", True, ARRAY, "blue,black,brown"),
    ("simple", True, OBJECT, "R=100,G=200,B=150"),
]


@pytest.mark.parametrize(("style", "explode", "value", "expected"), PATHS)
def test_path_styles(
    style: str, explode: bool, value: Any, expected: str, tmp_path: Path
) -> None:
    case = parameter_case("path", value, "/c/{color}/x", style=style, explode=explode)
    assert target(send(case, tmp_path, color=value)) == f"/c/{expected}/x"


QUERIES = [
    ("form", False, "", "color="),
    ("form", False, STRING, "color=blue"),
    ("form", False, ARRAY, "color=blue,black,brown"),
    ("form", False, OBJECT, "color=R,100,G,200,B,150"),
    ("form", True, "", "color="),
    ("form", True, STRING, "color=blue"),
    ("form", True, ARRAY, "color=blue&color=black&color=brown"),
    ("form", True, OBJECT, "R=100&G=200&B=150"),
    ("spaceDelimited", False, ARRAY, "color=blue%20black%20brown"),
    ("spaceDelimited", False, OBJECT, "color=R%20100%20G%20200%20B%20150"),
    ("spaceDelimited", True, ARRAY, "color=blue&color=black&color=brown"),
    ("pipeDelimited", False, ARRAY, "color=blue%7Cblack%7Cbrown"),
    ("pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
]


@pytest.mark.parametrize(("style", "explode", "value", "expected"), QUERIES)
def test_query_styles(
    style: str, explode: bool, value: Any, expected: str, tmp_path: Path
) -> None:
    case = parameter_case("query", value, style=style, explode=explode)
    assert target(send(case, tmp_path, color=value)) == f"/things?{expected}"


HEADERS = [
    (False, ARRAY, "blue,black,brown"),
    (False, OBJECT, "R,100,G,200,B,150"),
    (True, ARRAY, "blue,black,brown"),
    (True, OBJECT, "R=100,G=200,B=150"),
    (False, STRING, "blue"),
]


@pytest.mark.parametrize(("explode", "value", "expected"), HEADERS)
def test_header_styles(
    explode: bool, value: Any, expected: str, tmp_path: Path
) -> None:
    case = parameter_case("header", value, explode=explode)
    assert send(case, tmp_path, color=value).headers["color"] == expected


COOKIES = [
    ("form", False, STRING, "color=blue"),
    ("form", False, ARRAY, "color=blue,black,brown"),
    ("form", False, OBJECT, "color=R,100,G,200,B,150"),
    ("form", True, ARRAY, "color=blue&color=black&color=brown"),
    ("form", True, OBJECT, "R=100&G=200&B=150"),
    ("cookie", True, ARRAY, "color=blue; color=black; color=brown"),
    ("cookie", True, OBJECT, "R=100; G=200; B=150"),
    ("cookie", False, ARRAY, "color=blue,black,brown"),
]


@pytest.mark.parametrize(("style", "explode", "value", "expected"), COOKIES)
def test_cookie_styles(
    style: str, explode: bool, value: Any, expected: str, tmp_path: Path
) -> None:
    case = parameter_case(
        "cookie", value, openapi="3.2.0", style=style, explode=explode
    )
    assert send(case, tmp_path, color=value).headers["cookie"] == expected


def test_items_are_encoded_and_delimiters_are_not(tmp_path: Path) -> None:
    value = ["a,b", "c d", "é/&"]
    case = parameter_case("query", value, explode=False)
    sent = target(send(case, tmp_path, color=value))
    assert sent == "/things?color=a%2Cb,c%20d,%C3%A9%2F%26"


def test_null_items_and_members_are_left_out(tmp_path: Path) -> None:
    case = parameter_case("query", {}, explode=False)
    sent = send(case, tmp_path, color={"a": None, "b": True})
    assert target(sent) == "/things?color=b,true"


@pytest.mark.parametrize("value", [[], {}])
@pytest.mark.parametrize("explode", [False, True])
def test_an_empty_array_or_object_sends_nothing(
    value: Any, explode: bool, tmp_path: Path
) -> None:
    case = parameter_case("query", value, explode=explode)
    assert target(send(case, tmp_path, color=value)) == "/things"


def test_a_parameter_that_was_not_given_is_left_out(tmp_path: Path) -> None:
    case = parameter_case("query", ARRAY, explode=False)
    assert target(send(case, tmp_path)) == "/things"


def test_nested_members_of_a_deep_object(tmp_path: Path) -> None:
    case = parameter_case("query", {}, style="deepObject", explode=True)
    sent = send(case, tmp_path, color={"a": {"b": 1}, "c": ["x", "y"]})
    assert target(sent) == (
        "/things?color%5Ba%5D%5Bb%5D=1&color%5Bc%5D=x&color%5Bc%5D=y"
    )


def test_an_undeclared_array_repeats_its_name(tmp_path: Path) -> None:
    case = parameter_case("query", ARRAY)
    undeclared = Case(step=case.step, method="get", inputs=case.inputs)
    sent = send(undeclared, tmp_path, color=ARRAY)
    assert target(sent) == "/things?color=blue&color=black&color=brown"


@pytest.mark.parametrize(
    ("collection_format", "expected"),
    [
        ("csv", "color=blue,black,brown"),
        ("ssv", "color=blue%20black%20brown"),
        ("tsv", "color=blue%09black%09brown"),
        ("pipes", "color=blue%7Cblack%7Cbrown"),
        ("multi", "color=blue&color=black&color=brown"),
    ],
)
def test_collection_formats_of_swagger(
    collection_format: str, expected: str, tmp_path: Path
) -> None:
    case = parameter_case("query", ARRAY)
    declared = {
        "name": "color",
        "in": "query",
        "type": "array",
        "items": {"type": "string"},
        "collectionFormat": collection_format,
    }
    swagger = Case(
        operation={"parameters": [declared]},
        step=case.step,
        method="get",
        inputs=case.inputs,
        openapi="2.0",
    )
    assert target(send(swagger, tmp_path, color=ARRAY)) == f"/things?{expected}"
