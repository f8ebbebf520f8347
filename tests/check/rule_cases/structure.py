"""AZ2xx: the shape of a document."""

from __future__ import annotations

from .kinds import SOURCE, Cases, documents, step, steps, workflow

LIST = "operationId: listPets"
RIGHT = step(LIST)
STEP = f"steps: [{{stepId: a, {LIST}}}]"
FULL = f"{SOURCE}workflows:\n- {{workflowId: main, {STEP}}}\n"


def ending(type_: str) -> str:
    return f"{LIST}, onFailure: [{{name: stop, type: {type_}}}]"


CASES: Cases = {
    "AZ201": (steps(f"- {{{LIST}}}"), RIGHT),
    "AZ202": (documents(FULL.replace("1.1.0", "1.1")), documents(FULL)),
    "AZ203": (
        step(f"{LIST}, sucessCriteria: [{{condition: $statusCode == 200}}]"),
        step(f"{LIST}, successCriteria: [{{condition: $statusCode == 200}}]"),
    ),
    "AZ204": (step(f"{LIST}, owner: billing"), step(f"{LIST}, x-owner: billing")),
    "AZ205": (step(ending("repeat")), step(ending("retry"))),
    "AZ206": (step(f"{LIST}, successCriteria: []"), RIGHT),
    "AZ207": (
        steps(f"- {{stepId: a, {LIST}}}\n- {{stepId: a, {LIST}}}"),
        steps(f"- {{stepId: a, {LIST}}}\n- {{stepId: b, {LIST}}}"),
    ),
    "AZ208": (
        step(f"{LIST}, outputs: {{pet id: $response.body#/0/id}}"),
        step(f"{LIST}, outputs: {{pet-id: $response.body#/0/id}}"),
    ),
    "AZ209": (
        step(f"{LIST}, operationPath: '{{$sourceDescriptions.pets.url}}#/a'"),
        RIGHT,
    ),
    "AZ210": (documents(FULL.replace("1.1.0", "1.2.0")), documents(FULL)),
    "AZ211": (
        steps(f"- {{stepId: a, {LIST}, timeout: 5000}}", version="1.0.1"),
        step(f"{LIST}, timeout: 5000"),
    ),
    "AZ212": (
        workflow(f"inputs: {{type: objekt}}\n{STEP}"),
        workflow(f"inputs: {{type: object}}\n{STEP}"),
    ),
}
