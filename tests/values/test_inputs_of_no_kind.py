"""Inputs whose schema declares none of what the steps read."""

from __future__ import annotations

import pytest

from ..support.compiled import function_of

WORKFLOW = """
inputs: {type: object, oneOf: [{type: array, additionalProperties: {type: string}}]}
steps:
- {stepId: a, operationId: a, parameters: [{name: q, in: query, value: $inputs.x}]}
"""


@pytest.mark.parametrize("name", ["w", "a"])
def test_functions_take_inputs_that_are_read_and_not_declared(name: str) -> None:
    assert "inputs: WInputs" in function_of(WORKFLOW, name)
