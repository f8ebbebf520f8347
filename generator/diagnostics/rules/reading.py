"""Rules of reading files, and YAML and JSON in them."""

from __future__ import annotations

from ..model import Rule, Severity

MISSING_FILE = Rule(
    "AZ101",
    "file not found",
    Severity.ERROR,
    """\
No file stands at that path. A relative path on the command line starts at the current
folder; one in a document starts at the folder of that document.

```
arazzo-codegen spec/ -o generated/
```

where the folder is called `specs`. Correct the path.
""",
)

NOT_A_FILE = Rule(
    "AZ102",
    "not a regular file",
    Severity.ERROR,
    """\
A document is read from a regular file. Folders, named pipes, sockets and devices are
not opened, so that nothing waits for them.

```yaml
sourceDescriptions:
  - name: petStore
    url: ./openapi        # a folder
```

Name the file: `./openapi/petstore.yaml`.
""",
)

UNREADABLE_FILE = Rule(
    "AZ103",
    "file cannot be read",
    Severity.ERROR,
    """\
The operating system refused to open or read the file or folder; the message says why.
Most often its permissions do not let the current user read it:

```
$ ls -l specs/pets.arazzo.yaml
---------- 1 root root 1893 specs/pets.arazzo.yaml
```

Give the permission: `chmod u+r specs/pets.arazzo.yaml`.
""",
)

OUTSIDE_ROOTS = Rule(
    "AZ104",
    "file outside the folders that may be read",
    Severity.ERROR,
    """\
A document may name files only in and below the folders which this run was given, so
that compiling somebody else's document cannot read other files of this machine.
Symbolic links count as what they lead to.

```yaml
sourceDescriptions:
  - name: petStore
    url: ../../../etc/passwd
```

Copy the file into the folder, or name a folder that holds both on the command line.
""",
)

TOO_LARGE = Rule(
    "AZ105",
    "file too large",
    Severity.ERROR,
    """\
A document may have up to 32 MiB. Published OpenAPI documents stay below 10 MiB, so a
larger file is mostly another file than the one that was meant.

```yaml
sourceDescriptions:
  - name: petStore
    url: ./petstore-backup.json   # 200 MiB of data
```

Name the document that was meant, or split it: `$ref` may lead to other files.
""",
)

NOT_UTF8 = Rule(
    "AZ110",
    "text is not UTF-8",
    Severity.ERROR,
    """\
Documents are UTF-8, with or without a byte order mark. The place is the first byte
that is not.

```
$ file pets.arazzo.yaml
pets.arazzo.yaml: ISO-8859 text
```

Save the file as UTF-8, or convert it:

```
iconv -f latin1 -t utf-8 old.yaml > new.yaml
```
""",
)

FORBIDDEN_CHARACTER = Rule(
    "AZ111",
    "character that the text may not hold",
    Severity.ERROR,
    """\
YAML texts may not hold control characters other than tab and line ends, nor may JSON
strings spell half of a surrogate pair.

```json
{"title": "\\ud83d"}
```

Remove the character, or write it as an escape in a double-quoted string.
""",
)

YAML_SYNTAX = Rule(
    "AZ112",
    "malformed YAML",
    Severity.ERROR,
    """\
The text is no YAML. The place is where the parser gave up, or where the quote or
bracket opens that is never closed.

```yaml
summary: Pets: all of them
```

A plain scalar cannot hold `: `, so quote it: `summary: "Pets: all of them"`.
""",
)

JSON_SYNTAX = Rule(
    "AZ113",
    "malformed JSON",
    Severity.ERROR,
    """\
A file whose name ends in `.json` must be JSON as RFC 8259 defines it: no comments, no
comma after the last member, double quotes, no `NaN` or `Infinity`.

```json
{"retryAfter": NaN,}
```

Correct the text, or call the file `.yaml` if YAML is what it holds.
""",
)

EMPTY_DOCUMENT = Rule(
    "AZ114",
    "empty document",
    Severity.ERROR,
    """\
The file holds nothing, or only blank lines and comments.

```yaml
# to be written
```

Write a document into it, or remove it from the paths that are compiled.
""",
)

SEVERAL_DOCUMENTS = Rule(
    "AZ115",
    "several YAML documents in one file",
    Severity.ERROR,
    """\
A file holds one document. The place is the `---` that starts the second.

```yaml
arazzo: 1.0.1
---
arazzo: 1.0.1
```

Put each document into a file of its own.
""",
)

UNKNOWN_ALIAS = Rule(
    "AZ116",
    "alias without an anchor",
    Severity.ERROR,
    """\
An alias repeats a value that an anchor named before it in the same file. An anchor
that only comes later does not count, nor does one around the alias itself.

```yaml
first: *shared
second: &shared {a: 1}
```

Put the anchor first: `first: &shared {a: 1}`, `second: *shared`.
""",
)

TOO_MANY_VALUES = Rule(
    "AZ117",
    "too many values",
    Severity.ERROR,
    """\
A document may hold up to 2,000,000 values, those that aliases repeat counted each
time. A few lines of aliases of aliases can stand for billions.

```yaml
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
```

Use components and `$ref` for what repeats.
""",
)

TOO_DEEP = Rule(
    "AZ118",
    "nested too deeply",
    Severity.ERROR,
    """\
Objects and arrays may be nested up to 200 levels deep, aliases followed. The place is
the first that is deeper.

```yaml
schema: {properties: {a: {properties: {b: {properties: {c: {}}}}}}}  # and so on
```

Move inner schemas to components and refer to them by `$ref`.
""",
)

DUPLICATE_KEY = Rule(
    "AZ120",
    "duplicate key",
    Severity.ERROR,
    """\
A mapping names a key twice; the place is the second one. Many parsers keep the last
value without a word, which hides a mistake. Quotes make no difference to a key.

```yaml
- stepId: fetch
  operationId: listPets
  "operationId": getPet
```

Remove one, or rename it.
""",
)

KEY_NOT_STRING = Rule(
    "AZ121",
    "key is not a string",
    Severity.ERROR,
    """\
Keys are strings, as in JSON. A plain scalar such as `200` or `yes` is taken as the
text it is; a sequence, a mapping, an alias or an empty key is refused.

```yaml
outputs:
  ? [id, name]
  : $response.body
```

Write the key as text, in quotes if it is empty or holds brackets.
""",
)

MERGE_KEY = Rule(
    "AZ122",
    "merge key",
    Severity.ERROR,
    """\
The merge key `<<` belongs to YAML 1.1; YAML 1.2, which Arazzo and OpenAPI prescribe,
has none.

```yaml
- stepId: fetch
  <<: *defaults
```

Write the members out, or use a reusable object of `components`. A member that is really
called `<<` is written in quotes.
""",
)

UNSUPPORTED_TAG = Rule(
    "AZ123",
    "tag outside JSON's types",
    Severity.ERROR,
    """\
Arazzo and OpenAPI documents stay within the JSON schema of YAML: the tags `!!str`,
`!!int`, `!!float`, `!!bool`, `!!null`, `!!map` and `!!seq`, on values that fit them.
Other tags are refused, and nothing they ask for is done.

```yaml
payload: !!binary aGVsbG8=
```

Remove the tag and write the value as JSON could hold it.
""",
)

NOT_A_JSON_NUMBER = Rule(
    "AZ124",
    "number that JSON cannot hold",
    Severity.ERROR,
    """\
`.nan` and `.inf` are no JSON numbers, a number such as `1e400` exceeds what a double
holds, and integers may have up to 3,500 digits.

```yaml
retryAfter: .inf
```

Write a number within the limits, or quote it if text is meant.
""",
)

UNREADABLE: frozenset[Rule] = frozenset(
    {
        MISSING_FILE,
        NOT_A_FILE,
        UNREADABLE_FILE,
        TOO_LARGE,
        NOT_UTF8,
        FORBIDDEN_CHARACTER,
        YAML_SYNTAX,
        JSON_SYNTAX,
        EMPTY_DOCUMENT,
        SEVERAL_DOCUMENTS,
        UNKNOWN_ALIAS,
        TOO_MANY_VALUES,
        TOO_DEEP,
    }
)
"""The rules by which a document cannot be read or is no YAML or JSON. The others find
faults in what was read."""
