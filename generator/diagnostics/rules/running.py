"""AZ03x and AZ04x: running a workflow."""

from __future__ import annotations

from typing import Final

from ..model import Rule, Severity

WRONG_WORKFLOW: Final = Rule(
    "AZ030",
    "which workflow to run is not clear",
    Severity.ERROR,
    """\
`run` takes the id of one workflow. There is none of that id, several documents have one,
or no id was given although SPECS hold several workflows. Nothing was sent.

    arazzo-codegen run specs/ provision

Give the id as the document writes it, after the name of the document where several
documents have a workflow of that id:

    arazzo-codegen run specs/ airbyte.arazzo.yml#provision-pipeline
""",
)

WRONG_INPUT: Final = Rule(
    "AZ031",
    "an input of the run is missing or wrong",
    Severity.ERROR,
    """\
The values given by `-i`, by `--input-file` and by the environment are compared with the
schema of the workflow's inputs before anything is sent: one is missing, is not declared,
or is not of the declared type.

    arazzo-codegen run specs/ list-jobs -i limit=ten

Where the schema allows a string, a value is taken as text; any other is read as JSON.

    arazzo-codegen run specs/ list-jobs -i limit=10 -i 'labels=["new", "open"]'

`name=@file` takes the text of a file, and `name:=value` reads JSON whatever the schema
says. Inputs of format `password`, and those that are sent as credentials, may be given by
environment variables: `ARAZZO_INPUT_API_TOKEN` for `apiToken`.
""",
)

WRONG_SERVER: Final = Rule(
    "AZ032",
    "the URL of a server is missing or wrong",
    Severity.ERROR,
    """\
`--server SOURCE=URL` gives the base URL of a source description, in place of the first
server of its document. The source is not one that the workflow uses, the URL is no http
or https URL, or the document says none and the option is missing.

    arazzo-codegen run specs/ list-jobs --server airbyte=localhost:8000

Name the source as the Arazzo document does, and give the whole URL. Where a source has
several servers, name the server by its URL instead.

    arazzo-codegen run specs/ list-jobs --server airbyte=http://localhost:8000/v1
""",
)

MISSING_CREDENTIALS: Final = Rule(
    "AZ033",
    "credentials for a server are missing",
    Severity.ERROR,
    """\
The operations of the workflow ask for credentials, by the security schemes of the OpenAPI
document, and the environment does not hold them. Nothing was sent.

```yaml
security:
- bearerAuth: []   # asks for AIRBYTE_API_TOKEN, where the source is called airbyte
```

Set the variables that the hint names. They are those that the function
`open_<source>_client` of the generated module reads:

    AIRBYTE_API_TOKEN=... arazzo-codegen run specs/ list-jobs
""",
)

STEP_FAILED: Final = Rule(
    "AZ040",
    "a step of the workflow failed",
    Severity.ERROR,
    """\
The workflow was run and stopped at a step: its success criteria were not met, no response
arrived, or the response was not what the documents say, and no failure action led on from
there.

```yaml
- stepId: createSource
  operationId: createSource
  successCriteria:
  - condition: $statusCode == 201   # the API answers 200
```

The response is shown, and what the steps before had done: it is not undone. Correct the
workflow, the inputs or the credentials.
""",
)

MOCK_FAILED: Final = Rule(
    "AZ041",
    "the mock cannot play the workflow to its end",
    Severity.ERROR,
    """\
With `--mock`, responses are made of the examples and schemas of the OpenAPI documents, and
changed so that criteria hold. No such response was found: the workflow goes round and
round, or sends a request that none of its steps describes.

```yaml
successCriteria:
- condition: $statusCode == 200 && $statusCode == 201   # no response meets both
```

Look whether the criteria can be met at all; if they can, try the workflow with a server of
your own: `--server SOURCE=http://localhost:8000`.
""",
)
