"""AZ2xx: the shape of an Arazzo document."""

from __future__ import annotations

from ..model import Rule, Severity

MISSING_FIELD = Rule(
    "AZ201",
    "a required field is missing",
    Severity.ERROR,
    "An object lacks a field that the specification requires of it.\n\n"
    "```yaml\nsteps:\n- operationId: listPets  # no stepId\n```\n\n"
    "Add the field.",
)
WRONG_TYPE = Rule(
    "AZ202",
    "a field has a value of another type",
    Severity.ERROR,
    "The specification gives each field a type: a text, a list, an object ...\n\n"
    "```yaml\narazzo: 1.0  # a number; write '1.0.1'\n```\n\n"
    "Write a value of that type. Numbers and booleans that are meant as text need "
    "quotes.",
)
MISSPELT_FIELD = Rule(
    "AZ203",
    "a field is misspelt",
    Severity.ERROR,
    "An object has a field that the specification does not know, and whose name is "
    "close to one that it knows. Read as written, the field would have no effect.\n\n"
    "```yaml\nsucessCriteria:  # successCriteria\n- condition: $statusCode == 200\n```"
    "\n\nCorrect the name; a field of your own begins with `x-`.",
)
UNKNOWN_FIELD = Rule(
    "AZ204",
    "a field is not known",
    Severity.WARNING,
    "An object has a field that the specification does not know. It has no effect.\n\n"
    "Remove it, or begin its name with `x-`.",
)
VALUE_NOT_ALLOWED = Rule(
    "AZ205",
    "a value is not one of those allowed",
    Severity.ERROR,
    "The specification lists or bounds the values of this field.\n\n"
    "```yaml\nonFailure:\n- name: again\n  type: repeat  # end, retry or goto\n```\n\n"
    "Write one of the allowed values.",
)
EMPTY_LIST = Rule(
    "AZ206",
    "a list is empty that must hold something",
    Severity.ERROR,
    "`sourceDescriptions`, `workflows`, `steps`, and `successCriteria` where given, "
    "hold at least one entry.\n\nAdd an entry, or remove an optional field.",
)
DUPLICATE = Rule(
    "AZ207",
    "something is there twice that must be unique",
    Severity.ERROR,
    "Ids of workflows and of the steps of a workflow, names of source descriptions "
    "and of the actions of a list, and parameters by `name` and `in` are unique.\n\n"
    "Rename or remove one of the two.",
)
KEY_PATTERN = Rule(
    "AZ208",
    "a key has characters that are not allowed",
    Severity.ERROR,
    "Keys of `outputs` and of `components` match `^[a-zA-Z0-9.\\-_]+$`.\n\n"
    "```yaml\noutputs:\n  pet id: $response.body#/id  # petId\n```\n\n"
    "Rename the key.",
)
EXCLUSIVE_FIELDS = Rule(
    "AZ209",
    "fields exclude or need each other",
    Severity.ERROR,
    "A step names exactly one of `operationId`, `operationPath` and `workflowId`; "
    "a goto exactly one of `stepId` and `workflowId`, a retry at most one; "
    "a criterion with a `type` other than `simple` has a `context`.\n\n"
    "Keep the one that is meant.",
)
UNSUPPORTED_VERSION = Rule(
    "AZ210",
    "a version of the specification that is not supported",
    Severity.ERROR,
    "Documents of Arazzo 1.0.x and 1.1.x are compiled.\n\n"
    "Set `arazzo` to the version that the document is written for.",
)
NEWER_FEATURE = Rule(
    "AZ211",
    "a feature of 1.1 in a document of 1.0",
    Severity.WARNING,
    "The document says that it is of Arazzo 1.0, and uses what came with 1.1. It is "
    "read as in 1.1.\n\nSet `arazzo` to `1.1.0`.",
    dialect=True,
)
INVALID_SCHEMA = Rule(
    "AZ212",
    "the inputs' schema is no JSON Schema",
    Severity.ERROR,
    "A workflow's `inputs` is a JSON Schema, and the classes of the generated code are "
    "made of it.\n\n"
    "```yaml\ninputs:\n  type: object\n  properties:\n    count: {type: int}  # integer\n"
    "```\n\nCorrect the schema. The types are `null`, `boolean`, `integer`, `number`, "
    "`string`, `array` and `object`.",
)
