"""AZ7xx: what published documents write."""

from __future__ import annotations

from ...support.workflows import PETS
from .kinds import Cases, Check, calling, step, steps, workflow
from .names import two_sources

LIST = "operationId: listPets"
FOUND = PETS.replace("listPets", "findPets")


def sending(value: str) -> Check:
    return steps(f"""
        - {{stepId: find, {LIST}, outputs: {{pets: $response.body}}}}
        - stepId: a
          operationId: listPets
          parameters: [{{name: X-Trace, in: header, value: {value}}}]
        """)


def output(expression: str) -> Check:
    return step(f"{LIST}, outputs: {{x: '{expression}'}}")


def simple(condition: str) -> Check:
    return steps(f"""
        - stepId: a
          operationId: listPets
          successCriteria:
          - condition: {condition}
        """)


def queried(condition: str) -> Check:
    return step(
        f"{LIST}, successCriteria: [{{context: $response.body, type: jsonpath, "
        f'condition: "{condition}"}}]'
    )


def input_named(name: str) -> Check:
    return workflow(
        f"inputs: {{required: ['{name}'], properties: {{'{name}': {{type: string}}}}}}\n"
        f"steps: [{{stepId: a, {LIST}, parameters: "
        f"[{{name: X-Trace, in: header, value: '$inputs.{name}'}}]}}]"
    )


def path(written: str, parameter: str) -> Check:
    return calling(
        f"""
        paths:
          {written}:
            get:
              operationId: call
              parameters: [{{{parameter}, required: true, schema: {{type: string}}}}]
              responses: {{'204': {{description: A}}}}
        """,
        f", parameters: [{{{parameter}, value: b}}]",
    )


def retrying(field: str) -> Check:
    return step(f"{LIST}, {field}: [{{name: again, type: retry, {CRITERIA}}}]")


CRITERIA = "criteria: [{condition: $response.body#/0/age < 5}]"
QUERY = "name: kind, in: query"
NAME = "name: name, in: path"

CASES: Cases = {
    "AZ701": (sending("Bearer $inputs.name"), sending("'Bearer {$inputs.name}'")),
    "AZ702": (output("$response.headers.X"), output("$response.header.X")),
    "AZ703": (output("$response.body#0"), output("$response.body#/0")),
    "AZ704": (output("$response.body[0].id"), output("$response.body#/0/id")),
    "AZ705": (
        sending("'$steps.find.outputs.pets[0].id'"),
        sending("'$steps.find.outputs.pets#/0/id'"),
    ),
    "AZ706": (input_named("page[number]"), input_named("page_number")),
    "AZ707": (
        simple('$response.body#/0/name == "a"'),
        simple("$response.body#/0/name == 'a'"),
    ),
    "AZ708": (sending("Bearer $inputs.nmae"), sending("'Bearer {$inputs.name}'")),
    "AZ711": (queried("$[0].name == 'a'"), queried("$[?@.name == 'a']")),
    "AZ712": (queried("$.length > 0"), queried("$[*]")),
    "AZ721": (
        step("operationPath: 'pets#/paths/~1pets/get'"),
        step("operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets/get'"),
    ),
    "AZ722": (step("operationId: listpets"), step(LIST)),
    "AZ723": (
        two_sources("findPets", FOUND),
        two_sources("$sourceDescriptions.two.findPets", FOUND),
    ),
    "AZ724": (
        step("operationId: $sourceDescriptions.Pets.listPets"),
        step("operationId: $sourceDescriptions.pets.listPets"),
    ),
    "AZ731": (retrying("onSuccess"), retrying("onFailure")),
    "AZ741": (path("/a?kind={kind}", QUERY), path("/a", QUERY)),
    "AZ742": (path("'/a/{+name}'", NAME), path("'/a/{name}'", NAME)),
}
