"""Each step goes to the server of the source that its operation is of."""

from __future__ import annotations

from types import ModuleType

import httpx
import respx


def test_each_source_has_its_server(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("https://shop.example.com/orders/o1").respond(json={"amount": 12.5})
    transfers = api.post("https://bank.example.com/api/transfers").respond(202)

    outputs = workflow.pay_order(workflow.PayOrderInputs(order_id="o1"))

    assert outputs.status == 202
    sent = transfers.calls.last.request
    assert sent.content == b'{"amount":12.5}'
    assert sent.headers["X-Caller"] == "./shop.openapi.yaml"


def test_each_server_can_have_its_client(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("https://shop.test/orders/o1").respond(json={"amount": 1})
    api.post("https://bank.test/transfers").respond(200)
    with (
        httpx.Client(base_url="https://shop.test") as shop,
        httpx.Client(base_url="https://bank.test") as bank,
    ):
        outputs = workflow.pay_order(
            workflow.PayOrderInputs(order_id="o1"), shop_client=shop, bank_client=bank
        )

    assert outputs.status == 200
