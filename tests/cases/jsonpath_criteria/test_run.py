"""JSONPath criteria: a path that finds something holds."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
import respx

GOOD = {"name": "Rex", "status": "free", "tags": ["v2"]}


def test_holds(workflow: ModuleType, api: respx.MockRouter) -> None:
    api.get("/pets").respond(json={"pets": [{"name": None}, GOOD]})

    workflow.check_pets(workflow.CheckPetsInputs(status="free"))


@pytest.mark.parametrize(
    "pets",
    [
        [],
        [{"status": "free"}, GOOD],
        [{**GOOD, "name": "Al"}],
        [{**GOOD, "status": "sold"}],
        [{**GOOD, "tags": ["xv2"]}],
    ],
)
def test_does_not_hold(workflow: ModuleType, api: respx.MockRouter, pets: Any) -> None:
    api.get("/pets").respond(json={"pets": pets})

    with pytest.raises(workflow.CheckPetsError):
        workflow.check_pets(workflow.CheckPetsInputs(status="free"))


def test_an_embedded_value_stays_a_value(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    api.get("/pets").respond(json={"pets": [GOOD]})

    with pytest.raises(workflow.CheckPetsError):
        workflow.check_pets(workflow.CheckPetsInputs(status="x' || @.name != '"))
