"""What is known of a value before it is there: the types that schemas give."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

from ..read.document import JsonValue, Node

Kind: TypeAlias = Literal[
    "null", "boolean", "integer", "number", "string", "array", "object"
]
"""A type of JSON Schema. "number" stands for numbers that may have a fraction;
an integer fits it too."""

ALL_KINDS: frozenset[Kind] = frozenset(
    ("null", "boolean", "integer", "number", "string", "array", "object")
)


class Presence(Enum):
    """Whether a value is there, as far as a schema says."""

    REQUIRED = "always there"
    OPTIONAL = "declared, and may be left out"
    UNKNOWN = "the schema says nothing"
    UNDECLARED = "the schema declares other members, and does not forbid this one"
    IMPOSSIBLE = "the schema rules it out"


@dataclass(frozen=True, eq=False)
class ValueType:
    """What schemas say of a value.

    Attributes:
        kinds: The JSON types it may have; ALL_KINDS where nothing is said.
        schemas: The schemas that describe it, `$ref` followed; any one of them may
            apply (the alternatives of oneOf and anyOf, of several responses). Empty
            where nothing is known.
        enum: All values it may have, where a schema lists them; else None.
    """

    kinds: frozenset[Kind]
    schemas: tuple[Node, ...] = ()
    enum: tuple[JsonValue, ...] | None = None

    @property
    def is_known(self) -> bool:
        return self.kinds != ALL_KINDS


ANY = ValueType(ALL_KINDS)
"""Nothing is known."""
