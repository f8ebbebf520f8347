"""AZ6xx, AZ8xx and AZ9xx: what runs, and what is compiled."""

from __future__ import annotations

from .kinds import HEAD, SOURCE, Cases, Check, documents, planned, step, steps, workflow

LIST = "operationId: listPets"
STEP = f"steps: [{{stepId: a, {LIST}}}]"
RIGHT = step(LIST)
MAIN = f"workflows:\n- {{workflowId: main, {STEP}}}\n"
READ = """
- stepId: b
  operationId: listPets
  parameters: [{name: X-Trace, in: header, value: $steps.a.outputs.x}]
"""
PUT_OUT = "- {stepId: a, operationId: listPets, outputs: {x: $response.body#/0/id}}\n"


def waiting(first: str) -> Check:
    return steps(f"""
        - {{stepId: a, operationId: listPets{first}}}
        - {{stepId: b, operationId: listPets, dependsOn: [a]}}
        """)


def first(success: str) -> Check:
    return steps(f"""
        - {{stepId: a, {LIST}, onSuccess: [{success}]}}
        - {{stepId: b, {LIST}}}
        """)


def retried(target: str) -> Check:
    again = "onFailure: [{name: again, type: retry, stepId: %s}]"
    return steps(f"""
        - {{stepId: a, {LIST}, {again % 'b'}}}
        - {{stepId: b, {LIST}, {again % target}}}
        - {{stepId: c, {LIST}}}
        """)


def expecting(condition: str) -> Check:
    return step(f"{LIST}, successCriteria: [{{condition: {condition}}}]")


YOUNG = "criteria: [{condition: $response.body#/0/age < 5}]"

CASES: Cases = {
    "AZ601": (
        workflow(
            "steps: [{stepId: a, workflowId: other}]",
            "- {workflowId: other, steps: [{stepId: a, workflowId: main}]}",
        ),
        workflow(
            "steps: [{stepId: a, workflowId: other}]",
            f"- {{workflowId: other, {STEP}}}",
        ),
    ),
    "AZ602": (waiting(", dependsOn: [b]"), waiting("")),
    "AZ603": (steps(READ + PUT_OUT), steps(PUT_OUT + READ)),
    "AZ604": (
        first("{name: done, type: end}"),
        first(f"{{name: done, type: end, {YOUNG}}}"),
    ),
    "AZ605": (
        step(
            f"{LIST}, onFailure: [{{name: stop, type: end}}, {{name: b, type: retry}}]"
        ),
        step(
            f"{LIST}, onFailure: [{{name: b, type: retry}}, {{name: stop, type: end}}]"
        ),
    ),
    "AZ606": (
        first("{name: again, type: goto, stepId: a}"),
        first(f"{{name: again, type: goto, stepId: a, {YOUNG}}}"),
    ),
    "AZ607": (expecting("$statusCode == 201"), expecting("$statusCode == 200")),
    "AZ608": (expecting("$statusCode >= 100"), expecting("$statusCode < 300")),
    "AZ801": (
        planned(SOURCE + MAIN, SOURCE + MAIN, folders=False),
        planned(SOURCE + MAIN, SOURCE + MAIN, folders=True),
    ),
    "AZ901": (
        documents(f"{HEAD}- {{name: a, url: a.yml, type: asyncapi}}\n{MAIN}"),
        documents(SOURCE + MAIN),
    ),
    "AZ902": (retried("a"), retried("c")),
    "AZ903": (
        documents(f"{HEAD}- {{name: a, url: https://x.example/a.yml}}\n{MAIN}"),
        documents(SOURCE + MAIN),
    ),
}
