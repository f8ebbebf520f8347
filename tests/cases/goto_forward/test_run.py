"""A jump forward leaves a step out."""

from __future__ import annotations

from types import ModuleType

import pytest
import respx


@pytest.mark.parametrize(("paid", "payments"), [(True, 0), (False, 1)])
def test_leaves_out_the_step_that_is_jumped_over(
    workflow: ModuleType, api: respx.MockRouter, paid: bool, payments: int
) -> None:
    api.get("/bill").respond(json={"paid": paid})
    pay = api.post("/payment").respond(204)
    archive = api.post("/archive").respond(204)

    workflow.settle()

    assert (pay.call_count, archive.call_count) == (payments, 1)
