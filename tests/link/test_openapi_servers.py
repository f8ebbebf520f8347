"""The server of an operation."""

from __future__ import annotations

import pytest

from arazzo_codegen.diagnostics.model import Severity
from arazzo_codegen.link.openapi import Operations, read_source
from arazzo_codegen.link.openapi_model import Operation, Source
from arazzo_codegen.link.servers import resolve_server
from arazzo_codegen.read.document import JsonValue
from tests.support.documents import document, references


def _operation(
    own: JsonValue = None,
    item: JsonValue = None,
    root: JsonValue = None,
    base_url: str = "",
) -> Operation:
    value: JsonValue = {
        "openapi": "3.1.0",
        "servers": root,
        "paths": {"/a": {"servers": item, "get": {"servers": own}}},
    }
    source = read_source("api", document(value), base_url)
    assert isinstance(source, Source)
    operations = Operations(source, references())
    (node,) = operations.all()
    return operations.operation(node)


def _at(url: str, **fields: JsonValue) -> Operation:
    return _operation(root=[{"url": url, **fields}])


def test_the_operations_server_goes_before_the_paths_and_the_documents() -> None:
    own: JsonValue = [{"url": "https://own"}]
    item: JsonValue = [{"url": "https://item"}]
    root: JsonValue = [{"url": "https://root"}, {"url": "https://other"}]
    assert resolve_server(_operation(own, item, root)).url == "https://own"
    assert resolve_server(_operation(None, item, root)).url == "https://item"
    assert resolve_server(_operation([], None, root)).url == "https://root"


def test_a_slash_at_the_end_is_cut_off() -> None:
    assert resolve_server(_at("https://h/v1/")).url == "https://h/v1"


def test_variables_have_their_defaults() -> None:
    variables: JsonValue = {
        "region": {"default": "eu", "enum": ["eu", "us"]},
        "port": {"default": 8443},
    }
    server = _at("https://{region}.h:{port}/v1", variables=variables)
    assert resolve_server(server).url == "https://eu.h:8443/v1"


def test_default_of_a_variable_that_holds_a_variable_cannot_be_used() -> None:
    server = _at("https://{domain}/v1", variables={"domain": {"default": "{TENANT}.h"}})
    problem = resolve_server(server).problem

    assert problem is not None
    assert problem.message == "the default of a server variable holds '{TENANT}'"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://{region}.h", "server variable 'region' has no default"),
        ("wss://h/v1", "server URL 'wss://h/v1' is no http or https URL"),
        ("https:///v1", "server URL 'https:///v1' has no valid host"),
        ("https://h:x/", "server URL 'https://h:x/' has no valid host"),
        (
            "https://h/?k=1",
            "server URL 'https://h/?k=1' has a query string or a fragment",
        ),
    ],
)
def test_a_server_that_cannot_be_used_is_a_warning(url: str, message: str) -> None:
    server = resolve_server(_at(url))
    assert server.url is None
    assert server.problem is not None
    assert server.problem.message == message
    assert server.problem.severity is Severity.WARNING


def test_a_relative_url_of_a_file_leaves_the_host_open() -> None:
    server = resolve_server(_at("/api/v1/"))
    assert server.url is None
    assert server.relative == "/api/v1"
    assert server.problem is None


def test_a_relative_url_is_resolved_against_the_source() -> None:
    base = "https://h/docs/openapi.json"
    relative = _operation(root=[{"url": "../v1"}], base_url=base)
    assert resolve_server(relative).url == "https://h/v1"
    assert resolve_server(_at("/v2"), base).url == "https://h/v2"
    assert resolve_server(_at("/v2"), "./openapi.json").url is None


def test_no_server_means_the_root_of_the_sources_host() -> None:
    operation = _operation(base_url="https://h/docs/openapi.json")
    assert resolve_server(operation).url == "https://h"
    assert resolve_server(_operation()).url is None
