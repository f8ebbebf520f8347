"""Schemas with more alternatives than Python reads as a union."""

from __future__ import annotations

import pytest

from ..support.compiled import text_of


@pytest.mark.parametrize(("number", "is_open"), [(20, False), (2_000, True)])
def test_many_alternatives_are_any_value(number: int, is_open: bool) -> None:
    objects = ", ".join(
        f"{{type: object, properties: {{p{index}: {{type: string}}}}}}"
        for index in range(number)
    )
    inputs = f"inputs: {{type: object, properties: {{x: {{oneOf: [{objects}]}}}}}}\n"
    step = "{stepId: a, operationId: post-a, requestBody: {payload: $inputs.x}}"

    text = text_of(f"{inputs}steps:\n- {step}")

    assert ("    x: Any" in text) == is_open
