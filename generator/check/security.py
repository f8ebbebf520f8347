"""What the security of an operation asks of a client, and schemes that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from ..diagnostics.rules import sources as rules
from ..link.model import Step
from ..link.openapi_model import Operation
from ..link.references import References
from ..link.security import (
    SecurityScheme,
    UnusableScheme,
    schemes_of,
    security_scheme,
)
from ..read.document import Node, Pointer
from .inspection import Inspection

Alternative = tuple[SecurityScheme, ...]
"""Schemes that are needed together; none where a request needs no credentials."""


def needed_security(
    step: Step, operation: Operation, references: References
) -> tuple[Alternative, ...]:
    """What a client has to add to the request of a step, by the alternatives of its
    operation ("Security Requirement Object").

    What the step sends itself is not in it, nor are alternatives with a scheme that
    cannot be used. Where nothing is left, one empty alternative is.
    """
    found: dict[Alternative, None] = {}
    for requirement in operation.security or ():
        schemes = [
            security_scheme(operation.source, name, references) for name in requirement
        ]
        usable = [one for one in schemes if isinstance(one, SecurityScheme)]
        if len(usable) == len(schemes):
            left = tuple(one for one in usable if not sends(step, operation, one))
            if usable and not left:
                return ((),)
            found[left] = None
    return tuple(found) or ((),)


def sends(step: Step, operation: Operation, scheme: SecurityScheme) -> bool:
    """Whether a step sends itself what a scheme is about."""
    names = {
        (one.location, one.name if one.location == "query" else one.name.casefold())
        for one in step.parameters
    }
    match scheme.kind:
        case "header":
            return ("header", scheme.parameter.casefold()) in names
        case "query":
            written = parse_qsl(
                operation.path.partition("?")[2], keep_blank_values=True
            )
            return ("query", scheme.parameter) in names or scheme.parameter in dict(
                written
            )
        case "cookie":
            cookie = ("cookie", scheme.parameter.casefold())
            return cookie in names or ("header", "cookie") in names
        case "certificate":
            return False
        case _:
            return ("header", "authorization") in names


def check_security(inspection: Inspection) -> None:
    """Report security schemes of operations that no credentials can be given for, each
    once, unless the step sends a credential itself."""
    reported: set[Pointer] = set()
    for step, operation in inspection.operation_steps:
        if _sends_a_credential(step, operation):
            continue
        for node in _names_of_schemes(operation):
            name = str(node.pointer[-1])
            scheme = security_scheme(operation.source, name, inspection.references)
            if isinstance(scheme, UnusableScheme) and node.pointer not in reported:
                reported.add(node.pointer)
                inspection.diagnostics.add(
                    rules.UNUSABLE_SECURITY,
                    f"the security scheme {name!r} {scheme.reason}",
                    scheme.node.place if scheme.node is not None else node.key_place,
                    scheme.hint,
                )


def _names_of_schemes(operation: Operation) -> Iterator[Node]:
    """The members of the Security Requirement Objects in force."""
    security = operation.node.get("security") or operation.source.root.get("security")
    for requirement in security.items() if security is not None else ():
        for _, node in requirement.members():
            yield node


def _sends_a_credential(step: Step, operation: Operation) -> bool:
    """Whether a step sends a header or a parameter that may be one."""
    named = {one.name.casefold() for one in step.parameters}
    declared = schemes_of(operation.source)
    keys = {
        (scheme.text("name") or "authorization").casefold()
        for _, scheme in (declared.members() if declared is not None else ())
    }
    return bool(named & (keys | {"authorization"}))
