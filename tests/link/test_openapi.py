"""OpenAPI documents: which they are, and the operations in them."""

from __future__ import annotations

import pytest

from arazzo_codegen.diagnostics.model import Diagnostic
from arazzo_codegen.diagnostics.rules import sources as rules
from arazzo_codegen.link.openapi import Operations, read_source
from arazzo_codegen.link.openapi_model import Source
from arazzo_codegen.read.document import Document, JsonValue
from tests.support.documents import document, references


def _operations(paths: JsonValue, *others: Document, **fields: JsonValue) -> Operations:
    value: JsonValue = {"openapi": "3.2.0", "paths": paths, **fields}
    source = read_source("api", document(value))
    assert isinstance(source, Source)
    return Operations(source, references(*others))


@pytest.mark.parametrize(
    ("field", "written", "version"),
    [
        ("swagger", "2.0", "2.0"),
        ("swagger", 2.0, "2.0"),
        ("openapi", "3.0.3", "3.0"),
        ("openapi", "3.1.0", "3.1"),
        ("openapi", 3.1, "3.1"),
        ("openapi", "3.2.0", "3.2"),
        ("openapi", "3.0.0-rc2", "3.0"),
    ],
)
def test_supported_versions_are_recognised(
    field: str, written: JsonValue, version: str
) -> None:
    source = read_source("api", document({field: written}))
    assert isinstance(source, Source)
    assert source.version == version


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"openapi": "3.3.0"}, "OpenAPI version '3.3.0' is not supported"),
        ({"swagger": "1.2"}, "OpenAPI version '1.2' is not supported"),
        ({"swagger": "3.0.0"}, "OpenAPI version '3.0.0' is not supported"),
    ],
)
def test_other_versions_are_named(value: JsonValue, message: str) -> None:
    found = read_source("api", document(value))
    assert isinstance(found, Diagnostic)
    assert found.rule is rules.UNSUPPORTED_VERSION
    assert found.message == message


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ({"arazzo": "1.0.1"}, "an Arazzo document is given"),
        ({"asyncapi": "3.0.0"}, "an AsyncAPI document is given"),
        ({"info": {}}, "the document is no OpenAPI document"),
        ([1], "the document is no OpenAPI document"),
        (None, "the document is no OpenAPI document"),
        ({"openapi": None}, "the document is no OpenAPI document"),
    ],
)
def test_other_documents_are_told_what_they_are(value: JsonValue, start: str) -> None:
    found = read_source("api", document(value))
    assert isinstance(found, Diagnostic)
    assert found.rule is rules.NOT_AN_OPENAPI_DOCUMENT
    assert found.message.startswith(start)


def test_an_operation_is_found_by_its_id() -> None:
    operations = _operations({"/pets": {"get": {"operationId": "listPets"}}})
    (node,) = operations.by_id("listPets")
    assert node.pointer == ("paths", "/pets", "get")
    assert operations.by_id("listpets") == ()


def test_an_operation_is_found_by_its_id_in_another_case() -> None:
    operations = _operations({"/pets": {"get": {"operationId": "listPets"}}})
    assert len(operations.by_id_ignoring_case("LISTPETS")) == 1


def test_all_operations_of_a_repeated_id_are_given() -> None:
    operations = _operations(
        {
            "/a": {"get": {"operationId": "same"}},
            "/b": {"get": {"operationId": "same"}},
        }
    )
    assert [node.pointer[1] for node in operations.by_id("same")] == ["/a", "/b"]
    assert operations.ids() == ("same",)


def test_an_operation_is_found_by_path_and_method() -> None:
    operations = _operations({"/pets/{id}": {"delete": {}}})
    found = operations.by_path("/pets/{id}", "DELETE")
    assert found is not None
    assert operations.by_path("/pets/{id}", "get") is None
    assert operations.by_pointer(("paths", "/pets/{id}", "delete")) is found
    assert operations.by_pointer(("components", "x")) is None


def test_paths_and_methods_are_listed() -> None:
    operations = _operations(
        {"/a": {"summary": "A", "get": {}, "put": {}}, "/empty": {}, "x-y": {"get": {}}}
    )
    assert operations.paths() == ("/a",)
    assert operations.methods("/a") == ("GET", "PUT")
    assert len(operations.all()) == 2


def test_methods_of_3_2_are_found() -> None:
    item: JsonValue = {
        "query": {"operationId": "search"},
        "additionalOperations": {"COPY": {"operationId": "copy"}},
    }
    operations = _operations({"/a": item})
    (copy,) = operations.by_id("copy")
    assert operations.operation(copy).method == "COPY"
    assert operations.by_pointer(("paths", "/a", "additionalOperations", "COPY"))
    (search,) = operations.by_id("search")
    assert operations.operation(search).method == "QUERY"


def test_a_path_item_may_be_in_another_file() -> None:
    pets = document(
        {
            "parameters": [{"name": "page", "in": "query"}],
            "get": {"operationId": "listPets"},
        },
        "pets.yml",
    )
    operations = _operations({"/pets": {"$ref": "pets.yml"}}, pets)
    (node,) = operations.by_id("listPets")
    operation = operations.operation(node)
    assert node.document is pets
    assert operation.path == "/pets"
    assert [parameter.name for parameter in operation.parameters] == ["page"]


def test_what_stands_beside_the_reference_of_a_path_item_goes_first() -> None:
    shared: JsonValue = {"get": {"operationId": "shared"}, "put": {}}
    item: JsonValue = {
        "$ref": "#/components/pathItems/pets",
        "get": {"operationId": "own"},
    }
    operations = _operations(
        {"/pets": item}, components={"pathItems": {"pets": shared}}
    )
    assert operations.ids() == ("own",)
    assert operations.methods("/pets") == ("GET", "PUT")


def test_a_path_item_that_leads_nowhere_is_no_concern_until_used() -> None:
    follows = references()
    value: JsonValue = {
        "openapi": "3.1.0",
        "paths": {"/a": {"$ref": "nowhere.yml"}, "/b": {"get": {}}},
    }
    source = read_source("api", document(value))
    assert isinstance(source, Source)
    assert Operations(source, follows).paths() == ("/b",)
    assert follows.dangling == ()
