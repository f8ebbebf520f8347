"""Regular expressions, with an expression embedded in one."""

from __future__ import annotations

from types import ModuleType

import pytest
import respx


def test_holds(workflow: ModuleType, api: respx.MockRouter) -> None:
    api.get("/version").respond(203, json={"version": "v2.1"})

    workflow.check_version(workflow.CheckVersionInputs(major="2"))


@pytest.mark.parametrize("body", [{"version": "v21"}, {"version": None}, {}])
def test_does_not_hold(
    workflow: ModuleType, api: respx.MockRouter, body: dict[str, object]
) -> None:
    api.get("/version").respond(json=body)

    with pytest.raises(workflow.CheckVersionError):
        workflow.check_version(workflow.CheckVersionInputs(major="2"))
