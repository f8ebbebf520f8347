"""AZ7xx: what published documents write and the specification does not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...expressions.forms import Form
from ..model import Rule, Severity
from . import structure

if TYPE_CHECKING:
    from collections.abc import Mapping


def _form(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, title, Severity.WARNING, explanation, dialect=True)


SPLICED_EXPRESSION = _form(
    "AZ701",
    "an expression in a text has no braces",
    """\
The specification fills expressions into a text only where they stand in braces. An
expression without braces is filled in all the same if it names something that exists;
the longest name that exists ends it.

```yaml
- name: Authorization
  in: header
  value: Bearer $inputs.token
```

Write the braces:

```yaml
  value: Bearer {$inputs.token}
```
""",
)

PLURAL_HEADERS = _form(
    "AZ702",
    "`headers` instead of `header`",
    """\
The specification reads a header by `$response.header.<name>`. The plural is read as
the same.

```yaml
outputs:
  location: $response.headers.Location
```

Write the singular:

```yaml
outputs:
  location: $response.header.Location
```
""",
)

POINTER_WITHOUT_SLASH = _form(
    "AZ703",
    "a JSON pointer without its first slash",
    """\
What follows `#` is a JSON pointer, and begins with `/`. It is read as if it did.

```yaml
outputs:
  token: $response.body#token
```

Write the slash:

```yaml
outputs:
  token: $response.body#/token
```
""",
)

PATH_INTO_BODY = _form(
    "AZ704",
    "a path with dots into a body",
    """\
Outside of conditions, a JSON pointer says which part of a body is meant. A path of
`.name` and `[0]` is read as that pointer.

```yaml
outputs:
  first: $response.body.items[0].id
```

Write the pointer:

```yaml
outputs:
  first: $response.body#/items/0/id
```
""",
)

PATH_INTO_VALUE = _form(
    "AZ705",
    "a path with dots into an input or output",
    """\
A name in an expression may have dots, and nothing has the whole name that stands here.
The longest beginning of it that is a name is taken, and the rest as a path into the
value.

```yaml
value: $steps.find.outputs.pets.data[0].id  # the output is called pets
```

Write a JSON pointer into the value:

```yaml
value: $steps.find.outputs.pets#/data/0/id
```
""",
)

UNUSUAL_NAME = _form(
    "AZ706",
    "a name that expressions cannot have",
    """\
Names in expressions have letters, digits, `.`, `-` and `_`. The input or output of
exactly the name that is written is taken.

```yaml
value: $inputs.page[number]
```

Rename it where it is declared and where it is used:

```yaml
value: $inputs.page_number
```
""",
)

DOUBLE_QUOTES = _form(
    "AZ707",
    "a text in double quotes in a condition",
    """\
Texts in simple conditions stand in single quotes. Double quotes are read as the same.

```yaml
- condition: $response.body#/state == "ready"
```

Use single quotes; one in the text is written twice:

```yaml
- condition: $response.body#/state == 'ready'
```
""",
)

UNKNOWN_IN_TEXT = Rule(
    "AZ708",
    "an expression without braces names nothing",
    Severity.WARNING,
    """\
A text has something in it that reads like an expression, stands in no braces, and names
nothing that exists. It stays text and is sent as it is written.

```yaml
value: Bearer $inputs.tokn
```

Correct the name, and write braces:

```yaml
value: Bearer {$inputs.token}
```
""",
)

JSONPATH_LOGICAL_EXPRESSION = _form(
    "AZ711",
    "a comparison where a JSONPath query should be",
    """\
A JSONPath criterion is a query, and holds when the query finds something. A comparison
alone is no query. It is read as a logical expression of RFC 9535 in which `$` is the
context.

```yaml
- context: $response.body
  condition: $.status == 'running' || $.status == 'pending'
  type: jsonpath
```

Write a simple condition:

```yaml
- condition: >-
    $response.body#/status == 'running' || $response.body#/status == 'pending'
```
""",
)

JSONPATH_FOREIGN_OPERATOR = _form(
    "AZ712",
    "`.length` or `in` in a JSONPath",
    """\
RFC 9535 has a function `length()` and no operator `in`. `.length` at the end of a path
that is compared is read as the function, `in` as a comparison with any of the values.

```yaml
- context: $response.body
  condition: $.items.length > 0
  type: jsonpath
```

Write a query that finds something exactly then:

```yaml
- context: $response.body
  condition: $.items[*]
  type: jsonpath
```
""",
)

OPERATION_PATH = _form(
    "AZ721",
    "an operationPath without the expression of its source",
    """\
An `operationPath` is the URL of a source description as an embedded expression, and a
JSON pointer to the operation. The bare name of the source, and a method with a path,
are read as the operation that they name.

```yaml
operationPath: petStore#/paths/~1pets/get
```

Write the expression:

```yaml
operationPath: '{$sourceDescriptions.petStore.url}#/paths/~1pets/get'
```
""",
)

OPERATION_ID_CASE = _form(
    "AZ722",
    "an operationId in another case",
    """\
No operation has the id as it is written, and exactly one has it in other letter case.
That one is taken.

```yaml
operationId: listpets  # the source has listPets
```

Write it as the source does:

```yaml
operationId: listPets
```
""",
)

UNQUALIFIED_OPERATION_ID = _form(
    "AZ723",
    "an operationId that does not say its source",
    """\
With several source descriptions, an operationId has to name the one that is meant. Only
one of them has an operation of this id, and it is taken. A second one in another
source, added later, would make it ambiguous.

```yaml
operationId: listPets
```

Name the source:

```yaml
operationId: $sourceDescriptions.petStore.listPets
```
""",
)

SOURCE_NAME_CASE = _form(
    "AZ724",
    "the name of a source description in another case",
    """\
No source description has the name as it is written, and exactly one has it in other
letter case. That one is taken.

```yaml
operationId: $sourceDescriptions.petstore.listPets  # it is called petStore
```

Write it as it is declared:

```yaml
operationId: $sourceDescriptions.petStore.listPets
```
""",
)

RETRY_ON_SUCCESS = _form(
    "AZ731",
    "a retry among the success actions",
    """\
Success actions end a workflow or go to another step; `retry` is a failure action. Here
it runs the step again, up to `retryLimit` times with `retryAfter` seconds between, as
long as its criteria hold; after that the next action that matches is taken, and if there
is none the step fails.

```yaml
onSuccess:
- name: notYet
  type: retry
  retryAfter: 5
  retryLimit: 10
  criteria:
  - condition: $response.body#/status == 'running'
```

State in `successCriteria` what the step waits for, and retry when it fails:

```yaml
successCriteria:
- condition: $response.body#/status != 'running'
onFailure:
- name: notYet
  type: retry
  retryAfter: 5
  retryLimit: 10
```
""",
)

QUERY_IN_PATH = _form(
    "AZ741",
    "a query string in a path template",
    """\
The path of an OpenAPI document has no query string; parameters in the query are
declared as such. A query string in a path is split off, filled in and sent before the
parameters.

```yaml
paths:
  /search?kind={kind}:
    get: {}
```

Declare the parameter:

```yaml
paths:
  /search:
    get:
      parameters:
      - {name: kind, in: query, schema: {type: string}}
```
""",
)

RESERVED_EXPANSION = _form(
    "AZ742",
    "reserved expansion in a path template",
    """\
The path of an OpenAPI document has variables of the form `{name}`. `{+name}` is read as
in RFC 6570: characters such as `/` in the value are kept. A value with a `.` or `..`
segment is refused.

```yaml
paths:
  /files/{+path}:
    get: {}
```

Write `{path}` if the value is one segment. For a value of several segments OpenAPI has
no form, and the warning can be left standing.
""",
)

RULES: Mapping[str, Rule] = {
    Form.SPLICED_EXPRESSION: SPLICED_EXPRESSION,
    Form.PLURAL_HEADERS: PLURAL_HEADERS,
    Form.POINTER_WITHOUT_SLASH: POINTER_WITHOUT_SLASH,
    Form.PATH_INTO_BODY: PATH_INTO_BODY,
    Form.PATH_INTO_VALUE: PATH_INTO_VALUE,
    Form.UNUSUAL_NAME: UNUSUAL_NAME,
    Form.DOUBLE_QUOTES: DOUBLE_QUOTES,
    Form.NEWER_EXPRESSION: structure.NEWER_FEATURE,
}
"""The rule of each form that the parsers of expressions and conditions find."""
