"""Why a text is no runtime expression, in words."""

from __future__ import annotations

import difflib
import re

from .grammar import is_identifier, is_pointer, is_strict_identifier
from .model import ArazzoVersion, SyntaxFault

ROOTS = (
    "$url",
    "$method",
    "$statusCode",
    "$self",
    "$request",
    "$response",
    "$message",
    "$inputs",
    "$outputs",
    "$steps",
    "$workflows",
    "$sourceDescriptions",
    "$components",
)
"""What runtime expressions begin with."""

_WORD = re.compile(r"\$[A-Za-z]*")
_QUOTED_LENGTH = 60


def explain(text: str, version: ArazzoVersion) -> SyntaxFault:
    """Say what is wrong with a text that parse_expression does not take."""
    if not text.startswith("$"):
        return SyntaxFault(
            f"{quote(text)} is no runtime expression", 0, "expressions begin with '$'"
        )
    matched = _WORD.match(text)
    root = matched.group() if matched else "$"
    if root not in ROOTS:
        return _unknown_root(text, root)
    rest = text[len(root) :]
    if version is ArazzoVersion.V1_0 and root in ("$self", "$message"):
        return SyntaxFault(
            f"'{root}' is an expression of Arazzo 1.1", 0, "declare 'arazzo: 1.1.0'"
        )
    if root in ("$url", "$method", "$statusCode", "$self"):
        return SyntaxFault(f"nothing can follow '{root}' in an expression", len(root))
    if not rest.startswith(".") or rest == ".":
        return SyntaxFault(
            f"'{root}' alone names nothing", len(root), f"write {_FORMS[root]}"
        )
    return _explain_rest(text, root, version)


def suggest_root(word: str) -> str | None:
    """The root of an expression that a misspelt one, such as `$reponse`, may mean."""
    close = difflib.get_close_matches(word, ROOTS, 1, 0.75)
    return close[0] if close else None


def quote(text: str) -> str:
    """A text between quotes, shortened, on one line, for a message."""
    if len(text) > _QUOTED_LENGTH:
        text = text[: _QUOTED_LENGTH - 1] + "…"
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    return f"'{shown}'"


_FORMS = {
    "$request": "'$request.header.<name>', '.query.<name>', '.path.<name>' or '.body'",
    "$response": "'$response.header.<name>' or '$response.body#/<pointer>'",
    "$message": "'$message.header.<name>' or '$message.payload#/<pointer>'",
    "$inputs": "'$inputs.<name>'",
    "$outputs": "'$outputs.<name>'",
    "$steps": "'$steps.<stepId>.outputs.<name>'",
    "$workflows": "'$workflows.<workflowId>.outputs.<name>' or '.inputs.<name>'",
    "$sourceDescriptions": "'$sourceDescriptions.<name>.<operationId or field>'",
    "$components": "'$components.parameters.<name>', '.successActions.<name>' "
    "or '.failureActions.<name>'",
}


def _unknown_root(text: str, root: str) -> SyntaxFault:
    suggestion = suggest_root(root)
    hint = f"did you mean '{suggestion}'?" if suggestion else None
    return SyntaxFault(f"{quote(text)} is no runtime expression", 0, hint)


def _explain_rest(text: str, root: str, version: ArazzoVersion) -> SyntaxFault:
    start = len(root) + 1
    if root in ("$request", "$response", "$message"):
        return _explain_message(text, root, start, version)
    if root == "$sourceDescriptions":
        return SyntaxFault(
            f"{quote(text)} names no part of a source", start, f"write {_FORMS[root]}"
        )
    if root == "$components":
        return _explain_component(text, start)
    return _explain_named(text, root, start, version)


def _explain_message(
    text: str, root: str, start: int, version: ArazzoVersion
) -> SyntaxFault:
    rest = text[start:]
    part, _, name = rest.partition(".")
    if part in ("header", "query", "path"):
        if not name:
            return SyntaxFault(f"{quote(text)} names no {part}", len(text))
        wrong = "is no name of a header" if part == "header" else "cannot be a name"
        at = start + len(part) + 1
        return SyntaxFault(f"{quote(name)} {wrong} in an expression", at)
    part, mark, _ = rest.partition("#")
    if part == "payload" and version is ArazzoVersion.V1_0:
        return SyntaxFault(
            f"'{root}.payload' is an expression of Arazzo 1.1",
            start,
            f"write '{root}.body'",
        )
    if part in ("body", "payload") and mark:
        return _explain_pointer(text, text.index("#"), version)
    body = re.match(r"body|payload", rest)
    if body:
        return SyntaxFault(
            f"{quote(rest[body.end() :])} cannot follow '{root}.{body.group()}'",
            start + body.end(),
            f"write a JSON pointer: '{root}.{body.group()}#/<pointer>'",
        )
    return SyntaxFault(
        f"{quote(rest)} is no part of '{root}'", start, f"write {_FORMS[root]}"
    )


def _explain_pointer(text: str, mark: int, version: ArazzoVersion) -> SyntaxFault:
    pointer = text[mark + 1 :]
    if not pointer.startswith("/"):
        return SyntaxFault(
            f"the JSON pointer {quote(pointer)} does not begin with '/'",
            mark + 1,
            f"write '#/{pointer}'" if is_pointer("/" + pointer, version) else None,
        )
    if "{" in pointer or "}" in pointer:
        return SyntaxFault("a JSON pointer in an expression takes no braces", mark + 1)
    return SyntaxFault(
        f"the JSON pointer {quote(pointer)} has a '~' that is no escape",
        mark + 1,
        "write '~0' for '~' and '~1' for '/'",
    )


def _explain_component(text: str, start: int) -> SyntaxFault:
    kind, _, name = text[start:].partition(".")
    if kind not in ("parameters", "successActions", "failureActions"):
        return SyntaxFault(
            f"{quote(kind)} is no kind of component that an expression can name",
            start,
            f"write {_FORMS['$components']}",
        )
    if not name:
        return SyntaxFault(f"{quote(text)} names no component", len(text))
    return _explain_name(name, start + len(kind) + 1)


def _explain_named(
    text: str, root: str, start: int, version: ArazzoVersion
) -> SyntaxFault:
    path, mark, pointer = text[start:].partition("#")
    if mark and not is_pointer(pointer, version):
        return _explain_pointer(text, start + len(path), version)
    owner, name = _split_owner(root, path)
    if not name or (root in ("$steps", "$workflows") and not owner):
        return SyntaxFault(
            f"{quote(text)} names no value", start, f"write {_FORMS[root]}"
        )
    if owner and not is_strict_identifier(owner):
        return SyntaxFault(
            f"{quote(owner)} cannot be an id in an expression",
            start,
            "ids have letters, digits, '-' and '_'",
        )
    return _explain_name(name, start + len(path) - len(name))


def _split_owner(root: str, path: str) -> tuple[str, str]:
    """The step or workflow that has the value, and the value's name."""
    if root == "$steps":
        owner, _, name = path.partition(".outputs.")
        return owner, name
    if root == "$workflows":
        found = re.search(r"\.(?:inputs|outputs)\.", path)
        return (path[: found.start()], path[found.end() :]) if found else (path, "")
    return "", path


def _explain_name(name: str, offset: int) -> SyntaxFault:
    at = next((i for i, char in enumerate(name) if not is_identifier(char)), 0)
    return SyntaxFault(
        f"{quote(name)} has a character that names in expressions cannot have: "
        f"{quote(name[at])}",
        offset + at,
        "names have letters, digits, '.', '-' and '_'",
    )
