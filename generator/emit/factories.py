"""The functions that open clients, as source text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from ..plan.code import Code, call, identifier, join, literal
from ..plan.factories import Alternatives, ClientFactory
from ..plan.model import Argument
from ..plan.statements import Statement, Statements, assign, block, line
from .statements import spell
from .text import function_docstring

_HEADERS = Argument("headers", Code("Mapping[str, str] | None"), Code("None"))
_OPTIONS = (
    Argument("timeout", Code("float | httpx.Timeout | None"), Code("30.0")),
    Argument("verify", Code("ssl.SSLContext | bool"), Code("True")),
)
_AUTH = Argument("auth", Code("httpx.Auth | tuple[str, str] | None"), Code("None"))

_ROOM: Final = 76
"""Characters of a line that an argument inside an `if` has."""


def spelled_factory(factory: ClientFactory) -> dict[str, object]:
    """What the template of these functions prints."""
    return {
        "name": identifier(factory.name),
        "arguments": join(", ", map(_argument, _arguments(factory))),
        "docstring": _docstring(factory),
        "body": spell(_body(factory), 1),
        "client": factory.words.client,
        "options": list(_options(factory)),
        "certificate": bool(factory.certificate),
    }


def _arguments(factory: ClientFactory) -> Iterator[Argument]:
    """All arguments, with what the docstring says of them."""
    for one in factory.credentials:
        doc = f"{one.doc}; by default {one.variable} of the environment."
        yield Argument(one.argument, Code("str | None"), Code("None"), doc)
    server = factory.server
    if server.key.url:
        default: Code | None = identifier(server.base_url)
        doc = "The URL of the server."
        if factory.credentials:
            doc = "The URL of the server; the credentials go to its origin alone."
    else:
        default = None
        doc = "The URL of the server; its document names none."
    yield Argument("base_url", Code("str"), default, doc)
    yield _HEADERS
    if not factory.credentials:
        yield _AUTH
    yield from _OPTIONS
    transport = Code(f"httpx.{factory.words.kind}BaseTransport | None")
    yield Argument("transport", transport, Code("None"))


def _argument(one: Argument) -> Code:
    default = "" if one.default is None else f" = {one.default}"
    return Code(f"{one.name}: {one.annotation}{default}")


def _docstring(factory: ClientFactory) -> Code:
    source = factory.server.source
    purpose = (
        f"Open a client of `{source}` that sends what the steps need to sign in."
        if factory.credentials
        else f"Open a client of `{source}`."
    )
    listed = [(one.name, one.doc) for one in _arguments(factory) if one.doc]
    plain = ", ".join(one.name for one in _arguments(factory) if not one.doc)
    sections = [("Args", [*listed, (plain, "As those of `httpx.Client`.")])]
    if any(one.missing for one in factory.choices):
        raised = "A credential is neither passed nor in the environment."
        sections.append(("Raises", [("ValueError", raised)]))
    return function_docstring([purpose], sections, 4)


def _body(factory: ClientFactory) -> Statements:
    statements: list[Statement] = []
    for one in factory.credentials:
        arguments = (identifier(one.argument), literal(one.variable))
        found = call(Code("_credential"), *arguments)
        statements.append(assign(one.argument, found))
    for choice in factory.choices:
        statements += _choice(choice, factory)
    if factory.places:
        statements.append(assign("auth", _auth(factory)))
    return tuple(statements)


def _choice(choice: Alternatives, factory: ClientFactory) -> Iterator[Statement]:
    """The credentials of the first set that is complete."""
    raises = line(f"raise ValueError({_wrapped(choice.missing)})")
    variable = choice.variable
    typed = f"{variable}: list[_Sent]"
    if choice.missing and len(choice.sets) == 1:
        ((needed, sent),) = choice.sets
        negated = f"not ({needed})" if " and " in needed else f"not {needed}"
        yield block(f"if {negated}", (raises,))
        if factory.places:
            yield assign(typed, sent)
        return
    for number, (needed, sent) in enumerate(choice.sets):
        target = variable if number else typed
        yield block(f"{'elif' if number else 'if'} {needed}", (assign(target, sent),))
    yield block("else", (raises if choice.missing else line(f"{variable} = []"),))


def _wrapped(text: str) -> Code:
    """A text as one literal where it fits on a line, else as literals of a line each."""
    whole = literal(text)
    if len(whole) <= _ROOM:
        return whole
    room = _ROOM - len('""')
    pieces = textwrap.wrap(text, room, drop_whitespace=False, break_long_words=False)
    return join("\n", map(literal, pieces))


def _auth(factory: ClientFactory) -> Code:
    default = Code(factory.others or "[]")
    arguments = [Code("base_url"), default]
    if factory.operations:
        members = (
            f"{literal(operation)}: {variable or '[]'}"
            for operation, variable in factory.operations
        )
        arguments.append(Code("{" + ", ".join(members) + "}"))
    return call(Code("_Credentials"), *arguments)


def _options(factory: ClientFactory) -> Iterator[Code]:
    """The further arguments of the client."""
    if factory.places or not factory.credentials:
        yield Code("auth=auth")
    if "key" in factory.places:
        yield Code(f'event_hooks={{"request": [auth.send_keys{factory.suffix}]}}')
    if factory.certificate:
        arguments = map(identifier, factory.certificate)
        helper = Code(f"_certified{factory.suffix}")
        made = call(helper, Code("base_url"), Code("verify"), *arguments)
        yield Code(f"mounts=None if transport else {made}")
