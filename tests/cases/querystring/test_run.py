"""One parameter that is the whole query."""

from __future__ import annotations

from types import ModuleType

import respx


def test_sends_the_query_as_it_is_given(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    route = api.get("/reports").respond(200)

    workflow.filter_reports(workflow.FilterReportsInputs(filter="active"))

    assert route.calls.last.request.url.query == b"filter=active&sort=desc"
