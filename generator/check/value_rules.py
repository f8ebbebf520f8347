"""The rules for single values, wherever they go."""

from __future__ import annotations

from dataclasses import dataclass

from .inspection import Inspection
from .mismatch import MismatchCheck
from .presence import PresenceCheck


@dataclass(frozen=True, eq=False)
class ValueRules:
    """What remembers, over a whole workflow, which values have been reported."""

    presence: PresenceCheck
    mismatch: MismatchCheck

    @classmethod
    def of(cls, inspection: Inspection) -> ValueRules:
        return cls(PresenceCheck(inspection), MismatchCheck(inspection))
