"""What the credentials of security schemes are called: as arguments and in the
environment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..link.openapi_model import Source
from ..link.references import References
from ..link.security import SecurityScheme, schemes_of, security_scheme
from .naming import snake_case, unique_names, words

_GENERIC = frozenset("""
    access api apikey auth auth2 authentication authorization basic bearer certificate
    client connect cookie credential credentials default header http https id jwt key
    mtls mutual o oauth oauth2 oidc open openid query scheme security tls token
    """.split())
"""Words of a scheme's name that say no more than its type does."""

CLIENT_ARGUMENTS = frozenset(
    ("auth", "base_url", "headers", "timeout", "transport", "verify")
)
"""What a function that opens a client takes beside credentials."""

_ARGUMENTS = {
    "token": ("api_token",),
    "basic": ("username", "password"),
    "header": ("api_key",),
    "query": ("api_key",),
    "cookie": ("api_key",),
    "client_credentials": ("client_id", "client_secret"),
    "certificate": ("client_certificate", "client_key"),
}

_DOCS = {
    "api_token": "Token of the security scheme `{}`",
    "username": "User name of the security scheme `{}`",
    "password": "Password of the security scheme `{}`",
    "api_key": "API key of the security scheme `{}`",
    "client_id": "Client id of the security scheme `{}`",
    "client_secret": "Client secret of the security scheme `{}`",
    "client_certificate": "File with the certificate of the security scheme `{}`",
    "client_key": "File with the key of the certificate, where it is another",
}


@dataclass(frozen=True)
class Credential:
    """A credential that a client is given.

    Attributes:
        argument: The argument of the function that opens the client.
        variable: The environment variable that stands in for it.
        doc: What it is.
        required: Whether its scheme cannot be used without it.
        token_url: Where it goes, if that is not the server: to be exchanged there.
    """

    argument: str
    variable: str
    doc: str
    required: bool
    token_url: str = ""


@dataclass(frozen=True)
class NamedScheme:
    """A security scheme, with the arguments that its credentials are given by."""

    scheme: SecurityScheme
    arguments: tuple[str, ...]

    @property
    def needed(self) -> tuple[str, ...]:
        """The arguments that it cannot be used without."""
        return (
            self.arguments[:1]
            if self.scheme.kind == "certificate"
            else (self.arguments)
        )

    def credentials(self, server: str) -> tuple[Credential, ...]:
        """Its credentials for the client of a server of that name."""
        kinds = _ARGUMENTS[self.scheme.kind]
        return tuple(
            Credential(
                argument,
                variable_of(server, argument),
                _DOCS[kind].format(self.scheme.name),
                argument in self.needed,
                self.scheme.token_url,
            )
            for argument, kind in zip(self.arguments, kinds, strict=True)
        )


def named_scheme(
    scheme: SecurityScheme, source: Source, references: References
) -> NamedScheme:
    """The arguments of a scheme: what it is, after the words of its name that tell it
    from others. API keys that would share an argument are named after their schemes."""
    if scheme.kind in ("header", "query", "cookie"):
        return NamedScheme(scheme, (_key_names(source, references)[scheme.name],))
    prefix = _distinctive(scheme.name, source)
    return NamedScheme(
        scheme, tuple(prefix + argument for argument in _ARGUMENTS[scheme.kind])
    )


def _key_names(source: Source, references: References) -> dict[str, str]:
    declared = schemes_of(source)
    found = [
        security_scheme(source, name, references)
        for name, _ in (declared.members() if declared is not None else ())
    ]
    keys = {
        one.name: one
        for one in found
        if isinstance(one, SecurityScheme) and one.kind in ("header", "query", "cookie")
    }
    plain = {name: f"{_distinctive(name, source)}api_key" for name in keys}
    counts = Counter(plain[one.name] for one in dict.fromkeys(keys.values()))
    shared = [name for name in keys if counts[plain[name]] > 1]
    return {**plain, **unique_names(shared, snake_case, CLIENT_ARGUMENTS)}


def _distinctive(name: str, source: Source) -> str:
    """The words of a scheme's name that its type and its source do not say, each with
    an underscore after it."""
    known = _GENERIC | set(words(source.name))
    prefix = "".join(f"{word}_" for word in words(name) if word not in known)
    return f"n{prefix}" if prefix[:1].isdigit() else prefix


def variable_of(server: str, argument: str) -> str:
    """The environment variable of an argument: after the server, whose last words are
    not said twice: AIRBYTE_API_TOKEN is api_token of airbyte, and of airbyte_api."""
    before, after = server.split("_"), argument.split("_")
    same = next(
        (size for size in range(len(after), 0, -1) if before[-size:] == after[:size]),
        0,
    )
    return "_".join([*before, *after[same:]]).upper()
