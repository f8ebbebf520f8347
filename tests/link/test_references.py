"""`$ref`: within a document, between documents, and where it leads nowhere."""

from __future__ import annotations

import pytest

from arazzo_codegen.link.references import References
from arazzo_codegen.read.document import JsonValue, Node
from tests.support.documents import Shelf, document, references


def _node(value: JsonValue, *tokens: str | int) -> Node:
    node = document(value).root
    for token in tokens:
        child = node.get(token)
        assert child is not None
        node = child
    return node


def _followed(value: JsonValue) -> JsonValue:
    """What `$ref` at `start` gives in a document."""
    found = references().follow(_node(value, "start"))
    assert found is not None
    return found.value


def test_a_node_without_a_reference_is_what_it_leads_to() -> None:
    node = _node({"type": "string"})
    assert references().follow(node) is node


def test_a_pointer_leads_into_the_same_document() -> None:
    value: JsonValue = {"start": {"$ref": "#/a/1/b"}, "a": [0, {"b": "found"}]}
    assert _followed(value) == "found"


def test_a_pointer_is_percent_decoded_before_its_tildes() -> None:
    value: JsonValue = {
        "start": {"$ref": "#/paths/~1a~0b~1%7Bid%7D/get"},
        "paths": {"/a~b/{id}": {"get": "found"}},
    }
    assert _followed(value) == "found"


def test_a_name_that_holds_a_percent_sign_is_found_as_written() -> None:
    value: JsonValue = {"start": {"$ref": "#/a%20b"}, "a%20b": "found"}
    assert _followed(value) == "found"


def test_the_place_of_what_is_found_is_its_own() -> None:
    value: JsonValue = {"start": {"$ref": "#/a/b"}, "a": {"b": {}}}
    found = references().follow(_node(value, "start"))
    assert found is not None
    assert found.pointer == ("a", "b")


def test_a_chain_is_followed_to_its_end() -> None:
    value: JsonValue = {
        "start": {"$ref": "#/a"},
        "a": {"$ref": "#/b"},
        "b": {"type": "string"},
    }
    assert _followed(value) == {"type": "string"}


def test_target_follows_one_step_only() -> None:
    value: JsonValue = {"start": {"$ref": "#/a"}, "a": {"$ref": "#/b"}, "b": {}}
    found = references().target(_node(value, "start"))
    assert found is not None
    assert found.value == {"$ref": "#/b"}


def test_a_pointer_passes_through_references_on_its_way() -> None:
    value: JsonValue = {
        "start": {"$ref": "#/a/properties/id"},
        "a": {"$ref": "#/b"},
        "b": {"properties": {"id": "found"}},
    }
    assert _followed(value) == "found"


def test_a_pointer_through_itself_ends() -> None:
    value: JsonValue = {"start": {"$ref": "#/start/x"}}
    assert references().follow(_node(value, "start")) is None


def test_an_anchor_is_found_by_its_name() -> None:
    value: JsonValue = {
        "start": {"$ref": "#pet"},
        "$defs": {"a": {"$anchor": "pet", "type": "object"}},
    }
    assert _followed(value) == {"$anchor": "pet", "type": "object"}


def test_pointers_in_a_schema_with_an_id_start_there() -> None:
    value: JsonValue = {
        "schema": {
            "$id": "https://example.com/pet",
            "properties": {"name": {"$ref": "#/$defs/name"}},
            "$defs": {"name": "inner"},
        },
        "$defs": {"name": "outer"},
    }
    node = _node(value, "schema", "properties", "name")
    found = references().follow(node)
    assert found is not None
    assert found.value == "inner"


def test_a_schema_is_found_by_its_id() -> None:
    value: JsonValue = {
        "start": {"$ref": "https://example.com/pet#/type"},
        "schemas": [{"$id": "https://example.com/pet", "type": "object"}],
    }
    assert _followed(value) == "object"


def test_a_reference_leads_into_another_file() -> None:
    api = document({"$ref": "./schemas/pet.yml#/Pet"}, "v1/api.yml")
    pet = document({"Pet": {"type": "object"}}, "v1/schemas/pet.yml")
    found = references(pet).follow(api.root)
    assert found is not None
    assert found.document is pet


def test_references_of_another_file_start_at_that_file() -> None:
    api = document({"$ref": "schemas/pet.yml"}, "api.yml")
    pet = document({"$ref": "../common.yml#/Pet"}, "schemas/pet.yml")
    common = document({"Pet": "found"}, "common.yml")
    found = references(pet, common).follow(api.root)
    assert found is not None
    assert found.value == "found"


def test_a_file_that_refers_to_itself_by_name_is_not_read_again() -> None:
    shelf = Shelf()
    api = document({"start": {"$ref": "api.yml#/a"}, "a": "found"})
    start = api.root.get("start")
    assert start is not None
    found = References(shelf).follow(start)
    assert found is not None
    assert found.document is api
    assert shelf.loaded == []


def test_a_reference_is_resolved_once() -> None:
    shelf = Shelf((document({}, "pet.yml"),))
    follows = References(shelf)
    node = _node({"$ref": "pet.yml"})
    assert follows.follow(node) is follows.follow(node)
    assert shelf.loaded == ["pet.yml"]


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("#/a/b", "$ref '#/a/b' leads nowhere: api.yml has no '#/a/b'"),
        ("#pet", "$ref '#pet' leads nowhere: api.yml has no '#pet'"),
        ("pet.yml", "$ref 'pet.yml' leads nowhere: there is no pet.yml"),
        (
            "https://example.com/pet.yml",
            "$ref 'https://example.com/pet.yml' leads nowhere: "
            "https://example.com/pet.yml lies elsewhere, and is not fetched",
        ),
    ],
)
def test_a_dangling_reference_says_why(reference: str, reason: str) -> None:
    follows = references()
    node = _node({"$ref": reference})
    assert follows.follow(node) is None
    assert follows.explain(node) == reason


def test_a_circle_is_listed() -> None:
    value: JsonValue = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}}
    follows = references()
    node = _node(value, "a")
    assert follows.follow(node) is None
    assert follows.explain(node) == "$ref goes in a circle: #/b -> #/a -> #/b"


def test_dangling_references_are_noted_once_and_only_when_followed() -> None:
    value: JsonValue = {"a": {"$ref": "#/x"}, "b": {"$ref": "#/y"}}
    follows = references()
    node = _node(value, "a")
    follows.follow(node)
    follows.follow(node)
    assert [found.pointer for found in follows.dangling] == [("a",)]


def test_a_probe_notes_nothing() -> None:
    follows = references()
    assert follows.probe(_node({"$ref": "#/x"})) is None
    assert follows.dangling == ()


def test_a_property_that_is_called_ref_is_no_reference() -> None:
    node = _node({"$ref": {"type": "string"}})
    assert references().follow(node) is node
