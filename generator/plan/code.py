"""Python source text as a type of its own, and the only ways to make it.

Text of a document is `str`; source text is `Code`. Templates refuse to print anything
but `Code`, so that no text of a document becomes source except through a function of
this module.
"""

from __future__ import annotations

import keyword
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..read.document import JsonValue


class Code(str):
    """A piece of Python source text."""

    __slots__ = ()


def literal(value: JsonValue) -> Code:
    """The literal that evaluates to a JSON value.

    Every character that is not printable ASCII or a printable letter is escaped, so
    that no line break, quote or bidirectional control of the value ends the literal.
    """
    if isinstance(value, dict):
        members = (f"{literal(name)}: {literal(item)}" for name, item in value.items())
        return Code("{" + ", ".join(members) + "}")
    if isinstance(value, list):
        return Code("[" + ", ".join(literal(item) for item in value) + "]")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number of JSON is finite")
    return Code(repr(value))


def pattern(text: str) -> Code:
    """The literal of a regular expression, raw where that reads better."""
    raw = f'r"{text}"'
    if "\\" in text and text.isascii() and text.isprintable() and '"' not in text:
        if not text.endswith("\\"):
            return Code(raw)
    return literal(text)


def identifier(name: str) -> Code:
    """A name that the naming module made.

    Raises:
        ValueError: It is no identifier, or a keyword.
    """
    if not name.isascii() or not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(f"not a usable identifier: {name!r}")
    return Code(name)


def call(
    function: Code, *arguments: Code, keywords: Mapping[str, Code] | None = None
) -> Code:
    """A call expression."""
    named = (f"{identifier(name)}={value}" for name, value in (keywords or {}).items())
    return Code(f"{function}({', '.join([*arguments, *named])})")


def attribute(value: Code, name: str) -> Code:
    """`value.name`"""
    return Code(f"{value}.{identifier(name)}")


def join(separator: str, codes: Iterable[Code]) -> Code:
    """Pieces of source with a fixed separator of the compiler's own between them."""
    return Code(separator.join(codes))


def fstring(parts: Iterable[str | Code]) -> Code:
    """Text with expressions in it, as one string expression.

    Args:
        parts: Text as `str`, expressions that give text or whole numbers as `Code`.
    """
    pieces = [piece for piece in parts if piece]
    expressions = [piece for piece in pieces if isinstance(piece, Code)]
    if not expressions:
        return literal("".join(pieces))
    # Before Python 3.12 these cannot stand in the braces of an f-string.
    unfit = any(char in code for code in expressions for char in '"\\#\n')
    if unfit or _misread_by_black(pieces):
        texts = (f"str({p})" if isinstance(p, Code) else literal(p) for p in pieces)
        return Code(f'"".join(({", ".join(texts)}))')
    spelled = (
        (
            "{" + (" " if piece.startswith("{") else "") + piece + "}"
            if isinstance(piece, Code)
            else _in_fstring(piece)
        )
        for piece in pieces
    )
    return Code('f"' + "".join(spelled) + '"')


def _misread_by_black(pieces: Sequence[str | Code]) -> bool:
    """Whether black, which changes the quotes around a text with many quotes in it,
    takes an expression behind a brace for text, and changes its quotes too."""
    quoted = any('"' in one for one in pieces if not isinstance(one, Code))
    return quoted and any(
        isinstance(code, Code) and "'" in code and text.endswith("{")
        for text, code in pairwise(pieces)
    )


_IN_FSTRING = {"{": "{{", "}": "}}", '"': '\\"', "'": "'", "\\": "\\\\"}


def _in_fstring(text: str) -> str:
    """Text as it stands between the double quotes of an f-string."""
    return "".join(_IN_FSTRING.get(char) or repr(char)[1:-1] for char in text)


@dataclass
class Uses:
    """Collects what the code of one module uses of the world outside its step code.

    Attributes:
        helpers: Names of the shared helpers (see `helpers.py`).
        modules: Modules imported whole: `import time`.
        names: Names imported from modules: `from urllib.parse import quote`.
        methods: Methods of the step class (see `step_methods.py`).
        send_options: What steps say to `send` beyond the path.
        credential_parts: What the class with the credentials of a client does.
    """

    helpers: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)
    send_options: set[str] = field(default_factory=set)
    credential_parts: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)

    def merge(self, other: Uses) -> None:
        """Take over what another piece of the module uses."""
        self.helpers |= other.helpers
        self.methods |= other.methods
        self.send_options |= other.send_options
        self.credential_parts |= other.credential_parts
        self.modules |= other.modules
        self.names |= other.names

    def helper(self, name: str) -> Code:
        """The name of a shared helper, which the module then holds."""
        self.helpers.add(name)
        return identifier(name)

    def method(self, name: str) -> Code:
        """A method of the step at hand: `step.<name>`."""
        self.methods.add(name)
        return Code(f"step.{identifier(name)}")

    def module(self, module: str) -> Code:
        """The name of a module, which the generated module then imports."""
        self.modules.add(module)
        return Code(module)

    def name(self, module: str, name: str) -> Code:
        """A name of another module, which the generated module then imports."""
        self.names.add((module, name))
        return identifier(name)


def one_of(texts: Iterable[str], uses: Uses) -> Code:
    """The type of a value that is one of some texts."""
    name = uses.name("typing", "Literal")
    return Code(f"{name}[{join(', ', map(literal, texts))}]")
