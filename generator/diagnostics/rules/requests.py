"""AZ53x: requests that cannot be made as they are written."""

from __future__ import annotations

from ..model import Rule, Severity

REPLACEMENT = Rule(
    "AZ530",
    "a replacement has no place in the payload",
    Severity.ERROR,
    """\
A replacement sets a value at a place of the payload. The last name of the place may be
new; what holds it has to be there, and so has the payload.

```yaml
payload: {pet: {id: 1}}
replacements:
- target: /owner/name  # the payload has no owner
  value: $inputs.owner
```

Point to a place in the payload:

```yaml
payload: {pet: {id: 1}, owner: {}}
replacements:
- target: /owner/name
  value: $inputs.owner
```
""",
)

REPLACEMENT_TARGET = Rule(
    "AZ531",
    "a replacement's target cannot be read",
    Severity.ERROR,
    """\
The target of a replacement is a JSON pointer for JSON and forms, an XPath for XML, or
what `targetSelectorType` says.

```yaml
replacements:
- target: quantity
  value: 2
```

A JSON pointer begins with `/`:

```yaml
replacements:
- target: /quantity
  value: 2
```
""",
)

FIELD_NAME = Rule(
    "AZ532",
    "a name that a header or cookie cannot have",
    Severity.ERROR,
    """\
The names of headers and cookies are of ASCII letters, digits and some punctuation,
without spaces.

```yaml
parameters:
- {name: X Trace, in: header, value: a}
```

Write the name as the API expects it:

```yaml
parameters:
- {name: X-Trace, in: header, value: a}
```
""",
)

FIELD_VALUE = Rule(
    "AZ533",
    "a value that a header or cookie cannot have",
    Severity.ERROR,
    """\
The value of a header is of visible ASCII characters, with spaces and tabs only between
them; that of a cookie has no `;` either.

```yaml
parameters:
- {name: X-Title, in: header, value: "first\\nsecond"}
```

Encode what a header cannot hold, as the API expects it:

```yaml
parameters:
- {name: X-Title, in: header, value: first%0Asecond}
```
""",
)

PAYLOAD_FORM = Rule(
    "AZ534",
    "a payload that its media type cannot hold",
    Severity.ERROR,
    """\
An object can be sent as JSON, as a form, as `multipart/form-data`, and as XML if the
operation's schema names the root element. Anything else has to be written as a text.

```yaml
requestBody:
  contentType: application/xml  # of which the operation says nothing
  payload: {order: {id: $inputs.id}}
```

Write the text:

```yaml
requestBody:
  contentType: application/xml
  payload: <order><id>{$inputs.id}</id></order>
```
""",
)
