"""AZ15x: the OpenAPI documents that workflows call, and the references in them."""

from __future__ import annotations

from ..model import Rule, Severity

NOT_AN_OPENAPI_DOCUMENT = Rule(
    "AZ150",
    "a source is no OpenAPI document",
    Severity.ERROR,
    "A source description of type `openapi` names a document that is something else: "
    "an Arazzo or AsyncAPI document, or one without an `openapi` or `swagger` field."
    "\n\n"
    "```yaml\nsourceDescriptions:\n- name: pets\n  type: openapi\n"
    "  url: ./pets.arazzo.yaml  # type: arazzo\n```\n\n"
    "Correct the `url` or the `type` of the source description.",
)
UNSUPPORTED_VERSION = Rule(
    "AZ151",
    "a source has an OpenAPI version that is not supported",
    Severity.ERROR,
    "Sources may be Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.\n\n"
    "```yaml\nopenapi: 4.0.0\n```\n\n"
    "Convert the document to one of these versions.",
)
DANGLING_REFERENCE = Rule(
    "AZ152",
    "a parameter or body is a `$ref` that leads nowhere",
    Severity.ERROR,
    "A parameter or the body of an operation that a step calls is a reference to "
    "something that does not exist, that refers to itself, that lies outside the "
    "given folders, or elsewhere without `--allow-remote`. What has to be sent is not known. Operations that no step calls "
    "are not looked at.\n\n"
    "```yaml\nparameters:\n- $ref: '#/components/parameters/limit'  # there is no such one"
    "\n```\n\n"
    "Correct the reference, or add what it names.",
)
UNKNOWN_TYPE = Rule(
    "AZ154",
    "a schema or response is a `$ref` that leads nowhere",
    Severity.WARNING,
    "A schema or a response that a workflow uses refers to something that does not "
    "exist, that refers to itself, that lies outside the given folders, or elsewhere "
    "without `--allow-remote`. Values "
    "there can be anything: they are not checked, and typed `Any`. References in parts "
    "that no workflow uses are not looked at.\n\n"
    "```yaml\nschema:\n  $ref: '#/components/schemas/Pet'  # components has no Pet\n"
    "```\n\n"
    "Correct the reference, or add what it names.",
)
UNUSABLE_SERVER = Rule(
    "AZ153",
    "a server URL cannot be used",
    Severity.WARNING,
    "The first server of the operation, of its path or of the document has a URL with "
    "a variable that has no default, or that is no `http` or `https` URL. The "
    "generated function then has to be given the URL.\n\n"
    "```yaml\nservers:\n- url: https://{region}.example.com\n"
    "  variables:\n    region:\n      enum: [eu, us]  # no default\n```\n\n"
    "Declare the variable with a `default`, or correct the URL.",
)
UNUSABLE_SECURITY = Rule(
    "AZ155",
    "a security scheme cannot be used",
    Severity.WARNING,
    "An operation that a workflow calls asks for credentials by a security scheme that "
    "the document does not declare, or declares in a way that does not say where they "
    "are sent. The client that the module opens takes no credentials for it. Schemes of "
    "operations that no workflow calls are not looked at.\n\n"
    "```yaml\nsecurity:\n- apiKey: []  # securitySchemes has api_key\n```\n\n"
    "Declare the scheme, or correct its name or its description.",
)
