"""The objects of the Arazzo Specification and their fields, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

FieldType: TypeAlias = Literal[
    "any", "string", "number", "integer", "object", "list", "schema"
]


@dataclass(frozen=True)
class Field:
    """A fixed field of an object.

    Attributes:
        shape: What its value is; of the items where the type is a list.
        alternatives: Types it may have instead, e.g. a text or an object.
        values: The texts it may be, where they are listed.
        newer_values: Those of them that 1.0 does not know.
        since_1_1: Whether 1.0 does not know it.
        keyed: The value is a map, and `shape` is that of its values.
    """

    type: FieldType
    required: bool = False
    shape: str | None = None
    alternatives: tuple[FieldType, ...] = ()
    values: tuple[str, ...] = ()
    newer_values: tuple[str, ...] = ()
    non_empty: bool = False
    since_1_1: bool = False
    keyed: bool = False


_TEXT = Field("string")
_NEEDED_TEXT = Field("string", required=True)
_PARAMETERS = Field("list", shape="Parameter")
_CRITERIA = Field("list", shape="Criterion")
_OUTPUTS = Field("object", keyed=True)
_EXPRESSION_TYPE = Field("string", alternatives=("object",), shape="ExpressionType")
_ACTION = {
    "name": _NEEDED_TEXT,
    "workflowId": _TEXT,
    "stepId": _TEXT,
    "parameters": Field("list", shape="Parameter", since_1_1=True),
    "criteria": _CRITERIA,
}

OBJECTS: dict[str, dict[str, Field]] = {
    "Arazzo": {
        "arazzo": _NEEDED_TEXT,
        "$self": Field("string", since_1_1=True),
        "info": Field("object", required=True, shape="Info"),
        "sourceDescriptions": Field(
            "list", required=True, shape="SourceDescription", non_empty=True
        ),
        "workflows": Field("list", required=True, shape="Workflow", non_empty=True),
        "components": Field("object", shape="Components"),
    },
    "Info": {
        "title": _NEEDED_TEXT,
        "summary": _TEXT,
        "description": _TEXT,
        "version": _NEEDED_TEXT,
    },
    "SourceDescription": {
        "name": _NEEDED_TEXT,
        "url": _NEEDED_TEXT,
        "type": Field(
            "string",
            values=("openapi", "arazzo", "asyncapi"),
            newer_values=("asyncapi",),
        ),
    },
    "Workflow": {
        "workflowId": _NEEDED_TEXT,
        "summary": _TEXT,
        "description": _TEXT,
        "inputs": Field("schema"),
        "dependsOn": Field("list", shape="string"),
        "steps": Field("list", required=True, shape="Step", non_empty=True),
        "successActions": Field("list", shape="SuccessAction"),
        "failureActions": Field("list", shape="FailureAction"),
        "outputs": _OUTPUTS,
        "parameters": _PARAMETERS,
    },
    "Step": {
        "description": _TEXT,
        "stepId": _NEEDED_TEXT,
        "operationId": _TEXT,
        "operationPath": _TEXT,
        "channelPath": Field("string", since_1_1=True),
        "workflowId": _TEXT,
        "parameters": _PARAMETERS,
        "requestBody": Field("object", shape="RequestBody"),
        "successCriteria": Field("list", shape="Criterion", non_empty=True),
        "onSuccess": Field("list", shape="SuccessAction"),
        "onFailure": Field("list", shape="FailureAction"),
        "outputs": _OUTPUTS,
        "timeout": Field("integer", since_1_1=True),
        "correlationId": Field("any", since_1_1=True),
        "action": Field("string", values=("send", "receive"), since_1_1=True),
        "dependsOn": Field("list", shape="string", since_1_1=True),
    },
    "Parameter": {
        "name": _NEEDED_TEXT,
        "in": Field(
            "string",
            values=("path", "query", "querystring", "header", "cookie"),
            newer_values=("querystring",),
        ),
        "value": Field("any", required=True),
    },
    "SuccessAction": {
        **_ACTION,
        # Published documents retry on success too: read, with a warning of its own.
        "type": Field("string", required=True, values=("end", "goto", "retry")),
        "retryAfter": Field("number"),
        "retryLimit": Field("integer"),
    },
    "FailureAction": {
        **_ACTION,
        "type": Field("string", required=True, values=("end", "retry", "goto")),
        "retryAfter": Field("number"),
        "retryLimit": Field("integer"),
    },
    "Components": {
        "inputs": Field("object", keyed=True),
        "parameters": Field("object", shape="Parameter", keyed=True),
        "successActions": Field("object", shape="SuccessAction", keyed=True),
        "failureActions": Field("object", shape="FailureAction", keyed=True),
    },
    "Criterion": {
        "context": _TEXT,
        "condition": _NEEDED_TEXT,
        "type": _EXPRESSION_TYPE,
    },
    "ExpressionType": {
        "type": Field(
            "string",
            required=True,
            values=("jsonpath", "xpath", "jsonpointer"),
            newer_values=("jsonpointer",),
        ),
        "version": _NEEDED_TEXT,
    },
    "RequestBody": {
        "contentType": _TEXT,
        "payload": Field("any"),
        "replacements": Field("list", shape="Replacement"),
    },
    "Replacement": {
        "target": _NEEDED_TEXT,
        "targetSelectorType": Field(
            "string",
            alternatives=("object",),
            shape="ExpressionType",
            since_1_1=True,
        ),
        "value": Field("any", required=True),
    },
}
"""The fixed fields of each object, by the object's name in the specification."""

REUSABLE = frozenset(("Parameter", "SuccessAction", "FailureAction"))
"""Objects in whose place a Reusable Object may stand."""
