"""AZ3xx: references to what does not exist."""

from __future__ import annotations

from ..model import Rule, Severity


def _error(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, title, Severity.ERROR, explanation)


MISSING_SOURCE = _error(
    "AZ301",
    "a source description cannot be read",
    """\
The `url` of a source description leads to no file that can be read. What the workflows
that need it name is looked at when it is there.

```yaml
sourceDescriptions:
- name: petStore
  url: ./petstroe.yaml
```

Correct the path, or name the file with `--source petStore=PATH`.
""",
)

UNKNOWN_SOURCE = _error(
    "AZ302",
    "a source description is not declared",
    """\
An expression or a step names a source description that the document does not declare.

```yaml
sourceDescriptions:
- name: petStore
  url: ./petstore.yaml
# …
operationId: $sourceDescriptions.pets.listPets
```

Declare it, or correct the name:

```yaml
operationId: $sourceDescriptions.petStore.listPets
```
""",
)

UNKNOWN_OPERATION = _error(
    "AZ303",
    "an operation does not exist",
    """\
No source description has an operation of that id or path. Calling it would fail after
the steps before it have taken effect.

```yaml
- stepId: list
  operationId: listPet  # the source has listPets
```

Correct the `operationId` or `operationPath`:

```yaml
- stepId: list
  operationId: listPets
```
""",
)

AMBIGUOUS_OPERATION = _error(
    "AZ304",
    "an operation id means several operations",
    """\
Several operations have the id that a step names.

```yaml
operationId: listPets  # in two source descriptions
```

Qualify it with the name of the source description, or use `operationPath`:

```yaml
operationId: $sourceDescriptions.petStore.listPets
```
""",
)

UNKNOWN_WORKFLOW = _error(
    "AZ305",
    "a workflow does not exist",
    """\
A step, an action, an expression or `dependsOn` names a workflow that does not exist.

```yaml
- stepId: login
  workflowId: loginUser  # the document has login-user
```

Correct the id. A workflow of another document is named with its source description:

```yaml
- stepId: login
  workflowId: $sourceDescriptions.users.login-user
```
""",
)

UNKNOWN_STEP = _error(
    "AZ306",
    "a step does not exist",
    """\
An expression, an action or `dependsOn` names a step that the workflow does not have.

```yaml
onFailure:
- name: back
  type: goto
  stepId: Login  # login
```

Correct the id; letter case counts. Steps of other workflows cannot be named.
""",
)

UNKNOWN_OUTPUT = _error(
    "AZ307",
    "an output is not declared",
    """\
An expression reads an output that the step or workflow does not declare.

```yaml
- stepId: login
  operationId: logIn
  outputs:
    token: $response.body#/token
# …
value: $steps.login.outputs.tokn
```

Declare the output, or correct its name:

```yaml
value: $steps.login.outputs.token
```
""",
)

UNKNOWN_INPUT = _error(
    "AZ308",
    "an input is not declared",
    """\
An expression reads an input that the workflow's `inputs` schema does not declare.

```yaml
inputs:
  type: object
  properties:
    name: {type: string}
# …
value: $inputs.nmae
```

Declare it as a property, or correct its name:

```yaml
value: $inputs.name
```
""",
)

UNKNOWN_COMPONENT = _error(
    "AZ309",
    "a component does not exist",
    """\
A `reference` names no entry of `components`.

```yaml
components:
  parameters:
    pageSize: {name: size, in: query, value: 50}
# …
parameters:
- reference: $components.parameters.page
```

Correct the name, or add the component:

```yaml
parameters:
- reference: $components.parameters.pageSize
```
""",
)

NOT_AVAILABLE = _error(
    "AZ310",
    "an expression reads what is not there",
    """\
A request is built before there is a response, a step that runs a workflow has neither,
and the outputs of a workflow read what its steps put out.

```yaml
parameters:
- name: id
  in: path
  value: $response.body#/id
```

Make it an output of the step that receives it, and read that output:

```yaml
  value: $steps.create.outputs.id
```
""",
)

UNDECLARED_REFERENCE = _error(
    "AZ311",
    "a reference in the inputs' schema leads nowhere",
    """\
A `$ref` in a workflow's `inputs` leads to no schema, or in a circle.

```yaml
inputs:
  $ref: '#/components/inputs/page'  # components has pages
```

Correct it; `components/inputs` holds schemas for reuse:

```yaml
inputs:
  $ref: '#/components/inputs/pages'
```
""",
)

NOT_A_REFERENCE = _error(
    "AZ312",
    "a reference is no expression of the kind that is wanted",
    """\
Reusable Objects name a component by an expression: a parameter where parameters are
listed, a success action or a failure action where these are.

```yaml
parameters:
- reference: '#/components/parameters/page'
```

Write the expression:

```yaml
parameters:
- reference: $components.parameters.page
```
""",
)

SOURCE_IS_SOMETHING_ELSE = _error(
    "AZ313",
    "a source description is of another type",
    """\
The `type` of a source description does not fit the document that it leads to.

```yaml
sourceDescriptions:
- name: login
  url: ./login.arazzo.yaml
  type: openapi
```

Correct the `type`:

```yaml
  type: arazzo
```
""",
)
