"""The style and explode of a parameter decide how arrays and objects are written."""

from __future__ import annotations

from types import ModuleType

import respx


def test_writes_every_parameter_in_its_style(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    route = api.get().respond(200)

    given = workflow.FindThingsInputs(tags=["a", "b c"], box={"low": 1, "high": 2})
    workflow.find_things(given)

    in_path, in_query = (call.request for call in route.calls)
    assert in_path.url.raw_path == b"/a,b%20c/.a,b%20c/;low=1;high=2"
    path, _, query = in_query.url.raw_path.decode().partition("?")
    assert path == "/things"
    assert query.split("&") == [
        "each=a",
        "each=b%20c",
        "piped=a%7Cb%20c",
        "box%5Blow%5D=1",
        "box%5Bhigh%5D=2",
        "where=%7B%22low%22%3A1%2C%22high%22%3A2%7D",
        "exact=true",
    ]
    assert in_query.headers["X-Tags"] == "a,b c"
