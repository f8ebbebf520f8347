"""AZ4xx: syntax of expressions and queries."""

from __future__ import annotations

from .kinds import Cases, Check, calling, step

LIST = "operationId: listPets"
GOESSNER = "{type: jsonpath, version: draft-goessner-dispatch-jsonpath-00}"
OBJECT = """
paths:
  /a:
    get:
      operationId: call
      responses:
        '200':
          description: A
          content:
            application/json:
              schema: {type: object, properties: {pets: {type: array}}}
"""


def sending(value: str) -> Check:
    return step(f"{LIST}, parameters: [{{name: X-Trace, in: header, value: {value}}}]")


def criterion(condition: str, type_: str, context: str = "$response.body") -> str:
    return (
        f"successCriteria: [{{context: {context}, type: {type_}, "
        f"condition: '{condition}'}}]"
    )


def queried(condition: str, type_: str, context: str = "$response.body") -> Check:
    return step(f"{LIST}, {criterion(condition, type_, context)}")


def simple(condition: str) -> Check:
    return step(f'{LIST}, successCriteria: [{{condition: "{condition}"}}]')


def selected(selector: str) -> Check:
    return step(
        f"{LIST}, outputs: {{x: {{context: $response.body, type: jsonpointer, "
        f"selector: '{selector}'}}}}"
    )


CASES: Cases = {
    "AZ401": (sending("$input.name"), sending("$inputs.name")),
    "AZ402": (sending("'Bearer {$input.name}'"), sending("'Bearer {$inputs.name}'")),
    "AZ410": (
        sending("'Bearer {{$inputs.name}}'"),
        sending("'Bearer {$inputs.name}'"),
    ),
    "AZ403": (simple("$statusCode = 200"), simple("$statusCode == 200")),
    "AZ404": (queried("$[0", "jsonpath"), queried("$[0]", "jsonpath")),
    "AZ405": (queried("$[(@.length-1)]", GOESSNER), queried("$[0]", GOESSNER)),
    "AZ406": (
        calling(OBJECT, f", {criterion('$[?count(@.pets) > 0]', 'jsonpath')}"),
        calling(OBJECT, f", {criterion('$.pets[*]', 'jsonpath')}"),
    ),
    "AZ407": (queried("//pet[", "xpath"), queried("//pet", "xpath")),
    "AZ408": (
        queried("^2(", "regex", "$statusCode"),
        queried("^2", "regex", "$statusCode"),
    ),
    "AZ409": (selected("0/id"), selected("/0/id")),
}
