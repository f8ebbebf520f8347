"""AZ5xx: what is sent and read."""

from __future__ import annotations

from .kinds import Cases, Check, calling, step, steps, workflow

LIST = "operationId: listPets"
NAMED = "{name: $inputs.name}"
DELETED = "{name: petId, in: path, value: $inputs.petId}"
OTHER = """
- workflowId: other
  inputs: {type: object, required: [x], properties: {x: {type: string}}}
  steps: [{stepId: a, operationId: listPets, outputs: {x: $inputs.x}}]
"""
PASSWORD = """
inputs:
  type: object
  required: [key]
  properties: {key: {type: string, format: password}}
steps:
- stepId: a
  operationId: listPets
  parameters: [{name: SENT, in: WHERE, value: $inputs.key}]
"""


def listing(parameter: str) -> Check:
    return step(f"{LIST}, parameters: [{{{parameter}}}]")


def creating(body: str) -> Check:
    return step(f"operationId: createPet, requestBody: {{{body}}}")


def calling_other(parameters: str) -> Check:
    return workflow(
        f"steps: [{{stepId: a, workflowId: other, parameters: [{parameters}]}}]", OTHER
    )


def password(name: str, location: str) -> Check:
    return workflow(PASSWORD.replace("SENT", name).replace("WHERE", location))


def jumping(target: str) -> Check:
    return steps(f"""
        - stepId: a
          operationId: listPets
          onSuccess:
          - name: past
            type: goto
            stepId: {target}
            criteria: [{{condition: $response.body#/0/age > 5}}]
        - {{stepId: b, operationId: listPets, outputs: {{x: $response.body#/0/id}}}}
        - stepId: c
          operationId: listPets
          parameters: [{{name: X-Trace, in: header, value: $steps.b.outputs.x}}]
        """)


def form(content_type: str, payload: str) -> Check:
    paths = f"""
    paths:
      /a:
        post:
          operationId: call
          requestBody: {{content: {{{content_type}: {{}}}}}}
          responses: {{'204': {{description: A}}}}
    """
    return calling(
        paths,
        f", requestBody: {{contentType: {content_type}, payload: {payload}}}",
    )


def viewing(parameters: str) -> Check:
    return step(f"operationId: getPet, parameters: [{parameters}]")


VIEW = "{name: view, in: query, value: all}"

CASES: Cases = {
    "AZ501": (
        step(f"{LIST}, outputs: {{x: $response.body#/0/nmae}}"),
        step(f"{LIST}, outputs: {{x: $response.body#/0/name}}"),
    ),
    "AZ502": (
        listing("name: limit, in: query, value: many"),
        listing("name: limit, in: query, value: 5"),
    ),
    "AZ503": (viewing(VIEW), viewing(f"{DELETED}, {VIEW}")),
    "AZ504": (viewing(DELETED), viewing(f"{DELETED}, {VIEW}")),
    "AZ505": (step("operationId: createPet"), creating(f"payload: {NAMED}")),
    "AZ506": (creating("payload: {age: 5}"), creating(f"payload: {NAMED}")),
    "AZ507": (
        creating("payload: {name: a, agee: 5}"),
        creating("payload: {name: a, age: 5}"),
    ),
    "AZ508": (
        listing("name: status, in: query, value: lost"),
        listing("name: status, in: query, value: sold"),
    ),
    "AZ509": (
        creating("payload: {name: '{$inputs.extra}'}"),
        creating("payload: {name: '{$inputs.name}'}"),
    ),
    "AZ510": (
        listing("name: limt, in: query, value: 5"),
        listing("name: limit, in: query, value: 5"),
    ),
    "AZ511": (
        workflow(
            f"inputs: {{properties: {{x: {{type: string}}}}}}\n"
            f"steps: [{{stepId: a, {LIST}}}]"
        ),
        workflow(
            f"inputs: {{properties: {{x: {{type: string}}}}}}\n"
            f"steps: [{{stepId: a, {LIST}, outputs: {{x: $inputs.x}}}}]"
        ),
    ),
    "AZ512": (password("limit", "query"), password("X-Trace", "header")),
    "AZ513": (
        calling_other("{name: x, value: a}, {name: y, value: a}"),
        calling_other("{name: x, value: a}"),
    ),
    "AZ514": (calling_other(""), calling_other("{name: x, value: a}")),
    "AZ515": (jumping("c"), jumping("b")),
    "AZ516": (
        step(
            f"operationId: deletePet, parameters: [{DELETED}], "
            "outputs: {x: $response.body}"
        ),
        step(f"{LIST}, outputs: {{x: $response.body}}"),
    ),
    "AZ517": (
        step(f"{LIST}, requestBody: {{payload: {{a: 1}}}}"),
        creating(f"payload: {NAMED}"),
    ),
    "AZ519": (
        workflow(
            "inputs: {required: [petid], properties: {petId: {type: string}}}\n"
            "outputs: {x: $inputs.petId}\n"
            "steps: [{stepId: a, operationId: listPets}]"
        ),
        workflow(
            "inputs: {required: [petId], properties: {petId: {type: string}}}\n"
            "outputs: {x: $inputs.petId}\n"
            "steps: [{stepId: a, operationId: listPets}]"
        ),
    ),
    "AZ518": (
        creating("""payload: '{"name": "{$inputs.name}"}'"""),
        creating(f"payload: {NAMED}"),
    ),
    "AZ530": (
        creating(
            f"payload: {NAMED}, replacements: [{{target: /owner/email, value: a}}]"
        ),
        creating(f"payload: {NAMED}, replacements: [{{target: /kind, value: cat}}]"),
    ),
    "AZ531": (
        creating(f"payload: {NAMED}, replacements: [{{target: kind, value: cat}}]"),
        creating(f"payload: {NAMED}, replacements: [{{target: /kind, value: cat}}]"),
    ),
    "AZ532": (
        listing("name: X Trace, in: header, value: a"),
        listing("name: X-Trace, in: header, value: a"),
    ),
    "AZ533": (
        listing('name: X-Trace, in: header, value: "a\\nb"'),
        listing("name: X-Trace, in: header, value: a b"),
    ),
    "AZ534": (
        form("application/xml", "{order: {id: 1}}"),
        form("application/xml", "<order><id>1</id></order>"),
    ),
}
