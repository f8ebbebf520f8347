"""Reads the Security Scheme Objects of OpenAPI documents, those of 2.0 among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..read.document import Node
from .openapi_model import Source
from .references import References
from .scope import suggestion

SchemeKind: TypeAlias = Literal[
    "token", "basic", "header", "query", "cookie", "client_credentials", "certificate"
]
"""How a credential is sent: a token in the header Authorization, user name and password
there, an API key in a header, a query or a cookie, a token that client credentials give,
or a client certificate."""

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""A token of HTTP (RFC 9110, section 5.6.2): the name of a header, say."""


@dataclass(frozen=True)
class SecurityScheme:
    """A security scheme that credentials can be given for.

    Attributes:
        name: What the document calls it.
        parameter: The header, query parameter or cookie; of a token its HTTP scheme.
        token_url: Where client credentials are exchanged; may be relative.
    """

    name: str = field(compare=False)
    kind: SchemeKind
    parameter: str = ""
    token_url: str = ""


@dataclass(frozen=True, eq=False)
class UnusableScheme:
    """A security scheme that no credentials can be given for.

    Attributes:
        node: Where it is declared; None where it is not.
    """

    name: str
    reason: str
    hint: str
    node: Node | None = None


def schemes_of(source: Source) -> Node | None:
    """The security schemes that a document declares."""
    if source.version == "2.0":
        return source.root.get("securityDefinitions")
    components = source.root.get("components")
    return components.get("securitySchemes") if components is not None else None


def security_scheme(
    source: Source, name: str, references: References
) -> SecurityScheme | UnusableScheme:
    """The security scheme of that name ("Security Scheme Object")."""
    declared = schemes_of(source)
    node = declared.get(name) if declared is not None else None
    if node is None:
        names = (
            [known for known, _ in declared.members()] if declared is not None else []
        )
        hint = suggestion(name, names) or "declare it, or correct the name"
        return UnusableScheme(name, "is not declared", hint)
    found = references.probe(node)
    if found is None:
        reason = f"cannot be read: {references.explain(node)}"
        return UnusableScheme(name, reason, "correct its `$ref`", node)
    scheme = _read(name, found)
    if isinstance(scheme, SecurityScheme):
        return scheme
    hint = "describe it as apiKey, http, oauth2, openIdConnect or mutualTLS"
    return UnusableScheme(name, scheme, hint, node)


def _read(name: str, node: Node) -> SecurityScheme | str:
    """A scheme, or why it cannot be used."""
    match node.text("type"):
        case "basic":
            return SecurityScheme(name, "basic")
        case "http":
            return _http(name, node.text("scheme") or "")
        case "apiKey":
            return _api_key(name, node.text("name") or "", node.text("in"))
        case "oauth2":
            return _oauth2(name, node)
        case "openIdConnect":
            return SecurityScheme(name, "token", "Bearer")
        case "mutualTLS":
            return SecurityScheme(name, "certificate")
        case None:
            return "has no type"
        case other:
            return f"has the unknown type {other!r}"


def _http(name: str, scheme: str) -> SecurityScheme | str:
    if scheme.casefold() == "basic":
        return SecurityScheme(name, "basic")
    if scheme.casefold() == "bearer":
        return SecurityScheme(name, "token", "Bearer")
    if _TOKEN.fullmatch(scheme):
        return SecurityScheme(name, "token", scheme)
    return f"has {scheme!r} as its HTTP scheme"


def _api_key(name: str, parameter: str, location: str | None) -> SecurityScheme | str:
    match location:
        case "header" | "cookie" if _TOKEN.fullmatch(parameter):
            return SecurityScheme(name, location, parameter)
        case "query" if parameter:
            return SecurityScheme(name, "query", parameter)
        case "header" | "cookie" | "query":
            return f"has no usable name: {parameter!r}"
    return f"has its API key in {location!r}, and not in a header, query or cookie"


def _oauth2(name: str, node: Node) -> SecurityScheme:
    """Client credentials where the document has that flow, else a token at hand."""
    url = node.text("tokenUrl") if node.text("flow") == "application" else None
    flows = node.get("flows")
    flow = flows.get("clientCredentials") if flows is not None else None
    if flow is not None:
        url = flow.text("tokenUrl")
    if url:
        return SecurityScheme(name, "client_credentials", "Bearer", url)
    return SecurityScheme(name, "token", "Bearer")


def scopes_of(
    security: tuple[dict[str, tuple[str, ...]], ...] | None, name: str
) -> tuple[str, ...]:
    """The scopes that Security Requirement Objects ask of a scheme."""
    scopes = (scope for one in security or () for scope in one.get(name, ()))
    return tuple(dict.fromkeys(scopes))
