"""Conditions of the specification's own small language."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
import respx

BODY = {"state": "UP", "load": 0.5, "errors": 0}
HEADERS = {"X-Zone": "North", "X-Load": ""}
GIVEN = {"limit": 0.5, "zones": [{"name": "north"}]}


@pytest.mark.parametrize("state", ["up", "Up", "IT'S FINE"])
def test_holds(workflow: ModuleType, api: respx.MockRouter, state: str) -> None:
    api.get("/health").respond(json={**BODY, "state": state}, headers=HEADERS)

    workflow.check_health(workflow.CheckHealthInputs(**GIVEN))


@pytest.mark.parametrize(
    ("body", "headers", "condition"),
    [
        ({**BODY, "state": "down"}, HEADERS, "state == 'up'"),
        ({**BODY, "errors": 2}, HEADERS, "!$response.body#/errors"),
        ({**BODY, "load": 0.75}, HEADERS, "load <= $inputs.limit"),
        (BODY, {"X-Zone": "North"}, "$response.header.X-Load != null"),
        (BODY, {**HEADERS, "X-Zone": "South"}, "== $inputs.zones[0].name"),
    ],
)
def test_does_not_hold(
    workflow: ModuleType,
    api: respx.MockRouter,
    body: Any,
    headers: dict[str, str],
    condition: str,
) -> None:
    api.get("/health").respond(json=body, headers=headers)

    with pytest.raises(workflow.CheckHealthError) as failed:
        workflow.check_health(workflow.CheckHealthInputs(**GIVEN))

    assert condition in failed.value.reason
