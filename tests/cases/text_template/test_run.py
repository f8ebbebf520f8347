"""Expressions in braces inside a body that is text."""

from __future__ import annotations

from types import ModuleType

import respx


def test_fills_the_text(workflow: ModuleType, api: respx.MockRouter) -> None:
    route = api.post("/query").respond(json={"rows": [{"b": 1, "a": None}]})

    outputs = workflow.run_query(workflow.RunQueryInputs(table="bücher {x}"))

    assert list(outputs.rows[0].items()) == [("b", 1), ("a", None)]
    sent = route.calls.last.request
    assert sent.headers["Content-Type"].startswith("text/plain")
    assert sent.content.decode() == "SELECT * FROM bücher {x}\nLIMIT 10\n"
