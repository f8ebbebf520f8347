"""AZ3xx: references to what does not exist."""

from __future__ import annotations

from ...support.workflows import PETS
from .kinds import HEAD, SOURCE, Cases, Check, documents, step, steps, workflow

LIST = "operationId: listPets"
STEP = f"steps: [{{stepId: a, {LIST}}}]"
RIGHT = step(LIST)
MAIN = f"workflows:\n- {{workflowId: main, {STEP}}}\n"
OTHER = f"- {{workflowId: other, {STEP}}}"


def traced(value: str) -> Check:
    """A step that sends a value, after one with the output `x`."""
    return steps(f"""
        - {{stepId: find, operationId: listPets, outputs: {{x: $response.body#/0/id}}}}
        - stepId: a
          operationId: listPets
          parameters: [{{name: X-Trace, in: header, value: {value}}}]
        """)


def reusing(reference: str) -> Check:
    return workflow(
        f"steps: [{{stepId: a, {LIST}, parameters: [{{reference: {reference}}}]}}]",
        "components: {parameters: {page: {name: limit, in: query, value: 5}}}",
    )


def inputs(name: str) -> Check:
    return workflow(
        f"inputs: {{$ref: '#/components/inputs/{name}'}}\n{STEP}",
        "components: {inputs: {page: {type: object}}}",
    )


def two_sources(operation: str, second: str = PETS) -> Check:
    """A step that calls an operation, of the API `one` or of another one, `two`."""
    sources = "- {name: one, url: pets.yml}\n- {name: two, url: two.yml}\n"
    text = f"{HEAD}{sources}{MAIN.replace('listPets', operation)}"
    return documents(text, two=second)


CASES: Cases = {
    "AZ301": (
        documents(f"{HEAD}- {{name: pets, url: petz.yml}}\n{MAIN}"),
        documents(f"{HEAD}- {{name: pets, url: pets.yml}}\n{MAIN}"),
    ),
    "AZ302": (
        step("operationId: $sourceDescriptions.pet.listPets"),
        step("operationId: $sourceDescriptions.pets.listPets"),
    ),
    "AZ303": (step("operationId: listPet"), RIGHT),
    "AZ304": (two_sources("listPets"), two_sources("$sourceDescriptions.one.listPets")),
    "AZ305": (
        workflow("steps: [{stepId: a, workflowId: othr}]", OTHER),
        workflow("steps: [{stepId: a, workflowId: other}]", OTHER),
    ),
    "AZ306": (traced("$steps.fnd.outputs.x"), traced("$steps.find.outputs.x")),
    "AZ307": (traced("$steps.find.outputs.y"), traced("$steps.find.outputs.x")),
    "AZ308": (traced("$inputs.nmae"), traced("$inputs.name")),
    "AZ309": (
        reusing("$components.parameters.pag"),
        reusing("$components.parameters.page"),
    ),
    "AZ310": (traced("$response.body"), traced("$steps.find.outputs.x")),
    "AZ311": (inputs("pages"), inputs("page")),
    "AZ312": (
        reusing("'#/components/parameters/page'"),
        reusing("$components.parameters.page"),
    ),
    "AZ313": (
        documents(f"{HEAD}- {{name: a, url: 0.arazzo.yml, type: openapi}}\n{MAIN}"),
        documents(SOURCE + MAIN),
    ),
}
