"""AZ4xx: syntax of expressions, conditions, JSONPath, XPath and regular expressions."""

from __future__ import annotations

from ..model import Rule, Severity

INVALID_EXPRESSION = Rule(
    "AZ401",
    "a runtime expression cannot be read",
    Severity.ERROR,
    """\
A value that has to be a runtime expression, or begins like one, is none. Expressions
begin with `$` and one of a few words, and name one value.

```yaml
outputs:
  petId: $steps.findPet.output.id  # outputs
  status: $reponse.body#/status    # $response
```

Write one of the forms of the section "Runtime Expressions":

```yaml
outputs:
  petId: $steps.findPet.outputs.id
  status: $response.body#/status
```
""",
)

INVALID_EMBEDDED = Rule(
    "AZ402",
    "an embedded expression cannot be read",
    Severity.ERROR,
    """\
Between braces in a text stands something that begins like a runtime expression and is
none. Read as text, it would be sent as it is written.

```yaml
value: Bearer {$steps.login.output.token}  # outputs
```

Correct the expression:

```yaml
value: Bearer {$steps.login.outputs.token}
```

Braces around anything that does not begin with `$` and a letter are plain text.
""",
)

INVALID_CONDITION = Rule(
    "AZ403",
    "a simple condition cannot be read",
    Severity.ERROR,
    """\
A condition of type `simple` has runtime expressions, literals and the operators
`==  !=  <  <=  >  >=  !  &&  ||  ( )`. Texts stand in single quotes; a quote in a text
is written twice. Each comparison has two sides. A condition that cannot be read would
never hold.

```yaml
successCriteria:
- condition: $statusCode in [200, 201]
- condition: $response.body#/state = ready
```

Write it with the operators that there are:

```yaml
successCriteria:
- condition: $statusCode == 200 || $statusCode == 201
- condition: $response.body#/state == 'ready'
```
""",
)

INVALID_JSONPATH = Rule(
    "AZ404",
    "a JSONPath cannot be read",
    Severity.ERROR,
    """\
A condition or selector of type `jsonpath` is no JSONPath query (RFC 9535).

```yaml
- context: $response.body
  condition: $.pets[invalid
  type: jsonpath
```

Write a query; the criterion holds when the query finds something:

```yaml
- context: $response.body
  condition: $.pets[?@.status == 'available']
  type: jsonpath
```
""",
)

GOESSNER_DIFFERS = Rule(
    "AZ405",
    "a JSONPath of the older kind means something else today",
    Severity.ERROR,
    """\
The type names `draft-goessner-dispatch-jsonpath-00`, and the query uses a part of that
draft which RFC 9535 lacks or reads differently. Generated code follows RFC 9535.

```yaml
type: {type: jsonpath, version: draft-goessner-dispatch-jsonpath-00}
condition: $.pets[(@.length-1)]
```

Write the query as RFC 9535 has it, and leave the version out:

```yaml
type: jsonpath
condition: $.pets[-1]
```
""",
)

FILTER_ON_OBJECT = Rule(
    "AZ406",
    "a JSONPath filter tests the members of an object",
    Severity.WARNING,
    """\
A filter, `[?…]`, looks at each item of an array or at each member of an object, and
never at the object itself. Where the context is an object, `@` is the value of one of
its members.

```yaml
- context: $response.body  # {"pets": [...]}
  condition: $[?count(@.pets) > 0]
  type: jsonpath
```

Ask for what should be there:

```yaml
- context: $response.body
  condition: $.pets[*]
  type: jsonpath
```
""",
)

INVALID_XPATH = Rule(
    "AZ407",
    "an XPath cannot be read",
    Severity.ERROR,
    """\
A condition, selector or target of type `xpath` is no XPath 3.1 expression.

```yaml
- context: $response.body
  condition: //pet[
  type: xpath
```

Write an expression; the criterion holds when its effective boolean value is true:

```yaml
- context: $response.body
  condition: count(//pet) > 0
  type: xpath
```
""",
)

INVALID_REGEX = Rule(
    "AZ408",
    "a regular expression cannot be read",
    Severity.ERROR,
    """\
A condition of type `regex` is no regular expression of Python's `re` module, which
generated code uses.

```yaml
- context: $statusCode
  condition: ^2(\\d\\d$
  type: regex
```

Correct the pattern. It may match anywhere in the value; `^` and `$` bind it:

```yaml
- context: $statusCode
  condition: ^2\\d\\d$
  type: regex
```
""",
)

INVALID_POINTER = Rule(
    "AZ409",
    "a JSON pointer cannot be read",
    Severity.ERROR,
    """\
A target or selector of type `jsonpointer` is no JSON pointer (RFC 6901): it is empty or
begins with `/`, and a `~` in it is written `~0`, a `/` in a name `~1`.

```yaml
replacements:
- target: order.petId
  value: $inputs.petId
```

Write the names with a `/` before each:

```yaml
replacements:
- target: /order/petId
  value: $inputs.petId
```
""",
)

DOUBLED_BRACES = Rule(
    "AZ410",
    "doubled braces around an expression",
    Severity.WARNING,
    """\
In Arazzo, one pair of braces puts an expression into a text. Other notations have two
pairs; here the outer one is text, and is sent around the value.

```yaml
value: Bearer {{$inputs.token}}
```

Write one pair:

```yaml
value: Bearer {$inputs.token}
```
""",
)
