"""AZ5xx: what is sent and read: types, parameters, bodies and inputs."""

from __future__ import annotations

from ..model import Rule, Severity


def _warning(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, title, Severity.WARNING, explanation)


def _error(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, title, Severity.ERROR, explanation)


POINTER_NOT_IN_SCHEMA = _warning(
    "AZ501",
    "a pointer leads to what the schema does not have",
    """\
An expression reads a member that the schema of the response, output or input does not
declare. If the schema is right, there will be nothing when the workflow runs, after the
steps before have taken effect.

```yaml
outputs:
  token: $response.body#/acces_token  # the schema has access_token
```

Correct the pointer, or the schema where the API really sends that member.
""",
)

TYPE_DOES_NOT_FIT = _warning(
    "AZ502",
    "a value has a type that its slot cannot take",
    """\
A value goes to a parameter, to a property of a request body or to an input of a
workflow whose schema admits none of the types that the value can have. Numbers and
booleans fit a parameter of type string; in a JSON body they do not.

```yaml
parameters:
- name: limit        # an integer
  in: query
  value: many
```

Send a value of the type that the schema names, or correct the schema.
""",
)

MISSING_PATH_PARAMETER = _error(
    "AZ503",
    "a path parameter is not given",
    """\
The path of the operation has a variable for which neither the step nor the workflow
gives a parameter. The URL cannot be made.

```yaml
- stepId: read
  operationId: getPet  # GET /pets/{petId}
```

Give the parameter:

```yaml
  parameters:
  - name: petId
    in: path
    value: $inputs.petId
```
""",
)

MISSING_PARAMETER = _warning(
    "AZ504",
    "a required parameter is not given",
    """\
The operation requires a parameter of the query, the header or the cookies, and neither
the step nor the workflow gives it. The API will most likely refuse the request.

```yaml
- stepId: search
  operationId: findPets  # requires the query parameter status
```

Give the parameter. One that the client sends by itself, such as a header with a
credential, is declared best as a security scheme of the OpenAPI document.
""",
)

MISSING_BODY = _warning(
    "AZ505",
    "a required request body is not given",
    """\
The operation requires a request body, and the step sends none.

```yaml
- stepId: create
  operationId: createPet  # requestBody: required
```

Give a `requestBody` with a `payload`.
""",
)

MISSING_PROPERTY = _warning(
    "AZ506",
    "a required property is not in the body",
    """\
The schema of the request body requires a property that the payload does not have. The
API will most likely refuse the request.

```yaml
requestBody:
  payload:
    tag: dog  # the schema requires name too
```

Add the property, or correct the schema if the API can do without.
""",
)

UNKNOWN_PROPERTY = _warning(
    "AZ507",
    "the body has a property that its schema does not have",
    """\
The payload has a property that the schema of the request body does not declare. APIs
ignore such a property, or refuse the request. Often it is a misspelt name.

```yaml
requestBody:
  payload:
    nmae: Rex  # name
```

Correct the name, or declare the property in the OpenAPI document.
""",
)

NOT_IN_ENUM = _warning(
    "AZ508",
    "a value is not one of those that the schema lists",
    """\
The schema of a parameter or property lists its values with `enum` or `const`, and what
is sent is none of them.

```yaml
parameters:
- name: status   # enum: [available, pending, sold]
  in: query
  value: free
```

Send one of the listed values.
""",
)

OPTIONAL_VALUE = _warning(
    "AZ509",
    "a value that may be missing goes where one is needed",
    """\
An input that may be left out, or a member of a response that is not always there, goes
to a path parameter, a required parameter or property, or into a text. Without it the
step fails before anything of it is sent; what ran before it stays done.

```yaml
inputs:
  type: object
  properties:
    petId: {type: string}
# …
- name: petId
  in: path
  value: $inputs.petId
```

Make the input required, or give it a default:

```yaml
inputs:
  type: object
  required: [petId]
```
""",
)

UNDECLARED_PARAMETER = _warning(
    "AZ510",
    "a parameter that the operation does not declare",
    """\
A step gives a parameter that the operation does not declare in that place. It is sent
all the same. Often it is a misspelt name or the wrong `in`.

```yaml
parameters:
- name: petid   # petId
  in: query
  value: 12
```

Correct the name or the place. A header that carries a credential by a security scheme
needs no declaration.
""",
)

UNUSED_INPUT = _warning(
    "AZ511",
    "an input is never used",
    """\
The workflow declares an input that nothing in it reads. Callers would pass a value that
has no effect.

```yaml
inputs:
  type: object
  properties:
    petId: {type: string}
    colour: {type: string}  # $inputs.colour is nowhere
```

Use the input, or remove it.
""",
)

SECRET_IN_URL = _warning(
    "AZ512",
    "a secret goes into a URL",
    """\
An input of `format: password`, or a value that is a credential by a security scheme or
the Authorization header, is sent in the path or the query. URLs are kept in logs of
servers and proxies.

```yaml
- name: token
  in: query
  value: $inputs.apiToken  # format: password
```

Send it in a header if the API takes it there:

```yaml
- name: Authorization
  in: header
  value: Bearer {$inputs.apiToken}
```
""",
)

UNDECLARED_WORKFLOW_PARAMETER = _error(
    "AZ513",
    "a parameter that the called workflow has no input for",
    """\
Parameters of a step that runs a workflow are the inputs of that workflow, which takes
no others than it declares.

```yaml
- stepId: child
  workflowId: order   # inputs: petId
  parameters:
  - name: pet
    value: $inputs.pet
```

Correct the name, or declare the input in the called workflow.
""",
)

MISSING_WORKFLOW_INPUT = _error(
    "AZ514",
    "a required input of the called workflow is not passed",
    """\
A step or an action runs a workflow and does not pass an input that it requires. It
would refuse to start.

```yaml
- stepId: child
  workflowId: order   # requires petId
```

Pass the input as a parameter, or give it a default in the called workflow.
""",
)

SKIPPED_OUTPUT = _warning(
    "AZ515",
    "an output of a step that a jump can skip",
    """\
A step reads an output of another step, and there is a way through the workflow on which
that other step has not run. Then there is no value: the expression is left out, or the
step fails where it needs one.

```yaml
- stepId: find
  operationId: findPet
  onFailure:
  - name: missing
    type: goto
    stepId: report      # create is skipped
- stepId: create
  operationId: createPet
  outputs:
    id: $response.body#/id
- stepId: report
  operationId: reportPet
  parameters:
  - name: id
    in: path
    value: $steps.create.outputs.id
```

Read a value that is there on each way, or let the jump lead elsewhere.
""",
)

NO_CONTENT = _warning(
    "AZ516",
    "a body is read of a response that documents none",
    """\
An expression reads the body of a response for which the OpenAPI document describes no
content. Nothing is known of its type; if the document is right, there is no body.

```yaml
successCriteria:
- condition: $statusCode == 204
outputs:
  id: $response.body#/id
```

Read what the API sends, or describe the content in the OpenAPI document.
""",
)

UNDOCUMENTED_BODY = _warning(
    "AZ517",
    "a body is sent that the operation does not document",
    """\
The step sends a request body, and the operation documents none, or none of that content
type.

```yaml
- stepId: read
  operationId: getPet    # no requestBody
  requestBody:
    payload: {id: 12}
```

Remove the body, correct the `contentType`, or document it in the OpenAPI document.
""",
)

JSON_TEXT_TEMPLATE = _warning(
    "AZ518",
    "a JSON body is written as a text with expressions in it",
    """\
Expressions in a text are filled in as text, without escapes. A value with a quote or a
line break in it makes the body invalid JSON.

```yaml
requestBody:
  contentType: application/json
  payload: '{"name": "{$inputs.name}"}'
```

Write the payload as an object:

```yaml
  payload:
    name: $inputs.name
```
""",
)

UNDECLARED_REQUIRED_INPUT = _warning(
    "AZ519",
    "an input is required that is not declared",
    """\
`required` of the inputs names an input that `properties` does not have. The generated
class does not take it; most likely the name is misspelt, and an input that is meant to
be required is not.

```yaml
inputs:
  type: object
  required: [petid]
  properties:
    petId: {type: string}
```

Write the name as it is declared:

```yaml
  required: [petId]
```
""",
)
