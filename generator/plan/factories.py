"""The functions that open a client of a server, with the credentials that the steps of
a workflow need there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .code import Code, Uses, call, fstring, identifier, join, literal
from .credentials import Credential, NamedScheme
from .flavour import Flavour, Words
from .security import NOTHING, Need, ServerSecurity
from .servers import ServerKey, ServerNames


@dataclass(frozen=True)
class Alternatives:
    """A choice between sets of credentials.

    Attributes:
        variable: The variable that holds the credentials chosen.
        sets: Of each the arguments that it needs, and the credentials it sends.
        missing: The error where none is complete; empty where none has to be.
    """

    variable: str
    sets: tuple[tuple[Code, Code], ...]
    missing: str


@dataclass(frozen=True)
class ClientFactory:
    """A function that opens a client of a server.

    Attributes:
        suffix: What the names end with of what is there for both kinds of clients.
        words: Of the client.
        credentials: What it takes, by argument or from the environment.
        choices: The credentials that requests send, one choice for each need.
        operations: By operation, the variable with the credentials of its requests.
        others: The variable with those of the other requests; empty for none.
        places: Where credentials go: header, key, query, cookie.
        certificate: The arguments of a client certificate, if there is one.
    """

    server: ServerNames
    suffix: str
    words: Words
    credentials: tuple[Credential, ...]
    choices: tuple[Alternatives, ...]
    operations: tuple[tuple[str, str], ...]
    others: str
    places: frozenset[str]
    certificate: tuple[str, ...]
    uses: Uses = field(compare=False)

    @property
    def name(self) -> str:
        """The name of the function."""
        return f"{self.server.factory}{self.suffix}"


def plan_factories(
    servers: Mapping[ServerKey, ServerNames],
    security: Mapping[ServerKey, ServerSecurity],
    flavour: Flavour,
) -> tuple[ClientFactory, ...]:
    """The functions that open the clients of a module."""
    variables = _variables(servers, security)
    return tuple(
        _Factory(names, security[key], variables, suffix, words).plan()
        for key, names in servers.items()
        for suffix, words in flavour.opened
    )


def _variables(
    servers: Mapping[ServerKey, ServerNames],
    security: Mapping[ServerKey, ServerSecurity],
) -> dict[tuple[str, str], str]:
    """The environment variable of each argument, by label of the server: no two have
    the same."""
    found = {
        (names.label, credential.argument): credential.variable
        for key, names in servers.items()
        for scheme in security[key].schemes
        for credential in scheme.credentials(names.label)
    }
    taken = list(found.values())
    return {
        key: variable if taken.count(variable) == 1 else "_".join(key).upper()
        for key, variable in found.items()
    }


@dataclass(frozen=True)
class _Factory:
    """Plans one function."""

    names: ServerNames
    security: ServerSecurity
    variables: Mapping[tuple[str, str], str]
    suffix: str
    words: Words
    uses: Uses = field(default_factory=Uses)

    def plan(self) -> ClientFactory:
        choices = tuple(
            self._choice(need, number) for number, need in enumerate(self._asking, 1)
        )
        by_need = dict(
            zip(self._asking, (one.variable for one in choices), strict=True)
        )
        others = self.security.others
        if len(self.security.needs) == 1:
            others = self.security.needs[0]
        default = by_need.get(others or NOTHING, "")
        operations = tuple(
            (operation, by_need.get(need, ""))
            for operation, need in self.security.operations.items()
            if by_need.get(need, "") != default
        )
        places = frozenset(
            place_of(one)
            for one in self.security.schemes
            if one.scheme.kind != "certificate"
        )
        self._use(places, bool(operations))
        return ClientFactory(
            server=self.names,
            suffix=self.suffix,
            words=self.words,
            credentials=self._credentials,
            choices=choices,
            operations=operations,
            others=default,
            places=places,
            certificate=next(
                (
                    one.arguments
                    for one in self.security.schemes
                    if one.scheme.kind == "certificate"
                ),
                (),
            ),
            uses=self.uses,
        )

    @property
    def _asking(self) -> tuple[Need, ...]:
        """The needs that ask for something."""
        return tuple(need for need in self.security.needs if need != NOTHING)

    @property
    def _credentials(self) -> tuple[Credential, ...]:
        found: dict[str, Credential] = {}
        for scheme in self.security.schemes:
            for one in scheme.credentials(self.names.label):
                variable = self.variables[self.names.label, one.argument]
                found.setdefault(
                    one.argument,
                    replace(one, variable=variable),
                )
        return tuple(found.values())

    def _choice(self, need: Need, number: int) -> Alternatives:
        sets = tuple(
            (
                join(" and ", map(identifier, _arguments(alternative))),
                Code("[" + join(", ", self._sent(alternative)) + "]"),
            )
            for alternative in need
            if alternative
        )
        missing = "" if () in need else self._missing(need)
        variable = "given" if number == 1 else f"given_{number}"
        return Alternatives(variable, sets, missing)

    def _sent(self, alternative: tuple[NamedScheme, ...]) -> Iterable[Code]:
        for one in alternative:
            if one.scheme.kind == "certificate":
                continue
            name = "Authorization"
            if one.scheme.kind in ("header", "query", "cookie"):
                name = one.scheme.parameter
            parts = (literal(place_of(one)), literal(name), self._value(one))
            yield Code("(" + join(", ", parts) + ")")

    def _value(self, one: NamedScheme) -> Code:
        arguments = [identifier(name) for name in one.arguments]
        match one.scheme.kind:
            case "token":
                return fstring((f"{one.scheme.parameter} ", arguments[0]))
            case "basic":
                return call(self.uses.helper("_basic"), *arguments)
            case "client_credentials":
                scopes = literal(" ".join(self.security.scopes))
                url = literal(one.scheme.token_url)
                return call(self.uses.helper("_Token"), url, *arguments, scopes)
            case _:
                return arguments[0]

    def _missing(self, need: Need) -> str:
        ways = [
            " and ".join(
                f"{argument} (or set {self.variables[self.names.label, argument]})"
                for argument in _arguments(alternative)
            )
            for alternative in need
        ]
        return f"{self.names.factory}{self.suffix}: pass {', or '.join(ways)}"

    def _use(self, places: frozenset[str], differ: bool) -> None:
        """Note what the code needs.

        Args:
            places: Where credentials go.
            differ: Whether operations differ in what they ask for.
        """
        self.uses.names.add(("collections.abc", "Mapping"))
        self.uses.modules.add("ssl")
        if self._credentials:
            self.uses.helpers.add("_credential")
        kinds = {one.scheme.kind for one in self.security.schemes}
        if "certificate" in kinds:
            self.uses.helpers.add(f"_certified{self.suffix}")
        if not places:
            return
        self.uses.helpers.add("_Credentials")
        self.uses.helpers |= {f"_add_{one}" for one in places & {"query", "cookie"}}
        self.uses.credential_parts |= places
        if differ:
            self.uses.credential_parts.add("operations")
        if "client_credentials" in kinds:
            self.uses.credential_parts.add("token")
            self.uses.helpers.add(f"_read_body{self.suffix}")
            self.uses.name("collections.abc", f"{self.words.kind}Generator")
        elif places - {"key"}:
            self.uses.credential_parts.add("flow")
            self.uses.name("collections.abc", "Generator")


def place_of(one: NamedScheme) -> str:
    """Where a credential goes. An API key in a header is in a place of its own: httpx
    copies such headers to redirects, unlike Authorization."""
    match one.scheme.kind:
        case "header":
            return "key"
        case "query" | "cookie":
            return one.scheme.kind
        case _:
            return "header"


def _arguments(alternative: tuple[NamedScheme, ...]) -> list[str]:
    """The arguments that an alternative needs, each once."""
    names = (name for one in alternative for name in one.needed)
    return list(dict.fromkeys(names))
