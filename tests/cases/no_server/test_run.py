"""A source that names no server: the caller does."""

from __future__ import annotations

import inspect
from types import ModuleType

import httpx
import respx


def test_the_caller_names_the_server(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    route = api.post("https://printer.test/pages").respond(202)
    required = [
        parameter.name
        for parameter in inspect.signature(workflow.print_page).parameters.values()
        if parameter.default is parameter.empty
    ]
    (name,) = required

    workflow.print_page(**{name: "https://printer.test"})
    with httpx.Client(base_url="https://printer.test") as client:
        workflow.print_page(**{name: "https://other.test"}, client=client)

    assert route.call_count == 2
