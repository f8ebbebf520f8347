"""Python source text as a type of its own, and the only ways to make it.

Text of a document is `str`; source text is `Code`. Templates refuse to print anything
but `Code`, so that no text of a document becomes source except through a function of
this module.
"""

from __future__ import annotations

import keyword
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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


@dataclass
class Uses:
    """Collects what the code of one module uses of the world outside its step code.

    Attributes:
        helpers: Names of the shared helpers (see `helpers.py`).
        modules: Modules imported whole: `import time`.
        names: Names imported from modules: `from urllib.parse import quote`.
    """

    helpers: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)

    def helper(self, name: str) -> Code:
        """The name of a shared helper, which the module then holds."""
        self.helpers.add(name)
        return identifier(name)

    def module(self, module: str) -> Code:
        """The name of a module, which the generated module then imports."""
        self.modules.add(module)
        return Code(module)

    def name(self, module: str, name: str) -> Code:
        """A name of another module, which the generated module then imports."""
        self.names.add((module, name))
        return identifier(name)
