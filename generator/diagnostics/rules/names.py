"""AZ3xx: references to what does not exist."""

from __future__ import annotations

from ..model import Rule, Severity


def _error(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, title, Severity.ERROR, explanation)


MISSING_SOURCE = _error(
    "AZ301",
    "a source description cannot be read",
    "The `url` of a source description leads to no file that can be read.\n\n"
    "```yaml\nsourceDescriptions:\n- name: petStore\n  url: ./petstroe.yaml\n```\n\n"
    "Correct the path, or name the file with `--source NAME=PATH`.",
)
UNKNOWN_SOURCE = _error(
    "AZ302",
    "a source description is not declared",
    "An expression or a step names a source description that the document does not "
    "declare.\n\nDeclare it in `sourceDescriptions`, or correct the name.",
)
UNKNOWN_OPERATION = _error(
    "AZ303",
    "an operation does not exist",
    "No source description has an operation of that id or path. Calling it would "
    "fail after the steps before it have taken effect.\n\n"
    "Correct the `operationId` or `operationPath`.",
)
AMBIGUOUS_OPERATION = _error(
    "AZ304",
    "an operation id means several operations",
    "Several operations have the id that a step names, or the id is not qualified "
    "although there are several source descriptions.\n\n"
    "```yaml\noperationId: $sourceDescriptions.petStore.listPets\n```\n\n"
    "Qualify it with the name of the source description, or use `operationPath`.",
)
UNKNOWN_WORKFLOW = _error(
    "AZ305",
    "a workflow does not exist",
    "A step, an action or `dependsOn` names a workflow that does not exist.\n\n"
    "Correct the id; a workflow of another document is named by "
    "`$sourceDescriptions.<name>.<workflowId>`.",
)
UNKNOWN_STEP = _error(
    "AZ306",
    "a step does not exist",
    "An expression, an action or `dependsOn` names a step that the workflow does not "
    "have.\n\nCorrect the id. Ids are case-sensitive.",
)
UNKNOWN_OUTPUT = _error(
    "AZ307",
    "an output is not declared",
    "An expression reads an output that the step or workflow does not declare.\n\n"
    "```yaml\n- stepId: login\n  outputs:\n    token: $response.body#/token\n"
    "# …\nvalue: $steps.login.outputs.tokn\n```\n\n"
    "Declare the output, or correct its name.",
)
UNKNOWN_INPUT = _error(
    "AZ308",
    "an input is not declared",
    "An expression reads an input that the workflow's `inputs` schema does not "
    "declare.\n\n"
    "```yaml\ninputs:\n  type: object\n  properties:\n    name: {type: string}\n"
    "# …\nvalue: $inputs.nmae\n```\n\nDeclare it as a property, or correct its name.",
)
UNKNOWN_COMPONENT = _error(
    "AZ309",
    "a component does not exist",
    "A `reference` names no entry of `components` of the kind that is wanted there."
    "\n\nCorrect the name, or add the component.",
)
NOT_AVAILABLE = _error(
    "AZ310",
    "an expression reads what is not there yet",
    "A request is built before there is a response, and the outputs of a workflow "
    "read what its steps put out, not a message.\n\n"
    "```yaml\nparameters:\n- name: id\n  in: path\n  value: $response.body#/id\n```\n\n"
    "Make it an output of the step that receives it, and read that output.",
)
UNDECLARED_REFERENCE = _error(
    "AZ311",
    "a reference in the inputs' schema leads nowhere",
    "A `$ref` in a workflow's `inputs` leads to no schema, or in a circle.\n\n"
    "Correct it; `components/inputs` holds schemas for reuse.",
)
NOT_A_REFERENCE = _error(
    "AZ312",
    "a reference is no expression of the kind that is wanted",
    "Reusable Objects name a component by an expression.\n\n"
    "```yaml\nparameters:\n- reference: $components.parameters.page\n```",
)
SOURCE_IS_SOMETHING_ELSE = _error(
    "AZ313",
    "a source description is of another type",
    "The `type` of a source description does not fit the document that it leads to."
    "\n\nCorrect the `type`.",
)
