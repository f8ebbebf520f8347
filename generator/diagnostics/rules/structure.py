"""AZ2xx: the shape of an Arazzo document."""

from __future__ import annotations

from ..model import Rule, Severity


def _error(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, title, Severity.ERROR, explanation)


MISSING_FIELD = _error(
    "AZ201",
    "a required field is missing",
    """\
An object lacks a field that the specification requires of it.

```yaml
steps:
- operationId: listPets  # no stepId
```

Add the field:

```yaml
steps:
- stepId: list
  operationId: listPets
```
""",
)

WRONG_TYPE = _error(
    "AZ202",
    "a field has a value of another type",
    """\
The specification gives each field a type: a text, a number, a list, an object.

```yaml
arazzo: 1.0  # a number
```

Write a value of that type. Numbers and booleans that are meant as text need quotes:

```yaml
arazzo: '1.0.1'
```
""",
)

MISSPELT_FIELD = _error(
    "AZ203",
    "a field is misspelt",
    """\
An object has a field that the specification does not know, and whose name is close to
one that it knows. Read as written, the field would have no effect.

```yaml
sucessCriteria:
- condition: $statusCode == 200
```

Correct the name; a field of your own begins with `x-`:

```yaml
successCriteria:
- condition: $statusCode == 200
```
""",
)

UNKNOWN_FIELD = Rule(
    "AZ204",
    "a field is not known",
    Severity.WARNING,
    """\
An object has a field that the specification does not know. It has no effect.

```yaml
- stepId: list
  operationId: listPets
  owner: billing
```

Remove it, or begin its name with `x-`:

```yaml
  x-owner: billing
```
""",
)

VALUE_NOT_ALLOWED = _error(
    "AZ205",
    "a value is not one of those allowed",
    """\
The specification lists or bounds the values of this field.

```yaml
onFailure:
- name: again
  type: repeat
```

Write one of the allowed values:

```yaml
onFailure:
- name: again
  type: retry
```
""",
)

EMPTY_LIST = _error(
    "AZ206",
    "a list is empty that must hold something",
    """\
`sourceDescriptions`, `workflows`, `steps`, and `successCriteria` where given, hold at
least one entry.

```yaml
- stepId: list
  operationId: listPets
  successCriteria: []
```

Add an entry, or remove the field if it is optional.
""",
)

DUPLICATE = _error(
    "AZ207",
    "something is there twice that must be unique",
    """\
Ids of workflows and of the steps of a workflow, names of source descriptions and of the
actions of a list, and parameters by `name` and `in` are unique.

```yaml
steps:
- stepId: list
  operationId: listPets
- stepId: list
  operationId: listOwners
```

Rename or remove one of the two.
""",
)

KEY_PATTERN = _error(
    "AZ208",
    "a key has characters that are not allowed",
    """\
Keys of `outputs` and of `components` have letters, digits, `.`, `-` and `_`.

```yaml
outputs:
  pet id: $response.body#/id
```

Rename the key, and where it is read:

```yaml
outputs:
  petId: $response.body#/id
```
""",
)

EXCLUSIVE_FIELDS = _error(
    "AZ209",
    "fields exclude or need each other",
    """\
A step names exactly one of `operationId`, `operationPath` and `workflowId`; a goto
exactly one of `stepId` and `workflowId`, a retry at most one; a criterion with a `type`
other than `simple` has a `context`; a parameter in `querystring` stands alone.

```yaml
onSuccess:
- name: next
  type: goto
  stepId: report
  workflowId: cleanUp
```

Keep the one that is meant.
""",
)

UNSUPPORTED_VERSION = _error(
    "AZ210",
    "a version of the specification that is not supported",
    """\
Documents of Arazzo 1.0.x and 1.1.x are compiled.

```yaml
arazzo: 1.2.0
```

Set `arazzo` to the version that the document is written for:

```yaml
arazzo: 1.1.0
```
""",
)

NEWER_FEATURE = Rule(
    "AZ211",
    "a feature of 1.1 in a document of 1.0",
    Severity.WARNING,
    """\
The document says that it is of Arazzo 1.0, and uses what came with 1.1. It is read as
in 1.1.

```yaml
arazzo: 1.0.1
# …
- stepId: list
  operationId: listPets
  timeout: 5000
```

Set the version:

```yaml
arazzo: 1.1.0
```
""",
    dialect=True,
)

INVALID_SCHEMA = _error(
    "AZ212",
    "the inputs' schema is no JSON Schema",
    """\
A workflow's `inputs` is a JSON Schema, and the classes of the generated code are made
of it.

```yaml
inputs:
  type: object
  properties:
    count: {type: int}
```

Correct the schema. The types are `null`, `boolean`, `integer`, `number`, `string`,
`array` and `object`:

```yaml
    count: {type: integer}
```
""",
)
