"""Requests that cannot be made as they are written."""

from __future__ import annotations

import re

from ..diagnostics.rules import dialect, requests
from ..link.model import LiteralValue, Parameter, Replacement, RequestBody, Step, Value
from ..link.openapi_model import Operation
from .inspection import Inspection, title_of
from .media_types import essence, is_xml
from .payloads import (
    BodyMedia,
    fault_of_target,
    kind_of_target,
    media_of_body,
    replaced_payload,
)
from .xml_payloads import has_place, root_name, xml_target

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FIELD_VALUE = re.compile(r"([!-~]([\t -~]*[!-~])?)?")


def check_requests(inspection: Inspection) -> None:
    """Report requests that cannot be made, and path templates of the dialect."""
    reported: set[str] = set()
    for step, operation in inspection.operation_steps:
        title = title_of(operation)
        if title not in reported:
            _check_template(operation, inspection)
        reported.add(title)
        for parameter in step.parameters:
            if parameter.location in ("header", "cookie"):
                _check_field(parameter, inspection)
        if step.body is not None:
            _check_body(step, step.body, operation, inspection)


def _check_template(operation: Operation, inspection: Inspection) -> None:
    place = operation.node.key_place
    if "?" in operation.path:
        inspection.diagnostics.add(
            dialect.QUERY_IN_PATH,
            f"the path {operation.path!r} holds a query string",
            place,
            f"write {operation.path.partition('?')[0]!r} and declare the parameters",
        )
    if "{+" in operation.path:
        inspection.diagnostics.add(
            dialect.RESERVED_EXPANSION,
            f"the path {operation.path!r} holds a variable of several segments",
            place,
            f"write {operation.path.replace('{+', '{')!r} if it is one segment",
        )


def _check_field(parameter: Parameter, inspection: Inspection) -> None:
    """A header or cookie: its name, and its value where that is a literal."""
    if not _TOKEN.fullmatch(parameter.name):
        inspection.diagnostics.add(
            requests.FIELD_NAME,
            f"a {parameter.location} cannot be called {parameter.name!r}",
            (parameter.node.get("name") or parameter.node).place,
            "a name has no spaces and no characters beyond ASCII",
        )
    value = parameter.value
    if not isinstance(value, LiteralValue) or not isinstance(value.value, str):
        return
    in_cookie = parameter.location == "cookie" and ";" in value.value
    if in_cookie or not _FIELD_VALUE.fullmatch(value.value):
        inspection.diagnostics.add(
            requests.FIELD_VALUE,
            f"a {parameter.location} cannot hold the value of {parameter.name!r}",
            value.node.place,
            "encode what is not visible ASCII, as the API expects it",
        )


def _check_body(
    step: Step, body: RequestBody, operation: Operation, inspection: Inspection
) -> None:
    if body.payload is None:
        for replacement in body.replacements:
            inspection.diagnostics.add(
                requests.REPLACEMENT,
                "a replacement needs a payload, and the step has none",
                replacement.node.place,
                "add the payload, or remove the replacement",
            )
        return
    media = media_of_body(step, operation)
    media_type = media.name
    _check_form(body.payload, media, inspection)
    readable = True
    for replacement in body.replacements:
        readable &= _check_target(replacement, media_type, inspection)
    if readable:
        _check_places(body, body.payload, media_type, inspection)


def _check_form(payload: Value, media: BodyMedia, inspection: Inspection) -> None:
    """An object has to be sent as something that can hold one."""
    name = essence(media.name)
    written = payload.node.value
    if not isinstance(written, dict | list):
        return
    if is_xml(name):
        root = root_name(media.documented, inspection.references)
        if isinstance(written, dict) and root is not None:
            return
    elif not name.startswith("multipart/") or name == "multipart/form-data":
        return
    inspection.diagnostics.add(
        requests.PAYLOAD_FORM,
        f"{'an object' if isinstance(written, dict) else 'an array'} cannot be sent as "
        f"{media.name!r} here",
        payload.node.place,
        "write the payload as a text",
    )


def _check_target(
    replacement: Replacement, media_type: str, inspection: Inspection
) -> bool:
    """Whether a target can be read, with a finding if not."""
    place = (replacement.node.get("target") or replacement.node).place
    kind = kind_of_target(replacement, media_type)
    if (kind == "xpath") is not is_xml(media_type):
        inspection.diagnostics.add(
            requests.REPLACEMENT_TARGET,
            f"the target {replacement.target!r} is {_NOUNS[kind]}, and the payload is "
            f"{media_type!r}",
            place,
            "write an XPath for XML, else a JSON pointer or JSONPath",
        )
        return False
    fault = fault_of_target(replacement, media_type)
    if fault is not None:
        inspection.diagnostics.add(
            requests.REPLACEMENT_TARGET,
            f"the target {replacement.target!r} cannot be read: {fault.message}",
            place,
            fault.hint,
        )
    return fault is None


_NOUNS = {
    "jsonpointer": "a JSON pointer",
    "jsonpath": "a JSONPath",
    "xpath": "an XPath",
}


def _check_places(
    body: RequestBody, payload: Value, media_type: str, inspection: Inspection
) -> None:
    if is_xml(media_type):
        misplaced = _misplaced_in_xml(body, payload)
    else:
        misplaced = list(replaced_payload(body, payload, media_type).misplaced)
    for replacement in misplaced:
        inspection.diagnostics.add(
            requests.REPLACEMENT,
            f"the target {replacement.target!r} has no place in the payload",
            (replacement.node.get("target") or replacement.node).place,
            "add what holds it to the payload; only the last name may be new",
        )


def _misplaced_in_xml(body: RequestBody, payload: Value) -> list[Replacement]:
    """The replacements without a place in a literal text, as far as it is known."""
    if not isinstance(payload, LiteralValue) or not isinstance(payload.value, str):
        return []
    found: list[Replacement] = []
    added: set[str] = set()
    for replacement in body.replacements:
        target = xml_target(replacement.target)
        if target.parent not in added and not has_place(payload.value, target):
            found.append(replacement)
        added.add(replacement.target)
    return found
