"""Names for ids and keys of any text."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arazzo_codegen.plan.names import function_names
from arazzo_codegen.plan.naming import (
    MAX_LENGTH,
    class_case,
    constant_case,
    field_names,
    snake_case,
    unique_names,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("workspaceId", "workspace_id"),
        ("allocationID", "allocation_id"),
        ("userIDs", "user_ids"),
        ("getHTTPUrl2", "get_http_url2"),
        ("provision-postgres-project", "provision_postgres_project"),
        ("page[number]", "page_number"),
        ("oauth2Token", "oauth2_token"),
        ("getIPv4Address", "get_ipv4_address"),
        ("Straße", "strasse"),
        ("2fa", "n2fa"),
        ("__init__", "init"),
        ("", "unnamed"),
    ],
)
def test_snake_case(text: str, name: str) -> None:
    assert snake_case(text) == name


def test_class_and_constant_case() -> None:
    assert class_case("provision-postgres-project") == "ProvisionPostgresProject"
    assert constant_case("airbyteApi") == "AIRBYTE_API"


def test_texts_without_latin_letters_keep_apart() -> None:
    assert snake_case("日本") != snake_case("مرحبا")


def test_long_texts_keep_apart() -> None:
    assert snake_case("a" * 300) != snake_case("a" * 301)


@given(st.text())
def test_every_text_makes_an_identifier(text: str) -> None:
    for name in (snake_case(text), class_case(text), constant_case(text)):
        assert name.isascii()
        assert name.isidentifier()
        assert not name.startswith("_")
        assert len(name) <= MAX_LENGTH + 1


@given(st.lists(st.text(), unique=True, max_size=8))
def test_names_of_a_scope_are_distinct_and_usable(ids: list[str]) -> None:
    names = field_names(ids)
    assert list(names) == ids
    assert len(set(names.values())) == len(ids)
    assert not any(keyword.iskeyword(name) for name in names.values())


def test_ids_that_collide_all_bear_a_hash() -> None:
    names = unique_names(["a-b", "a_b", "c"], snake_case)
    assert names["c"] == "c"
    assert all(names[id_].startswith("a_b_") for id_ in ("a-b", "a_b"))


def test_a_third_id_renames_none_of_two_that_collide() -> None:
    two = unique_names(["a-b", "a_b"], snake_case)
    three = unique_names(["a.b", "a-b", "a_b"], snake_case)
    assert two.items() <= three.items()


def test_keywords_and_reserved_names_bear_an_underscore() -> None:
    names = unique_names(["class", "client", "x"], snake_case, {"client"})
    assert names == {"class": "class_", "client": "client_", "x": "x"}


def test_fields_leave_the_names_of_pydantic_and_of_types() -> None:
    names = field_names(["copy", "model_config", "model_dump_all", "list", "model_id"])
    assert [*names.values()] == [
        "copy_",
        "model_config_",
        "field_model_dump_all",
        "list_",
        "model_id",
    ]


def test_modules_are_no_devices_and_no_builtins() -> None:
    assert [*function_names(["con", "list", "match"]).values()] == [
        "con_",
        "list_",
        "match_",
    ]


def test_modules_differ_in_more_than_case() -> None:
    names = function_names(["Sync", "sync", "SYNC"])
    assert len({name.casefold() for name in names.values()}) == 3
