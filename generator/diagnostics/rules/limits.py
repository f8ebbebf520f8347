"""AZ9xx: what is not supported yet."""

from __future__ import annotations

from ..model import Rule, Severity

ASYNCAPI = Rule(
    "AZ901",
    "AsyncAPI steps are not supported yet",
    Severity.ERROR,
    """\
Steps that send or receive messages of an AsyncAPI description are valid Arazzo 1.1; no
code is generated for them yet.

```yaml
- stepId: confirm
  operationId: $sourceDescriptions.events.orderPlaced
  action: receive
```

Compile the other workflows with `--keep-going`, and move such steps to workflows of
their own.
""",
)

NOT_SUPPORTED = Rule(
    "AZ902",
    "something valid that is not supported yet",
    Severity.ERROR,
    """\
The document is valid, and uses something for which no code is generated yet. Nothing is
generated instead of code that would do something else.

```yaml
- stepId: report
  dependsOn:
  - $workflows.prepare.steps.upload   # a step of another workflow
```

The hint says what can be written in its place, where there is such a form. Other
workflows are compiled with `--keep-going`.
""",
)

REMOTE_SOURCE = Rule(
    "AZ903",
    "a source description lies elsewhere",
    Severity.ERROR,
    """\
The `url` of a source description leads to another machine. Without `--allow-remote`
nothing is fetched; with it, what `https` URLs of the public internet lead to.

```yaml
sourceDescriptions:
- name: pets
  url: https://example.com/openapi.yaml
  type: openapi
```

Give `--allow-remote`, or download the document, and name it with `--source pets=vendor/openapi.yaml`, or in the
settings:

```toml
[tool.arazzo-codegen.source]
pets = "vendor/openapi.yaml"
```
""",
)
