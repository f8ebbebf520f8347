"""Numbers with more digits than Python reads at once, wherever a document has them."""

from __future__ import annotations

import pytest

from ..support.compiled import compiled

DIGITS = "1" * 5_000
STEP = "steps:\n- stepId: a\n  operationId: pet\n"
CONTEXT = "context: $response.body, condition"


@pytest.mark.parametrize(
    "fields",
    [
        f"outputs: {{x: $response.body#/toys/{DIGITS}}}",
        f"outputs: {{x: '$response.body.toys[{DIGITS}]'}}",
        f"successCriteria: [{{condition: $response.body#/toys/{DIGITS} == 1}}]",
        f"successCriteria: [{{condition: $statusCode == {DIGITS}}}]",
        f"successCriteria: [{{type: jsonpath, {CONTEXT}: '$.toys[{DIGITS}]'}}]",
        f"successCriteria: [{{type: jsonpath, {CONTEXT}: '$[?@.id == {DIGITS}]'}}]",
        f"successCriteria: [{{type: xpath, {CONTEXT}: 'count(/a) > {DIGITS}'}}]",
        f"successCriteria: [{{type: regex, {CONTEXT}: 'a{{{DIGITS}}}'}}]",
        "requestBody:\n    contentType: application/xml\n    payload: <a/>\n"
        f"    replacements: [{{target: '/a[{DIGITS}]', value: 1}}]",
    ],
)
def test_they_are_read_or_refused(fields: str) -> None:
    found = compiled(f"{STEP}  {fields}")

    assert bool(found.files) != found.diagnostics.has_errors
