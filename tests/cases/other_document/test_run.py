"""A workflow of another document, named by its source description."""

from __future__ import annotations

from types import ModuleType

import respx


def test_calls_the_workflow_of_the_other_document(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/customer", params={"email": "a@b"}).respond(json={"id": 5})
    invoices = api.post("/invoices").respond(201)

    workflow.send_invoice(workflow.SendInvoiceInputs(email="a@b"))

    assert invoices.calls.last.request.url.params["customer"] == "5"
