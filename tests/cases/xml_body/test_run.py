"""XPath names the elements and attributes of an XML payload to replace."""

from __future__ import annotations

from types import ModuleType
from xml.etree import ElementTree

import respx


def test_replaces_an_element_and_an_attribute(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    route = api.post("/orders").respond(201)

    workflow.send_order(workflow.SendOrderInputs(item="salt & <pepper>", count=2))

    sent = route.calls.last.request
    assert sent.headers["Content-Type"].startswith("application/xml")
    expected = '<order count="2"><item>salt &amp; &lt;pepper&gt;</item></order>'
    assert ElementTree.canonicalize(sent.content.decode()) == expected
