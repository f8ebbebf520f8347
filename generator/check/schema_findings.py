"""What schemas say of one member or item, and how several such findings combine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from .schema_kinds import intersection, union
from .types import ANY, Presence, ValueType


class Rank(Enum):
    """How a schema comes to say something of a member or item."""

    NAMED = auto()
    """Declared by its name, a pattern or its index."""
    ADDITIONAL = auto()
    """Described together with all others that are not named."""
    OPEN = auto()
    """Not named, but others are welcome in so many words."""
    UNSAID = auto()
    """The schema names no members at all."""
    UNDECLARED = auto()
    """The schema names other members, and leaves it at that."""
    CLOSED = auto()
    """The schema forbids what it does not name."""
    IMPOSSIBLE = auto()
    """The schema forbids this one, or the value is of another kind."""


_PRESENCE = {
    Rank.NAMED: Presence.OPTIONAL,
    Rank.ADDITIONAL: Presence.OPTIONAL,
    Rank.OPEN: Presence.UNKNOWN,
    Rank.UNSAID: Presence.UNKNOWN,
    Rank.UNDECLARED: Presence.UNDECLARED,
    Rank.CLOSED: Presence.IMPOSSIBLE,
    Rank.IMPOSSIBLE: Presence.IMPOSSIBLE,
}
_ALL_OF = (
    Rank.IMPOSSIBLE,
    Rank.NAMED,
    Rank.ADDITIONAL,
    Rank.CLOSED,
    Rank.OPEN,
    Rank.UNDECLARED,
    Rank.UNSAID,
)
"""Of schemas that all apply the first counts. Strictly a closed one would forbid what
another names; documents that close parts of an `allOf` do not mean that."""
_DESCRIBED = (Rank.NAMED, Rank.ADDITIONAL)


@dataclass(frozen=True, eq=False)
class Finding:
    """What is known of a member or item.

    Attributes:
        required: Whether it has to be there.
        waived: Whether a `required` does not count, by `readOnly` or `writeOnly`.
        type: Its type; ANY unless it is named or described.
    """

    rank: Rank
    required: bool = False
    waived: bool = False
    type: ValueType = ANY

    @property
    def presence(self) -> Presence:
        if self.required and self.rank is not Rank.IMPOSSIBLE:
            return Presence.REQUIRED
        return _PRESENCE[self.rank]


def all_of(findings: Iterable[Finding]) -> Finding:
    """What schemas say that all apply."""
    parts = list(findings)
    rank = min((part.rank for part in parts), key=_ALL_OF.index)
    waived = any(part.waived for part in parts)
    required = any(part.required for part in parts) and not waived
    if rank not in _DESCRIBED:
        return Finding(rank, required, waived)
    type_ = intersection(part.type for part in parts if part.rank is rank)
    if not type_.kinds:
        return Finding(Rank.IMPOSSIBLE)
    return Finding(rank, required, waived, type_)


def any_of(findings: Sequence[Finding]) -> Finding:
    """What schemas say of which any one may apply."""
    rank = min((part.rank for part in findings), key=lambda rank: rank.value)
    waived = any(part.waived for part in findings)
    required = all(part.required for part in findings)
    if rank not in _DESCRIBED:
        return Finding(rank, required, waived)
    absent = (Rank.UNDECLARED, Rank.CLOSED, Rank.IMPOSSIBLE)
    type_ = union(part.type for part in findings if part.rank not in absent)
    return Finding(rank, required, waived, type_)
