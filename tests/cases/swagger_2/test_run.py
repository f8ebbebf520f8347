"""A source of Swagger 2.0: its server, its body and form parameters."""

from __future__ import annotations

from types import ModuleType

import respx


def test_calls_a_swagger_api(workflow: ModuleType, api: respx.MockRouter) -> None:
    orders = api.post("/v2/orders").respond(201, json={"id": 6, "sku": "s"})
    notes = api.post("/v2/notes").respond(204)

    given = workflow.RestockInputs(sku="s", shelves=["a", "b"])
    outputs = workflow.restock(given)

    assert outputs.order_id == 6
    sent = orders.calls.last.request
    assert sent.url.query in (b"shelves=a%7Cb", b"shelves=a|b")
    assert sent.content == b'{"sku":"s"}'
    note = notes.calls.last.request
    assert note.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert note.content == b"text=ordered%206"
